import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import { verifyLog, verifyReceipt } from '../../apps/cli/src/verify.ts';
import { sendFile } from '../support/files.ts';
import { type Hospital, PASSWORD, Person, type Vendor, World } from '../support/world.ts';

/** The whole loop over HTTP: a vendor's file, to a hospital's acknowledgement, to an auditor who verifies it alone. */
let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const sbom = Buffer.from(
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [{ type: 'library', name: 'zlib', version: '1.3.1' }],
  }),
);
const sha256 = createHash('sha256').update(sbom).digest('hex');

it('carries a vendor’s SBOM to a hospital, its acknowledgement back, and proves it to an auditor', async () => {
  const vendor = await world.vendor();
  const hospital = await world.hospital();
  const bystander = await world.hospital();
  const auditor = await world.person('AUDITOR');

  const publisher = await signedIn(vendor.publisher);
  const device = await signedIn(hospital.person);

  await agree(vendor, hospital);
  const releaseId = await register(publisher);
  const { registerAsset } = await device.graphql(
    `mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }`,
    { input: { siteId: hospital.siteId, releaseId, serialNumber: 'SN-1', connections: ['NETWORK'] } },
  );
  expect(registerAsset.asset.id).toBeTruthy();

  const uploadId = await sendFile(publisher, 'sbom.cdx.json', sbom);
  const publicationId = await publish(publisher, vendor.approver, { releaseId, uploadId });
  const delivery = await received(device);
  expect(delivery).toMatchObject({
    publicationId,
    severity: 'HIGH',
    openSites: 1,
    affectedAssets: 1,
    publication: { titleEn: 'SBOM of the infusion pump', artifacts: [{ sha256, isMachineReadable: true }] },
  });
  expect((await bystander.person.graphql('{ inbox { totalCount } }')).inbox.totalCount).toBe(0);
  expect(
    await bystander.person.refusal('query ($id: ID!) { publication(id: $id) { id } }', { id: publicationId }),
  ).toBe('NOT_FOUND not_found');

  const [artifact] = delivery.publication.artifacts;
  expect(await download(device, artifact.id)).toEqual(sbom);

  await acknowledge(device, delivery.id, hospital.siteId);
  const { publication } = await publisher.graphql(
    'query ($id: ID!) { publication(id: $id) { progress { hospitals delivered viewed acknowledged overdue } } }',
    { id: publicationId },
  );
  expect(publication.progress).toMatchObject({ hospitals: 1, delivered: 1, viewed: 1, acknowledged: 1, overdue: 0 });

  await device.graphql('mutation ($input: GrantAuditInput!) { grantAudit(input: $input) { auditGrant { id } } }', {
    input: { auditorId: auditor.organisationId, expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
  });
  await world.settled();
  const { auditTrail } = await auditor.graphql(
    '{ auditTrail(first: 100, filter: { kind: "delivery.acknowledged" }) { edges { node { id facts logIndex } } } }',
  );
  expect(auditTrail.edges).toHaveLength(1);
  const [{ node: event }] = auditTrail.edges;
  const { auditReceipt } = await auditor.graphql(
    'query ($id: ID!) { auditReceipt(eventId: $id) { fileName content } }',
    {
      id: event.id,
    },
  );

  const key = (await request(world.url).get('/trail/key')).text;
  const verdict = verifyReceipt(Buffer.from(auditReceipt.content), key);
  expect(verdict).toMatchObject({
    isValid: true,
    event: { facts: { act: 'delivery.acknowledged', siteId: hospital.siteId } },
  });
  const altered = Buffer.from(auditReceipt.content.replace(hospital.siteId, bystander.siteId));
  expect(verifyReceipt(altered, key).isValid).toBe(false);
  expect((await verifyLog(`${world.url}/trail`, key)).isValid).toBe(true);
});

/** By e-mail address and password, as a person does. */
async function signedIn(person: Person): Promise<Person> {
  const answer = await request(world.url)
    .post('/auth/sign-in/email')
    .set('origin', world.url)
    .send({ email: person.email, password: PASSWORD });
  expect(answer.status).toBe(200);
  const cookie = (answer.headers['set-cookie'] as unknown as string[]).map((one) => one.split(';')[0]).join('; ');
  return new Person(world, { ...person, headers: { cookie } });
}

async function agree(vendor: Vendor, hospital: Hospital): Promise<void> {
  const { proposeRelationship } = await hospital.person.graphql(
    'mutation ($code: String!) { proposeRelationship(input: { code: $code }) { relationship { id } } }',
    { code: vendor.code },
  );
  await vendor.publisher.graphql(
    'mutation ($id: ID!) { confirmRelationship(input: { relationshipId: $id }) { relationship { state } } }',
    { id: proposeRelationship.relationship.id },
  );
}

async function register(publisher: Person): Promise<string> {
  const { registerProduct } = await publisher.graphql(
    'mutation ($input: RegisterProductInput!) { registerProduct(input: $input) { product { id } } }',
    {
      input: { kind: 'DEVICE', name: '輸液ポンプ', englishName: 'Infusion pump', isConnectable: true, identifiers: [] },
    },
  );
  const { addRelease } = await publisher.graphql(
    'mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }',
    { input: { productId: registerProduct.product.id, version: '4.2.0' } },
  );
  return addRelease.release.id;
}

async function publish(
  publisher: Person,
  approver: Person,
  about: { releaseId: string; uploadId: string },
): Promise<string> {
  const dueOn = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  const { draftPublication } = await publisher.graphql(
    'mutation ($input: DraftPublicationInput!) { draftPublication(input: $input) { publication { id } } }',
    {
      input: {
        kind: 'SBOM',
        severity: 'HIGH',
        tlp: 'AMBER',
        titleEn: 'SBOM of the infusion pump',
        releaseIds: [about.releaseId],
        uploadIds: [about.uploadId],
        actions: [{ kind: 'ACKNOWLEDGE', dueOn }],
      },
    },
  );
  const { id } = draftPublication.publication;
  await publisher.graphql(
    'mutation ($id: ID!) { submitPublication(input: { publicationId: $id }) { publication { state } } }',
    { id },
  );
  const { audiencePreview, publication } = await approver.graphql(
    'query ($id: ID!) { audiencePreview(publicationId: $id) { hospitalCount siteCount } publication(id: $id) { submittedAt } }',
    { id },
  );
  expect(audiencePreview).toEqual({ hospitalCount: 1, siteCount: 1 });
  const { approvePublication } = await approver.graphql(
    'mutation ($input: ApprovePublicationInput!) { approvePublication(input: $input) { publication { state } } }',
    { input: { publicationId: id, submittedAt: publication.submittedAt } },
  );
  expect(approvePublication.publication.state).toBe('PUBLISHED');
  return id;
}

const received = (device: Person) =>
  world.eventually(async () => {
    const { inbox } = await device.graphql(
      `{ inbox(filter: { state: UNREAD }) { edges { node { id publicationId severity openSites affectedAssets
           publication { titleEn artifacts { id sha256 isMachineReadable } } } } } }`,
    );
    return inbox.edges[0]?.node;
  });

async function download(device: Person, artifactId: string): Promise<Buffer> {
  const { requestDownload } = await device.graphql(
    'mutation ($id: ID!) { requestDownload(input: { artifactId: $id }) { url expiresAt } }',
    { id: artifactId },
  );
  const answer = await request(requestDownload.url)
    .get('')
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(answer.headers['content-disposition']).toContain('attachment');
  return answer.body as Buffer;
}

async function acknowledge(device: Person, deliveryId: string, siteId: string): Promise<void> {
  await device.graphql('mutation ($id: ID!) { markViewed(input: { deliveryId: $id }) { delivery { id } } }', {
    id: deliveryId,
  });
  const { acknowledge: done } = await device.graphql(
    'mutation ($input: AcknowledgeInput!) { acknowledge(input: $input) { delivery { openSites sites { state } } } }',
    { input: { deliveryId, siteId, comment: 'Read, filed.' } },
  );
  expect(done.delivery).toEqual({ openSites: 0, sites: [{ state: 'ACKNOWLEDGED' }] });
}
