import { SqlMigration } from '../sql-migration.ts';

const FIRST_YEAR = 2026;
const LAST_YEAR = 2035;

/** The smallest UUIDv7 of a year: ids are ordered by time, so partitions by id are partitions by year. */
const firstIdOf = (year: number) => {
  const milliseconds = Date.UTC(year, 0, 1).toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-0000-0000-000000000000`;
};

const partitions = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i)
  .map(
    (year) =>
      `create table trail.event_${year} partition of trail.event for values from ('${firstIdOf(year)}') to ('${firstIdOf(year + 1)}');`,
  )
  .join('\n');

/**
 * The trail refers to no business table, so that it can be read and proved without them.
 *
 * Requests record through `tx.record`. A fan-out that runs as the system writes its events where its rows are made, in
 * the same statement; `trail.event_facts` gives the very bytes that `tx.record` would:
 *
 *     with drawn as materialized (select uuidv7() as event_id, … from …)
 *     insert into trail.event (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
 *     select event_id, $now, 'delivery.queued', vendor_id, hospital_id, 'Delivery', delivery_id,
 *            trail.event_facts('delivery.queued', 1, event_id, $now, vendor_id, hospital_id, null, 'Delivery', delivery_id,
 *                              jsonb_build_object('publicationId', publication_id))
 *     from drawn
 *
 * Id, time and subject are told twice: in columns to be found by, in the facts to be proved. `materialized` makes both the
 * same. Let facts that come from a request be whole numbers, texts, booleans and null under keys of ASCII letters.
 */
export class Trail extends SqlMigration {
  readonly name = 'Trail1764000000008';
  protected readonly sql = `
    -- 16 random bytes, from 244 bits of the server's strong randomness
    create function trail.salt() returns bytea language sql volatile parallel safe as $$
      select substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) for 16)
    $$;

    -- Both parts are hashed with salts of their own, so that erasing the person leaves the facts provable.
    create function trail.salted_hash(salt bytea, content text) returns bytea
    language sql immutable parallel safe as $$
      select sha256(salt || convert_to(content, 'UTF8'))
    $$;

    -- RFC 8785 for what events hold: whole numbers that a JavaScript number can hold, and keys in ASCII, whose byte order
    -- is the order that the standard asks for. Anything else is refused rather than written otherwise.
    create function trail.canonical(value jsonb) returns text language plpgsql immutable strict parallel safe as $$
    declare
      kind text := jsonb_typeof(value);
      parts text;
      is_plain boolean;
    begin
      if kind = 'object' then
        select string_agg(
                 to_json(key)::text || ':' ||
                   case when jsonb_typeof(item) in ('string', 'boolean', 'null') then item::text else trail.canonical(item) end,
                 ',' order by key collate "C"),
               bool_and(octet_length(key) = length(key))
          into parts, is_plain
          from jsonb_each(value) as member (key, item);
        if not is_plain then
          raise exception 'facts have a key that is not ASCII' using errcode = '22023';
        end if;
        return '{' || coalesce(parts, '') || '}';
      elsif kind = 'array' then
        select string_agg(trail.canonical(item), ',' order by place) into parts
          from jsonb_array_elements(value) with ordinality as element (item, place);
        return '[' || coalesce(parts, '') || ']';
      elsif kind = 'number' then
        if value::numeric <> trunc(value::numeric) or abs(value::numeric) > 9007199254740991 then
          raise exception 'facts have the number %, which is not a whole number up to 2^53 - 1', value using errcode = '22023';
        end if;
        return trunc(value::numeric)::text;
      end if;
      -- PostgreSQL escapes texts as the standard does: the short escapes, and \\u00xx for other control characters
      return value::text;
    end $$;

    -- What an event says, acted by the system. The members are in the order that RFC 8785 sorts them into.
    create function trail.event_facts(
      act text, version int, id uuid, at timestamptz, organisation_id uuid, counterpart_id uuid, site_id uuid,
      subject_type text, subject_id uuid, facts jsonb
    ) returns text language sql stable parallel safe as $$
      select '{"act":' || to_json(act)::text
        || ',"at":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        || '","by":"SYSTEM","counterpartId":' || coalesce('"' || counterpart_id || '"', 'null')
        || ',"facts":' || trail.canonical(coalesce(facts, '{}'))
        || ',"id":"' || id
        || '","organisationId":' || coalesce('"' || organisation_id || '"', 'null')
        || ',"roles":[],"siteId":' || coalesce('"' || site_id || '"', 'null')
        || ',"subjectId":"' || subject_id
        || '","subjectType":' || to_json(subject_type)::text
        || ',"version":' || version || '}'
    $$;

    create table trail.event (
      id uuid not null,
      recorded_at timestamptz not null,
      kind text not null,
      organisation_id uuid,
      counterpart_id uuid,
      subject_type text not null,
      subject_id uuid not null,
      -- canonical JSON (RFC 8785), as text: its bytes are what is hashed
      facts text not null,
      facts_salt bytea not null default trail.salt(),
      -- canonical JSON too; 'null' where a program or the system acted, and NULL once erased
      person text default 'null',
      person_salt bytea default trail.salt(),
      person_hash bytea not null,
      commitment bytea not null,
      primary key (id)
    ) partition by range (id);
    ${partitions}
    create table trail.event_other partition of trail.event default;
    create index event_of_organisation on trail.event (organisation_id, id);
    create index event_of_counterpart on trail.event (counterpart_id, id) where counterpart_id is not null;
    create index event_of_subject on trail.event (subject_id, id);

    -- Recorded and not yet in the log.
    -- Every row is soon deleted: without early vacuuming, taking the first ones would wade through the dead.
    create table trail.pending (
      event_id uuid primary key,
      commitment bytea not null
    ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

    -- The database computes the commitment, for every writer alike.
    create function trail.seal() returns trigger language plpgsql as $$
    begin
      new.person_hash := trail.salted_hash(new.person_salt, new.person);
      new.commitment := sha256(trail.salted_hash(new.facts_salt, new.facts) || new.person_hash);
      return new;
    end $$;
    create trigger seal before insert on trail.event for each row execute function trail.seal();

    create function trail.enqueue() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      insert into trail.pending (event_id, commitment) select id, commitment from recorded;
      return null;
    end $$;
    create trigger enqueue after insert on trail.event
      referencing new table as recorded for each statement execute function trail.enqueue();

    create table trail.entry (
      log_index bigint primary key,
      event_id uuid not null unique
    );

    -- Hashes at level 0 and up, 32 bytes each; level -1 holds the entry bundles. A partial tile is a prefix.
    create table trail.tile (
      level smallint not null,
      tile_index bigint not null,
      data bytea not null,
      primary key (level, tile_index)
    );
    -- hashes do not compress
    alter table trail.tile alter data set storage external;

    -- Only the newest: every earlier tree can be proved from the tiles.
    create table trail.checkpoint (
      size bigint primary key,
      root bytea not null,
      note text not null,
      created_at timestamptz not null
    );

    call tasuki_wall(array['trail.event']);
    alter table trail.pending enable row level security;
    alter table trail.entry enable row level security;
    alter table trail.tile enable row level security;
    alter table trail.checkpoint enable row level security;

    -- Append and read, nothing else, for anyone but the sequencer and the eraser.
    revoke update, delete on trail.event from tasuki_system;
    grant select, insert on trail.event to tasuki_app;
    grant select on trail.entry, trail.tile, trail.checkpoint to tasuki_app, tasuki_system;
    grant select, insert, delete on trail.pending to tasuki_sequencer;
    grant select, insert on trail.entry to tasuki_sequencer;
    grant select, insert, delete on trail.checkpoint to tasuki_sequencer;
    grant select, insert, update on trail.tile to tasuki_sequencer;
    grant select (id, person, person_salt), update (person, person_salt) on trail.event to tasuki_eraser;

    create policy concerned on trail.event for select to tasuki_app
      using ((select tasuki_organisation()) in (organisation_id, counterpart_id));
    create policy granted on trail.event for select to tasuki_app using (
      -- asked once a statement: whoever holds no grant does not pay for the question about each row
      (select exists (select from audit_grant where auditor_id = (select tasuki_organisation())))
      and exists (select from audit_grant g
              where g.auditor_id = (select tasuki_organisation())
                and g.organisation_id in (event.organisation_id, event.counterpart_id)
                and g.revoked_at is null and g.expires_at > now()
                -- canonical JSON has one spelling, which no text inside a string can imitate: its quotes are escaped
                and (g.publication_id is null or g.publication_id = event.subject_id
                     or strpos(event.facts, '"publicationId":"' || g.publication_id || '"') > 0)
                and (g.period_from is null or event.recorded_at >= g.period_from)
                and (g.period_until is null or event.recorded_at < g.period_until))
    );
    create policy own_act on trail.event for insert to tasuki_app
      with check (organisation_id = (select tasuki_organisation()));
    create policy erase on trail.event to tasuki_eraser using (true) with check (person is null and person_salt is null);

    -- Hashes say nothing about what they commit to: the log itself is public.
    create policy public on trail.entry for select to tasuki_app, tasuki_system using (true);
    create policy public on trail.tile for select to tasuki_app, tasuki_system using (true);
    create policy public on trail.checkpoint for select to tasuki_app, tasuki_system using (true);
    create policy owner on trail.pending to tasuki_owner using (true) with check (true);
    create policy sequence on trail.pending to tasuki_sequencer using (true) with check (true);
    create policy sequence on trail.entry to tasuki_sequencer using (true) with check (true);
    create policy sequence on trail.tile to tasuki_sequencer using (true) with check (true);
    create policy sequence on trail.checkpoint to tasuki_sequencer using (true) with check (true);
  `;
}
