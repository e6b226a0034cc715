import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { EngagementWorld, refusalOf } from '../../libs/engagement/test/engagement-world.ts';
import { World, PASSWORD } from '../support/world.ts';
let w: EngagementWorld; let p: World;
beforeAll(async () => { w = await EngagementWorld.start(); p = await World.start(); }, 60000);
afterAll(async () => { await w.stop(); await p.stop(); });
const log = (...a: unknown[]) => process.stderr.write('RESULT ' + a.map((x) => JSON.stringify(x)).join(' ') + '\n');

it('1 rev2 withdrawn before delivered', async () => {
  const { vendorId, releaseId, hospital } = await w.holder();
  const one = await w.publish(vendorId, { releaseIds: [releaseId] });
  await w.settle();
  const two = newId<'Publication'>();
  await w.publish(vendorId, { id: two, seriesId: one, revision: 2, supersedes: one, releaseIds: [releaseId] });
  await w.withdraw(vendorId, two);
  await w.settle();
  const inbox = await w.inbox(hospital.ctx);
  const d = await w.delivery(hospital.ctx, one);
  log(1, inbox.length, d.state, d.closedAt, await refusalOf(w.answering.acknowledge(hospital.ctx, d.id, hospital.siteId, { comment: null, answers: [] })), inbox.map(x=>[x.notice,x.revision]));
});
it('2 confirmed line + NONE', async () => {
  const vendorId = await w.vendor(); const releaseId = await w.release(vendorId); const h = await w.hospital();
  const site2 = await w.site(h.id);
  await w.relationship(vendorId, h.id);
  const asset = await w.asset(h, releaseId, ['NONE']);
  await w.sql(`insert into installed_base_line (id, vendor_id, hospital_id, release_id, state, asset_id, created_at, decided_at) values ($1,$2,$3,$4,'CONFIRMED',$5,now(),now())`, [newId(), vendorId, h.id, releaseId, asset]);
  const id = await w.publish(vendorId, { releaseIds: [releaseId] });
  await w.settle();
  log(2, (await w.inbox(h.ctx)).map((d) => [d.state, d.siteCount, d.openSites]), site2);
  await w.sql(`update asset set status='RETIRED' where id=$1`, [asset]);
  await w.publish(vendorId, { releaseIds: [releaseId] }); await w.settle();
  log('2b retired', (await w.inbox(h.ctx)).length);
});
it('5 covered by offline then connected', async () => {
  const vendorId = await w.vendor(); const releaseId = await w.release(vendorId); const h = await w.hospital();
  const site2 = await w.site(h.id);
  await w.relationship(vendorId, h.id);
  const a1 = await w.asset(h, releaseId, ['NONE']); await w.asset({ id: h.id, siteId: site2 }, releaseId, ['NONE']);
  const id = await w.publish(vendorId, { releaseIds: [releaseId], severity: 'CRITICAL', actions: { ACKNOWLEDGE: '2026-12-24', APPLY_UPDATE: '2026-12-24' } });
  await w.settle();
  let d = await w.delivery(h.ctx, id);
  await w.answering.coverSite(h.ctx, d.id, h.siteId, site2);
  await w.sql(`update asset set connections='{NETWORK}' where id=$1`, [a1]);
  await w.happens({ kind: 'asset.changed', subject: { type: 'Asset', id: a1 }, organisationId: h.id, facts: { releaseId, hospitalId: h.id } });
  await w.settle();
  d = await w.delivery(h.ctx, id);
  log(5, 'covered', d.state, d.openSites, d.actions);
  // acknowledged for information, then connected
  const h2 = await w.hospital(); await w.relationship(vendorId, h2.id); const b = await w.asset(h2, releaseId, ['NONE']);
  await w.happens({ kind: 'asset.registered', subject: { type: 'Asset', id: b }, organisationId: h2.id, facts: { releaseId, hospitalId: h2.id } });
  await w.settle();
  let e = await w.delivery(h2.ctx, id);
  await w.answering.markViewed(h2.ctx, e.id, null);
  await w.answering.acknowledge(h2.ctx, e.id, h2.siteId, { comment: null, answers: [] });
  await w.sql(`update asset set connections='{NETWORK}' where id=$1`, [b]);
  await w.happens({ kind: 'asset.changed', subject: { type: 'Asset', id: b }, organisationId: h2.id, facts: { releaseId, hospitalId: h2.id } });
  await w.settle();
  e = await w.delivery(h2.ctx, id);
  log(5, 'acked for info', e.state, e.openSites, e.actions);
});
it('3 readmitted hospital, reactivated site, RED late member', async () => {
  const { vendorId, releaseId, hospital } = await w.holder();
  await w.sql(`update organisation set state='SUSPENDED' where id=$1`, [hospital.id]);
  await w.publish(vendorId, { releaseIds: [releaseId] });
  await w.settle();
  await w.sql(`update organisation set state='ADMITTED' where id=$1`, [hospital.id]);
  await w.happens({ kind: 'organisation.readmitted', subject: { type: 'Organisation', id: hospital.id }, facts: {} , organisationId: hospital.id});
  await w.settle();
  log(3, 'after readmission', (await w.inbox(hospital.ctx)).length);
  const h = await w.hospital(); await w.relationship(vendorId, h.id);
  const red = await w.publish(vendorId, { tlp: 'RED', named: [{ hospitalId: h.id, emails: ['later@example.jp'] }] });
  await w.settle();
  const late = await w.member(h.id, 'HOSPITAL', ['HOSPITAL_SECURITY'], { email: 'later@example.jp' });
  await w.happens({ kind: 'member.joined', subject: { type: 'Member', id: newId() }, organisationId: h.id, facts: {} });
  await w.settle();
  log(3, 'red late', (await w.inbox(late)).length, await w.progress(await w.vendorCtx(vendorId), red));
});
it('4 disclose after end', async () => {
  const vendorId = await w.vendor(); const releaseId = await w.release(vendorId); const h = await w.hospital();
  await w.asset(h, releaseId);
  const id = await w.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' }); await w.settle();
  const v = await w.vendorCtx(vendorId);
  const before = (await w.progress(v, id)).delivered;
  // confirmed and ended before the job ran
  await w.sql(`insert into relationship (id, vendor_id, hospital_id, state, proposed_by_id, proposed_at, ended_at) values ($1,$2,$3,'ENDED',$2,now(),now())`, [newId(), vendorId, h.id]);
  await w.happens({ kind: 'relationship.confirmed', subject: { type: 'Relationship', id: newId() }, organisationId: h.id, facts: { vendorId, hospitalId: h.id } });
  await w.settle();
  log(4, before, (await w.progress(v, id)).delivered);
});
it('6 pool deadlock', async () => {
  const v = await p.vendor();
  const t = Date.now();
  const all = await Promise.all(Array.from({ length: 16 }, () => v.publisher.ask('{ publications { totalCount } }')));
  log(6, Date.now() - t, all.map((a) => a.status + (a.errors[0]?.extensions.reason ?? '')));
});
it('7 ended member comes back with second invitation', async () => {
  const h = await p.hospital();
  const inv = `mutation($i: InviteMemberInput!) { inviteMember(input: $i) { invitation { id } } }`;
  const email = `x${Date.now()}@example.jp`;
  for (let i = 0; i < 2; i++) await h.person.graphql(inv, { i: { email, roles: ['HOSPITAL_ADMIN'], language: 'en', isOutside: false } });
  const { readdir, readFile } = await import('node:fs/promises');
  const folder = p.runtime.config.dataFolder + '/mail';
  const tokens = await p.eventually(async () => {
    const files = await readdir(folder).catch(() => []);
    const found = new Set<string>();
    for (const f of files) { const t = (await readFile(folder + '/' + f, 'utf8')).replace(/=\r?\n/g, ''); if (t.includes(email)) for (const m of t.matchAll(/invitation#(?:3D)?([\w-]{43})/g)) found.add(m[1] ?? ''); for (const m of Buffer.from(t.split(/\r?\n\r?\n/).slice(1).join('').replace(/\s/g,''),'base64').toString().matchAll(/invitation#([\w-]{43})/g)) found.add(m[1] ?? ''); }
    return found.size >= 2 && [...found];
  });
  const acc = `mutation($i: AcceptInvitationInput!) { acceptInvitation(input: $i) { member { id state } } }`;
  const first = await p.ask<any>({}, acc, { i: { token: tokens[0], name: 'X', password: PASSWORD } });
  const id = first.data!.acceptInvitation.member.id;
  await h.person.graphql(`mutation($i: MemberInput!) { endMembership(input: $i) { member { id } } }`, { i: { memberId: id } });
  const { request } = { request: (await import('supertest')).default };
  const signed = await request(p.url).post('/auth/sign-in/email').set('origin', p.url).send({ email, password: PASSWORD });
  const cookie = ([] as string[]).concat(signed.headers['set-cookie'] as any).map((c) => c.split(';')[0]).join('; ');
  const again = await p.ask<any>({ cookie }, acc, { i: { token: tokens[1] } });
  log(7, signed.status, again.data, again.errors.map((e) => e.extensions.reason));
});
it('8 last admin write skew, roles in the trail of another organisation', async () => {
  let both = 0;
  for (let i = 0; i < 6; i++) {
    const { id } = await p.organisation('HOSPITAL'); 
    const a = await p.member(id, ['HOSPITAL_ADMIN']); const b = await p.member(id, ['HOSPITAL_ADMIN']);
    const end = `mutation($i: MemberInput!) { endMembership(input: $i) { member { id } } }`;
    await Promise.all([a.ask('{viewer{name}}'), b.ask('{viewer{name}}')]);
    await Promise.all([a.ask(end, { i: { memberId: a.memberId } }), b.ask(end, { i: { memberId: b.memberId } })]);
    const { rows } = await p.behind.query(`select count(*)::int n from member where organisation_id=$1 and state='ACTIVE'`, [id]);
    if (rows[0].n === 0) both++;
  }
  log(8, 'organisations left without administrator', both, 'of 6');
  const op = await p.person('OPERATOR');
  const r = await op.ask(`mutation($i: OrganisationInput!) { suspendOrganisation(input: $i) { organisation { id } } }`, { i: { organisationId: op.organisationId } });
  log(8, 'operator suspends itself', r.data, r.errors.map((e) => e.extensions.reason));
});
