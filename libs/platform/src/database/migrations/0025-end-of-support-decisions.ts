import { SqlMigration } from '../sql-migration.ts';

export class EndOfSupportDecisions extends SqlMigration {
  readonly name = 'EndOfSupportDecisions1764000000025';
  protected readonly sql = `
    -- What a hospital decided for one asset that loses, or lost, its support. What was said is never changed: only where
    -- it stands, and who signed it.
    create table end_of_support_decision (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      asset_id uuid not null references asset,
      -- as of the decision: a decision is about this release, and no longer counts when another runs on the asset
      site_id uuid not null references site,
      release_id uuid not null references release,
      stage text not null check (stage in ('SUPPORTED','LIMITED_SUPPORT','END_OF_SUPPORT')),
      kind text not null check (kind in ('REPLACE','ISOLATE','ACCEPT_RISK','EXTENDED_SUPPORT')),
      state text not null check (state in ('DECIDED','PROPOSED','SIGNED','REFUSED','REPLACED','LAPSED')),
      replace_by date,
      contract text,
      extended_until date,
      owner_id uuid not null references member,
      reason text not null,
      controls text[] not null check (controls <@ array['PHYSICAL_ACCESS','REMOVABLE_MEDIA','NETWORK_ISOLATION',
        'SEGREGATION','MONITORING','REMOTE_ACCESS','FIREWALL','ANTI_MALWARE','BACKUP_AND_RESTORE']),
      review_on date not null,
      -- the account, or API key
      decided_by uuid not null,
      decided_at timestamptz not null,
      -- who signed or refused a risk acceptance
      answered_by uuid,
      answered_at timestamptz,
      refusal_reason text,
      -- another took its place, or its review date came
      ended_at timestamptz,
      check ((kind = 'REPLACE') = (replace_by is not null)),
      check ((kind = 'EXTENDED_SUPPORT') = (contract is not null)),
      check ((kind = 'EXTENDED_SUPPORT') = (extended_until is not null)),
      check (kind <> 'ISOLATE' or controls <> '{}'),
      check (review_on <= replace_by),
      check (review_on <= extended_until),
      check (kind = 'ACCEPT_RISK' or state not in ('PROPOSED','SIGNED','REFUSED')),
      check (kind <> 'ACCEPT_RISK' or state <> 'DECIDED'),
      check ((answered_by is null) = (answered_at is null)),
      check (state not in ('SIGNED','REFUSED') or answered_by is not null),
      check ((state = 'REFUSED') = (refusal_reason is not null)),
      check ((state in ('REPLACED','LAPSED')) = (ended_at is not null))
    );
    -- one in force for an asset, and one that waits for a signature
    create unique index end_of_support_decision_current on end_of_support_decision (hospital_id, asset_id)
      include (release_id) where state in ('DECIDED','SIGNED');
    create unique index end_of_support_decision_proposed on end_of_support_decision (hospital_id, asset_id)
      where state = 'PROPOSED';
    create index on end_of_support_decision (asset_id, id);
    create index on end_of_support_decision (hospital_id, review_on, id);
    create index end_of_support_decision_to_lapse on end_of_support_decision (review_on, id)
      where state in ('DECIDED','PROPOSED','SIGNED');
    -- what a hospital uses, by release: its life-cycle timeline reads this alone
    create index asset_in_life on asset (hospital_id, release_id, site_id, vendor_id, id) include (quantity)
      where status in ('IN_USE','STORED');

    call tasuki_wall(array['end_of_support_decision']);
    grant select, insert on end_of_support_decision to tasuki_app;
    grant update (state, answered_by, answered_at, refusal_reason, ended_at) on end_of_support_decision to tasuki_app;
    create policy own on end_of_support_decision for select to tasuki_app
      using (hospital_id = (select tasuki_organisation()));
    create policy own_update on end_of_support_decision for update to tasuki_app
      using (hospital_id = (select tasuki_organisation())) with check (hospital_id = (select tasuki_organisation()));
    create policy own_insert on end_of_support_decision for insert to tasuki_app with check (
      hospital_id = (select tasuki_organisation())
      and (select true from asset a where a.id = asset_id and a.hospital_id = end_of_support_decision.hospital_id)
    );
  `;
}
