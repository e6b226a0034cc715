/**
 * The language in which a member `m` is written to, as SQL: the one in which they were invited, as whoever knew them chose it;
 * Japanese where nobody did.
 */
export const LANGUAGE_OF_MEMBER = `coalesce((
  select i.language from invitation i
  where i.organisation_id = m.organisation_id and i.email = m.email and i.accepted_at is not null
  order by i.accepted_at desc limit 1), 'ja')`;
