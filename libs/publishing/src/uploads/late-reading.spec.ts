import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { systemCtx } from '#libs/platform';
import { cycloneDx, json, sendFile } from '../../../../test/support/files.ts';
import * as d from '../../../../test/support/publishing-desk.ts';
import { World } from '../../../../test/support/world.ts';
import { UploadSetup } from './upload.setup.ts';
import { UploadSweep } from './upload.sweep.ts';

let world: World;
let desk: d.Desk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const READ = `query ($id: ID!) { publication(id: $id) { findings { severity reason }
  artifacts { isMachineReadable reading { format components(first: 5) { edges { node { name } } } } } } }`;
const read = async (id: Id) => (await desk.publisher.graphql(READ, { id })).publication;

/** As a version left it that read nothing. */
async function unread(uploadId: Id, state = 'READY'): Promise<void> {
  await world.behind.query('delete from reading where upload_id = $1', [uploadId]);
  await world.behind.query(`update upload set findings = '[]', is_machine_readable = false, state = $2 where id = $1`, [
    uploadId,
    state,
  ]);
  await world.behind.query('update artifact set is_machine_readable = false where upload_id = $1', [uploadId]);
}
const restarted = async () => {
  await world.app.get(UploadSetup).onApplicationBootstrap();
  await world.settled();
};

describe('what is in a file, or was accepted before files were read,', () => {
  it('is read when the program starts, file after file, also behind one whose bytes are lost', async () => {
    const ids = [];
    for (const name of ['openssl', 'zlib']) {
      const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', json(cycloneDx([{ name }])));
      ids.push(await desk.published({ kind: 'SBOM', uploadIds: [uploadId] }));
      await unread(uploadId);
      await unread(await desk.upload());
    }
    for (const id of ids) expect((await read(id)).artifacts).toEqual([{ isMachineReadable: false, reading: null }]);

    await restarted();
    for (const [index, name] of ['openssl', 'zlib'].entries()) {
      const [artifact] = (await read(ids[index]!)).artifacts;
      expect(artifact).toMatchObject({ isMachineReadable: true, reading: { format: 'CYCLONEDX_JSON' } });
      const names = artifact.reading.components.edges.map(({ node }: { node: { name: string } }) => node.name);
      expect(names).toContain(name);
    }
  });

  it('tells what is wrong in it, before it is submitted, and tells it once', async () => {
    const broken = cycloneDx([{ name: newId() }]) as { components: { type: string }[] };
    broken.components[0]!.type = 'nonsense';
    const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', json(broken));
    const id = await desk.drafted({ kind: 'SBOM', uploadIds: [uploadId] });
    const { findings } = await read(id);
    await unread(uploadId);

    await restarted();
    await restarted();
    expect((await read(id)).findings).toEqual(findings);
    expect(await desk.publisher.refusal(d.SUBMIT, { input: { publicationId: id } })).toBe(
      'INVALID_INPUT publishing.findings_to_mend',
    );
  });

  it('is forgotten together with the bytes of what nobody attached in time', async () => {
    const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', json(cycloneDx([{ name: newId() }])));
    await world.behind.query(`update upload set expires_at = now() - interval '1 day' where id = $1`, [uploadId]);
    await world.app.get(UploadSweep).sweep(systemCtx('sweep'));
    const { rows } = await world.behind.query('select from component where upload_id = $1', [uploadId]);
    expect(rows).toEqual([]);
  });

  it('is left alone when nobody attached it in time', async () => {
    const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', json(cycloneDx([{ name: newId() }])));
    await unread(uploadId, 'EXPIRED');
    await restarted();
    const { rows } = await world.behind.query('select from reading where upload_id = $1', [uploadId]);
    expect(rows).toEqual([]);
  });
});
