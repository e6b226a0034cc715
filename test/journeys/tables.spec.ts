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
