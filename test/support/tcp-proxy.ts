import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a service that a test can cut, as if the service had gone away, and mend again. */
export class TcpProxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private port = 0;
  private bytesUntilCut = Infinity;
  private onCut: () => void = () => undefined;

  private constructor(target: { host: string; port: number }) {
    this.server = createServer((client) => {
      const service = connect(target.port, target.host);
      for (const [from, to] of [
        [client, service],
        [service, client],
      ] as const) {
        this.sockets.add(from);
        // Either end that goes takes the other along; whoever used it hears of it.
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
      service.on('data', ({ length }) => this.count(length));
    });
  }

  /** @param url of the service. */
  static async before(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new TcpProxy({ host: hostname, port: Number(port) });
    await proxy.mend();
    return proxy;
  }

  /** The same address through this proxy. */
  through(url: string): string {
    const other = new URL(url);
    other.host = `127.0.0.1:${this.port}`;
    return other.toString();
  }

  /** Resets every connection and refuses new ones. */
  cut(): void {
    this.bytesUntilCut = Infinity;
    this.server.close();
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.onCut();
  }

  /** Cuts by itself in the middle of what the service answers. Resolves once it has. */
  cutAfterAnswering(bytes: number): Promise<void> {
    this.bytesUntilCut = bytes;
    return new Promise((resolve) => {
      this.onCut = resolve;
    });
  }

  /** Lets connections through again, at the same port. */
  async mend(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  private count(bytes: number): void {
    this.bytesUntilCut -= bytes;
    if (this.bytesUntilCut < 0) this.cut();
  }
}
