import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type Id, newId } from '#libs/kernel';
import { sendFile } from '../support/files.ts';
import { APPROVE, Desk, REVISE, SUBMIT, WITHDRAW } from '../support/publishing-desk.ts';
import { type Data, type Hospital, World } from '../support/world.ts';
import { does } from './rich-world.ts';

const PRODUCT = `id kind name englishName vendor { id name } identifiers { scheme value }
  releases { id version stage endOfLifeOn endOfSupportOn isShortNotice }`;
const PUBLICATION = `id kind state revision titleEn severity publishedAt withdrawnAt withdrawalReason vendor { id name }
  files { id name sizeBytes sha256 mediaType }`;
const PRODUCTS = `query ($search: String) { publicProducts(search: $search) { totalCount edges { node { ${PRODUCT} } } } }`;
const ONE_PRODUCT = `query ($id: ID!) { publicProduct(id: $id) { ${PRODUCT} } }`;
const BY_IDENTIFIER = `query ($scheme: IdentifierScheme!, $value: String!) {
  publicProductByIdentifier(scheme: $scheme, value: $value) { id } }`;
const PUBLICATIONS = `query ($id: ID!) { publicPublications(productId: $id) { totalCount edges { node { ${PUBLICATION} } } } }`;
const ONE_PUBLICATION = `query ($id: ID!) { publicPublication(id: $id) { ${PUBLICATION} } }`;
const DOWNLOAD = `mutation ($id: ID!) { requestPublicDownload(input: { fileId: $id }) { url expiresAt } }`;
const GTIN = '4006381333931';
const NOT_FOUND = 'NOT_FOUND not_found';
const WHOLE = /^(DRAFT|IN_REVIEW|SUPERSEDED)$/;

let world: World;
let desk: Desk;
let hospital: Hospital;
let productId: Id;
beforeAll(async () => {
  world = await World.start();
  desk = await Desk.open(world);
  hospital = await world.hospital();
  await world.relationship(desk.vendor, hospital);
  productId = await productOf(desk);
});
afterAll(() => world.stop());

const productOf = async ({ releaseId }: Desk) => {
  const { rows } = await world.behind.query<{ id: Id }>('select product_id as id from release where id = $1', [
    releaseId,
  ]);
  return rows[0]!.id;
};

/** Nobody in particular. */
const anybody = async (query: string, variables: object = {}): Promise<Data> => {
  const { data, errors } = await world.ask<Data>({}, query, variables);
  if (!data || errors.length > 0) throw new Error(JSON.stringify(errors));
  return data;
};
const refusal = async (query: string, variables: object) => {
  const { errors } = await world.ask({}, query, variables);
  const [error] = errors;
  return error ? `${error.extensions.code} ${error.extensions.reason}` : 'answered';
};
const listed = async (id: Id = productId): Promise<string[]> => {
  const { publicPublications: list } = await anybody(PUBLICATIONS, { id });
  expect(list.totalCount).toBe(list.edges.length);
  return list.edges.map(({ node }: { node: { id: string } }) => node.id);
};
const fileOf = async (publicationId: Id) => {
  const { rows } = await world.behind.query<{ id: Id }>('select id from artifact where publication_id = $1', [
    publicationId,
  ]);
  return rows[0]!.id;
};
const suspend = (id: Id, state: 'SUSPENDED' | 'ADMITTED') =>
  world.behind.query('update organisation set state = $2 where id = $1', [id, state]);

describe('anybody, without signing in', () => {
  it('sees whether a model is still supported, by part of a name, by id and by identifier', async () => {
    const admin = desk.publisher;
    const { product } = await does<{ product: { id: Id } }>(
      admin,
      'registerProduct',
      {
        kind: 'DEVICE',
        name: 'Infusion pump 7',
        isConnectable: true,
        identifiers: [{ scheme: 'GTIN', value: GTIN }],
      },
      'product { id }',
    );
    const year = new Date().getUTCFullYear();
    const add = (version: string, endOfSupportOn: string | null) =>
      does(admin, 'addRelease', { productId: product.id, version, endOfSupportOn }, 'release { id }');
    await add('1.0', `${year + 1}-12-31`);
    await add('2.0', `${year + 5}-12-31`);
    await add('3.0', null);

    const found = await anybody(PRODUCTS, { search: 'infusion PUMP' });
    expect(found['publicProducts']).toMatchObject({ totalCount: 1, edges: [{ node: { id: product.id } }] });
    expect((await anybody(PRODUCTS, { search: GTIN }))['publicProducts'].totalCount).toBe(1);
    const { publicProduct } = await anybody(ONE_PRODUCT, { id: product.id });
    expect(publicProduct).toMatchObject({
      kind: 'DEVICE',
      vendor: { id: desk.vendor.id },
      identifiers: [{ scheme: 'GTIN', value: `0${GTIN}` }],
      releases: [
        { version: '1.0', stage: 'SUPPORTED', endOfSupportOn: `${year + 1}-12-31`, isShortNotice: true },
        { version: '2.0', isShortNotice: false },
        { version: '3.0', endOfSupportOn: null, isShortNotice: null },
      ],
    });
    const byIdentifier = await anybody(BY_IDENTIFIER, { scheme: 'GTIN', value: GTIN });
    expect(byIdentifier['publicProductByIdentifier'].id).toBe(product.id);
    expect(await refusal(BY_IDENTIFIER, { scheme: 'GTIN', value: '1' })).toBe('INVALID_INPUT input.invalid');
    expect(await refusal(BY_IDENTIFIER, { scheme: 'APPROVAL_NUMBER', value: '22500BZX00123000' })).toBe(NOT_FOUND);
  });

  it('reads what was published TLP:CLEAR, and fetches its files by a link', async () => {
    const bytes = Buffer.from('Change the password.');
    const uploadIds = [await sendFile(desk.publisher, 'guide.txt', bytes)];
    const id = await desk.published({ kind: 'SECURITY_GUIDE', severity: 'LOW', tlp: 'CLEAR', uploadIds });
    expect(await listed()).toEqual([id]);
    const { publicPublication } = await anybody(ONE_PUBLICATION, { id });
    expect(publicPublication).toMatchObject({
      state: 'PUBLISHED',
      revision: 1,
      vendor: { id: desk.vendor.id },
      files: [{ name: 'guide.txt', sizeBytes: bytes.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    const [file] = publicPublication.files;
    for (const headers of [{}, desk.approver.headers]) {
      const { data } = await world.ask<Data>(headers, DOWNLOAD, { id: file.id });
      const { text } = await request(data!['requestPublicDownload'].url).get('').expect(200);
      expect(text).toBe(bytes.toString());
    }
    const { rows } = await world.behind.query(
      `select organisation_id, counterpart_id, person, facts::jsonb ->> 'by' as by, facts::jsonb -> 'memberUserId' as member
       from trail.event where kind = 'artifact.downloaded_publicly' and subject_id = $1`,
      [file.id],
    );
    const event = {
      organisation_id: null,
      counterpart_id: desk.vendor.id,
      person: 'null',
      by: 'ANONYMOUS',
      member: null,
    };
    expect(rows).toEqual([event, event]);
  });

  it('is told of a withdrawal and why, and no longer given the files', async () => {
    const id = await desk.published({ tlp: 'CLEAR', uploadIds: [await desk.upload()] });
    await world.settled();
    await desk.approver.graphql(WITHDRAW, { input: { publicationId: id, reason: 'Wrong file.' } });
    const { publicPublication } = await anybody(ONE_PUBLICATION, { id });
    expect(publicPublication).toMatchObject({ state: 'WITHDRAWN', withdrawalReason: 'Wrong file.' });
    expect(publicPublication.withdrawnAt).not.toBeNull();
    expect(await refusal(DOWNLOAD, { id: await fileOf(id) })).toBe('CONFLICT publishing.withdrawn_not_given_out');
  });
});

describe('nobody who is not signed in', () => {
  it.each(['GREEN', 'AMBER', 'AMBER_STRICT', 'RED'])('learns of what is TLP:%s', async (tlp) => {
    const before = await listed();
    const named = { namedHospitals: [{ hospitalId: hospital.id, emails: [hospital.person.email] }] };
    const id = await desk.published({ tlp, uploadIds: [await desk.upload()], ...(tlp === 'RED' && named) });
    expect(await listed()).toEqual(before);
    expect(await refusal(ONE_PUBLICATION, { id })).toBe(NOT_FOUND);
    expect(await refusal(DOWNLOAD, { id: await fileOf(id) })).toBe(NOT_FOUND);
  });

  it('learns of drafts, of what is in review, and of what another revision took the place of', async () => {
    const before = await listed();
    const clear = async () => ({ tlp: 'CLEAR', uploadIds: [await desk.upload()] });
    const hidden = [await desk.drafted(await clear()), await desk.submitted(await clear())];
    const former = await desk.published(await clear());
    const next = await desk.publisher.graphql(REVISE, { input: { publicationId: former } });
    const publicationId = next['draftRevision'].publication.id as Id;
    await desk.publisher.graphql(SUBMIT, { input: { publicationId } });
    await desk.approver.graphql(APPROVE, { input: await desk.asRead(publicationId) });
    for (const id of [...hidden, former]) {
      expect(await refusal(ONE_PUBLICATION, { id })).toBe(NOT_FOUND);
      expect(await refusal(DOWNLOAD, { id: await fileOf(id) })).toBe(NOT_FOUND);
    }
    expect(await listed()).toEqual([publicationId, ...before]);
  });

  it('learns of products or publications of a vendor that is suspended', async () => {
    const other = await Desk.open(world);
    const id = await other.published({ tlp: 'CLEAR', uploadIds: [await other.upload()] });
    const ofOther = await productOf(other);
    const { publicProducts: before } = await anybody(PRODUCTS);
    expect(await listed(ofOther)).toEqual([id]);

    await suspend(other.vendor.id, 'SUSPENDED');
    expect(await listed(ofOther)).toEqual([]);
    expect(await refusal(ONE_PRODUCT, { id: ofOther })).toBe(NOT_FOUND);
    expect(await refusal(ONE_PUBLICATION, { id })).toBe(NOT_FOUND);
    expect(await refusal(DOWNLOAD, { id: await fileOf(id) })).toBe(NOT_FOUND);
    expect((await anybody(PRODUCTS))['publicProducts'].totalCount).toBe(before.totalCount - 1);
    await suspend(other.vendor.id, 'ADMITTED');
    expect(await listed(ofOther)).toEqual([id]);
  });

  it('learns of what a hospital keeps and files for itself', async () => {
    const { person } = hospital;
    const identifiers = [{ scheme: 'GTIN', value: '96385074' }];
    const facts = { makerName: 'A maker outside', kind: 'DEVICE', name: 'Kept ventilator', isConnectable: true };
    const { product } = await does<{ product: { id: Id } }>(
      person,
      'registerOutsideProduct',
      { ...facts, identifiers },
      'product { id }',
    );
    const uploadId = await sendFile(person, 'mail.txt', Buffer.from('By mail.'));
    const filed = {
      kind: 'SECURITY_GUIDE',
      title: 'By mail',
      source: 'MAIL',
      receivedOn: '2020-01-01',
      releaseIds: [desk.releaseId],
      uploadIds: [uploadId],
    };
    const before = await listed();
    const { filedDocument } = await does<{ filedDocument: { id: Id; files: { id: Id }[] } }>(
      person,
      'fileDocument',
      filed,
      'filedDocument { id files { id } }',
    );
    for (const search of ['Kept', 'outside', '96385074']) {
      expect((await anybody(PRODUCTS, { search }))['publicProducts'].edges).toEqual([]);
    }
    expect(await refusal(ONE_PRODUCT, { id: product.id })).toBe(NOT_FOUND);
    expect(await refusal(BY_IDENTIFIER, { scheme: 'GTIN', value: '96385074' })).toBe(NOT_FOUND);
    expect(await listed()).toEqual(before);
    expect(await refusal(ONE_PUBLICATION, { id: filedDocument.id })).toBe(NOT_FOUND);
    expect(filedDocument.files.length).toBeGreaterThan(0);
    for (const file of filedDocument.files) expect(await refusal(DOWNLOAD, { id: file.id })).toBe(NOT_FOUND);
  });

  it('is answered anything about what does not exist', async () => {
    for (const query of [ONE_PRODUCT, ONE_PUBLICATION, DOWNLOAD]) {
      expect(await refusal(query, { id: newId() })).toBe(NOT_FOUND);
    }
    expect(await listed(newId())).toEqual([]);
  });

  it('passes the wall of the database, whatever the rules would say', async () => {
    const states = await world.behind.query<{ state: string; tlp: string }>(
      'select distinct state, tlp from public_publication',
    );
    expect(states.rows.filter(({ state, tlp }) => WHOLE.test(state) || tlp !== 'CLEAR')).toEqual([]);
    expect(states.rows.length).toBeGreaterThan(1);
  });
});
