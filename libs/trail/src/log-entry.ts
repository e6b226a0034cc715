/** The first byte of every entry: which version of the commitment follows. */
const ENTRY_VERSION = 1;

/** What the log holds of an event: a version byte and the commitment, which tells nothing. */
export const entryOf = (commitment: Uint8Array): Uint8Array => Buffer.concat([Buffer.of(ENTRY_VERSION), commitment]);
