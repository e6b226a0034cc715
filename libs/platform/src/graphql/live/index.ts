export { CurrentLive, LiveContext } from './live-context.ts';
export { LiveServer } from './live-server.ts';
