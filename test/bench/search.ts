import { type Crowd, gather } from './crowd.ts';
import { EVERYWHERE, fillDocuments } from './documents.ts';
import { cpuOf, load, median, type Load } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const SBOMS = 5_000;
const COMPONENTS = 400;
const HOSPITALS = 20;
const CLIENTS = 2;
const RUNS = 3;
const ANSWERS = 40;
const AIM_P95_MS = 1_000;

const MATCHES = `query ($name: String, $purl: String, $versionRange: String, $licence: String, $vulnerability: String) {
  componentMatches(name: $name, purl: $purl, versionRange: $versionRange, licence: $licence, vulnerability: $vulnerability) {
    edges { cursor node { component { name version purl } path isConfirmed assetCount siteCounts { siteId assetCount }
      release { id version product { name } } publication { id titleJa titleEn } } }
    pageInfo { hasNextPage endCursor } } }`;
const COUNTED = MATCHES.replace('{\n    edges', '{\n    totalCount edges');
const EXPOSURE = `query ($vulnerability: String!, $component: ComponentInput) {
  exposure(vulnerability: $vulnerability, component: $component) { title counts { status releaseCount assetCount }
    rows { edges { node { status why fixedIn assetCount path isConfirmed release { id version product { name } }
      statement { status justification impact } component { name version } publication { id } } } pageInfo { endCursor } } } }`;
const EVERYTHING = `query ($text: String!) { search(text: $text) { kind id withinId title detail } }`;
const ANSWERED = `query ($questionId: String!) { assetsByMds2Answer(questionId: $questionId, answers: [NO], includeUnknown: true) {
  edges { node { answer asset { id name serialNumber } publication { id } } } pageInfo { endCursor } } }`;

const QUESTIONS: [what: string, query: string, variables: object][] = [
  ['a name that is in every SBOM', MATCHES, { name: EVERYWHERE.name }],
  ['a name that is in every SBOM, with the count', COUNTED, { name: EVERYWHERE.name }],
  ['a name that is in a few', MATCHES, { name: 'util-stream-eb' }],
  ['a name that is nowhere', MATCHES, { name: 'nowhere' }],
  ['three letters that a tenth of the names have', MATCHES, { name: 'lib' }],
  ['a purl with a range of versions', MATCHES, { purl: EVERYWHERE.purl, versionRange: '< 2' }],
  ['a licence that a third of the components have', MATCHES, { licence: 'MIT' }],
  ['a vulnerability', MATCHES, { vulnerability: EVERYWHERE.vulnerability }],
  [
    'exposure: a vulnerability that half of the vendors speak of',
    EXPOSURE,
    { vulnerability: EVERYWHERE.vulnerability },
  ],
  ['exposure: a vulnerability that a few speak of', EXPOSURE, { vulnerability: 'CVE-2026-1001' }],
  [
    'exposure: a component that is asked for, in every SBOM',
    EXPOSURE,
    { vulnerability: 'CVE-2030-1000', component: { purl: EVERYWHERE.purl, versionRange: '< 2' } },
  ],
  ['everything by a word: a component that is in every SBOM', EVERYTHING, { text: EVERYWHERE.name }],
  ['everything by a word: three letters that a tenth of the components have', EVERYTHING, { text: 'lib' }],
  ['everything by a word: a purl', EVERYTHING, { text: EVERYWHERE.purl }],
  ['devices by an answer of MDS2', ANSWERED, { questionId: 'QQQQ-7' }],
];

/** Two million components: a hospital that holds all of the releases, and hospitals that hold every twentieth. */
export const search = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const crowd = await gather(portal, HOSPITALS);
    await fillDocuments(portal, crowd, { sboms: SBOMS, components: COMPONENTS });
    const measurements: Measurement[] = [];
    for (const [what, query, variables] of QUESTIONS) {
      const [all, some] = [crowd.hospitals.slice(0, 1), crowd.hospitals.slice(1)];
      const ofMany = await ask(portal, all, query, variables);
      const ofSome = await ask(portal, some, query, variables);
      measurements.push(row(what, ofMany, ofSome));
    }
    return measurements;
  });

async function ask(portal: Portal, people: Crowd['hospitals'], query: string, variables: object): Promise<Load[]> {
  let turn = 0;
  const next = () => ({ headers: people[turn++ % people.length]?.headers ?? {}, query, variables });
  await load(portal, { connections: CLIENTS, answers: 2 * CLIENTS }, next);
  const runs: Load[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(await load(portal, { connections: CLIENTS, answers: ANSWERS }, next));
  }
  return runs;
}

function row(what: string, ofMany: Load[], ofSome: Load[]): Measurement {
  const [p50, p95] = (['p50', 'p95'] as const).map((name) => median(ofMany.map((run) => run[name])));
  const some = (['p50', 'p95'] as const).map((name) => figure(median(ofSome.map((run) => run[name]))));
  return {
    what: `search in 2 million components: ${what}: p95`,
    aim: `< ${figure(AIM_P95_MS)} ms`,
    measured: `${figure(p95 ?? Number.NaN)} ms`,
    isReached: (p95 ?? Number.NaN) < AIM_P95_MS,
    detail: `${CLIENTS} clients, a hospital that holds 5,000 releases: p50 ${figure(p50 ?? Number.NaN)} ms, ${cpuOf(ofMany)}; runs: ${each(
      ofMany.map((run) => run.p95),
      ' ms',
    )}; hospitals that hold 250: p50 ${some[0]} ms, p95 ${some[1]} ms`,
  };
}
