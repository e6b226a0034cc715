import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStore } from '#libs/platform';
import { ABANDON, BEGIN, COMPLETE, json, MiB, type Person, Portal, READ, RECORD, sha256 } from './portal.testing.ts';

describe('an upload', () => {
  const portal = new Portal();
  let publisher: Person;

  beforeAll(() => portal.start('S3'));
  afterAll(() => portal.stop());
  beforeEach(async () => {
    publisher = await portal.person('MANUFACTURER', 'VENDOR_PUBLISHER');
  });

  it.each([
    ['a path', { name: 'a/b.json' }, 'upload.bad_name'],
    ['a Windows path', { name: 'a\\b.json' }, 'upload.bad_name'],
    ['a control character', { name: 'a\u0000.json' }, 'upload.bad_name'],
    ['a change of direction', { name: 'a\u202ejson.exe' }, 'upload.bad_name'],
    ['the name of a folder', { name: '..' }, 'upload.bad_name'],
    ['no name', { name: ' ' }, 'upload.bad_name'],
    ['too long a name', { name: 'x'.repeat(256) }, 'upload.bad_name'],
    ['no bytes', { sizeBytes: 0 }, 'upload.bad_size'],
    ['no hash', { sha256: 'abc' }, 'upload.bad_sha256'],
    ['no content type', { contentType: 'json' }, 'upload.bad_content_type'],
  ])('is not begun with %s', async (_what, wrong, reason) => {
    const input = { name: 'a.json', sizeBytes: 1, sha256: sha256(Buffer.from('a')), contentType: 'a/b', ...wrong };
    expect(await publisher.refusal(BEGIN, { input })).toBe(`INVALID_INPUT input.invalid ${reason}`);
  });

  it('is not begun when it is larger than is taken', async () => {
    const input = { name: 'a.json', sizeBytes: 2 ** 30 + 1, sha256: sha256(Buffer.from('a')), contentType: 'a/b' };
    expect(await publisher.refusal(BEGIN, { input })).toBe('INVALID_INPUT upload.too_large');
  });

  it('is not begun when there is no room for it', async () => {
    const store = portal.app.get(ObjectStore);
    const { freeBytes } = store;
    store.freeBytes = async () => MiB - 1;
    const input = { name: 'a.json', sizeBytes: MiB, sha256: sha256(Buffer.from('a')), contentType: 'a/b' };
    expect(await publisher.refusal(BEGIN, { input })).toBe('UNAVAILABLE storage.full');
    store.freeBytes = freeBytes;
  });

  it('has no parts but its own', async () => {
    const upload = await publisher.begins(json(MiB));
    for (const number of [0, 2, -1]) {
      const input = { uploadId: upload.id, parts: [{ number, etag: 'x' }] };
      expect(await publisher.refusal(RECORD, { input })).toBe('INVALID_INPUT upload.part_out_of_range');
    }
  });

  it('is unknown to other organisations, and only read by colleagues who send nothing', async () => {
    const upload = await publisher.begins(json(MiB));
    const other = await portal.person('MANUFACTURER', 'VENDOR_PUBLISHER');
    const hospital = await portal.person('HOSPITAL', 'HOSPITAL_ADMIN');
    const auditor = await portal.person('AUDITOR', 'AUDITOR');
    const approver = await portal.colleague(publisher, 'VENDOR_APPROVER');
    const input = { uploadId: upload.id };

    expect(await other.refusal(READ, { id: upload.id })).toBe('NOT_FOUND not_found');
    expect(await other.refusal(COMPLETE, { input })).toBe('NOT_FOUND not_found');
    expect(await other.refusal(ABANDON, { input })).toBe('NOT_FOUND not_found');
    expect(await hospital.refusal(READ, { id: upload.id })).toBe('NOT_FOUND not_found');
    expect(await hospital.refusal(COMPLETE, { input })).toBe('FORBIDDEN access.forbidden');
    expect(await auditor.refusal(READ, { id: upload.id })).toBe('FORBIDDEN access.forbidden');
    expect(await approver.refusal(COMPLETE, { input })).toBe('FORBIDDEN access.forbidden');
    expect((await approver.reads(upload)).parts).toMatchObject([{ number: 1, url: null }]);
  });
});
