import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A migration written as SQL. There is no way back but a restored backup: rows of the trail are never dropped. */
export abstract class SqlMigration implements MigrationInterface {
  /** Class name and time in milliseconds, as TypeORM orders them. */
  abstract readonly name: string;
  protected abstract readonly sql: string;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(this.sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward. Restore a backup instead.'));
  }
}
