export * from './authorisation/index.ts';
export * from './config/index.ts';
export * from './database/index.ts';
export * from './graphql/index.ts';
export * from './http/index.ts';
export * from './jobs/index.ts';
export * from './mail/index.ts';
export {
  ActorMemo,
  APP_DATABASE,
  clientOf,
  PlatformModule,
  RUNTIME,
  SYSTEM_DATABASE,
  systemCtx,
  type Runtime,
} from './platform.module.ts';
export * from './sign-in/index.ts';
export * from './storage/index.ts';
