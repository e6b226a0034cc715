const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** 500,000 components hold some five million of them. */
const MAX_CONTAINERS = 8_000_000;
const MAX_VALUES = 16_000_000;
/** A container and what parts it from the next: fewer bytes cannot hold too many. */
const BYTES_OF_CONTAINER = 3;

/**
 * Whether well-formed JSON holds more objects, lists or values than are read. The parser keeps each in a memory that no
 * limit of a thread counts, and looks through all of them again and again: minutes, and gigabytes, for 50 million `{}`.
 */
export function holdsTooManyValues(
  json: Uint8Array,
  most = { containers: MAX_CONTAINERS, values: MAX_VALUES },
): boolean {
  if (json.length < most.containers * BYTES_OF_CONTAINER) return false;
  let containers = 0;
  let values = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === QUOTE) {
      for (at++; at < json.length && json[at] !== QUOTE; at++) if (json[at] === BACKSLASH) at++;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++containers > most.containers) return true;
    } else if (byte === 0x2c && ++values > most.values) return true;
  }
  return false;
}
