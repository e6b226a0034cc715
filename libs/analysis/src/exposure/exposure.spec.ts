import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { cycloneDx } from '../../../../test/support/files.ts';
import * as d from '../../../../test/support/publishing-desk.ts';
import { type Person, World } from '../../../../test/support/world.ts';
import { AnalysisDesk, csaf, CVE, vex } from '../../test/analysis-desk.ts';

let world: World;
let a: AnalysisDesk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  a = await AnalysisDesk.open(world);
});

const EXPOSURE = `query ($vulnerability: String!, $component: ComponentInput, $first: Int = 20, $after: String, $statuses: [ExposureStatus!]) {
  exposure(vulnerability: $vulnerability, component: $component) {
    vulnerability aliases title isComponentKnown scores { vector score severity }
    counts { status releaseCount assetCount }
    rows(first: $first, after: $after, statuses: $statuses) { totalCount pageInfo { hasNextPage endCursor } edges { node {
      status why fixedIn isCertain isConfirmed path assetCount release { id version product { name } }
      statement { status vulnerability justification impact } otherStatements { status }
      component { name version } publication { id } filedDocument { id } siteCounts { assetCount } assets { id } } } } } }`;

interface Row {
  status: string;
  release: { id: string };
  [field: string]: unknown;
}
const exposure = async (asked: object = {}, by: Person = a.reader) => {
  const answer = await by.graphql(EXPOSURE, { vulnerability: CVE, ...asked });
  const { rows, counts, ...about } = answer.exposure;
  const all = rows.edges.map(({ node }: { node: Row }) => node) as Row[];
  const totals = counts.filter(({ releaseCount }: { releaseCount: number }) => releaseCount > 0);
  return {
    ...(about as { title: string; aliases: string[]; scores: object[]; isComponentKnown: boolean }),
    rows: all,
    counts: totals as object[],
    all: counts as object[],
    page: rows as { totalCount: number; pageInfo: { endCursor: string } },
  };
};
/** How the release stands that the desk begins with. */
const standing = async (asked: object = {}): Promise<Row> => {
  const { rows } = await exposure(asked);
  const row = rows.find(({ release }) => release.id === a.releaseId);
  if (!row) throw new Error('nothing is said of the release');
  return row;
};
const LOG4J = { name: 'log4j', purl: 'pkg:npm/log4j', version: '2.14.1' };
const asked = { component: { purl: 'pkg:npm/log4j', versionRange: '< 2.15' } };

describe('how a release stands to a vulnerability', () => {
  it('is AFFECTED when its vendor says so, until the vendor takes it back', async () => {
    const publicationId = await a.publish('ADVISORY', vex([{ state: 'exploitable', detail: 'It logs names.' }]));
    expect(await standing()).toMatchObject({
      status: 'AFFECTED',
      isConfirmed: true,
      isCertain: true,
      why: 'It logs names.',
      statement: { status: 'AFFECTED', vulnerability: CVE },
      publication: { id: publicationId },
      filedDocument: null,
    });
    expect((await standing({ vulnerability: 'CVE-2021-45046' })).status).toBe('UNKNOWN_NO_SBOM');
    await a.withdraw(publicationId);
    expect(await standing()).toMatchObject({ status: 'UNKNOWN_NO_SBOM', statement: null, publication: null });
  });

  it('is NOT_AFFECTED with the reason, and not when the statement is about another version', async () => {
    const said = { state: 'not_affected', justification: 'code_not_reachable', detail: 'Logging is off.' };
    await a.publish('ADVISORY', vex([said]));
    expect(await standing()).toMatchObject({
      status: 'NOT_AFFECTED',
      why: 'Logging is off.',
      statement: { justification: 'code_not_reachable', impact: 'Logging is off.' },
    });
    const second = await a.release({ version: '2.0' });
    await a.publish('ADVISORY', vex([{ ...said, version: '1.0' }]), { releaseIds: [second] });
    const { rows } = await exposure();
    expect(rows.find(({ release }) => release.id === second)?.status).toBe('UNKNOWN_NO_SBOM');
  });

  it('is FIXED in the release that has the fix, and AFFECTED with the version to go to in the one before', async () => {
    const second = await a.release({ version: '2.0' });
    const document = csaf(await vendorName(), [
      { name: 'Viewer', version: '1.0', status: 'known_affected' },
      { name: 'Viewer', version: '2.0', status: 'fixed' },
    ]);
    await a.publish('ADVISORY', document, { releaseIds: [a.releaseId, second] });
    const { rows, title, scores, counts } = await exposure();
    expect(rows).toMatchObject([
      { status: 'AFFECTED', release: { id: a.releaseId }, fixedIn: ['2.0'] },
      { status: 'FIXED', release: { id: second }, fixedIn: ['2.0'] },
    ]);
    expect(title).toBe('Remote code execution');
    expect(scores).toMatchObject([{ score: 10, severity: 'CRITICAL' }]);
    expect(counts).toEqual([
      { status: 'AFFECTED', releaseCount: 1, assetCount: 1 },
      { status: 'FIXED', releaseCount: 1, assetCount: 1 },
    ]);
  });

  it('is UNDER_INVESTIGATION while the vendor looks, and what it finds once it has looked', async () => {
    const first = await a.publish('ADVISORY', vex([{ state: 'in_triage' }]));
    expect((await standing()).status).toBe('UNDER_INVESTIGATION');
    await a.revise(first, vex([{ state: 'not_affected', detail: 'It has none.' }]));
    expect((await standing()).status).toBe('NOT_AFFECTED');
  });

  it('is COMPONENT_PRESENT_VENDOR_SILENT with the way to the component, and not once the vendor speaks', async () => {
    const sbom = await a.sbom([
      { name: 'viewer-core', dependsOn: ['log4j'] },
      { name: 'log4j', version: '2.14.1' },
    ]);
    expect(await standing(asked)).toMatchObject({
      status: 'COMPONENT_PRESENT_VENDOR_SILENT',
      component: { name: 'log4j', version: '2.14.1' },
      path: ['Viewer', 'viewer-core', 'log4j'],
      publication: { id: sbom },
      isConfirmed: true,
      statement: null,
    });
    await a.publish('ADVISORY', vex([{ state: 'not_affected', detail: 'It logs nothing.', component: LOG4J }]));
    expect(await standing(asked)).toMatchObject({ status: 'NOT_AFFECTED', component: { name: 'log4j' } });
  });

  it('is COMPONENT_ABSENT where the SBOM has it not, or not in a version that has the vulnerability', async () => {
    await a.sbom([{ name: 'log4j', version: '2.17.0' }]);
    expect(await standing(asked)).toMatchObject({ status: 'COMPONENT_ABSENT', component: null, path: [] });
    expect((await standing({ component: { name: 'openssl' } })).status).toBe('COMPONENT_ABSENT');
    expect((await standing({ component: { name: 'LOG4J' } })).status).toBe('COMPONENT_PRESENT_VENDOR_SILENT');
    expect((await standing({ component: { name: 'log' } })).status).toBe('COMPONENT_ABSENT');
  });

  it('is NOT_STATED where there is an SBOM, and nobody says what to look for in it', async () => {
    await a.sbom([{ name: 'log4j' }]);
    const { isComponentKnown, counts } = await exposure();
    expect(isComponentKnown).toBe(false);
    expect(counts).toEqual([{ status: 'NOT_STATED', releaseCount: 1, assetCount: 1 }]);
  });

  it('is UNKNOWN_NO_SBOM where the SBOM lists nothing but the device itself', async () => {
    await a.sbom([]);
    expect((await standing(asked)).status).toBe('UNKNOWN_NO_SBOM');
  });

  it('is not told by the SBOM of another version of the same publication, however that writes its version', async () => {
    const second = await a.release({ version: '2.0' });
    await a.sbom([{ name: 'openssl' }], { releaseIds: [a.releaseId, second], version: 'v1.0' });
    const { rows } = await exposure(asked);
    expect(rows.map(({ status, release }) => [status, release.id])).toEqual([
      ['UNKNOWN_NO_SBOM', second],
      ['COMPONENT_ABSENT', a.releaseId],
    ]);
  });

  it('is not closed by what another vendor says of a library: they speak for their own products', async () => {
    const other = await AnalysisDesk.open(world);
    const vulnerability = 'CVE-2022-22971';
    const library = { name: 'log4j', version: '2.14.1', purl: 'pkg:npm/log4j@2.14.1', status: 'known_not_affected' };
    await other.publish('ADVISORY', csaf(await vendorName(other), [library], { vulnerability }), { tlp: 'CLEAR' });
    await a.sbom([{ name: 'log4j', version: '2.14.1' }]);
    expect((await standing({ vulnerability })).status).not.toBe('COMPONENT_ABSENT');
  });

  it('is UNKNOWN_NO_SBOM where there is neither, also when the component is known', async () => {
    expect((await standing()).status).toBe('UNKNOWN_NO_SBOM');
    expect((await standing(asked)).status).toBe('UNKNOWN_NO_SBOM');
  });
});

const vendorName = async (by = a): Promise<string> => {
  const { viewer } = await by.desk.publisher.graphql('{ viewer { organisation { name } } }');
  return viewer.organisation.name as string;
};

describe('which component to look for', () => {
  it('is learned from what any vendor says of its own device', async () => {
    const pump = await a.release({ product: 'Pump' });
    await a.sbom([{ name: 'log4j', version: '2.14.1' }]);
    await a.publish('ADVISORY', vex([{ state: 'exploitable', component: LOG4J }], 'Pump'), { releaseIds: [pump] });
    const { isComponentKnown, rows } = await exposure();
    expect(isComponentKnown).toBe(true);
    expect(rows.map(({ status, release }) => [status, release.id])).toEqual([
      ['AFFECTED', pump],
      ['COMPONENT_PRESENT_VENDOR_SILENT', a.releaseId],
    ]);
  });

  it('is learned from an open advisory about a library, with its range of versions', async () => {
    const other = await AnalysisDesk.open(world);
    const library = { name: 'log4j', version: 'vers:npm/<2.15.0', purl: 'pkg:npm/log4j', status: 'known_affected' };
    // Open to all, so that nobody else here asks about it.
    const vulnerability = 'CVE-2022-22965';
    await other.publish('ADVISORY', csaf(await vendorName(other), [library], { vulnerability }), { tlp: 'CLEAR' });
    const second = await a.release({ version: '2.0' });
    await a.sbom([{ name: 'log4j', version: '2.14.1' }]);
    await a.sbom([{ name: 'log4j', version: '2.15.0' }], { releaseIds: [second], version: '2.0' });
    const { rows } = await exposure({ vulnerability });
    expect(rows.map(({ status, release }) => [status, release.id])).toEqual([
      ['COMPONENT_PRESENT_VENDOR_SILENT', a.releaseId],
      ['COMPONENT_ABSENT', second],
    ]);
  });

  it('is not learned from a statement about a device as a whole: then nothing was looked for', async () => {
    const pump = await a.release({ product: 'Pump' });
    await a.sbom([{ name: 'log4j' }]);
    await a.publish('ADVISORY', vex([{ state: 'exploitable' }], 'Pump'), { releaseIds: [pump] });
    expect((await exposure()).isComponentKnown).toBe(false);
    expect((await standing()).status).toBe('NOT_STATED');
  });
});

describe('of several statements', () => {
  it('the newest document of the vendor counts, and the worst within one document', async () => {
    await a.publish('ADVISORY', vex([{ state: 'exploitable' }]));
    const newer = await a.publish('ADVISORY', vex([{ state: 'resolved' }]));
    expect(await standing()).toMatchObject({ status: 'FIXED', publication: { id: newer } });
    const both = [{ state: 'not_affected', detail: 'Not so.' }, { state: 'exploitable' }];
    await a.publish('ADVISORY', vex(both));
    expect(await standing()).toMatchObject({ status: 'AFFECTED', otherStatements: [{ status: 'NOT_AFFECTED' }] });
  });

  it('those that name the vulnerability otherwise count as well', async () => {
    const [ghsa, other] = ['GHSA-jfh8-c2jp-5v3q', 'CVE-2099-0001'];
    await a.publish('ADVISORY', vex([{ vulnerability: other, aliases: [ghsa], state: 'in_triage' }]));
    const second = await a.release({ version: '2.0' });
    await a.publish('ADVISORY', vex([{ vulnerability: ghsa, state: 'exploitable', version: '2.0' }]), {
      releaseIds: [second],
    });
    const { rows, aliases } = await exposure({ vulnerability: 'cve-2099-0001' });
    expect(rows.map(({ status }) => status)).toEqual(['AFFECTED', 'UNDER_INVESTIGATION']);
    expect(aliases).toEqual([ghsa]);
  });

  it('one of which it cannot be told whether it is about the release does not reassure', async () => {
    const statements = [
      { name: 'Another pump', version: '1.0', status: 'known_not_affected' },
      { name: 'One more', version: '1.0', status: 'known_not_affected' },
    ];
    await a.publish('ADVISORY', csaf(await vendorName(), statements));
    const row = await standing();
    expect(row).toMatchObject({ status: 'UNKNOWN_NO_SBOM', statement: null });
    expect(row['otherStatements']).toHaveLength(2);
  });
});

describe('a document that the hospital filed', () => {
  it('counts, unconfirmed, until it is removed; the vendor’s own word goes before it', async () => {
    const filed = await a.file('ADVISORY', vex([{ state: 'not_affected', detail: 'By mail.' }]));
    expect(await standing()).toMatchObject({
      status: 'NOT_AFFECTED',
      isConfirmed: false,
      publication: null,
      filedDocument: { id: filed },
    });
    const published = await a.publish('ADVISORY', vex([{ state: 'exploitable' }]));
    await a.file('ADVISORY', vex([{ state: 'resolved' }]));
    expect(await standing()).toMatchObject({ status: 'AFFECTED', isConfirmed: true, publication: { id: published } });
    await a.withdraw(published);
    expect(await standing()).toMatchObject({ status: 'FIXED', isConfirmed: false });
  });

  it('counts as an SBOM, for this hospital alone', async () => {
    const other = await world.hospital();
    await d.asset(world, other, a.releaseId);
    await a.file('SBOM', cycloneDx([{ name: 'log4j', version: '2.14.1' }]));
    expect(await standing(asked)).toMatchObject({ status: 'COMPONENT_PRESENT_VENDOR_SILENT', isConfirmed: false });
    const { counts } = await exposure(asked, other.person);
    expect(counts).toEqual([{ status: 'UNKNOWN_NO_SBOM', releaseCount: 1, assetCount: 1 }]);
  });

  it('counts about a product whose maker is not here', async () => {
    const { registerOutsideProduct: made } = await a.reader.graphql(
      `mutation ($input: RegisterOutsideProductInput!) { registerOutsideProduct(input: $input) { product { id } } }`,
      { input: { makerName: 'Far Maker', kind: 'DEVICE', name: 'Far scanner', isConnectable: true } },
    );
    const { addRelease } = await a.reader.graphql(
      'mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }',
      { input: { productId: made.product.id, version: '5' } },
    );
    const releaseId = addRelease.release.id as Id<'Release'>;
    await a.hold(releaseId);
    await a.file('ADVISORY', vex([{ state: 'exploitable', version: '5' }], 'Far scanner'), { releaseIds: [releaseId] });
    const { rows } = await exposure();
    expect(rows[0]).toMatchObject({ status: 'AFFECTED', isConfirmed: false, release: { id: releaseId } });
  });
});

describe('the rows', () => {
  it('leave out what another hospital has on loan: it is not at the lender’s sites', async () => {
    const onlyLent = await a.release({ version: '2.0', held: 0 });
    const lent = [await a.hold(a.releaseId, 1, await world.site(a.hospital.id)), await a.hold(onlyLent)];
    const held = await standing();
    expect(held).toMatchObject({ assetCount: 2, siteCounts: [{ assetCount: 1 }, { assetCount: 1 }] });
    expect(held['assets']).toContainEqual({ id: lent[0] });

    await world.behind.query(`update asset set status = 'LENT_OUT' where id = any($1)`, [lent]);
    const { rows } = await exposure();
    expect(rows.map(({ release }) => release.id)).toEqual([a.releaseId]);
    expect(rows[0]).toMatchObject({ assetCount: 1, siteCounts: [{ assetCount: 1 }] });
    expect(rows[0]?.['assets']).not.toContainEqual({ id: lent[0] });
  });

  it('are the worst first, counted in devices, paged without a gap, and narrowed to what is asked', async () => {
    const many = [];
    for (const [index, state] of ['not_affected', 'exploitable', 'in_triage'].entries()) {
      const version = `${index + 2}.0`;
      const releaseId = await a.release({ version, held: index + 2 });
      await a.publish('ADVISORY', vex([{ state, version, detail: 'So.' }]), { releaseIds: [releaseId] });
      many.push(releaseId);
    }
    await a.hold(many[1] as Id<'Release'>, 10, await world.site(a.hospital.id));
    const retired = await a.release({ version: '9.0' });
    await world.behind.query(`update asset set status = 'RETIRED' where release_id = $1`, [retired]);

    const { rows, all, page } = await exposure();
    const statuses = ['AFFECTED', 'UNDER_INVESTIGATION', 'UNKNOWN_NO_SBOM', 'NOT_AFFECTED'];
    expect(rows.map(({ status }) => status)).toEqual(statuses);
    expect(page.totalCount).toBe(4);
    expect(rows[0]).toMatchObject({ assetCount: 13, siteCounts: [{ assetCount: 10 }, { assetCount: 3 }] });
    expect(all).toEqual([
      { status: 'AFFECTED', releaseCount: 1, assetCount: 13 },
      { status: 'COMPONENT_PRESENT_VENDOR_SILENT', releaseCount: 0, assetCount: 0 },
      { status: 'UNDER_INVESTIGATION', releaseCount: 1, assetCount: 4 },
      { status: 'UNKNOWN_NO_SBOM', releaseCount: 1, assetCount: 1 },
      { status: 'NOT_STATED', releaseCount: 0, assetCount: 0 },
      { status: 'FIXED', releaseCount: 0, assetCount: 0 },
      { status: 'NOT_AFFECTED', releaseCount: 1, assetCount: 2 },
      { status: 'COMPONENT_ABSENT', releaseCount: 0, assetCount: 0 },
    ]);
    const first = await exposure({ first: 3 });
    const second = await exposure({ first: 3, after: first.page.pageInfo.endCursor });
    expect([...first.rows, ...second.rows]).toEqual(rows);
    const narrowed = await exposure({ statuses: ['NOT_AFFECTED', 'AFFECTED'] });
    expect(narrowed.rows.map(({ status }) => status)).toEqual(['AFFECTED', 'NOT_AFFECTED']);
    expect(narrowed.page.totalCount).toBe(2);
  });

  it('are of its own releases for a vendor', async () => {
    await a.publish('ADVISORY', vex([{ state: 'exploitable' }]));
    const { rows } = await exposure({}, a.desk.publisher);
    expect(rows).toMatchObject([{ status: 'AFFECTED', release: { id: a.releaseId }, assetCount: null, assets: [] }]);
    const other = await d.Desk.open(world);
    const seen = await exposure({}, other.publisher);
    expect(seen.rows.map(({ release }) => release.id)).toEqual([other.releaseId]);
  });
});

describe('a question', () => {
  it.each<[object, string, string]>([
    [{ vulnerability: 'log4shell' }, 'vulnerability', 'analysis.unreadable_vulnerability'],
    [{ component: { purl: 'log4j' } }, 'component.purl', 'analysis.unreadable_purl'],
    [{ component: { versionRange: '< 2' } }, 'component.versionRange', 'analysis.unreadable_versionRange'],
    [{ component: {} }, '', 'analysis.unreadable_question'],
  ])('of %j is refused', async (wrong, path, reason) => {
    const { errors } = await a.reader.ask(EXPOSURE, { vulnerability: CVE, ...wrong });
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path, reason }] });
  });

  it('refuses a cursor of another list', async () => {
    const after = Buffer.from(JSON.stringify([0, 'x'])).toString('base64url');
    expect(await a.reader.refusal(EXPOSURE, { vulnerability: CVE, after })).toBe('INVALID_INPUT page.bad_cursor');
  });
});
