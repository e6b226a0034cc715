import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makersKey, publicHalf, signatureOf } from '../../../../test/support/signing.ts';
import { type Vendor, World } from '../../../../test/support/world.ts';
import { Child } from '../child.testing.ts';
import { type Fetch, PortalClient } from './portal-client.ts';
import { bytesSource, upload } from './upload.ts';
import { UploadMemory } from './upload-memory.ts';

const quiet = () => undefined;

let world: World;
let vendor: Vendor;
let key: string;
let folder: string;

beforeAll(async () => {
  world = await World.start();
  folder = await mkdtemp(join(tmpdir(), 'tasuki-publish-'));
  vendor = await world.vendor();
  const { makeApiKey } = await vendor.publisher.graphql<{ makeApiKey: { secret: string } }>(
    'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret } }',
    {
      input: {
        name: 'program',
        roles: ['VENDOR_PUBLISHER'],
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    },
  );
  key = makeApiKey.secret;
});

afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A network that a test can cut, and that counts the parts it carried. */
class Network {
  parts = 0;
  failing = 0;
  cutAfterParts = Infinity;
  readonly fetch: Fetch = async (url, init) => {
    const isPart = init.method === 'PUT';
    if (isPart && this.parts >= this.cutAfterParts) throw new TypeError('fetch failed');
    if (this.failing-- > 0) return new Response('', { status: 503 });
    const answer = await fetch(url, init);
    if (isPart && answer.ok) this.parts += 1;
    return answer;
  };
}

const clientOn = (network: Network) => new PortalClient(world.url, key, network.fetch, 1);

describe('an upload', () => {
  it('goes on after a cut, sending only what is missing, when the same file is given again', async () => {
    const network = new Network();
    const memory = new UploadMemory(join(folder, 'memory'));
    const file = bytesSource('update.bin', randomBytes(40 * 1024 * 1024));
    network.cutAfterParts = 1;
    await expect(upload(clientOn(network), file, memory, quiet)).rejects.toMatchObject({
      reason: 'publish.unreachable',
    });

    network.cutAfterParts = Infinity;
    const { state, sha256 } = await upload(clientOn(network), file, memory, quiet);
    expect({ state, sha256 }).toEqual({ state: 'READY', sha256: file.sha256 });
    expect(network.parts).toBe(3);
  });

  it('is tried again when the portal is away for a moment', async () => {
    const network = new Network();
    network.failing = 4;
    const { state } = await upload(clientOn(network), bytesSource('a.txt', Buffer.from('words')), null, quiet);
    expect(state).toBe('READY');
  });

  it('begins anew when what was remembered is unknown to the portal', async () => {
    const memory = new UploadMemory(join(folder, 'memory'));
    const file = bytesSource('b.txt', Buffer.from('other words'));
    await memory.remember(world.url, file, '01900000-0000-7000-8000-000000000000');
    expect((await upload(clientOn(new Network()), file, memory, quiet)).state).toBe('READY');
  });

  it('is refused with a reason when the file is not what its name claims', async () => {
    const { state, findings } = await upload(
      clientOn(new Network()),
      bytesSource('x.json', Buffer.from('{"a":')),
      null,
      quiet,
    );
    expect(state).toBe('REFUSED');
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'ERROR', reason: 'formats.json_malformed' }));
  });
});

describe('tasuki publish', () => {
  const tasuki = (...args: string[]) =>
    new Child(['publish', ...args, '--url', world.url], { TASUKI_API_KEY: key, XDG_CACHE_HOME: folder }).ended;

  it('drafts and submits what it sent for the release that was named, and leaves the approval to a person', async () => {
    const { registerProduct } = await vendor.publisher.graphql<{ registerProduct: { product: { id: string } } }>(
      'mutation ($input: RegisterProductInput!) { registerProduct(input: $input) { product { id } } }',
      {
        input: {
          kind: 'DEVICE',
          name: 'Pump',
          isConnectable: true,
          identifiers: [{ scheme: 'GTIN', value: '9520001000010' }],
        },
      },
    );
    await vendor.publisher.graphql(
      'mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }',
      {
        input: { productId: registerProduct.product.id, version: '2.0' },
      },
    );
    const file = join(folder, 'note.txt');
    await writeFile(file, 'Change the password.');
    const about = ['--kind', 'ADVISORY', '--title', '注意喚起', '--product', '9520001000010'];

    const { code, out } = await tasuki(file, ...about, '--release', '2.0', '--due', '2099-01-31', '--submit', '--json');
    expect(code).toBe(0);
    const { publicationId, state } = JSON.parse(out) as { publicationId: string; state: string };
    expect(state).toBe('IN_REVIEW');
    const { publication } = await vendor.approver.graphql(
      'query ($id: ID!) { publication(id: $id) { titleJa actions { kind dueOn } artifacts { name } releases { version } } }',
      { id: publicationId },
    );
    expect(publication).toEqual({
      titleJa: '注意喚起',
      actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2099-01-31' }],
      artifacts: [{ name: 'note.txt' }],
      releases: [{ version: '2.0' }],
    });

    const unknown = await tasuki(file, ...about, '--release', '9');
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('It has: 2.0.') });
  });

  it('waits until signatures were checked, tells whose they are, and submits no package that was changed since', async () => {
    const maker = await makersKey();
    await vendor.publisher.graphql(
      'mutation ($input: RegisterSigningKeyInput!) { registerSigningKey(input: $input) { signingKey { id } } }',
      { input: { armoredKey: publicHalf(maker) } },
    );
    const bytes = randomBytes(1024 * 1024);
    const files = ['update.bin', 'update.bin.asc'].map((name) => join(folder, name));
    await writeFile(files[0]!, bytes);
    await writeFile(files[1]!, await signatureOf(maker, bytes));
    const about = [...files, '--kind', 'SECURITY_GUIDE', '--title', 'Signed'];

    const good = await tasuki(...about);
    expect(good).toMatchObject({
      code: 0,
      out: expect.stringContaining(`release@maker.example>, ${maker.getFingerprint()}`),
    });
    await writeFile(files[0]!, randomBytes(1024));
    const bad = await tasuki(...about, '--submit', '--json');
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining('formats.signature_invalid') });
    expect(JSON.parse(bad.out)).toMatchObject({ state: 'DRAFT', signatures: [{ result: 'INVALID' }] });
  });

  it('refuses the product of another organisation before it sends anything, once and with what to do', async () => {
    const other = await world.vendor();
    await other.publisher.graphql(
      'mutation ($input: RegisterProductInput!) { registerProduct(input: $input) { product { id } } }',
      { input: { kind: 'DEVICE', name: 'Ventilator of others', isConnectable: true, identifiers: [] } },
    );
    const file = join(folder, 'note.txt');
    await writeFile(file, 'words');
    const about = ['--kind', 'ADVISORY', '--title', 'x', '--product', 'Ventilator of others', '--release', '1'];
    const { code, out, err } = await tasuki(file, ...about);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^Ventilator of others is the product of another organisation;.*\nName a product of your own/);
  });

  it('says that it waits for an approver, and what was found in the files', async () => {
    const file = join(folder, 'guide.pdf');
    await writeFile(file, '%PDF-1.4\n');
    const { code, out } = await tasuki(file, '--kind', 'SECURITY_GUIDE', '--title', 'Guide');
    expect(code).toBe(0);
    expect(out).toContain('not machine-readable');
    expect(out).toContain('Nobody sees a draft but your organisation');
  });

  it('answers 1 and drafts nothing when a file is refused', async () => {
    const file = join(folder, 'broken.json');
    await writeFile(file, '{');
    const { code, err } = await tasuki(file, '--kind', 'SBOM', '--title', 'Broken');
    expect(code).toBe(1);
    expect(err).toContain('broken.json:1:');
    expect(err).toContain('Nothing was published');
  });

  it('tells a key that is not known apart from everything else', async () => {
    const file = join(folder, 'note.txt');
    await writeFile(file, 'words');
    const { code, err } = await tasuki(file, '--kind', 'ADVISORY', '--title', 'x', '--key', 'tsk_nobody');
    expect(code).toBe(1);
    expect(err).toContain('API key');
  });
});
