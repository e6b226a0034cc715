import { SqlMigration } from '../sql-migration.ts';

/** Who asks, for row-level security: settings of one transaction. A pooled connection holds '' once they ended. */
export class Foundation extends SqlMigration {
  readonly name = 'Foundation1764000000001';
  protected readonly sql = `
    create function tasuki_organisation() returns uuid
    language sql stable parallel safe as $$
      select nullif(current_setting('tasuki.organisation_id', true), '')::uuid
    $$;

    create function tasuki_user() returns uuid
    language sql stable parallel safe as $$
      select nullif(current_setting('tasuki.user_id', true), '')::uuid
    $$;

    -- Closes a table (row-level security, forced on its owner too) and lets jobs see all of it.
    create procedure tasuki_wall(tables text[]) language plpgsql as $$
    declare
      name text;
    begin
      foreach name in array tables loop
        execute format('alter table %s enable row level security', name);
        execute format('alter table %s force row level security', name);
        execute format('create policy system on %s to tasuki_system using (true) with check (true)', name);
        execute format('grant select, insert, update, delete on %s to tasuki_system', name);
      end loop;
    end $$;

    grant usage on schema auth to tasuki_app, tasuki_system;
    grant usage on schema trail to tasuki_app, tasuki_system, tasuki_sequencer, tasuki_eraser;
    grant select on migration to tasuki_app, tasuki_system;
  `;
}
