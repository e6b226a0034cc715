/** What runs in a reader's thread: takes the bytes of one file, reads them, and hands the facts over as asked. */
import { parentPort } from 'node:worker_threads';
import type { Facts } from '../document.ts';
import { completenessOf } from '../sbom/completeness.ts';
import { boundedFacts, withBoundedStatements } from './bounds.ts';
import type { FromThread, ReadingSummary, ToThread } from './messages.ts';
import { readDocument } from './read-document.ts';
import { rowsOf } from './rows.ts';
import { storableJson } from './storable.ts';

interface Received {
  mediaType: string;
  bytes: Uint8Array;
  length: number;
}

let received: Received | null = null;
let rows: ReturnType<typeof rowsOf> | null = null;

async function answer(message: ToThread): Promise<FromThread | null> {
  switch (message.kind) {
    case 'begin':
      rows = null;
      received = { mediaType: message.mediaType, bytes: new Uint8Array(message.sizeBytes), length: 0 };
      return null;
    case 'chunk':
      if (!received) throw new Error('a piece of no file');
      received.bytes.set(message.bytes, received.length);
      received.length += message.bytes.length;
      return { kind: 'ready' };
    case 'read': {
      if (!received) throw new Error('no file to read');
      const { bytes, length, mediaType } = received;
      received = null;
      const reading = withBoundedStatements(await readDocument(bytes.subarray(0, length), mediaType));
      rows = rowsOf(reading.facts);
      return { kind: 'reading', summary: summaryOf(reading) };
    }
    case 'rows':
      if (!rows) throw new Error('no rows of nothing');
      return { kind: 'rows', json: storableJson(rows[message.part](message.from, message.to)) };
  }
}

function summaryOf({
  format,
  formatVersion,
  findings,
  facts,
}: Awaited<ReturnType<typeof readDocument>>): ReadingSummary {
  const kept = boundedFacts(storableJson(smallFacts(facts)));
  return {
    format,
    formatVersion: formatVersion?.slice(0, 100) ?? null,
    findings: JSON.parse(storableJson([...kept.findings, ...findings])) as ReadingSummary['findings'],
    factsJson: kept.json,
    completeness: facts.sbom && facts.header ? completenessOf(facts.sbom, facts.header) : [],
    counts: {
      components: facts.sbom?.components.length ?? 0,
      statements: facts.statements?.length ?? 0,
      answers: facts.mds2?.answers.length ?? 0,
    },
  };
}

/** What is no row of a table. */
function smallFacts({ sbom, statements: _statements, mds2, ...facts }: Facts): object {
  return {
    ...facts,
    ...(sbom && {
      sbom: {
        hasRelationships: sbom.hasRelationships,
        generationContext: sbom.generationContext,
        tools: sbom.tools,
        subject: sbom.subject === null ? null : sbom.components[sbom.subject],
      },
    }),
    ...(mds2 && { mds2: { ...mds2, answers: undefined } }),
  };
}

const port = parentPort;
port?.on('message', (message: ToThread) => {
  void answer(message)
    .catch((error: unknown): FromThread => ({ kind: 'failed', message: String(error) }))
    .then((reply) => reply && port.postMessage(reply));
});
