import type { Client } from 'pg';

const SCHEMAS = `('public', 'trail', 'auth', 'jobs')`;

/** One question to the catalogue, whose rows are lines of the text. */
const QUESTIONS: { title: string; sql: string }[] = [
  {
    title: 'Tables and columns',
    sql: `select format('%I.%I %I %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
             case when a.attnotnull then ' not null' end,
             case when d.adbin is not null and a.attgenerated = '' then ' default ' || pg_get_expr(d.adbin, d.adrelid) end,
             case when a.attgenerated <> '' then ' generated ' || pg_get_expr(d.adbin, d.adrelid) end) as line
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          where n.nspname in ${SCHEMAS} and c.relkind in ('r', 'p') and not c.relispartition
          order by n.nspname, c.relname, a.attnum`,
  },
  {
    title: 'Views',
    sql: `select format('%I.%I%s%s%s', n.nspname, c.relname, ' ' || array_to_string(c.reloptions, ','), e'\n',
             pg_get_viewdef(c.oid)) as line
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ${SCHEMAS} and c.relkind = 'v' order by n.nspname, c.relname`,
  },
  {
    title: 'Partitions',
    sql: `select format('%I.%I of %s %s', n.nspname, c.relname, i.inhparent::regclass, pg_get_expr(c.relpartbound, c.oid)) as line
          from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_inherits i on i.inhrelid = c.oid
          where n.nspname in ${SCHEMAS} and c.relkind = 'r' and c.relispartition order by n.nspname, c.relname`,
  },
  {
    title: 'Constraints',
    sql: `select format('%s %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as line
          from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ${SCHEMAS} and not c.relispartition and k.contype <> 'n' order by k.conrelid::regclass::text, k.conname`,
  },
  {
    title: 'Indexes',
    sql: `select pg_get_indexdef(i.indexrelid) as line
          from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ${SCHEMAS} and not c.relispartition order by 1`,
  },
  {
    title: 'Row-level security',
    sql: `select format('%I.%I%s%s', n.nspname, c.relname,
             case when c.relrowsecurity then ' on' else ' off' end, case when c.relforcerowsecurity then ' forced' end) as line
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ${SCHEMAS} and c.relkind in ('r', 'p') and not c.relispartition order by n.nspname, c.relname`,
  },
  {
    title: 'Policies',
    sql: `select format('%I.%I %I %s to %s using %s check %s', schemaname, tablename, policyname, cmd,
             array_to_string(roles, ','), coalesce(qual, '-'), coalesce(with_check, '-')) as line
          from pg_policies where schemaname in ${SCHEMAS} order by schemaname, tablename, policyname`,
  },
  {
    title: 'Privileges',
    sql: `select format('%I.%I %s: %s', table_schema, table_name, grantee, string_agg(privilege_type, ', ' order by privilege_type)) as line
          from information_schema.role_table_grants
          where table_schema in ${SCHEMAS} and grantee like 'tasuki\\_%' and grantee <> 'tasuki_owner'
          group by table_schema, table_name, grantee order by 1`,
  },
  {
    title: 'Functions',
    sql: `select pg_get_functiondef(p.oid) as line
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname in ${SCHEMAS} and p.prokind in ('f', 'p') order by n.nspname, p.proname, p.oid::regprocedure::text`,
  },
  {
    title: 'Triggers',
    sql: `select pg_get_triggerdef(t.oid) as line
          from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ${SCHEMAS} and not t.tgisinternal and not c.relispartition order by 1`,
  },
];

/** The migrated schema as text to read and compare: what the migrations add up to. */
export async function schemaText(client: Client): Promise<string> {
  const parts = ['-- What the migrations add up to. Made by the tests (npm run schema), never edited.'];
  for (const { title, sql } of QUESTIONS) {
    const { rows } = await client.query<{ line: string }>(sql);
    parts.push(`\n-- ${title}`, ...rows.map((row) => row.line));
  }
  return `${parts.join('\n')}\n`;
}
