import { createServer, type AddressInfo } from 'node:net';
import { StartError, type Config } from '#libs/platform';

/**
 * The configuration with a port that is free now: asked before the database is started, so that a taken port costs nothing.
 * @throws StartError `start.port_taken`, `start.address_unknown`
 */
export async function withFreePort(config: Config): Promise<Config> {
  const probe = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(config.port, config.host, () => resolve((probe.address() as AddressInfo).port));
  }).catch((error: unknown) => {
    throw cannotListen(config, error);
  });
  await new Promise((resolve) => probe.close(resolve));
  return port === config.port ? config : config.withPort(port);
}

/** In words what keeps the server from listening; anything that is not about the address stays as it is. */
export function cannotListen({ host, port }: Config, error: unknown): unknown {
  const { code } = error as { code?: string };
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new StartError(
      'start.port_taken',
      `The port ${port} on ${host} is taken by another program.`,
      `If that is Tasuki, open http://${address}. Otherwise choose another port, or any free one: TASUKI_PORT=0 npm start`,
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      'start.port_taken',
      `This user may not listen on port ${port}.`,
      'Choose a port above 1023 with TASUKI_PORT.',
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartError(
      'start.address_unknown',
      `This machine has no address ${host}.`,
      'Set TASUKI_HOST to one that it has: 127.0.0.1, or 0.0.0.0 for all.',
    );
  }
  return error;
}
