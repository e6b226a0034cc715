/** What may stand between the quotes of `filename="…"` and is read alike by every browser. */
const PLAIN = /^[A-Za-z0-9 !#$&+.^_`{}~@=,;()[\]-]+$/;

/**
 * The Content-Disposition of a download (RFC 6266): always an attachment, so that no browser runs what somebody
 * uploaded. A name beyond plain ASCII is given twice: in full by RFC 5987, and with `_` for what old clients misread.
 */
export function contentDisposition(fileName: string): string {
  // Controls would end the header, separators would name a folder, and a lone surrogate has no UTF-8 form.
  const name = fileName.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_');
  if (PLAIN.test(name)) return `attachment; filename="${name}"`;

  const fallback = Array.from(name, (character) => (PLAIN.test(character) ? character : '_')).join('');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}
