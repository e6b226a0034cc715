import { SqlMigration } from '../sql-migration.ts';

/** An address and its secret are as good as a key: not every member sees them. */
const ADMINISTERED = `
  organisation_id = (select tasuki_organisation())
  and (select exists (
    select from member m
    where m.organisation_id = tasuki_organisation() and m.user_id = tasuki_user() and m.state = 'ACTIVE'
      and m.roles && array['VENDOR_ADMIN','HOSPITAL_ADMIN']))`;

export class Webhooks extends SqlMigration {
  readonly name = 'Webhooks1764000000036';
  protected readonly sql = `
    -- Where an organisation's own programs are told what the trail says of it.
    create table webhook (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      url text not null,
      kinds text[] not null check (kinds <> '{}'),
      -- null: it is active
      pause_cause text check (pause_cause in ('BY_HAND','GAVE_UP','GONE')),
      -- encrypted with a key that comes from the program's secret
      secret bytea not null,
      -- the one before: it signs too, until then
      former_secret bytea,
      former_secret_until timestamptz,
      created_by uuid not null references member,
      created_at timestamptz not null,
      -- what came of the last attempt
      last_attempt_at timestamptz,
      last_status int,
      last_failure text,
      check ((former_secret is null) = (former_secret_until is null))
    );
    create index on webhook (organisation_id, id);

    -- Messages and what came of them. The id is what the receiver knows a message by, however often it is sent.
    create table webhook_delivery (
      id uuid primary key,
      webhook_id uuid not null references webhook,
      organisation_id uuid not null references organisation,
      -- null: a test
      event_id uuid,
      kind text not null,
      body text not null,
      created_at timestamptz not null,
      state text not null check (state in ('PENDING','DELIVERED','FAILED')),
      attempts jsonb not null default '[]',
      -- attempts since it was made, or since somebody asked to try again
      tries int not null default 0,
      next_attempt_at timestamptz,
      -- while it is being sent; past this, whoever was sending it is gone
      leased_until timestamptz,
      check ((state = 'PENDING') = (next_attempt_at is not null)),
      unique (webhook_id, event_id)
    );
    create index webhook_delivery_log on webhook_delivery (webhook_id, id);
    create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt_at) where state = 'PENDING';
    create index webhook_delivery_old on webhook_delivery (created_at);

    -- Up to where the log was followed: one row.
    create table webhook_cursor (
      id boolean primary key default true check (id),
      next_index bigint not null
    );
    insert into webhook_cursor (next_index) select coalesce(max(log_index) + 1, 0) from trail.entry;

    call tasuki_wall(array['webhook','webhook_delivery','webhook_cursor']);
    grant select, insert, update, delete on webhook, webhook_delivery to tasuki_app;
    create policy own on webhook to tasuki_app using (${ADMINISTERED}) with check (${ADMINISTERED});
    create policy own on webhook_delivery to tasuki_app using (${ADMINISTERED}) with check (
      ${ADMINISTERED} and exists (select from webhook w where w.id = webhook_id and w.organisation_id = webhook_delivery.organisation_id)
    );
  `;
}
