/** In fours, as people compare it over the telephone. */
export const inFours = (fingerprint: string): string =>
  fingerprint
    .toUpperCase()
    .match(/.{1,4}/g)
    ?.join(' ') ?? '';
