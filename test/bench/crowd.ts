import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Id, newId, type Role, ROLES_OF_KIND } from '#libs/kernel';
import type { Portal } from './portal.ts';

export interface Party {
  id: Id<'Organisation'>;
  siteId: Id<'Site'>;
  /** The session of somebody who holds every role of the hospital. */
  headers: { cookie: string };
}

/** A vendor, its product, and hospitals that each have one site with one device of it. */
export interface Crowd {
  vendorId: Id<'Organisation'>;
  releaseId: Id<'Release'>;
  publisher: { cookie: string };
  approver: { cookie: string };
  /** Of the vendor, to upload with. */
  apiKey: string;
  /** In the order of their ids, which is the order in which they are reached. */
  hospitals: Party[];
}

export async function gather(portal: Portal, hospitals: number): Promise<Crowd> {
  const vendorId = newId<'Organisation'>();
  const productId = newId();
  const releaseId = newId<'Release'>();
  const parties = Array.from({ length: hospitals }, () => ({ id: newId<'Organisation'>(), siteId: newId<'Site'>() }));
  const ids = parties.map(({ id }) => id);

  await portal.sql(
    `insert into organisation (id, kind, name, code, state, created_at)
     select id, case when place = 1 then 'MANUFACTURER' else 'HOSPITAL' end, 'Organisation ' || place,
            substr(code, 1, 4) || '-' || substr(code, 5), 'ADMITTED', now()
     from unnest($1::uuid[]) with ordinality as o (id, place), lpad(place::text, 8, '0') as code`,
    [[vendorId, ...ids]],
  );
  await portal.sql(
    `insert into site (id, organisation_id, name, created_at)
     select id, organisation_id, 'Site ' || place, now()
     from unnest($1::uuid[], $2::uuid[]) with ordinality as s (id, organisation_id, place)`,
    [parties.map(({ siteId }) => siteId), ids],
  );
  await portal.sql(
    `insert into product (id, vendor_id, kind, name, is_connectable, created_at) values ($1, $2, 'DEVICE', '輸液ポンプ', true, now())`,
    [productId, vendorId],
  );
  await portal.sql(
    `insert into release (id, product_id, vendor_id, version, created_at) values ($1, $2, $3, '1.0', now())`,
    [releaseId, productId, vendorId],
  );
  await portal.sql(
    `insert into relationship (id, vendor_id, hospital_id, state, shares, proposed_by_id, proposed_at, confirmed_at)
     select uuidv7(), $1, id, 'ACTIVE', 'COUNTS', $1, now(), now() from unnest($2::uuid[]) as hospital (id)`,
    [vendorId, ids],
  );
  await portal.sql(
    `insert into asset (id, hospital_id, site_id, release_id, connections, created_at)
     select uuidv7(), organisation_id, id, $1, '{NETWORK}', now() from site`,
    [releaseId],
  );

  const [publisher = '', approver = '', ...people] = await signIn(portal, [
    { organisationId: vendorId, roles: ['VENDOR_ADMIN', 'VENDOR_PUBLISHER'] },
    { organisationId: vendorId, roles: ['VENDOR_APPROVER'] },
    ...ids.map((organisationId) => ({ organisationId, roles: ROLES_OF_KIND.HOSPITAL })),
  ]);
  const apiKey = `tsk_${randomBytes(32).toString('base64url')}`;
  await portal.sql(
    `insert into api_key (id, organisation_id, name, roles, prefix, secret_hash, created_by, created_at, expires_at)
     select $1, $2, 'uploads', '{VENDOR_PUBLISHER}', 'tsk_', $3, id, now(), now() + interval '1 day'
     from member where organisation_id = $2 limit 1`,
    [newId(), vendorId, createHash('sha256').update(apiKey).digest()],
  );
  await portal.tidyUp();
  return {
    vendorId,
    releaseId,
    publisher: { cookie: publisher },
    approver: { cookie: approver },
    apiKey,
    hospitals: parties.map((party, index) => ({ ...party, headers: { cookie: people[index] ?? '' } })),
  };
}

/** Accounts with memberships and sessions. @returns their cookies, in the same order. */
async function signIn(
  portal: Portal,
  members: { organisationId: Id<'Organisation'>; roles: readonly Role[] }[],
): Promise<string[]> {
  const users = members.map(() => newId<'User'>());
  const tokens = members.map(() => randomBytes(24).toString('base64url'));
  await portal.sql(
    `insert into auth."user" (id, name, email, "emailVerified", "twoFactorEnabled", "createdAt", "updatedAt")
     select id, 'Person ' || place, 'person' || place || '@hospital.example', true, false, now(), now()
     from unnest($1::uuid[]) with ordinality as u (id, place)`,
    [users],
  );
  await portal.sql(
    `insert into member (id, organisation_id, user_id, name, email, roles, state, created_at)
     select uuidv7(), organisation_id, user_id, 'Person ' || place, 'person' || place || '@hospital.example',
            string_to_array(roles, ' '), 'ACTIVE', now()
     from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as m (organisation_id, user_id, roles, place)`,
    [members.map(({ organisationId }) => organisationId), users, members.map(({ roles }) => roles.join(' '))],
  );
  await portal.sql(
    `insert into auth.session (id, token, "userId", "expiresAt", "createdAt", "updatedAt", "authenticatedAt")
     select gen_random_uuid(), token, user_id, now() + interval '1 day', now(), now(), now()
     from unnest($1::uuid[], $2::text[]) as s (user_id, token)`,
    [users, tokens],
  );
  return tokens.map((token) => {
    const signature = createHmac('sha256', portal.secret).update(token).digest('base64');
    return `tasuki.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  });
}

/**
 * Fills the inboxes of a crowd, set-based: so many publications, of which each hospital has received `each`, spread over
 * all of them. Every third delivery is answered when `isUsed`; none otherwise.
 */
export async function fillInboxes(
  portal: Portal,
  { vendorId, releaseId, hospitals }: Crowd,
  { publications, each, isUsed }: { publications: number; each: number; isUsed: boolean },
): Promise<void> {
  await portal.sql(
    `with made as (
       insert into publication (id, series_id, revision, vendor_id, kind, state, title_ja, title_en, severity, tlp,
         author_id, published_at, created_at, updated_at)
       select id, id, 1, $1, 'ADVISORY', 'PUBLISHED', '輸液ポンプの脆弱性について ' || n, 'Vulnerability in the infusion pump ' || n,
              (array['CRITICAL','HIGH','MEDIUM','LOW','INFO'])[n % 5 + 1], 'AMBER',
              (select user_id from member where organisation_id = $1 limit 1), at, at, at
       from (select uuidv7() as id, n, now() - n * interval '7 minutes' as at from generate_series(0, $2::int - 1) n) p
       returning id, vendor_id
     ), released as (
       insert into publication_release (publication_id, release_id, vendor_id) select id, $3, vendor_id from made
     )
     insert into publication_action (publication_id, vendor_id, kind, due_on)
     select id, vendor_id, 'ACKNOWLEDGE', current_date + 30 from made`,
    [vendorId, publications, releaseId],
  );
  for (let first = 0; first < hospitals.length; first += 1_000) {
    const some = hospitals.slice(first, first + 1_000);
    await portal.sql(
      `with p as materialized (
         select *, row_number() over (order by published_at desc) - 1 as n from publication
       ), drawn as materialized (
         select uuidv7() as id, h.hospital_id, h.site_id, p.id as publication_id, p.severity, p.published_at, p.n,
                $5 and (h.place + k) % 3 = 0 as is_answered
         from unnest($1::uuid[], $2::uuid[]) with ordinality as h (hospital_id, site_id, place)
           cross join generate_series(0, $3::int - 1) k
           -- 101 is prime to any number of publications here, so that no hospital receives one twice
           join p on p.n = (($4::int + h.place) * 37 + k * 101) % (select count(*) from p)
       ), delivered as (
         insert into delivery (id, hospital_id, vendor_id, publication_id, series_id, revision, notice, kind, severity, gravity,
           tlp, delivered_at, actions, due_on, is_for_information, is_vendor_informed, open_sites, unseen_sites, site_count)
         select id, hospital_id, $6, publication_id, publication_id, 1, 'PUBLICATION', 'ADVISORY', severity,
           array_position(array['INFO','LOW','MEDIUM','HIGH','CRITICAL'], severity) - 1, 'AMBER', published_at,
           jsonb_build_array(jsonb_build_object('kind', 'ACKNOWLEDGE', 'dueOn', current_date + 30)),
           current_date + (n % 60)::int, false, true, (not is_answered)::int, (not is_answered)::int, 1
         from drawn
       )
       insert into delivery_site (hospital_id, delivery_id, site_id, vendor_id, publication_id, is_connected, state,
         coverage, viewed_at, acknowledged_at, acknowledgement_id, is_answered, is_vendor_informed)
       select hospital_id, id, site_id, $6, publication_id, true, case when is_answered then 'ACKNOWLEDGED' else 'UNSEEN' end,
         'COVERED', case when is_answered then published_at end, case when is_answered then published_at end,
         case when is_answered then uuidv7() end, is_answered, true
       from drawn`,
      [some.map(({ id }) => id), some.map(({ siteId }) => siteId), each, first, isUsed, vendorId],
    );
  }
  await portal.tidyUp();
}
