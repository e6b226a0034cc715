import { createRequire } from 'node:module';

/** From the package that this is a part of: three folders up in the sources, four in dist. */
export function applicationVersion(): string {
  const require = createRequire(import.meta.url);
  for (const path of ['../../../package.json', '../../../../package.json']) {
    try {
      return (require(path) as { version: string }).version;
    } catch {
      // not at this depth
    }
  }
  return 'unknown';
}
