import { createHash } from 'node:crypto';
import request from 'supertest';
import { hashSecret } from '#libs/directory';
import { calendarDate, type Id, newId, type Role, ROLES_OF_KIND } from '#libs/kernel';
import { cycloneDx, json, sendFile } from '../support/files.ts';
import {
  release,
  APPROVE,
  asset,
  Desk,
  EMERGENCY,
  listed,
  RECORD_OUTSIDE,
  SUBMIT,
  WITHDRAW,
} from '../support/publishing-desk.ts';
import { makersKey, publicHalf, signatureOf } from '../support/signing.ts';
import { type Hospital, Person, type Vendor, World } from '../support/world.ts';

/** What one side has of everything, by the names that the API's arguments have. */
export type Rows = Record<string, string>;

export interface Side {
  organisationId: Id<'Organisation'>;
  /** Holds every role of the organisation, wrote nothing. */
  everyone: Person;
  /** An API key with every role. */
  program: Person;
  rows: Rows;
}

/** A vendor and a hospital that deal with each other, with one row of every kind on each side. */
export interface Pair {
  desk: Desk;
  vendor: Side;
  hospital: Side & { siteId: Id<'Site'> };
  /** An engineer of the service provider that both let act for them. */
  mandatary: Person;
}

const DAY_MS = 86_400_000;
/** A step of a chase inside a hospital. */
const INSIDE = { base: 'DELIVERY', delayHours: 100, channel: 'MAIL', role: 'HOSPITAL_ADMIN' };
const later = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Asks one mutation with its input. */
export async function does<T = unknown>(person: Person, field: string, input: object, selection: string): Promise<T> {
  const type = (await (inputTypes ??= readInputTypes(person))).get(field);
  const data = await person.graphql(`mutation ($input: ${type}) { ${field}(input: $input) { ${selection} } }`, {
    input,
  });
  return data[field] as T;
}

/** What each mutation takes, as the program says. */
async function readInputTypes(person: Person): Promise<Map<string, string>> {
  const { __schema } = await person.graphql(
    '{ __schema { mutationType { fields { name args { type { ofType { name } } } } } } }',
  );
  return new Map(
    __schema.mutationType.fields.map((one: { name: string; args: { type: { ofType: { name: string } } }[] }) => [
      one.name,
      `${one.args[0]?.type.ofType.name}!`,
    ]),
  );
}
let inputTypes: Promise<Map<string, string>> | undefined;

/** An open invitation, and the token that its mail holds. */
export async function invitation(world: World, organisationId: Id, role: Role): Promise<{ id: Id; token: string }> {
  const [id, token] = [newId(), newId()];
  await world.behind.query(
    `insert into invitation (id, organisation_id, email, roles, token_hash, expires_at, created_at)
     values ($1, $2, $3, $4, $5, now() + interval '1 day', now())`,
    [id, organisationId, `${id}@invited.example`, [role], createHash('sha256').update(token).digest()],
  );
  return { id, token };
}

export async function contact(world: World, organisationId: Id): Promise<Id> {
  const id = newId();
  await world.behind.query(
    `insert into contact (id, organisation_id, kind, name, phone, created_at) values ($1, $2, 'SECURITY', 'Desk', '1', now())`,
    [id, organisationId],
  );
  return id;
}

/** What a hospital keeps a record of, called as that product of a vendor is, with a device of it. */
export async function noted(
  world: World,
  { hospitalId, siteId, productId }: Rows,
): Promise<{ notedProductId: Id; notedReleaseId: Id }> {
  const [notedProductId, notedReleaseId] = [newId(), newId()];
  await world.behind.query(
    `insert into product (id, vendor_id, maker_name, kind, name, is_connectable, created_at)
     select $1, $2, $4, 'DEVICE', name, true, now() from product where id = $3`,
    [notedProductId, hospitalId, productId, `Maker of ${notedProductId}`],
  );
  await world.behind.query(
    `insert into release (id, product_id, vendor_id, is_outside, version, created_at)
     select $1, $2, $3, true, min(version), now() from release where product_id = $4`,
    [notedReleaseId, notedProductId, hospitalId, productId],
  );
  await world.behind.query(
    `insert into asset (id, hospital_id, site_id, release_id, connections, created_at) values ($1, $2, $3, $4, '{NONE}', now())`,
    [newId(), hospitalId, siteId, notedReleaseId],
  );
  return { notedProductId, notedReleaseId };
}

/** A link of somebody named just now; `code` lets another browser in. */
export async function delegateLink(
  world: World,
  of: { hospitalId: string; siteId: string; deliveryId: string },
): Promise<{ delegateId: Id; secret: string; code: string }> {
  const [delegateId, linkId, secret, code] = [newId(), newId(), newId(), '123456'];
  await world.behind.query(
    `insert into delegate (id, hospital_id, site_id, name, email, language, expires_at, created_by, created_at)
     select $1, $2, $3, 'Hanako', $4, 'ja', now() + interval '30 days', m.id, now()
     from member m where m.organisation_id = $2 limit 1`,
    [delegateId, of.hospitalId, of.siteId, `${delegateId}@clinic.example`],
  );
  await world.behind.query(
    `insert into delegate_link (id, delegate_id, hospital_id, delivery_id, site_id, secret_hash, created_at, expires_at, code_hash, code_expires_at)
     values ($1, $2, $3, $4, $5, $6, now(), now() + interval '7 days', $7, now() + interval '15 minutes')`,
    [linkId, delegateId, of.hospitalId, of.deliveryId, of.siteId, hashSecret(secret), hashSecret(`${linkId}:${code}`)],
  );
  return { delegateId, secret, code };
}

/** Steps of a chase long ago: one that was sent, and one that waits to be done by hand. */
async function chase(world: World, { vendor }: Desk, hospital: Hospital, deliveryId: Id): Promise<Rows> {
  const [planId, sentId, stepId, recipientId] = [newId(), newId(), newId(), newId()];
  await world.behind.query(
    `insert into chasing_plan (id, organisation_id, side, severity, publication_kind, steps, stops_at, rests_on_holidays, created_by, created_at)
     select $1, $2, 'VENDOR', null, null, '[{"base":"DELIVERY","delayHours":1,"channel":"MAIL","role":"RESPONSIBLE"},
       {"base":"DELIVERY","delayHours":2,"channel":"PHONE","role":"EMERGENCY_CONTACT"}]', 'ANSWERED', false, m.id, '2020-01-01'
     from member m where m.organisation_id = $2 limit 1`,
    [planId, vendor.id],
  );
  for (const [id, step, channel, role, state] of [
    [sentId, 1, 'MAIL', 'RESPONSIBLE', 'ASKED'],
    [stepId, 2, 'PHONE', 'EMERGENCY_CONTACT', 'WAITING'],
  ]) {
    await world.behind.query(
      `insert into chase_step (id, hospital_id, vendor_id, publication_id, delivery_id, site_id, side, plan_id, step, channel, role,
         due_at, state, taken_at, recipient_count)
       select $1, d.hospital_id, d.vendor_id, d.publication_id, d.id, $3, 'VENDOR', $4, $5, $6, $7, '2020-01-01', $8, '2020-01-01', 1
       from delivery d where d.id = $2`,
      [id, deliveryId, hospital.siteId, planId, step, channel, role, state],
    );
  }
  await world.behind.query(
    `insert into chase_recipient (id, step_id, organisation_id, source, source_id, user_id, name, email, mail_id)
     values ($1, $2, $3, 'MEMBER', $4, $5, 'Hanako', 'hanako@hospital.example', $6)`,
    [recipientId, sentId, hospital.id, hospital.person.memberId, hospital.person.userId, newId()],
  );
  await world.behind.query(
    `insert into chase_happening (id, step_id, at, what, recipient_id) values
       ($1, $3, '2020-01-01', 'SENT', $5), ($2, $4, '2020-01-01', 'DUE_BY_HAND', null)`,
    [newId(), newId(), sentId, stepId, recipientId],
  );
  await world.behind.query(
    `insert into chase_demand (id, vendor_id, publication_id, demanded_by, demanded_at)
     select $1, vendor_id, publication_id, $3, '2020-01-01' from delivery where id = $2`,
    [newId(), deliveryId, hospital.person.userId],
  );
  const { delegateId } = await delegateLink(world, { hospitalId: hospital.id, siteId: hospital.siteId, deliveryId });
  return { stepId, planId, delegateId };
}

/** A job that failed and waits for a day; tried again it fails again, whatever it is told. */
export async function failedJob(world: World): Promise<string> {
  const { rows } = await world.behind.query<{ id: string }>(
    `select id from graphile_worker.add_job('mail.send', '{"version": 99}', run_at => now() + interval '1 day')`,
  );
  await world.behind.query(
    `update graphile_worker._private_jobs set attempts = 1, last_error = 'It did not work.' where id = $1`,
    [rows[0]!.id],
  );
  return rows[0]!.id;
}

/** A provider that nobody asks: its secret cannot be opened. */
export async function identityProvider(
  world: World,
  { organisationId, memberId }: Pick<Person, 'organisationId' | 'memberId'>,
): Promise<void> {
  await world.behind.query(
    `insert into identity_provider (id, organisation_id, issuer, client_id, client_secret, display_name, set_by, set_at)
     values ($1, $2, 'https://login.invalid', 'tasuki', '\\x00', 'Login', $3, now()) on conflict do nothing`,
    [newId(), organisationId, memberId],
  );
}

/** Another session of a person, on another device. */
export async function session(world: World, userId: Id): Promise<Id> {
  const id = newId();
  await world.behind.query(
    `insert into auth.session (id, token, "userId", "expiresAt", "createdAt", "updatedAt", "authenticatedAt")
     values ($1, $2, $3, now() + interval '1 day', now(), now(), now())`,
    [id, `nobody has it: ${id}`, userId],
  );
  return id;
}

/** What every organisation has. Rows called `spare…` may be ended without harm. */
async function household(world: World, everyone: Person, roles: readonly Role[], auditorId: Id): Promise<Rows> {
  const { organisationId } = everyone;
  const [role] = roles as [Role];
  const grant = () =>
    does<{ auditGrant: { id: Id } }>(
      everyone,
      'grantAudit',
      { auditorId, expiresAt: later(30) },
      'auditGrant { id }',
    ).then((one) => one.auditGrant.id);
  const key = () => apiKey(everyone, roles).then((one) => one.apiKeyId);
  await identityProvider(world, everyone);
  return {
    sessionId: await session(world, everyone.userId),
    organisationId,
    memberId: everyone.memberId,
    personId: everyone.userId,
    spareMemberId: (await world.member(organisationId, [role])).memberId,
    invitationId: (await invitation(world, organisationId, role)).id,
    spareInvitationId: (await invitation(world, organisationId, role)).id,
    contactId: await contact(world, organisationId),
    auditGrantId: await grant(),
    spareAuditGrantId: await grant(),
    apiKeyId: await key(),
    spareApiKeyId: await key(),
    auditorId,
  };
}

export interface MadeKey {
  secret: string;
  apiKey: { id: Id };
}

async function apiKey(by: Person, roles: readonly Role[]): Promise<{ apiKeyId: Id; program: Person }> {
  const input = { name: 'A program', roles, expiresAt: later(30) };
  const { apiKey: made, secret } = await does<MadeKey>(by, 'makeApiKey', input, 'secret apiKey { id }');
  return {
    apiKeyId: made.id,
    program: new Person(by.world, { ...by, headers: { authorization: `Bearer ${secret}` } }),
  };
}

export async function pair(world: World, auditorId: Id): Promise<Pair> {
  const desk = await Desk.open(world);
  const hospital = await world.hospital();
  const relationshipId = await world.relationship(desk.vendor, hospital, 'ASSETS');
  const secondSiteId = await world.site(hospital.id);
  for (const siteId of [hospital.siteId, secondSiteId]) await asset(world, hospital, desk.releaseId, { siteId });
  for (let line = 0; line < 2; line += 1) await listed(world, desk.vendor, hospital, await another(world, desk));

  const vendor = await vendorSide(world, desk, hospital, auditorId);
  await world.settled();

  const { person } = hospital;
  const deliveryId = await deliveryOf(world, hospital, vendor.rows['amberId'] as Id);
  await does(person, 'markViewed', { deliveryId }, 'delivery { id }');
  await does(person, 'acknowledge', { deliveryId, siteId: secondSiteId, comment: 'Read.' }, 'delivery { id }');
  const { rows: assets } = await world.behind.query<{ id: string }>('select id from asset where hospital_id = $1', [
    hospital.id,
  ]);
  const { rows: said } = await world.behind.query<{ id: string }>(
    'select id from acknowledgement where delivery_id = $1',
    [deliveryId],
  );
  const { rows: lines } = await world.behind.query<{ id: string }>(
    'select id from installed_base_line where hospital_id = $1',
    [hospital.id],
  );
  const shared = {
    relationshipId,
    // With somebody who is in no test: it may be ended.
    spareRelationshipId: await world.relationship(desk.vendor, await world.hospital()),
    requestedRelationshipId: await requested(world, (await world.vendor()).id, hospital.id),
    ...(await transfers(vendor, hospital)),
    acknowledgementId: said[0]!.id,
    lineId: lines[0]!.id,
    spareLineId: lines[1]!.id,
  };
  Object.assign(vendor.rows, shared, {
    hospitalId: hospital.id,
    code: (await world.hospital()).code,
    siteId: hospital.siteId,
    assetId: assets[0]!.id,
    requestedRelationshipId: await requested(world, desk.vendor.id, (await world.hospital()).id, 'hospital'),
    deliveryId,
  });
  const rows: Rows = {
    ...vendor.rows,
    ...(await household(world, person, ROLES_OF_KIND.HOSPITAL, auditorId)),
    ...shared,
    spareRelationshipId: await world.relationship(await world.vendor(), hospital),
    code: (await world.vendor()).code,
    siteId: hospital.siteId,
    secondSiteId,
    spareAssetId: assets[1]!.id,
    deliveryId,
    coverableDeliveryId: await deliveryOf(world, hospital, vendor.rows['greenId'] as Id),
  };
  Object.assign(rows, await keptProduct(hospital), await tables(world, hospital));
  const evaluated = await evaluations(world, desk.vendor, hospital);
  for (const one of [rows, vendor.rows]) Object.assign(one, evaluated);
  const { notedProductId } = await noted(world, rows);
  const rejected = { outsideProductId: notedProductId, productId: rows['productId'] };
  await does(person, 'rejectProductMatch', rejected, 'outsideProductId');
  const chased = await chase(world, desk, hospital, deliveryId);
  Object.assign(vendor.rows, chased);
  const inside = { stopsAt: 'ANSWERED', restsOnHolidays: false, severity: 'LOW', steps: [INSIDE] };
  const made = await does<{ chasingPlan: { id: Id } }>(person, 'setChasingPlan', inside, 'chasingPlan { id }');
  Object.assign(rows, chased, { planId: made.chasingPlan.id });
  const asked = await requests(world, desk, hospital);
  for (const one of [rows, vendor.rows]) Object.assign(one, asked);
  for (const [side, kept] of Object.entries(await cases(world, desk, hospital, assets[0]!.id))) {
    Object.assign(side === 'vendor' ? vendor.rows : rows, kept);
  }
  const updates = await upkeep(world, desk, hospital, vendor.rows['updateId'] as Id);
  for (const one of [rows, vendor.rows]) Object.assign(one, updates);
  Object.assign(rows, await handovers(world, desk, hospital));
  const provider = await world.vendor('SERVICE_PROVIDER');
  for (const one of [
    { everyone: vendor.everyone, rows: vendor.rows },
    { everyone: person, rows },
  ]) {
    Object.assign(one.rows, await webhooks(one.everyone));
    Object.assign(one.rows, await mandates(one.everyone, provider.code, vendor.rows['productId'] as Id));
  }
  Object.assign(rows, await filed(hospital, vendor.rows['releaseId'] as Id));
  const { program } = await apiKey(person, ROLES_OF_KIND.HOSPITAL);
  await does(
    person,
    'setContact',
    { kind: 'SECURITY', name: 'For one vendor', phone: '2', relationshipId },
    'contact { id }',
  );
  const side = { organisationId: hospital.id, everyone: person, program, rows, siteId: hospital.siteId };
  await world.settled();
  for (const one of [vendor, side]) one.rows['eventId'] = await eventOf(world, one.organisationId);
  return { desk, vendor, hospital: side, mandatary: await world.member(provider.id, ROLES_OF_KIND.SERVICE_PROVIDER) };
}

/** Two, of which one may be removed; a test was sent to where nobody is. */
async function webhooks(person: Person): Promise<Rows> {
  const input = { url: 'https://hooks.invalid/tasuki', kinds: ['update.applied'] };
  const make = async () =>
    (await does<{ webhook: { id: Id } }>(person, 'makeWebhook', input, 'webhook { id }')).webhook.id;
  const webhookId = await make();
  const { delivery } = await does<{ delivery: { id: Id } }>(person, 'testWebhook', { webhookId }, 'delivery { id }');
  return { webhookId, webhookDeliveryId: delivery.id, spareWebhookId: await make() };
}

/** Two that are in force; one of them may be revoked without harm. */
async function mandates(grantor: Person, providerCode: string, productId: Id): Promise<Rows> {
  const input = {
    code: providerCode,
    productIds: [productId],
    acts: ['APPLY'],
    from: calendarDate(new Date()),
    until: later(30).slice(0, 10),
  };
  const grant = async () =>
    (await does<{ mandate: { id: Id } }>(grantor, 'grantMandate', input, 'mandate { id }')).mandate.id;
  return { providerCode, mandateId: await grant(), spareMandateId: await grant() };
}

/** What passes over at the end of support: items in several states, and a transfer that both may sign. */
async function transfers({ everyone, rows }: Side, { id: hospitalId, person }: Hospital): Promise<Rows> {
  interface Transfer {
    transfer: { id: Id; items: { id: Id }[] };
  }
  const item = { kind: 'HARDENING', text: 'Close port 22.', effectiveOn: '2099-12-31' };
  const propose = (releaseId: string | undefined, items: object[]) =>
    does<Transfer>(everyone, 'proposeTransfer', { hospitalId, releaseId, items }, 'transfer { id items { id } }');
  const open = (await propose(rows['releaseId'], [item, item, item])).transfer;
  const [itemId, contestedItemId, spareItemId] = open.items.map(({ id }) => id) as [Id, Id, Id];
  await does(person, 'contestTransferItem', { itemId: contestedItemId, note: 'No.' }, 'transfer { id }');
  const signable = (await propose(rows['otherReleaseId'], [item])).transfer;
  await does(person, 'acceptTransferItem', { itemId: signable.items[0]!.id }, 'transfer { id }');
  return { responsibilityTransferId: open.id, transferId: signable.id, itemId, contestedItemId, spareItemId };
}

/** Two devices that another hospital offers, one that is offered to it, one to be offered and one to be retired. */
async function handovers(world: World, { releaseId }: Desk, hospital: Hospital): Promise<Rows> {
  const other = await world.hospital();
  const handedOverOn = later(1).slice(0, 10);
  const device = async ({ person, siteId }: Hospital): Promise<Id> => {
    const facts = { releaseId, siteId, connections: ['NETWORK'], status: 'STORED' };
    return (await does<{ asset: { id: Id } }>(person, 'registerAsset', facts, 'asset { id }')).asset.id;
  };
  const offer = async (from: Hospital, { code }: Hospital): Promise<Id> => {
    const terms = { assetIds: [await device(from)], kind: 'GIVEN', code, handedOverOn };
    const { handovers: offered } = await does<{ handovers: { id: Id }[] }>(
      from.person,
      'offerHandovers',
      terms,
      'handovers { id }',
    );
    return offered[0]!.id;
  };
  return {
    handoverId: await offer(other, hospital),
    spareHandoverId: await offer(other, hospital),
    ownHandoverId: await offer(hospital, other),
    otherHospitalCode: other.code,
    handedOverOn,
    offerableAssetId: await device(hospital),
    goneAssetId: await device(hospital),
  };
}

/** An update planned on both devices, a window, a calendar, and the vendor's word of a third device. */
async function upkeep(
  world: World,
  { vendor }: Desk,
  { id, siteId, person }: Hospital,
  publicationId: Id,
): Promise<Rows> {
  await does(person, 'planUpdates', { publicationId }, 'planned');
  const window = { siteId, name: 'Night', weekdays: ['TUESDAY'], localStart: '22:00', minutes: 60, from: '2026-01-01' };
  const agreed = await does<{ window: { id: Id } }>(person, 'agreeMaintenanceWindow', window, 'window { id }');
  const calendar = { siteId, name: 'Of the ward' };
  const made = await does<{ calendarLink: { id: Id } }>(person, 'makeCalendarLink', calendar, 'calendarLink { id }');
  const support = await world.member(vendor.id, ['VENDOR_SUPPORT']);
  const report = { publicationId, hospitalId: id, serialNumber: 'S-3', performer: 'VENDOR_REMOTE' };
  await does(support, 'reportUpdate', report, 'report { id }');
  const { rows } = await world.behind.query<{ id: string }>(
    'select id from update_application where hospital_id = $1 order by id',
    [id],
  );
  const [one, other] = rows as [{ id: string }, { id: string }];
  await world.behind.query(
    `insert into update_evidence (id, step_id, application_id, hospital_id, vendor_id, upload_id, position, name, size_bytes,
       sha256, media_type)
     select gen_random_uuid(), s.id, s.application_id, s.hospital_id, s.vendor_id, u.id, 0, u.name, u.size_bytes, u.sha256, u.media_type
     from update_step s, upload u where s.application_id = $1 and u.organisation_id = $2 and u.state = 'READY' limit 1`,
    [one.id, vendor.id],
  );
  return {
    applicationId: one.id,
    updateApplicationId: one.id,
    checkableApplicationId: other.id,
    windowId: agreed.window.id,
    calendarLinkId: made.calendarLink.id,
  };
}

/** Tables of devices in each state: just read, being checked, checked, with a product that nobody knows. */
async function tables(world: World, { person }: Hospital): Promise<Rows> {
  const begin = async (): Promise<string> => {
    const { body } = await request(world.url)
      .post('/imports/assets?name=devices.csv')
      .set(person.headers)
      .set('content-type', 'text/csv')
      .send('Product\nNever heard of')
      .expect(201);
    return body.id as string;
  };
  const step = (field: string, input: object) => does(person, field, input, 'import { id }');
  const mapped = async (): Promise<string> => {
    const importId = await begin();
    await step('mapAssetImport', { importId, columns: ['PRODUCT'] });
    return importId;
  };
  const checked = async (): Promise<string> => {
    const importId = await mapped();
    await step('continueAssetImport', { importId });
    return importId;
  };
  const productImportId = await checked();
  const { assetImportProducts } = await person.graphql(
    'query ($id: ID!) { assetImportProducts(importId: $id) { key } }',
    { id: productImportId },
  );
  return {
    importId: await begin(),
    runningImportId: await mapped(),
    checkedImportId: await checked(),
    spareImportId: await begin(),
    productImportId,
    importProductKey: assetImportProducts[0].key,
  };
}

/** Products that the hospital looks at before it buys: one shown, one asked for, and one that is not asked for yet. */
async function evaluations(world: World, vendor: Vendor, { person, siteId }: Hospital): Promise<Rows> {
  const evaluating = async (): Promise<Id> => {
    const releaseId = await release(world, vendor);
    const device = { siteId, releaseId, connections: ['NETWORK'], status: 'EVALUATING' };
    return (await does<{ asset: { id: Id } }>(person, 'registerAsset', device, 'asset { id }')).asset.id;
  };
  const asked = async (): Promise<Id> => {
    const input = { assetId: await evaluating(), until: calendarDate(new Date(Date.now() + 30 * 86_400_000)) };
    const made = await does<{ evaluation: { id: Id } }>(person, 'requestEvaluation', input, 'evaluation { id }');
    return made.evaluation.id;
  };
  const evaluationId = await asked();
  const support = await world.member(vendor.id, ['VENDOR_SUPPORT']);
  await does(support, 'answerEvaluation', { evaluationId, isConsented: true }, 'evaluation { id }');
  return { evaluationId, requestedEvaluationId: await asked(), evaluatingAssetId: await evaluating() };
}

/** A question that the vendor asks back about, with a note of each side. */
async function requests(
  world: World,
  { vendor, releaseId, publisher, approver }: Desk,
  { person }: Hospital,
): Promise<Rows> {
  const support = await world.member(vendor.id, ['VENDOR_SUPPORT']);
  const promises = [{ urgency: 'URGENT', hours: 24 }];
  await does(support, 'publishResponsePromises', { promises }, 'promises { hours }');
  const question = { releaseId, urgency: 'URGENT', title: 'SBOM', words: 'Please publish an SBOM.' };
  const ask = async () =>
    (await does<{ request: { id: Id } }>(person, 'askVendor', question, 'request { id }')).request.id;
  const requestId = await ask();
  for (const by of [person, support]) {
    const attachmentIds = [await sendFile(by, 'note.txt', Buffer.from('A note'))];
    const note = { requestId, words: 'A note.', isInternal: true, attachmentIds };
    await does(by, 'replyToRequest', note, 'request { id }');
  }
  const back = { requestId, words: 'Which format?', waitsForHospital: true };
  await does(support, 'replyToRequest', back, 'request { id }');
  const asked = { key: newId(), kind: 'CHECKLIST', urgency: 'NORMAL', title: 'Checklist', words: 'Please confirm.' };
  const { round } = await does<{ round: { id: Id; items: { id: string }[] } }>(
    person,
    'askVendors',
    { ...asked, vendors: [{ vendorId: vendor.id }] },
    'round { id items { id } }',
  );
  const { informationRequests } = await support.graphql(
    'query ($id: ID!) { informationRequests(roundId: $id) { edges { node { id } } } }',
    { id: round.id },
  );
  const checklist = round.items.map(({ id }) => ({ item: id, answer: 'YES', confirmedOn: '2026-11-20' }));
  const answer = { requestId: informationRequests.edges[0].node.id, words: 'Confirmed.', checklist };
  await does(support, 'answerRequest', answer, 'request { id }');
  const answered = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  for (const one of answered) {
    await does(support, 'answerRequest', { requestId: one, words: 'It was published.' }, 'request { id }');
  }
  return {
    requestId,
    informationRequestId: requestId,
    spareRequestId: await ask(),
    roundId: round.id,
    requestRoundId: round.id,
    ...(await publishedAnswers({ publisher, approver }, support, answered)),
  };
}

/** Two answers to all, one of which may be withdrawn, two that wait for their release; and a publication made of an answer. */
async function publishedAnswers(
  { publisher, approver }: Pick<Desk, 'publisher' | 'approver'>,
  support: Person,
  [first, second, third, fourth, answeredRequestId]: Id[],
): Promise<Rows> {
  const propose = async (requestId: Id | undefined) => {
    const input = { requestId, title: 'SBOM', question: 'Is there an SBOM?', words: 'It was published.' };
    return (await does<{ answer: { id: Id } }>(support, 'proposePublishedAnswer', input, 'answer { id }')).answer.id;
  };
  const release = async (requestId: Id | undefined) => {
    const answerId = await propose(requestId);
    await does(approver, 'releasePublishedAnswer', { answerId, number: 1 }, 'answer { id }');
    return answerId;
  };
  const drafted = { requestId: answeredRequestId, kind: 'ADVISORY' };
  await does(publisher, 'draftPublicationFromAnswer', drafted, 'publication { id }');
  const publishedAnswerId = await release(first);
  return {
    publishedAnswerId,
    answerId: publishedAnswerId,
    spareAnswerId: await release(second),
    proposedAnswerId: await propose(third),
    otherProposedAnswerId: await propose(fourth),
    answeredRequestId: answeredRequestId!,
  };
}

/** What a hospital reports, with a file, a clock and something internal of each side; and a disclosure to which it is invited. */
async function cases(
  world: World,
  { vendor }: Desk,
  { person, code }: Hospital,
  assetId: Id,
): Promise<Record<'vendor' | 'hospital', Rows>> {
  const support = await world.member(vendor.id, ['VENDOR_SUPPORT']);
  const act = async (by: Person, name: string, input: object): Promise<CaseFacts> =>
    (await does<{ case: CaseFacts }>(by, name, input, 'case { id clocks { id organisation { id } } parties { id } }'))
      .case;
  const report = async (uploadIds: readonly Id[]) => {
    const facts = {
      kind: 'INCIDENT',
      assetIds: [assetId],
      title: 'Restarts',
      patientImpact: 'NONE',
      words: 'It restarts.',
    };
    return act(person, 'reportIncident', { ...facts, noticedAt: '2020-01-01T00:00:00Z', uploadIds });
  };
  const { id: caseId } = await report([await sendFile(person, 'log.json', json({ restarts: 1 }))]);
  let clocks: CaseFacts['clocks'] = [];
  for (const by of [person, support]) {
    await does(by, 'writeCaseEntry', { caseId, kind: 'REMARK', words: 'A note.', isInternal: true }, 'entry { id }');
    await act(by, 'keepCaseInternals', { caseId, version: 0, notes: 'Ours.' });
    const clock = { caseId, basis: 'EU_72_HOURS', awareAt: '2020-01-01T00:00:00Z' };
    ({ clocks } = await act(by, 'startCaseClock', clock));
  }
  const { id: disclosureId } = await act(support, 'openDisclosure', { title: 'Overflow', words: 'We were told.' });
  const invite = (to: { code: string; email: string }) =>
    act(support, 'inviteCaseParty', { caseId: disclosureId, ...to, seesWhole: true });
  const { parties } = await invite({ code, email: person.email });
  const casePartyId = parties[0]!.id;
  await act(person, 'acceptCaseInvitation', { casePartyId });
  const other = await world.hospital();
  const invited = await invite({ code: other.code, email: other.person.email });
  const rows = {
    caseId,
    spareCaseId: (await report([])).id,
    disclosureId,
    casePartyId,
    spareCasePartyId: invited.parties.find(({ id }) => id !== casePartyId)!.id,
  };
  const clockOf = (organisationId: Id) => clocks.find(({ organisation }) => organisation.id === organisationId)!.id;
  return {
    vendor: { ...rows, caseClockId: clockOf(vendor.id) },
    hospital: { ...rows, caseClockId: clockOf(person.organisationId) },
  };
}

interface CaseFacts {
  id: Id;
  clocks: { id: Id; organisation: { id: Id } }[];
  parties: { id: Id }[];
}

/** A device whose maker is not in Tasuki, as its hospital records it. */
async function keptProduct({ person, siteId }: Hospital): Promise<Rows> {
  const { product } = await does<{ product: { id: Id } }>(
    person,
    'registerOutsideProduct',
    {
      makerName: 'A maker outside',
      kind: 'DEVICE',
      name: 'Ventilator',
      isConnectable: true,
      // in the hands of every hospital, and so kept by each
      identifiers: [{ scheme: 'GTIN', value: '4006381333931' }],
    },
    'product { id }',
  );
  const { release } = await does<{ release: { id: Id } }>(
    person,
    'addRelease',
    { productId: product.id, version: '1.0', endOfSupportOn: '2099-12-31' },
    'release { id }',
  );
  const { asset: device } = await does<{ asset: { id: Id } }>(
    person,
    'registerAsset',
    { releaseId: release.id, siteId, connections: ['NETWORK'], record: { zone: 'VLAN 20' } },
    'asset { id }',
  );
  const decision = (facts: object) =>
    does<{ results: { decision: { id: Id } }[] }>(
      person,
      'decideEndOfSupport',
      { assetIds: [device.id], ownerId: person.memberId, reason: 'It works.', reviewOn: '2099-06-30', ...facts },
      'results { decision { id } }',
    );
  await decision({ kind: 'REPLACE', replaceBy: '2099-12-31' });
  const proposal = await decision({ kind: 'ACCEPT_RISK' });
  return { ownProductId: product.id, ownReleaseId: release.id, decisionId: proposal.results[0]!.decision.id };
}

/** What a hospital sends and files for itself. */
async function filed({ person }: Hospital, releaseId: Id): Promise<Rows> {
  const uploadId = await sendFile(person, 'sbom.cdx.json', json(cycloneDx([{ name: 'openssl' }])));
  const file = async () => {
    const input = {
      kind: 'SBOM',
      title: 'By mail',
      source: 'MAIL',
      receivedOn: '2020-01-01',
      releaseIds: [releaseId],
      uploadIds: [uploadId],
    };
    const made = await does<{ filedDocument: { id: Id } }>(person, 'fileDocument', input, 'filedDocument { id }');
    return made.filedDocument.id;
  };
  return {
    uploadId,
    spareUploadId: (await begunUpload(person)).id,
    arrivingUploadId: await arrivingUpload(person),
    filedDocumentId: await file(),
    spareFiledDocumentId: await file(),
  };
}

/** A product as a statement names it. */
const VIEWER = {
  ref: 'p',
  name: 'Viewer',
  vendor: null,
  version: null,
  versionRange: null,
  purl: null,
  cpe: null,
  modelNumbers: [],
};

/** Publications in every state and of every TLP, files and keys. */
async function vendorSide(world: World, desk: Desk, hospital: Hospital, auditorId: Id): Promise<Side> {
  const everyone = await world.member(desk.vendor.id, ROLES_OF_KIND.MANUFACTURER);
  const rows = await household(world, everyone, ROLES_OF_KIND.MANUFACTURER, auditorId);
  const uploadId = await desk.upload();
  const withFile = { uploadIds: [uploadId], severity: 'HIGH' };
  const named = { namedHospitals: [{ hospitalId: hospital.id, emails: [hospital.person.email] }] };
  const pendingId = await desk.submitted();
  await desk.approver.graphql(EMERGENCY, { input: await desk.asRead(pendingId) });
  const withdrawnId = await desk.published();
  await world.settled();
  await desk.approver.graphql(WITHDRAW, { input: { publicationId: withdrawnId, reason: 'Wrong file.' } });
  const amberId = await desk.published(withFile);
  const clearId = await desk.published({ ...withFile, tlp: 'CLEAR' });
  const outside = { publicationId: amberId, hospitalName: 'Clinic outside', means: 'POST', sentOn: '2020-01-01' };
  await desk.publisher.graphql(RECORD_OUTSIDE, { input: outside });
  const [reviewId, urgentId] = [await desk.submitted(), await desk.submitted()];
  const productId = await productOf(world, desk.releaseId);
  const otherReleaseId = await another(world, desk);
  const dated = { releaseId: otherReleaseId, endOfSupportOn: '2099-12-31' };
  await does(everyone, 'changeRelease', dated, 'release { id }');
  Object.assign(rows, {
    vendorId: desk.vendor.id,
    productId,
    ownProductId: productId,
    releaseId: desk.releaseId,
    otherReleaseId,
    ownReleaseId: desk.releaseId,
    uploadId,
    spareUploadId: (await begunUpload(everyone)).id,
    arrivingUploadId: await arrivingUpload(everyone),
    identifier: await identifierOf(world, desk),
    draftId: await desk.drafted(named),
    submittableId: await desk.drafted(),
    reviewId,
    reviewSubmittedAt: (await desk.asRead(reviewId)).submittedAt,
    urgentId,
    urgentSubmittedAt: (await desk.asRead(urgentId)).submittedAt,
    sendableId: await desk.submitted(),
    pendingId,
    amberId,
    clearId,
    clearArtifactId: await artifactOf(world, clearId),
    greenId: await desk.published({ tlp: 'GREEN' }),
    redId: await desk.published({ tlp: 'RED', ...named }),
    updateId: await updatePackage(world, desk),
    doomedId: await desk.published(),
    revisableId: await desk.published(),
    withdrawnId,
    artifactId: await artifactOf(world, amberId),
    ...(await signed(world, desk)),
  });
  await world.behind.query(
    `insert into component (upload_id, organisation_id, position, ref, name, licences, hashes, is_subject, name_key, keys,
       missing, depends_on, place)
     select $1, $2, 0, 'c', 'openssl', '{}', '{}', false, 'openssl', '{}', '{}', '{}', '/components/0'`,
    [uploadId, desk.vendor.id],
  );
  await world.behind.query(
    `insert into vulnerability_statement (upload_id, organisation_id, position, vulnerability, aliases, product,
       component_keys, status, raw_status, remediations, scores, cwes, place)
     select $1, $2, 0, 'CVE-2026-1000', '{}', $3, '{}', 'AFFECTED',
       'known_affected', '[]', '[]', '{}', '/vulnerabilities/0'`,
    [uploadId, desk.vendor.id, JSON.stringify(VIEWER)],
  );
  await world.behind.query(
    `insert into mds2_answer (upload_id, organisation_id, position, question_id, section, answer)
     values ($1, $2, 0, 'MLDP-2', 'MLDP', 'NO')`,
    [uploadId, desk.vendor.id],
  );
  await world.behind.query(
    `insert into finding_justification (publication_id, vendor_id, upload_id, reason, justification, justified_by, justified_at)
     values ($1, $2, $3, 'formats.not_recognised', 'It is meant so.', $4, now())`,
    [amberId, desk.vendor.id, uploadId, everyone.userId],
  );
  // Bytes for the file that was put in the place of an upload.
  await world.behind.query(
    `insert into stored_object (sha256, object_key, size_bytes, created_at)
     select sha256, 'kept/' || sha256, size_bytes, now() from upload where id = $1 on conflict do nothing`,
    [uploadId],
  );
  const { program } = await apiKey(everyone, ROLES_OF_KIND.MANUFACTURER);
  return { organisationId: desk.vendor.id, everyone, program, rows };
}

/** With a manifest of two prerequisites. */
async function updatePackage(world: World, desk: Desk): Promise<Id<'Publication'>> {
  const uploadId = await desk.upload();
  const prerequisites = ['Battery above 50 %', 'No infusion is running'];
  await world.behind.query(`update reading set format = 'UPDATE_MANIFEST', facts = $2 where upload_id = $1`, [
    uploadId,
    { updateManifest: { ...MANIFEST, toVersion: await another(world, desk), prerequisites } },
  ]);
  return desk.published({ kind: 'UPDATE_PACKAGE', severity: 'HIGH', uploadIds: [uploadId] });
}

const MANIFEST = {
  title: null,
  fromVersions: ['1.0'],
  fixes: [{ vulnerability: 'CVE-2026-1000', description: null }],
  verificationSteps: [],
  requiresRestart: false,
  downtimeMinutes: 0,
  canRollBack: false,
  rollBackProcedure: null,
  installationProcedure: 'By USB.',
  installers: ['HOSPITAL'],
  files: [],
};

/** A signed guide, and keys. */
async function signed(world: World, desk: Desk): Promise<Rows> {
  const key = await makersKey();
  const register = async (armoredKey: string) => {
    const input = { armoredKey };
    const selection = 'signingKey { id }';
    const payload = { signingKey: { id: '' } };
    return (await does<typeof payload>(desk.publisher, 'registerSigningKey', input, selection)).signingKey.id;
  };
  const signingKeyId = await register(publicHalf(key));
  const bytes = Buffer.from('Change the password.');
  const uploadIds = [
    await sendFile(desk.publisher, 'guide.txt', bytes),
    await sendFile(desk.publisher, 'guide.txt.asc', await signatureOf(key, bytes)),
  ];
  const publicationId = await desk.drafted({ kind: 'SECURITY_GUIDE', severity: 'LOW', uploadIds });
  await world.settled();
  await desk.publisher.graphql(SUBMIT, { input: { publicationId } });
  await desk.approver.graphql(APPROVE, { input: await desk.asRead(publicationId) });
  return {
    signingKeyId,
    spareSigningKeyId: await register(publicHalf(await makersKey())),
    armoredKey: publicHalf(await makersKey()),
  };
}

async function begunUpload(person: Person): Promise<{ id: string; parts: { url: string }[] }> {
  const input = { name: 'a.json', sizeBytes: 10, sha256: 'a'.repeat(64), contentType: 'application/json' };
  const { upload } = await does<{ upload: { id: string; parts: { url: string }[] } }>(
    person,
    'beginUpload',
    input,
    'upload { id parts { url } }',
  );
  return upload;
}

/** All of its bytes are there, and nobody said so yet. */
async function arrivingUpload(person: Person): Promise<string> {
  const { id, parts } = await begunUpload(person);
  await request(parts[0]!.url)
    .put('')
    .set('content-type', 'application/octet-stream')
    .send(Buffer.alloc(10))
    .expect(200);
  return id;
}

async function identifierOf(world: World, { vendor, releaseId }: Desk): Promise<string> {
  const value = `CODE-${releaseId.slice(-8)}`;
  await world.behind.query(
    `insert into product_identifier (id, product_id, vendor_id, scheme, value)
     select $1, product_id, $2, 'VENDOR', $3 from release where id = $4`,
    [newId(), vendor.id, value, releaseId],
  );
  return value;
}

async function another(world: World, desk: Desk): Promise<Id<'Release'>> {
  const id = newId<'Release'>();
  await world.behind.query(
    `insert into release (id, product_id, vendor_id, version, created_at)
     select $1::uuid, product_id, vendor_id, $1::text, now() from release where id = $2`,
    [id, desk.releaseId],
  );
  return id;
}

async function requested(
  world: World,
  vendorId: Id,
  hospitalId: Id,
  by: 'vendor' | 'hospital' = 'vendor',
): Promise<Id> {
  const id = newId();
  await world.behind.query(
    `insert into relationship (id, vendor_id, hospital_id, state, proposed_by_id, proposed_at)
     values ($1, $2, $3, 'REQUESTED', $4, now())`,
    [id, vendorId, hospitalId, by === 'vendor' ? vendorId : hospitalId],
  );
  return id;
}

/** One value of a row that is there. */
async function only(world: World, sql: string, parameters: unknown[]): Promise<string> {
  const { rows } = await world.behind.query<{ value: string }>(sql, parameters);
  if (!rows[0]) throw new Error(`nothing found by: ${sql}`);
  return rows[0].value;
}

const productOf = (world: World, releaseId: Id) =>
  only(world, 'select product_id as value from release where id = $1', [releaseId]);
const artifactOf = (world: World, publicationId: Id) =>
  only(world, 'select id as value from artifact where publication_id = $1', [publicationId]);
const deliveryOf = (world: World, hospital: { id: Id }, publicationId: Id) =>
  only(
    world,
    `select id as value from delivery where hospital_id = $1 and publication_id = $2 and notice = 'PUBLICATION'`,
    [hospital.id, publicationId],
  );
/** An event that stands in the log, which the organisation did itself. */
export const eventOf = (world: World, organisationId: Id) =>
  only(
    world,
    'select e.id as value from trail.event e join trail.entry on event_id = e.id where organisation_id = $1 order by e.id limit 1',
    [organisationId],
  );
