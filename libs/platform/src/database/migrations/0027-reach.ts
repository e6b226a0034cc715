import { SqlMigration } from '../sql-migration.ts';

export class Reach extends SqlMigration {
  readonly name = 'Reach1764000000027';
  protected readonly sql = `
    -- Which different components in the SBOMs in force are what is sought, with names like all the patterns: each once, the
    -- shortest names first, since what was typed is most of them. What an SBOM is about is a release, and found as such.
    -- It asks past row-level security as the other searches in components do, and begins with what the actor may see.
    create function components_named(sought component_criteria, patterns text[], at_most int)
    returns table (group_name text, name text, purl_base text)
    language sql stable security definer set search_path = public, pg_temp rows 20 as $$
      with found as (
        select c.name_key, c.purl_base, (array_agg(c.upload_id))[1] as upload_id, (array_agg(c.position))[1] as position
        from components_in(array(select distinct upload_id from release_sboms(null)), sought) c
        where c.name_key like all (patterns) and not c.is_subject
        group by c.name_key, c.purl_base
        order by length(c.name_key), c.name_key, c.purl_base
        limit at_most
      )
      select one.group_name, one.name, found.purl_base
      from found join component one using (upload_id, position)
      order by length(found.name_key), found.name_key, found.purl_base
    $$;
    revoke all on function components_named from public;
    grant execute on function components_named to tasuki_app;
  `;
}
