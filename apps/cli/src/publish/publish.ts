import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, type ExitCode } from '../failure.ts';
import { findingLines, type ToldFinding } from '../finding-line.ts';
import type { Terminal } from '../terminal.ts';
import type { Description, PublishOptions } from './options.ts';
import { PortalClient } from './portal-client.ts';
import { Progress } from './progress.ts';
import { releaseIdsOf } from './releases.ts';
import { checkedSignatures } from './signatures.ts';
import { FINDING, openFile, sizeOfFile, type Source, upload, type UploadState } from './upload.ts';
import { UploadMemory } from './upload-memory.ts';

/** An upload that was accepted, or why it was not. */
interface SentFile {
  file: string;
  upload: UploadState;
}

const LOOK_AGAIN_MS = 2_000;

/**
 * Sends files and drafts a publication with them. A program never approves: people do, and they are told who.
 * @returns failed when a file was refused, or when waiting ended in anything but PUBLISHED.
 */
export async function publish(terminal: Terminal, options: PublishOptions): Promise<ExitCode> {
  const client = new PortalClient(options.url, options.key);
  // Whatever can be refused before gigabytes travel is refused before.
  for (const file of options.files) await sizeOfFile(file);
  const releaseIds = await releaseIdsOf(client, options.product, options.releases);
  const sent = await sendFiles(client, options.files, terminal);
  tellArrivals(sent, terminal);
  const refused = sent.filter(({ upload: { state } }) => state !== 'READY');
  if (refused.length > 0) {
    terminal.answer({ state: 'REFUSED', files: sent.map(reportOf) });
    terminal.warn('Nothing was published: correct what was refused, then run the command again.');
    return EXIT.failed;
  }

  const id = await draft(
    client,
    options,
    releaseIds,
    sent.map((one) => one.upload.id),
  );
  terminal.say(`Drafted: publication ${id}`);
  const signatures = await checkedSignatures(client, id, terminal);
  const findings = await findingsIn(client, id);
  tellFindings(findings, terminal);
  if (options.submits) {
    const open = whatKeepsItFrom(findings, options.justification);
    if (open) {
      terminal.answer({ publicationId: id, state: 'DRAFT', signatures, findings, files: sent.map(reportOf) });
      terminal.warn(`Not submitted; the draft stays. ${open}`);
      return EXIT.failed;
    }
    await submit(client, id, justificationsOf(findings, options.justification));
  }
  tellNext(id, options, terminal);
  const { state, sentBackReason } = options.waits ? await waitForApproval(client, id) : await stateOf(client, id);
  if (options.waits) terminal.say(state === 'PUBLISHED' ? 'Published.' : `Not published: ${sentBackReason ?? state}`);
  terminal.answer({ publicationId: id, state, sentBackReason, signatures, findings, files: sent.map(reportOf) });
  return options.waits && state !== 'PUBLISHED' ? EXIT.failed : EXIT.ok;
}

async function sendFiles(client: PortalClient, files: readonly string[], terminal: Terminal): Promise<SentFile[]> {
  const memory = new UploadMemory();
  const progress = new Progress(terminal);
  const sent: SentFile[] = [];
  try {
    for (const file of files) {
      const onProgress = progress.of(file);
      const source: Source = await openFile(file, onProgress);
      try {
        sent.push({ file, upload: await upload(client, source, memory, onProgress) });
      } finally {
        await source.close();
      }
    }
  } finally {
    progress.end();
  }
  return sent;
}

/** What was refused is told with all that was found; what was accepted is looked at again within its publication. */
function tellArrivals(sent: readonly SentFile[], terminal: Terminal): void {
  for (const {
    file,
    upload: { state, mediaType, isMachineReadable, refusalReason, findings },
  } of sent) {
    const readable = isMachineReadable === false ? ', not machine-readable' : '';
    if (state === 'READY') {
      terminal.say(`${file}: accepted as ${mediaType}${readable}`);
      continue;
    }
    terminal.warn(`${file}: refused (${refusalReason ?? state})`);
    for (const finding of findings) for (const line of findingLines(file, finding)) terminal.warn(line);
  }
}

interface PublicationFinding extends ToldFinding {
  uploadId: string;
  artifactName: string;
  justification: string | null;
}

async function findingsIn(client: PortalClient, id: string): Promise<PublicationFinding[]> {
  const { publication } = await client.ask<{ publication: { findings: PublicationFinding[] } }>(
    `query ($id: ID!) { publication(id: $id) { findings { uploadId artifactName justification ${FINDING} } } }`,
    { id },
  );
  return publication.findings;
}

function tellFindings(findings: readonly PublicationFinding[], terminal: Terminal): void {
  for (const finding of findings) {
    for (const line of findingLines(finding.artifactName, finding)) {
      if (finding.severity === 'HINT') terminal.say(line);
      else terminal.warn(line);
    }
  }
}

/** What is to be done before it can be submitted; null when nothing is. */
function whatKeepsItFrom(findings: readonly PublicationFinding[], justification: string | null): string | null {
  const has = (severity: string) => findings.some((one) => one.severity === severity);
  if (has('ERROR')) return 'Mend the errors above at their source, then run the command again.';
  if (!has('WARNING') || justification !== null) return null;
  return 'Mend what the warnings above are about, or run the command again with --justify "why they may stand".';
}

/** The same word for every kind of warning. */
function justificationsOf(findings: readonly PublicationFinding[], justification: string | null) {
  if (justification === null) return [];
  const warnings = findings.filter(({ severity }) => severity === 'WARNING');
  const kinds = new Map(warnings.map(({ uploadId, reason }) => [`${uploadId} ${reason}`, { uploadId, reason }]));
  return [...kinds.values()].map((kind) => ({ ...kind, justification }));
}

/** One justification for all the warnings that a publication has. */
export async function justifiedWarnings(client: PortalClient, id: string, justification: string): Promise<object[]> {
  return justificationsOf(await findingsIn(client, id), justification);
}

const reportOf = ({ file, upload: { id, state, sha256, mediaType, refusalReason, findings } }: SentFile) => ({
  file,
  uploadId: id,
  state,
  sha256,
  mediaType,
  refusalReason,
  findings,
});

/** Drafts with what was sent. @returns its id. */
export async function draft(
  client: PortalClient,
  { kind, title, summary, severity, tlp, actions, effectiveOn }: Description,
  releaseIds: readonly string[],
  uploadIds: readonly string[],
): Promise<string> {
  // Kana or kanji: a title is kept under its own language.
  const language = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(title) ? 'Ja' : 'En';
  const words = { [`title${language}`]: title, ...(summary ? { [`summary${language}`]: summary } : {}) };
  const { draftPublication } = await client.ask<{ draftPublication: { publication: { id: string } } }>(
    'mutation ($input: DraftPublicationInput!) { draftPublication(input: $input) { publication { id } } }',
    {
      input: { ...words, kind, severity, tlp, actions, releaseIds, uploadIds, ...(effectiveOn ? { effectiveOn } : {}) },
    },
  );
  return draftPublication.publication.id;
}

/** @returns when: whoever approves names it. */
export async function submit(
  client: PortalClient,
  publicationId: string,
  justifications: readonly object[] = [],
): Promise<Date> {
  const { submitPublication } = await client.ask<{ submitPublication: { publication: { submittedAt: string } } }>(
    'mutation ($input: SubmitPublicationInput!) { submitPublication(input: $input) { publication { submittedAt } } }',
    { input: { publicationId, justifications } },
  );
  return new Date(submitPublication.publication.submittedAt);
}

function tellNext(id: string, { submits }: PublishOptions, terminal: Terminal): void {
  if (!submits) {
    terminal.say(
      'Nobody sees a draft but your organisation. Look it over, then submit it (or use --submit next time).',
    );
    return;
  }
  terminal.say(
    `Submitted. Now a person of your organisation with the role VENDOR_APPROVER approves publication ${id}: ` +
      'not the person who made this API key, and never a program.',
  );
}

interface PublicationState {
  state: string;
  sentBackReason: string | null;
}

async function stateOf(client: PortalClient, id: string): Promise<PublicationState> {
  const { publication } = await client.ask<{
    publication: { state: string; review: { sentBackReason: string | null } | null };
  }>('query ($id: ID!) { publication(id: $id) { state review { sentBackReason } } }', { id });
  return { state: publication.state, sentBackReason: publication.review?.sentBackReason ?? null };
}

/** Until somebody decides; Ctrl-C ends the waiting and nothing else. */
async function waitForApproval(client: PortalClient, id: string): Promise<PublicationState> {
  for (;;) {
    const current = await stateOf(client, id);
    if (current.state !== 'IN_REVIEW') return current;
    await sleep(LOOK_AGAIN_MS);
  }
}
