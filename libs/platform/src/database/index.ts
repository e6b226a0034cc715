export { ChannelListener } from './channel-listener.ts';
export { makeDataSource, type DataSource, type Entities } from './data-source.ts';
export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
export type { EventDraft, RecordedEvent } from './events.ts';
export { migrate, migrationState } from './migrate.ts';
export { paginate, type SortKey } from './paginate.ts';
export { roleUrl, type DatabaseRole } from './roles.ts';
export { StartError } from './start-error.ts';
export { EventSink, Tx, UnitOfWork } from './unit-of-work.ts';
