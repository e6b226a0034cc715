export { createFastifyAdapter, type AdapterOptions } from './adapter.ts';
export { currentRequest } from './current-request.ts';
export { errorBody, GRAPHQL_PATH, logFailure, plainErrorBody } from './error-body.ts';
export { failureOf, refused, type Failure } from './failure.ts';
export { HealthRegistry, outcomeOf, type HealthCheck, type HealthReport } from './health.ts';
export { HttpModule } from './http.module.ts';
export { createLogger, loggableUrl, NestLogger } from './logger.ts';
export { Metrics } from './metrics.ts';
export { DEFAULT_RATE_LIMITS, type RateLimits } from './rate-limit.ts';
