import { gather, type Crowd, type Party } from './crowd.ts';
import { percentile } from './load.ts';
import { Portal, until } from './portal.ts';
import { approve, submitted } from './publish.ts';
import { figure, type Measurement } from './report.ts';

const SUBSCRIBERS = 1_000;
const EVENTS = 100;

const INBOX = 'subscription { inboxChanged { delivery { id state } } }';
const NEWEST = '{ inbox(first: 1) { edges { node { id } } } }';
const VIEW = 'mutation ($input: MarkViewedInput!) { markViewed(input: $input) { delivery { id } } }';

/** A thousand hospitals, each with its inbox open: from an act to the page that shows it. */
export const live = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const crowd = await gather(portal, SUBSCRIBERS);
    const listeners = await Promise.all(crowd.hospitals.map((hospital) => Listener.opens(portal.url, hospital)));
    const before = portal.memory().nowMiB;
    const all = await toAll(portal, crowd, listeners);
    const single = await oneByOne(portal, listeners);
    const after = portal.memory().nowMiB;
    for (const listener of listeners) listener.close();
    const row = (what: string, measured: string, detail: string) => ({
      what: `${figure(SUBSCRIBERS)} open subscriptions: ${what}`,
      aim: null,
      measured,
      isReached: null,
      detail,
    });
    return [
      row(
        'from an act to its live update',
        `p50 ${figure(percentile(single, 50))} ms, p95 ${figure(percentile(single, 95))} ms`,
        `${EVENTS} acts one after the other, each of another hospital, counted from when it is sent`,
      ),
      row(
        'from the approval of a publication to all until the update reached them',
        `p50 ${figure(percentile(all, 50))} ms, p95 ${figure(percentile(all, 95))} ms`,
        `the last after ${figure(Math.max(...all))} ms`,
      ),
      row('memory of the process', `${figure(before)} MiB`, `${figure(after)} MiB after all that was told`),
    ];
  });

class Listener {
  readonly hospital: Party;
  private readonly socket: WebSocket;
  private heard: (() => void) | null = null;

  private constructor(hospital: Party, socket: WebSocket) {
    this.hospital = hospital;
    this.socket = socket;
  }

  static opens(url: string, hospital: Party): Promise<Listener> {
    const live = new URL('/graphql/live', url);
    live.protocol = 'ws:';
    const socket = new WebSocket(live, { protocols: ['graphql-transport-ws'], headers: hospital.headers });
    const listener = new Listener(hospital, socket);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.addEventListener('close', ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`)));
      socket.addEventListener('message', ({ data }) => {
        const { type, payload } = JSON.parse(String(data)) as { type: string; payload?: { errors?: unknown } };
        if (type === 'connection_ack') {
          socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: INBOX } }));
          resolve(listener);
        }
        if (type === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
        if (type === 'next' && !payload?.errors) listener.heard?.();
      });
    });
  }

  /** When the next update comes, by the clock of this process. */
  next(): Promise<number> {
    return new Promise((resolve) => {
      this.heard = () => {
        this.heard = null;
        resolve(performance.now());
      };
    });
  }

  close(): void {
    this.socket.close();
  }
}

async function toAll(portal: Portal, crowd: Crowd, listeners: readonly Listener[]): Promise<number[]> {
  // All are subscribed: what they sent before is done by the time that the server answers a second later.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const publication = await submitted(portal, crowd);
  const told = Promise.all(listeners.map((listener) => listener.next()));
  const began = performance.now();
  await approve(portal, crowd, publication);
  return (await told).map((at) => at - began).toSorted((a, b) => a - b);
}

async function oneByOne(portal: Portal, listeners: readonly Listener[]): Promise<number[]> {
  await until(async () => {
    const [row] = await portal.sql<{ busy: boolean }>('select exists (select from trail.pending) as busy');
    return row?.busy === false;
  });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const milliseconds: number[] = [];
  for (const listener of listeners.slice(0, EVENTS)) {
    const { headers } = listener.hospital;
    const { inbox } = await portal.graphql<{ inbox: { edges: { node: { id: string } }[] } }>(headers, NEWEST, {});
    const told = listener.next();
    const began = performance.now();
    await portal.graphql(headers, VIEW, { input: { deliveryId: inbox.edges[0]?.node.id } });
    milliseconds.push((await told) - began);
  }
  return milliseconds.toSorted((a, b) => a - b);
}
