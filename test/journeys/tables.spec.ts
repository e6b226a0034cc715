import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Person, World } from '../support/world.ts';

let world: World;
let hospital: Awaited<ReturnType<World['hospital']>>;
let vendor: Awaited<ReturnType<World['vendor']>>;

beforeAll(async () => {
  world = await World.start();
  [hospital, vendor] = [await world.hospital(), await world.vendor()];
});
afterAll(() => world.stop());

const bring = (path: string, csv: string | Buffer<ArrayBuffer>, by?: Person) =>
  fetch(`${world.url}${path}?name=list.csv`, {
    method: 'POST',
    headers: { ...by?.headers, 'content-type': 'text/csv' },
    body: csv,
  });
const get = (path: string, by?: Person) => fetch(`${world.url}${path}`, { headers: by?.headers ?? {} });

describe('a table that is exported', () => {
  it.each([
    ['csv', /^text\/csv/, [0xef, 0xbb, 0xbf]],
    ['xlsx', /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/, [0x50, 0x4b]],
  ])('of devices is a file: %s', async (format, type, start) => {
    const answer = await get(`/exports/assets.${format}`, hospital.person);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(type);
    expect(answer.headers.get('content-disposition')).toMatch(
      new RegExp(String.raw`^attachment; filename="tasuki-assets-\d{4}-\d\d-\d\d\.${format}"$`),
    );
    expect([...Buffer.from(await answer.arrayBuffer()).subarray(0, start.length)]).toEqual(start);
  });

  it.each(['csv', 'xlsx'])('of devices is for those who keep them: %s', async (format) => {
    const reader = await hospital.person.colleague('HOSPITAL_VIEWER');
    expect((await get(`/exports/assets.${format}`)).status).toBe(401);
    expect((await get(`/exports/assets.${format}`, reader)).status).toBe(403);
    expect((await get(`/exports/assets.${format}`, vendor.publisher)).status).toBe(403);
  });
});

describe("a vendor's list of where its devices are", () => {
  it('is brought by its publisher, and exported', async () => {
    const brought = await bring('/imports/installed-base', 'Hospital,Product\nx,y', vendor.publisher);
    expect(brought.status).toBe(201);
    const { id } = (await brought.json()) as { id: string };
    const { assetImport } = await vendor.publisher.graphql('query ($id: ID!) { assetImport(id: $id) { columns } }', {
      id,
    });
    expect(assetImport.columns).toEqual(['HOSPITAL', 'PRODUCT']);
    for (const format of ['csv', 'xlsx']) {
      expect((await get(`/exports/installed-base.${format}`, vendor.publisher)).status).toBe(200);
    }
  });

  it('is for whoever lists devices of that vendor', async () => {
    expect((await bring('/imports/installed-base', 'Hospital\nx')).status).toBe(401);
    expect((await bring('/imports/installed-base', 'Hospital\nx', vendor.approver)).status).toBe(403);
    expect((await bring('/imports/installed-base', 'Hospital\nx', hospital.person)).status).toBe(403);
    expect((await bring('/imports/assets', 'Site\nx', vendor.publisher)).status).toBe(403);
    expect((await get('/exports/installed-base.csv')).status).toBe(401);
    expect((await get('/exports/installed-base.csv', vendor.approver)).status).toBe(403);
    expect((await get('/exports/installed-base.xlsx', hospital.person)).status).toBe(403);
  });

  it('is refused by the name of its encoding where that is not read', async () => {
    const utf16 = Buffer.from('\ufeffHospital,Product\nx,y', 'utf16le');
    const refused = await bring('/imports/installed-base', utf16, vendor.publisher);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('UTF-16LE');
  });
});
