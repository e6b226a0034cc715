import type { Client } from 'pg';
import { DataSource, DefaultNamingStrategy, type EntitySchema, type MixedList } from 'typeorm';
import { migrations } from './migrations/index.ts';

/** `vendorId` is the column `vendor_id`. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string): string {
    return customName || propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

export type Entities = MixedList<Function | string | EntitySchema>;

/** A pool of connections under one role. @param poolSize connections at most. */
export const makeDataSource = (url: string, entities: Entities, poolSize: number): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    namingStrategy: new SnakeCase(),
    poolSize,
    extra: {
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      application_name: 'tasuki',
      // The pool listens while a connection is idle, TypeORM while it is used; lost between the two, unheard, it would
      // end the process. The next statement on it fails and says so.
      onConnect: (client: Client) => client.on('error', () => undefined),
    },
  });

export type { DataSource };
