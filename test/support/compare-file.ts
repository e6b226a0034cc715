import { readFile, writeFile } from 'node:fs/promises';

/**
 * Compares generated text with the file that is checked in; `UPDATE=1` writes it instead, to be read before it is
 * committed.
 */
export async function checkedIn(path: string, generated: string): Promise<string> {
  const file = new URL(`../../${path}`, import.meta.url);
  if (process.env['UPDATE'] === '1') await writeFile(file, generated);
  return readFile(file, 'utf8').catch(() => '');
}
