import { simpleParser, type ParsedMail } from 'mailparser';

/** What a mail server says of a mail that it could not bring to its recipient. */
export interface Bounce {
  mailId: string;
  /** RFC 3463: 5.x.x is for good, 4.x.x is given up after trying for days. */
  status: string;
  text: string;
}

/** BOUNCE; or why a message tells of none: it is no such notice, the mail is still tried, or none of our mails is in it. */
export type Read = { kind: 'BOUNCE'; bounce: Bounce } | { kind: 'NO_NOTICE' | 'STILL_TRIED' | 'NONE_OF_OURS' };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/**
 * Reads a delivery status notification (RFC 3464), as a mail server sends it to the return path. Which mail it is about, the
 * address that it came to says; else the Message-ID of the mail that it returns. Answers of people and of their absence are none.
 */
export async function readBounce(message: Buffer): Promise<Read> {
  const mail = await simpleParser(message, { keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true });
  const status = mail.attachments.find(({ contentType }) => /^message\/(global-)?delivery-status$/.test(contentType));
  if (!status) return { kind: 'NO_NOTICE' };
  const failed = recipientsOf(status.content.toString('utf8')).find(({ action }) => action === 'failed');
  if (!failed) return { kind: 'STILL_TRIED' };
  const mailId = idIn(mail);
  if (!mailId) return { kind: 'NONE_OF_OURS' };
  return { kind: 'BOUNCE', bounce: { mailId, status: failed.status, text: failed.text } };
}

/** RFC 3464, 2: groups of fields, apart by empty lines; the first is of the message, each other of a recipient. */
function recipientsOf(report: string) {
  const groups = report
    .replace(/\r\n/g, '\n')
    .trim()
    .split(/\n\s*\n/)
    .slice(1);
  return groups.map((group) => {
    const field = (name: string) =>
      new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'im').exec(group)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
    const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(field('Status'))?.[0] ?? '5.0.0';
    return { action: field('Action').toLowerCase(), status, text: field('Diagnostic-Code') || status };
  });
}

function idIn(mail: ParsedMail): string | null {
  const cameTo = ['to', 'delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) =>
    mail.headerLines.filter(({ key }) => key === name).map(({ line }) => line),
  );
  const returned = mail.attachments
    .filter(({ contentType }) =>
      /^(message\/rfc822|message\/global|text\/rfc822-headers|message\/rfc822-headers)$/.test(contentType),
    )
    .map(({ content }) => content.toString('utf8'));
  const [, inAddress] = new RegExp(`\\+(${UUID})@`, 'i').exec(cameTo.join('\n')) ?? [];
  const [, inMessageId] = new RegExp(`^message-id:\\s*<(${UUID})@`, 'im').exec(returned.join('\n')) ?? [];
  return (inAddress ?? inMessageId)?.toLowerCase() ?? null;
}
