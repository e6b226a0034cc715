import { SqlMigration } from '../sql-migration.ts';

export class CalendarsAndChases extends SqlMigration {
  readonly name = 'CalendarsAndChases1764000000029';
  protected readonly sql = `
    -- A secret address at which a calendar program reads what is due at a site.
    create table calendar_link (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      site_id uuid not null references site,
      name text not null,
      language text not null check (language in ('ja','en')),
      secret_hash bytea not null unique,
      created_by uuid not null references member,
      created_at timestamptz not null,
      revoked_at timestamptz
    );
    create index on calendar_link (hospital_id, id);
    -- what a calendar shows of one site
    create index update_application_at_site on update_application (site_id)
      where state in ('SCHEDULED','IN_PROGRESS','DEFERRED');

    -- When those who decide at the end of support were last reminded of what is undecided.
    create table decision_chase (
      hospital_id uuid primary key references organisation,
      chased_at timestamptz not null
    );

    call tasuki_wall(array['calendar_link','decision_chase']);
    grant select, insert on calendar_link to tasuki_app;
    grant update (revoked_at) on calendar_link to tasuki_app;
    create policy own on calendar_link to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and exists (select from site s where s.id = site_id and s.organisation_id = hospital_id)
      );
  `;
}
