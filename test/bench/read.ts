import { createHash, randomBytes } from 'node:crypto';
import { Validation, Spec } from '@cyclonedx/cyclonedx-library';
import { type Id, newId } from '#libs/kernel';
import { PortalClient } from '../../apps/cli/src/publish/portal-client.ts';
import { bytesSource, upload as send } from '../../apps/cli/src/publish/upload.ts';
import { readCycloneDxJson } from '../../libs/formats/src/cyclonedx/cyclonedx-json.ts';
import { type Crowd, gather } from './crowd.ts';
import { median } from './load.ts';
import { Portal, until } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const RUNS = 3;
const SIZES = [
  { components: 10_000, aimSeconds: 2 },
  { components: 100_000, aimSeconds: 20 },
] as const;
const AIM_PEAK_MIB = 1024;
const AIM_DELAY_MS = 50;
const AIM_MULTIPLE = 1.5;
/** The library compares every component with every other: more would take minutes. */
const COMPARED_COMPONENTS = 2_000;
const CROWD = { sboms: 1_000, components: 50, senders: 8 };

/** An SBOM as a build makes one: each component with purl, licence, hash and supplier, in a tree of dependencies. */
function sbom(components: number, salt = randomBytes(4).toString('hex')): Buffer {
  const ref = (index: number) => `pkg:npm/part-${salt}-${index}@1.${index % 100}.0`;
  return Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: {
        timestamp: '2026-06-01T00:00:00Z',
        supplier: { name: 'Maker' },
        component: { type: 'device', 'bom-ref': 'device', name: 'Pump', version: '1.0' },
      },
      components: Array.from({ length: components }, (_, index) => ({
        type: 'library',
        'bom-ref': ref(index),
        supplier: { name: `Supplier ${index % 50}` },
        name: `part-${salt}-${index}`,
        version: `1.${index % 100}.0`,
        purl: ref(index),
        licenses: [{ license: { id: index % 3 === 0 ? 'MIT' : 'Apache-2.0' } }],
        hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(`${salt}${index}`).digest('hex') }],
      })),
      dependencies: [
        { ref: 'device', dependsOn: [ref(0)] },
        ...Array.from({ length: components }, (_, index) => ({
          ref: ref(index),
          dependsOn: [2 * index + 1, 2 * index + 2].filter((child) => child < components).map(ref),
        })),
      ],
    }),
  );
}

/** From an SBOM that is completely sent until a hospital finds its components. */
export const read = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const crowd = await gather(portal, 1);
    const client = new PortalClient(portal.url, await keyOf(portal, crowd));
    await readOnce(portal, client, crowd, 100);
    const measurements: Measurement[] = [];
    const seconds = new Map<number, number>();
    for (const { components, aimSeconds } of SIZES) {
      const runs: Run[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await readOnce(portal, client, crowd, components));
      seconds.set(components, median(runs.map((run) => run.seconds)));
      measurements.push(...rowsOf(components, aimSeconds, runs));
    }
    const [small, large] = SIZES.map(({ components }) => (seconds.get(components) ?? Number.NaN) / components);
    measurements.push({
      what: 'read an SBOM: seconds a component at 100,000 over those at 10,000',
      aim: 'linear',
      measured: figure((large ?? Number.NaN) / (small ?? Number.NaN)),
      isReached: (large ?? Number.NaN) / (small ?? Number.NaN) < 1.3,
      detail: 'held to 1.3',
    });
    return [...measurements, ...(await manySboms(portal, client, crowd)), await againstTheLibrary()];
  });

interface Run {
  seconds: number;
  /** Of those, until the file is READY. */
  readySeconds: number;
  peakMiB: number;
  delayMs: number;
}

async function readOnce(portal: Portal, client: PortalClient, crowd: Crowd, components: number): Promise<Run> {
  const salt = randomBytes(4).toString('hex');
  const source = bytesSource('sbom.cdx.json', sbom(components, salt));
  const sent = Promise.withResolvers<number>();
  portal.forgetPeak();
  await portal.delayMs();
  const upload = await send(client, source, null, (stage, done, total) => {
    if (stage === 'sending' && done === total) sent.resolve(performance.now());
  });
  const ready = performance.now();
  if (upload.state !== 'READY') throw new Error(`the upload is ${upload.state}: ${JSON.stringify(upload.findings[0])}`);
  await file(client, crowd, upload.id);
  const last = `part-${salt}-${components - 1}`;
  await until(async () => (await found(client, last)) === 1, 5);
  const end = performance.now();
  const began = await sent.promise;
  return {
    seconds: (end - began) / 1000,
    readySeconds: (ready - began) / 1000,
    peakMiB: portal.memory().peakMiB,
    delayMs: await portal.delayMs(),
  };
}

function rowsOf(components: number, aimSeconds: number, runs: readonly Run[]): Measurement[] {
  const count = components.toLocaleString('en');
  const seconds = median(runs.map((run) => run.seconds));
  const peak = Math.max(...runs.map(({ peakMiB }) => peakMiB));
  const delay = Math.max(...runs.map((run) => run.delayMs));
  const what = `read a CycloneDX SBOM of ${count} components`;
  return [
    {
      what: `${what}: from sent to found by search`,
      aim: `≤ ${aimSeconds} s`,
      measured: `${figure(seconds)} s`,
      isReached: seconds <= aimSeconds,
      detail: `${each(
        runs.map((run) => run.seconds),
        ' s',
      )}; of these until the file is READY: ${each(
        runs.map(({ readySeconds }) => readySeconds),
        ' s',
      )}`,
    },
    {
      what: `${what}: memory of the process at its peak`,
      aim: `< ${AIM_PEAK_MIB} MiB`,
      measured: `${figure(peak)} MiB`,
      isReached: peak < AIM_PEAK_MIB,
      detail: `the most of: ${each(
        runs.map(({ peakMiB }) => peakMiB),
        ' MiB',
      )}; the reader's thread included`,
    },
    {
      what: `${what}: longest delay of the event loop meanwhile`,
      aim: `< ${AIM_DELAY_MS} ms`,
      measured: `${figure(delay)} ms`,
      isReached: delay < AIM_DELAY_MS,
      detail: `the most of: ${each(
        runs.map((run) => run.delayMs),
        ' ms',
      )}`,
    },
  ];
}

/** A thousand small SBOMs, sent by eight programs at once. */
async function manySboms(portal: Portal, client: PortalClient, crowd: Crowd): Promise<Measurement[]> {
  const documents = Array.from({ length: CROWD.sboms }, () => randomBytes(4).toString('hex')).map((salt) => ({
    salt,
    bytes: sbom(CROWD.components, salt),
  }));
  const waiting = [...documents];
  await portal.delayMs();
  const began = performance.now();
  const uploads: string[] = [];
  const sender = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const source = bytesSource('sbom.cdx.json', next.bytes);
      const upload = await send(client, source, null, () => undefined);
      if (upload.state !== 'READY') throw new Error(`an upload is ${upload.state}`);
      uploads.push(upload.id);
    }
  };
  await Promise.all(Array.from({ length: CROWD.senders }, sender));
  const accepted = (performance.now() - began) / 1000;
  for (let from = 0; from < uploads.length; from += 100) await file(client, crowd, ...uploads.slice(from, from + 100));
  const [last] = documents;
  await until(async () => (await found(client, `part-${last?.salt}-0`)) === 1, 5);
  const searchable = (performance.now() - began) / 1000;
  return [
    {
      what: `${CROWD.sboms.toLocaleString('en')} SBOMs of ${CROWD.components} components: read and accepted a second`,
      aim: null,
      measured: `${figure(CROWD.sboms / accepted)}/s`,
      isReached: null,
      detail: `${CROWD.senders} senders, each with five requests and one part for each SBOM; ${figure(accepted)} s; event loop at most ${figure(await portal.delayMs())} ms`,
    },
    {
      what: `${CROWD.sboms.toLocaleString('en')} SBOMs of ${CROWD.components} components: found by search a second`,
      aim: null,
      measured: `${figure(CROWD.sboms / searchable)}/s`,
      isReached: null,
      detail: `filed a hundred at a time after all were accepted; ${figure(searchable)} s in all`,
    },
  ];
}

/** What reading costs in all, over what the CycloneDX library's own validation of the same text costs. */
async function againstTheLibrary(): Promise<Measurement> {
  const text = sbom(COMPARED_COMPONENTS).toString();
  const library = new Validation.JsonValidator(Spec.Version.v1dot6);
  const theirs = () => library.validate(text);
  const ours = () => readCycloneDxJson(JSON.parse(text));
  const seconds = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return (performance.now() - began) / 1000;
  };
  // Each compiles its schema at the first call.
  await theirs();
  await ours();
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run += 1) ratios.push((await seconds(ours)) / (await seconds(theirs)));
  return {
    what: `parse, validate and read ${COMPARED_COMPONENTS.toLocaleString('en')} components: multiple of the CycloneDX library's validation alone`,
    aim: `≤ ${AIM_MULTIPLE}×`,
    measured: `${figure(median(ratios))}×`,
    isReached: median(ratios) <= AIM_MULTIPLE,
    detail: each(ratios, '×'),
  };
}

async function file(client: PortalClient, { releaseId }: Crowd, ...uploadIds: string[]): Promise<void> {
  await client.ask('mutation ($input: FileDocumentInput!) { fileDocument(input: $input) { filedDocument { id } } }', {
    input: {
      kind: 'SBOM',
      title: 'Measured',
      source: 'MAIL',
      receivedOn: '2026-01-01',
      releaseIds: [releaseId],
      uploadIds,
    },
  });
}

async function found(client: PortalClient, name: string): Promise<number> {
  const { componentMatches } = await client.ask<{ componentMatches: { edges: unknown[] } }>(
    'query ($name: String!) { componentMatches(name: $name) { edges { cursor } } }',
    { name },
  );
  return componentMatches.edges.length;
}

/** A program of the hospital that sends and files. */
async function keyOf(portal: Portal, { hospitals }: Crowd): Promise<string> {
  const key = `tsk_${randomBytes(32).toString('base64url')}`;
  await portal.sql(
    `insert into api_key (id, organisation_id, name, roles, prefix, secret_hash, created_by, created_at, expires_at)
     select $1, $2, 'files', '{HOSPITAL_DEVICE}', 'tsk_', $3, id, now(), now() + interval '1 day'
     from member where organisation_id = $2 limit 1`,
    [newId(), hospitals[0]?.id as Id, createHash('sha256').update(key).digest()],
  );
  return key;
}
