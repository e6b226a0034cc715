export * from './actor.ts';
export * from './canonical-json.ts';
export * from './clock.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './page.ts';
export * from './version.ts';
export * from './words-hash.ts';
