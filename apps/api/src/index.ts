export { AppModule, entities } from './app.module.ts';
export { createApi } from './create-api.ts';
