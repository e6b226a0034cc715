import { SqlMigration } from '../sql-migration.ts';

export class Handovers extends SqlMigration {
  readonly name = 'Handovers1764000000032';
  protected readonly sql = `
    -- with another hospital until it returns: what is asked of assets in use or stored is not asked of it
    alter table asset drop constraint asset_status_check,
      add check (status in ('EVALUATING','IN_USE','STORED','LENT_OUT','RETIRED'));
    alter table update_step drop constraint update_step_act_check,
      add check (act in ('MOVED','CHECKED','COUNTERSIGNED','DISPUTED','HALTED','KEPT','TO_BE_ROLLED_BACK','REVISED','DEVICE_GONE'));

    -- One device that goes from one hospital to another. Each knows of the other what stands here and nothing else: they
    -- are named as they were called then, since a hospital sees no other in the directory.
    create table handover (
      id uuid primary key,
      giver_id uuid not null references organisation,
      giver_name text not null,
      giver_english_name text,
      receiver_id uuid not null references organisation check (receiver_id <> giver_id),
      receiver_name text not null,
      receiver_english_name text,
      kind text not null check (kind in ('SOLD','GIVEN','LENT','RETURNED')),
      state text not null check (state in ('OFFERED','TAKEN_OVER','DECLINED','WITHDRAWN')),
      handed_over_on date not null,
      return_by date,
      note text,
      decline_reason text,
      -- the giver's, and what became of it; of RETURNED what was lent
      asset_id uuid not null references asset,
      receiver_asset_id uuid references asset,
      -- as it was offered
      release_id uuid not null references release,
      serial_number text,
      lot text,
      -- canonical JSON (RFC 8785), as text: its bytes are what is hashed
      history text not null,
      history_sha256 text not null check (history_sha256 = encode(sha256(convert_to(history, 'UTF8')), 'hex')),
      offered_at timestamptz not null,
      answered_at timestamptz,
      check ((kind = 'LENT') = (return_by is not null)),
      check (return_by > handed_over_on),
      check ((state = 'OFFERED') = (answered_at is null)),
      check ((state = 'DECLINED') = (decline_reason is not null)),
      check (state <> 'TAKEN_OVER' or receiver_asset_id is not null)
    );
    create unique index handover_offered on handover (asset_id) where state = 'OFFERED';
    create index on handover (asset_id);
    create index on handover (receiver_asset_id) where receiver_asset_id is not null;
    create index on handover (giver_id, id);
    create index on handover (receiver_id, id);

    -- It is written in the books of both at once, which neither may do in the other's: the program does, as the system.
    call tasuki_wall(array['handover']);
    revoke delete on handover from tasuki_system;
    grant select on handover to tasuki_app;
    create policy party on handover for select to tasuki_app
      using ((select tasuki_organisation()) in (giver_id, receiver_id));
  `;
}
