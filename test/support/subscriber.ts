import { type Client, createClient } from 'graphql-ws';
import type { Data, GraphqlError, Person, World } from './world.ts';

export interface Told {
  data?: Data | null;
  errors?: GraphqlError[];
}

interface SubscriberOptions {
  /** Of the server, or of another one on the same database. */
  url?: string;
  /** Sent with the connection, as a browser or a program does; default: those of the person. */
  headers?: Record<string, string>;
  /** Sent when the connection is made, by programs that cannot send headers. */
  connectionParams?: Record<string, unknown>;
}

/** Somebody with an open WebSocket, and all that they were told on it. */
export class Subscriber {
  private readonly client: Client;
  private readonly world: World;
  /** Why the server closed the connection: `4401 sign_in.required`. */
  closedWith: string | null = null;

  constructor(person: Person, { url, headers = person.headers, connectionParams }: SubscriberOptions = {}) {
    this.world = person.world;
    const live = new URL('/graphql/live', url ?? person.world.url);
    live.protocol = 'ws:';
    this.client = createClient({
      url: live.href,
      lazy: true,
      retryAttempts: 0,
      webSocketImpl: withHeaders(headers),
      ...(connectionParams ? { connectionParams } : {}),
      on: {
        closed: (event) => {
          const { code, reason } = event as CloseEvent;
          this.closedWith ??= `${code} ${reason}`;
        },
      },
    });
  }

  /** Resolves when the subscription is open, or was refused: events from then on are told. */
  async subscribe(query: string, variables: Record<string, unknown> = {}): Promise<Subscription> {
    const subscription = new Subscription(this.world);
    const stop = this.client.subscribe<Data>(
      { query, variables },
      {
        next: (result) => void subscription.told.push(result as Told),
        error: (error) => subscription.fail(error),
        complete: () => subscription.finish(),
      },
    );
    subscription.stop = stop;
    // Whatever was sent before is taken up before the answer to this.
    await subscription.settledFor(150);
    return subscription;
  }

  close(): void {
    void this.client.dispose();
  }
}

export class Subscription {
  readonly told: Told[] = [];
  isOver = false;
  stop: () => void = () => undefined;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  fail(error: unknown): void {
    this.isOver = true;
    if (Array.isArray(error)) this.told.push({ errors: error as GraphqlError[] });
  }

  finish(): void {
    this.isOver = true;
  }

  /** The next that was not taken yet. */
  async next(): Promise<Told> {
    await this.world.eventually(() => Promise.resolve(this.told.length > 0));
    return this.told.shift()!;
  }

  /** The reason of the error that ended it. */
  async refusal(): Promise<string> {
    await this.world.eventually(() => Promise.resolve(this.isOver));
    const [error] = this.told.at(-1)?.errors ?? [];
    if (!error) throw new Error('was not refused');
    return `${error.extensions.code} ${error.extensions.reason}`;
  }

  /** What was told within this time after everything that was recorded came to stand in the log. */
  async settledFor(milliseconds: number): Promise<readonly Told[]> {
    await this.world.settled();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return this.told;
  }
}

const withHeaders = (headers: Record<string, string>) =>
  class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, { protocols: protocols ?? [], headers });
    }
  };
