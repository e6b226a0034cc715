import { SqlMigration } from '../sql-migration.ts';

export class Evaluations extends SqlMigration {
  readonly name = 'Evaluations1764000000034';
  protected readonly sql = `
    -- What a hospital looks at before it buys: the vendor consents to show it what is in force.
    create table evaluation (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      vendor_id uuid not null references organisation,
      product_id uuid not null references product,
      state text not null default 'REQUESTED' check (state in ('REQUESTED','CONSENTED','DECLINED','ENDED')),
      until date not null,
      note text,
      reason text,
      requested_at timestamptz not null,
      answered_at timestamptz,
      ended_at timestamptz,
      check (state <> 'DECLINED' or reason is not null),
      check ((state = 'ENDED') = (ended_at is not null))
    );
    create unique index evaluation_standing on evaluation (hospital_id, product_id) where state in ('REQUESTED','CONSENTED');
    create index on evaluation (hospital_id, id);
    create index on evaluation (vendor_id, id);
    create index evaluation_consented on evaluation (product_id, hospital_id) where state = 'CONSENTED';
    create index evaluation_until on evaluation (until, id) where state in ('REQUESTED','CONSENTED');

    call tasuki_wall(array['evaluation']);
    grant select, insert on evaluation to tasuki_app;
    grant update (state, reason, answered_at, ended_at) on evaluation to tasuki_app;
    create policy party on evaluation for select to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id));
    create policy ask on evaluation for insert to tasuki_app with check (
      hospital_id = (select tasuki_organisation()) and state = 'REQUESTED'
      and exists (select from relationship r
                  where r.vendor_id = evaluation.vendor_id and r.hospital_id = evaluation.hospital_id and r.state = 'ACTIVE')
      and exists (select from product p where p.id = product_id and p.vendor_id = evaluation.vendor_id)
    );
    create policy answer on evaluation for update to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (vendor_id = (select tasuki_organisation()) and state <> 'REQUESTED');
    create policy end_own on evaluation for update to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (hospital_id = (select tasuki_organisation()) and state = 'ENDED');

    -- The audience, as before, and who evaluates a product with its vendor's consent: they receive everything that is in
    -- force for it, whichever of its releases they look at, and are asked nothing.
    drop function publication_audience(uuid);
    create function publication_audience(of_publication uuid)
    returns table (hospital_id uuid, site_id uuid, is_connected boolean, is_evaluating boolean, has_relationship boolean)
    language sql stable as $$
      with asked as (
        select p.id, p.vendor_id, p.tlp from publication p where p.id = of_publication
      ), concerned as (
        select a.hospital_id, a.site_id, a.is_connected, false as is_evaluating
        from publication_release pr join asset a on a.release_id = pr.release_id, asked
        where pr.publication_id = asked.id and a.status in ('IN_USE','STORED') and asked.tlp <> 'RED'
        union all
        select a.hospital_id, a.site_id, false, true
        from publication_release pr join release r on r.id = pr.release_id
          join evaluation e on e.product_id = r.product_id and e.state = 'CONSENTED'
          join release held on held.product_id = e.product_id
          join asset a on a.release_id = held.id and a.hospital_id = e.hospital_id and a.status = 'EVALUATING', asked
        where pr.publication_id = asked.id and asked.tlp <> 'RED'
        union all
        select l.hospital_id, coalesce(l.site_id, s.id), true, false
        from publication_release pr join installed_base_line l on l.release_id = pr.release_id and l.state = 'LISTED'
          left join site s on s.organisation_id = l.hospital_id and s.is_active and l.site_id is null, asked
        where pr.publication_id = asked.id and l.vendor_id = asked.vendor_id and asked.tlp <> 'RED'
        union all
        select n.hospital_id, s.id, true, false
        from publication_recipient n join site s on s.organisation_id = n.hospital_id and s.is_active, asked
        where n.publication_id = asked.id
      )
      select c.hospital_id, c.site_id, bool_or(c.is_connected), bool_or(c.is_evaluating), bool_or(r.id is not null)
      from concerned c cross join asked
        join site t on t.id = c.site_id and t.is_active
        join organisation o on o.id = c.hospital_id and o.state = 'ADMITTED'
        left join relationship r on r.hospital_id = c.hospital_id and r.vendor_id = asked.vendor_id and r.state = 'ACTIVE'
      where r.id is not null or asked.tlp = 'CLEAR'
      group by c.hospital_id, c.site_id
    $$;
  `;
}
