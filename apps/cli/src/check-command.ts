import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  checkWellFormed,
  type Completeness,
  DocumentReader,
  type Finding,
  isReadable,
  type ReadFile,
  recognise,
  type Recognition,
} from '#libs/formats';
import { EXIT, type ExitCode } from './failure.ts';
import { findingLines } from './finding-line.ts';
import { contentTypeOf } from './publish/upload.ts';
import type { Terminal } from './terminal.ts';

/** What a recognition looks at: the beginning of a file, and the end of an archive. */
const HEAD_BYTES = 64 * 1024;

/**
 * Reads files as the portal does when they arrive; nothing leaves the machine.
 * @returns failed when any of them has an error
 */
export async function checkFiles(terminal: Terminal, files: readonly string[]): Promise<ExitCode> {
  const reader = new DocumentReader();
  let hasErrors = false;
  try {
    for (const file of files) {
      const { recognition, read } = await check(reader, file);
      const findings = [...recognition.findings, ...(read?.findings ?? [])];
      hasErrors ||= findings.some(({ severity }) => severity === 'ERROR');
      tell(terminal, file, recognition, read, findings);
    }
  } finally {
    await reader.close();
  }
  return hasErrors ? EXIT.failed : EXIT.ok;
}

async function check(reader: DocumentReader, file: string) {
  const { size: sizeBytes } = await stat(file);
  const recognition = recognise(
    await bytesAt(file, 0, Math.min(HEAD_BYTES, sizeBytes)),
    { name: basename(file), contentType: contentTypeOf(file) },
    await bytesAt(file, Math.max(0, sizeBytes - HEAD_BYTES), Math.min(HEAD_BYTES, sizeBytes)),
  );
  const { mediaType, findings } = recognition;
  if (mediaType === 'application/json' || mediaType === 'application/xml') {
    const known = new Set(findings.map(({ reason }) => reason));
    const found = await checkWellFormed(createReadStream(file) as AsyncIterable<Buffer>, mediaType);
    findings.push(...found.filter(({ reason }) => !known.has(reason)));
  }
  const isBroken = findings.some(({ severity }) => severity === 'ERROR');
  if (isBroken || !isReadable(mediaType)) return { recognition, read: null };
  const open = () => Promise.resolve(createReadStream(file) as AsyncIterable<Buffer>);
  return { recognition, read: await reader.read({ mediaType, sizeBytes, open }, (found) => Promise.resolve(found)) };
}

async function bytesAt(file: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function tell(
  terminal: Terminal,
  file: string,
  { mediaType }: Recognition,
  read: ReadFile | null,
  findings: readonly Finding[],
): void {
  const { format = null, formatVersion = null, counts, completeness = [] } = read ?? {};
  terminal.say(`${file}: ${format ? `${format} ${formatVersion ?? ''}`.trim() : mediaType}`);
  const parts = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
  if (parts.length > 0) terminal.say(`    ${parts.map(([part, count]) => `${count} ${part}`).join(', ')}`);
  for (const one of completeness) terminal.say(`    ${scoreLine(one)}`);
  for (const finding of findings) for (const line of findingLines(file, finding)) terminal.say(line);
  if (findings.length === 0) terminal.say('    nothing found');
  terminal.answer({ file, mediaType, format, formatVersion, counts, completeness, findings });
}

function scoreLine({ standard, score, elements }: Completeness): string {
  const missing = elements.filter(({ satisfied, total }) => satisfied < total);
  const words = missing.map(({ element, satisfied, total }) => `${element} ${satisfied} of ${total}`).join(', ');
  return `${standard}: ${Math.round(score * 100)} %${words ? ` (${words})` : ''}`;
}
