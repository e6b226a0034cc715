import { gather, type Crowd } from './crowd.ts';
import { median } from './load.ts';
import { Portal, until } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const HOSPITALS = 10_000;
const RUNS = 3;
const AIM_SECONDS = 5;
const AIM_MIB = 100;

const NEWEST = '{ inbox(first: 1) { edges { node { publicationId } } } }';

interface Run {
  acceptedSeconds: number;
  firstSeconds: number;
  lastSeconds: number;
  growthMiB: number;
}

/** One publication to ten thousand hospitals, from the approver's click to the last inbox and the signed log. */
export const publish = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const crowd = await gather(portal, HOSPITALS);
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await publishOnce(portal, crowd));
    const rowOf = (name: keyof Run) => runs.map((run) => run[name]);
    const [accepted, first, last, growth] = [
      rowOf('acceptedSeconds'),
      rowOf('firstSeconds'),
      rowOf('lastSeconds'),
      rowOf('growthMiB'),
    ];
    const row = (what: string, measured: string, detail: string, aim: string | null, isReached: boolean | null) => ({
      what: `publish to ${figure(HOSPITALS)} hospitals: ${what}`,
      aim,
      measured,
      isReached,
      detail,
    });
    return [
      row('until accepted', `${figure(median(accepted))} s`, each(accepted, ' s'), null, null),
      row('until the first hospital sees it', `${figure(median(first))} s`, each(first, ' s'), null, null),
      row(
        'until the last sees it and all is in a signed checkpoint',
        `${figure(median(last))} s`,
        each(last, ' s'),
        `≤ ${AIM_SECONDS} s`,
        median(last) <= AIM_SECONDS,
      ),
      row(
        'growth of the process',
        `${figure(Math.max(...growth))} MiB`,
        `peak less what it held before; the most of: ${each(growth, ' MiB')}`,
        `< ${AIM_MIB} MiB`,
        Math.max(...growth) < AIM_MIB,
      ),
    ];
  });

export interface Submitted {
  publicationId: string;
  submittedAt: string;
}

/** An advisory for all, which waits for its approval. */
export async function submitted(portal: Portal, { publisher, releaseId }: Crowd): Promise<Submitted> {
  const { draftPublication } = await portal.graphql<{ draftPublication: { publication: { id: string } } }>(
    publisher,
    'mutation ($input: DraftPublicationInput!) { draftPublication(input: $input) { publication { id } } }',
    {
      input: {
        kind: 'ADVISORY',
        severity: 'HIGH',
        tlp: 'AMBER',
        titleEn: 'Vulnerability in the infusion pump',
        releaseIds: [releaseId],
        actions: [{ kind: 'ACKNOWLEDGE', dueOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) }],
      },
    },
  );
  const { id } = draftPublication.publication;
  const { submitPublication } = await portal.graphql<{ submitPublication: { publication: { submittedAt: string } } }>(
    publisher,
    'mutation ($id: ID!) { submitPublication(input: { publicationId: $id }) { publication { submittedAt } } }',
    { id },
  );
  return { publicationId: id, submittedAt: submitPublication.publication.submittedAt };
}

export const approve = (portal: Portal, { approver }: Crowd, publication: Submitted): Promise<unknown> =>
  portal.graphql(
    approver,
    'mutation ($input: ApprovePublicationInput!) { approvePublication(input: $input) { publication { state } } }',
    { input: publication },
  );

async function publishOnce(portal: Portal, crowd: Crowd): Promise<Run> {
  const { hospitals } = crowd;
  const publication = await submitted(portal, crowd);
  const id = publication.publicationId;
  await portal.untilLogged();

  // The whole audience is reached in the order of the hospitals' ids.
  const sees = async (hospital = hospitals[0]) => {
    if (!hospital) throw new Error('there are no hospitals');
    const { inbox } = await portal.graphql<{ inbox: { edges: { node: { publicationId: string } }[] } }>(
      hospital.headers,
      NEWEST,
    );
    return inbox.edges[0]?.node.publicationId === id;
  };
  // Who they are is looked up before, as for anybody who has the page open.
  await Promise.all([sees(), sees(hospitals.at(-1))]);

  portal.forgetPeak();
  const { nowMiB } = portal.memory();
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  await approve(portal, crowd, publication);
  const acceptedSeconds = seconds();
  await until(() => sees());
  const firstSeconds = seconds();
  await until(() => sees(hospitals.at(-1)));
  await portal.untilLogged();
  // Approval and one event for each hospital, or we have measured something else.
  const [told] = await portal.sql<{ deliveries: number; logged: number; entries: number }>(
    `select (select count(*)::int from delivery where publication_id = $1) as deliveries,
            (select count(*)::int from trail.event e join trail.entry on event_id = e.id
             where e.subject_id = $1 and e.kind = 'delivery.delivered') as logged,
            (select count(*)::int from trail.entry) as entries`,
    [id],
  );
  const lastSeconds = seconds();
  if (told?.deliveries !== hospitals.length || told.logged !== hospitals.length) {
    throw new Error(`not everybody was reached: ${JSON.stringify(told)}`);
  }
  if ((await portal.logSize()) !== told.entries) throw new Error('the checkpoint does not cover the whole log');
  return { acceptedSeconds, firstSeconds, lastSeconds, growthMiB: portal.memory().peakMiB - nowMiB };
}
