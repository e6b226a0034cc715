import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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

const SEARCH = `query ($name: String, $purl: String, $versionRange: String, $cpe: String, $hash: String, $licence: String,
    $vulnerability: String, $first: Int = 20, $after: String) {
  componentMatches(name: $name, purl: $purl, versionRange: $versionRange, cpe: $cpe, hash: $hash, licence: $licence,
      vulnerability: $vulnerability, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { cursor node { isVersionCertain status path isConfirmed assetCount
      component { name version } release { id version product { name } }
      publication { id } filedDocument { id } siteCounts { siteId assetCount site { name } } assets { id quantity } } } } }`;

interface Match {
  component: { name: string; version: string | null } | null;
  release: { id: string };
  [field: string]: unknown;
}
const search = async (by: Person, asked: object) => {
  const { componentMatches } = await by.graphql(SEARCH, asked);
  return componentMatches as { totalCount: number; pageInfo: { endCursor: string }; edges: { node: Match }[] };
};
const find = async (asked: object, by = a.reader): Promise<Match[]> => {
  const { edges, totalCount } = await search(by, asked);
  expect(totalCount).toBe(edges.length);
  return edges.map(({ node }) => node);
};
const names = async (asked: object, by?: Person) =>
  (await find(asked, by)).map(({ component }) => `${component?.name}@${component?.version}`);

describe('a component that a device of mine contains', () => {
  it('is found with its release, its document, how it came in, and where the devices are', async () => {
    const otherSite = await world.site(a.hospital.id);
    const group = await a.hold(a.releaseId, 7, otherSite);
    const publicationId = await a.sbom([
      { name: 'viewer-core', dependsOn: ['log-lib'] },
      { name: 'log-lib', version: '2.14.1', dependsOn: ['tiny'] },
      { name: 'tiny' },
    ]);
    const [match, ...others] = await find({ name: 'log' });
    expect(others).toEqual([]);
    expect(match).toMatchObject({
      component: { name: 'log-lib', version: '2.14.1' },
      path: ['Viewer', 'viewer-core', 'log-lib'],
      release: { id: a.releaseId, version: '1.0', product: { name: 'Viewer' } },
      publication: { id: publicationId },
      filedDocument: null,
      isConfirmed: true,
      isVersionCertain: true,
      assetCount: 8,
      siteCounts: [
        { siteId: otherSite, assetCount: 7, site: { name: expect.any(String) } },
        { siteId: a.hospital.siteId, assetCount: 1 },
      ],
    });
    expect(match?.['assets']).toContainEqual({ id: group, quantity: 7 });
    expect((await find({ name: 'tiny' }))[0]?.['path']).toEqual(['Viewer', 'viewer-core', 'log-lib', 'tiny']);
  });

  it('is found by name, purl, version, range, CPE, hash and licence, and by all that is asked at once', async () => {
    const sha256 = 'ab'.repeat(32);
    const document = cycloneDx([
      { name: 'lodash', version: '4.17.20', licence: 'MIT', sha256 },
      { name: 'lodash-es', version: '4.17.21', licence: 'MIT' },
      { name: 'qt', version: '6.1.0', licence: 'LGPL-3.0-only' },
    ]) as { components: object[] };
    Object.assign(document.components[2] as object, { cpe: 'cpe:2.3:a:qt:qt:6.1.0:*:*:*:*:*:*:*' });
    await a.publish('SBOM', document);

    expect(await names({ name: 'LODASH' })).toEqual(['lodash@4.17.20', 'lodash-es@4.17.21']);
    expect(await names({ name: 'lo%sh' })).toEqual([]);
    expect(await names({ name: 'Qt' })).toEqual(['qt@6.1.0']);
    expect(await names({ name: 'q' })).toEqual([]);
    expect(await names({ purl: 'pkg:npm/lodash' })).toEqual(['lodash@4.17.20']);
    expect(await names({ purl: 'pkg:npm/lodash@4.17.20' })).toEqual(['lodash@4.17.20']);
    expect(await names({ purl: 'pkg:npm/lodash@4.17.21' })).toEqual([]);
    expect(await names({ purl: 'pkg:npm/lodash', versionRange: '< 4.17.21' })).toEqual(['lodash@4.17.20']);
    expect(await names({ purl: 'pkg:npm/lodash@>=4.17.21' })).toEqual([]);
    expect(await names({ name: 'lodash', versionRange: '>= 4.17.21' })).toEqual(['lodash-es@4.17.21']);
    expect(await names({ cpe: 'cpe:2.3:a:qt:qt:*:*:*:*:*:*:*:*' })).toEqual(['qt@6.1.0']);
    expect(await names({ cpe: 'cpe:/a:qt:qt:6.1.0' })).toEqual(['qt@6.1.0']);
    expect(await names({ cpe: 'cpe:/a:qt:qt:6.2.0' })).toEqual([]);
    expect(await names({ hash: sha256.toUpperCase() })).toEqual(['lodash@4.17.20']);
    expect(await names({ licence: 'mit' })).toEqual(['lodash@4.17.20', 'lodash-es@4.17.21']);
    expect(await names({ licence: 'MIT', name: 'es' })).toEqual([]);
    expect(await names({ licence: 'MIT', name: 'dash-es' })).toEqual(['lodash-es@4.17.21']);
    expect(await names({ purl: 'pkg:npm/qt', cpe: 'cpe:/a:qt:qt', licence: 'LGPL-3.0-only' })).toEqual(['qt@6.1.0']);
    expect(await names({ purl: 'pkg:npm/lodash', cpe: 'cpe:/a:qt:qt' })).toEqual([]);
  });

  it('is shown with a doubt where its version cannot be held against a range', async () => {
    await a.sbom([{ name: 'lodash', version: 'latest' }]);
    const [match] = await find({ purl: 'pkg:npm/lodash', versionRange: 'vers:npm/<4.17.21' });
    expect(match).toMatchObject({ component: { version: 'latest' }, isVersionCertain: false });
  });

  it('counts no more once its document is withdrawn or superseded', async () => {
    const first = await a.sbom([{ name: 'old-lib' }]);
    expect(await names({ name: 'old-lib' })).toEqual(['old-lib@1.0.0']);
    const second = await a.revise(first, cycloneDx([{ name: 'new-lib' }]));
    expect(await names({ name: 'old-lib' })).toEqual([]);
    expect(await names({ name: 'new-lib' })).toEqual(['new-lib@1.0.0']);
    await a.withdraw(second);
    expect(await names({ name: 'new-lib' })).toEqual([]);
  });

  it('counts where the hospital filed the SBOM itself, unconfirmed, for it alone, until it is removed', async () => {
    const filed = await a.file('SBOM', cycloneDx([{ name: 'mailed-lib' }]));
    const other = await world.hospital();
    await d.asset(world, other, a.releaseId);
    expect(await find({ name: 'mailed-lib' })).toMatchObject([
      { isConfirmed: false, publication: null, filedDocument: { id: filed } },
    ]);
    expect(await names({ name: 'mailed-lib' }, other.person)).toEqual([]);
    await a.removeFiled(filed);
    expect(await names({ name: 'mailed-lib' })).toEqual([]);
  });

  it('counts no more once the last device is retired, and not for a release that nobody here holds', async () => {
    await a.sbom([{ name: 'kept-lib' }], { tlp: 'CLEAR' });
    const stranger = await world.hospital();
    expect(await names({ name: 'kept-lib' }, stranger.person)).toEqual([]);
    await world.behind.query(`update asset set status = 'RETIRED' where hospital_id = $1`, [a.hospital.id]);
    expect(await names({ name: 'kept-lib' })).toEqual([]);
  });

  it('is not looked for in what an update will bring, nor in what an advisory lists', async () => {
    const coming = await a.sbom([{ name: 'coming-lib' }]);
    await world.behind.query(`update publication set kind = 'UPDATE_PACKAGE' where id = $1`, [coming]);
    await a.publish('ADVISORY', vex([{ state: 'exploitable', component: { name: 'listed-lib' } }]));
    expect(await names({ name: 'listed-lib' })).toEqual([]);
    expect(await names({ name: 'coming-lib' })).toEqual([]);
  });

  it('is of the release whose version its SBOM has, where a publication names several', async () => {
    const second = await a.release({ version: '2.0' });
    const withoutVersion = cycloneDx([{ name: 'any-lib' }]) as { metadata: { component: { version?: string } } };
    delete withoutVersion.metadata.component.version;
    const uploadIds = [
      await a.upload(cycloneDx([{ name: 'first-lib' }], { version: '1.0' })),
      await a.upload(cycloneDx([{ name: 'second-lib' }], { version: '2.0' })),
      await a.upload(withoutVersion),
    ];
    await a.desk.published({ kind: 'SBOM', releaseIds: [a.releaseId, second], uploadIds });
    await world.settled();
    const releases = async (name: string) => (await find({ name })).map(({ release }) => release.id);
    expect(await releases('first-lib')).toEqual([a.releaseId]);
    expect(await releases('second-lib')).toEqual([second]);
    expect(await releases('any-lib')).toEqual([a.releaseId, second].toSorted());
  });
});

describe('a vulnerability', () => {
  const LOG4J = 'pkg:npm/log4j';

  it('leads to the components that documents name for it, in other devices too, and to the releases they are about', async () => {
    const second = await a.release({ version: '2.0' });
    const third = await a.release({ product: 'Pump' });
    await a.sbom([{ name: 'log4j', version: '2.14.1' }]);
    await a.sbom([{ name: 'log4j', version: '2.17.0' }], { releaseIds: [second], version: '2.0' });
    const component = { name: 'log4j', purl: LOG4J, version: '2.14.1' };
    const advisory = await a.publish('ADVISORY', vex([{ state: 'exploitable', component }], 'Pump'), {
      releaseIds: [third],
    });
    const found = await find({ vulnerability: CVE.toLowerCase() });
    expect(found.map(({ release, component: part, status }) => [release.id, part?.version ?? null, status])).toEqual(
      [
        [a.releaseId, '2.14.1', null],
        [second, '2.17.0', null],
        [third, null, 'AFFECTED'],
      ].toSorted((x, y) => (String(x[0]) < String(y[0]) ? -1 : 1)),
    );
    expect(found.find(({ component: part }) => part === null)).toMatchObject({
      publication: { id: advisory },
      path: [],
    });
    expect(await names({ vulnerability: CVE, versionRange: '< 2.15' })).toEqual(['log4j@2.14.1']);
    expect(await names({ vulnerability: CVE, name: 'jquery' })).toEqual([]);
    expect(await names({ vulnerability: 'CVE-2021-45046' })).toEqual([]);
  });

  it('leads only to versions that a range of theirs holds, whoever says so', async () => {
    const other = await AnalysisDesk.open(world);
    const { viewer } = await other.desk.publisher.graphql('{ viewer { organisation { name } } }');
    const library = { name: 'log4j', version: 'vers:npm/<2.15.0', purl: LOG4J, status: 'known_affected' };
    // Open to all, so that nobody else here asks about it.
    const vulnerability = 'CVE-2022-22965';
    const document = csaf(viewer.organisation.name, [library], { vulnerability });
    await other.publish('ADVISORY', document, { tlp: 'CLEAR' });
    await a.sbom([{ name: 'log4j', version: '2.14.1' }]);
    expect(await names({ vulnerability })).toEqual(['log4j@2.14.1']);
    const second = await a.release({ version: '2.0' });
    await a.sbom([{ name: 'log4j', version: '2.15.0' }], { releaseIds: [second], version: '2.0' });
    expect(await names({ vulnerability })).toEqual(['log4j@2.14.1']);
  });
});

describe('the list', () => {
  it('goes on where it ended, without a gap or a repetition', async () => {
    const releases = [a.releaseId, await a.release({ version: '2.0' }), await a.release({ version: '3.0' })];
    for (const [index, releaseId] of releases.entries()) {
      const components = Array.from({ length: 4 }, (_, n) => ({ name: `part-${n}` }));
      await a.sbom(components, { releaseIds: [releaseId], version: `${index + 1}.0` });
    }
    const all = await find({ name: 'part-' });
    expect(all).toHaveLength(12);
    const paged: Match[] = [];
    for (let after: string | null = null; ;) {
      const { edges, pageInfo, totalCount } = await search(a.reader, { name: 'part-', first: 5, after });
      expect(totalCount).toBe(12);
      paged.push(...edges.map(({ node }) => node));
      if (edges.length < 5) break;
      after = pageInfo.endCursor;
    }
    expect(paged).toEqual(all);
  });

  it('is of their own published SBOMs for a vendor, in force, without devices', async () => {
    await a.sbom([{ name: 'vendor-lib' }]);
    await a.desk.drafted({ kind: 'SBOM', uploadIds: [await a.upload(cycloneDx([{ name: 'draft-lib' }]))] });
    expect(await find({ name: '-lib' }, a.desk.publisher)).toMatchObject([
      { component: { name: 'vendor-lib' }, release: { id: a.releaseId }, assetCount: null, siteCounts: [], assets: [] },
    ]);
    const other = await d.Desk.open(world);
    expect(await names({ name: 'vendor-lib' }, other.publisher)).toEqual([]);
  });
});

describe('the search in everything', () => {
  const FOUND = `query ($text: String!) { search(text: $text, kinds: [COMPONENT]) { kind id title detail } }`;
  const hits = async (text: string, by = a.reader) =>
    (await by.graphql(FOUND, { text })).search as { kind: string; id: string; title: string; detail: string }[];
  const titles = async (text: string, by?: Person) => (await hits(text, by)).map(({ title }) => title);

  it('finds each component once by words of its name or its purl, the nearest first, and says how to look for it', async () => {
    const second = await a.release({ version: '2.0' });
    const document = cycloneDx([
      { name: 'log4j-core-extra' },
      { name: 'log4j-core', version: '2.14.1' },
      { name: 'core' },
      { name: 'qt' },
    ]) as { components: object[] };
    Object.assign(document.components[2] as object, { group: '@angular', purl: 'pkg:npm/%40angular/core@17.0.0' });
    Object.assign(document.components[3] as object, { purl: undefined });
    await a.publish('SBOM', document);
    await a.sbom([{ name: 'log4j-core', version: '2.17.0' }], { releaseIds: [second], version: '2.0' });

    expect(await hits('LOG4J')).toEqual([
      { kind: 'COMPONENT', id: 'pkg:npm/log4j-core', title: 'log4j-core', detail: 'pkg:npm/log4j-core' },
      expect.objectContaining({ title: 'log4j-core-extra' }),
    ]);
    expect(await titles('extra log4j')).toEqual(['log4j-core-extra']);
    expect(await titles('angular core')).toEqual(['@angular/core']);
    expect(await titles('ｌｏｇ４ｊ　ＥＸＴＲＡ')).toEqual(['log4j-core-extra']);
    for (const purl of ['pkg:npm/log4j-core', 'pkg:npm/log4j-core@2.14.1']) {
      expect(await titles(purl)).toEqual(['log4j-core']);
    }
    expect(await titles('pkg:npm/@angular/core')).toEqual(['@angular/core']);
    // Fewer than three letters are a whole name.
    expect(await hits('Qt')).toMatchObject([{ id: 'qt', title: 'qt', detail: null }]);
    // What the SBOM is about is a release.
    expect(await titles('viewer')).toEqual([]);
    for (const text of ['q', 'log%core', 'pkg:', 'pkg:npm', 'pkg:npm/log4j', 'nowhere'])
      expect(await hits(text)).toEqual([]);

    // What it says leads to the same components.
    const [first] = await hits('log4j');
    expect(await names({ purl: first?.id })).toEqual(['log4j-core@2.14.1', 'log4j-core@2.17.0']);
    expect(await names({ name: 'qt' })).toEqual(['qt@1.0.0']);
  });

  it('finds nothing of what another hospital holds or filed, nor of what another vendor publishes', async () => {
    const other = await AnalysisDesk.open(world);
    await a.sbom([{ name: 'delivered-lib' }]);
    await a.file('SBOM', cycloneDx([{ name: 'mailed-lib' }]));
    expect(await titles('-lib')).toEqual(['mailed-lib', 'delivered-lib']);
    expect(await titles('-lib', a.desk.publisher)).toEqual(['delivered-lib']);
    expect(await titles('pkg:npm/delivered-lib')).toEqual(['delivered-lib']);
    for (const stranger of [other.reader, other.desk.publisher]) {
      for (const text of ['-lib', 'delivered-lib', 'pkg:npm/delivered-lib', 'pkg:npm/mailed-lib']) {
        expect(await hits(text, stranger)).toEqual([]);
      }
    }
  });

  it('finds no component for auditors, regulators and the operator', async () => {
    await a.sbom([{ name: 'open-lib' }], { tlp: 'CLEAR' });
    expect(await titles('open-lib')).toEqual(['open-lib']);
    for (const kind of ['AUDITOR', 'REGULATOR', 'OPERATOR'] as const) {
      expect(await hits('open-lib', await world.person(kind))).toEqual([]);
    }
  });
});

describe('a search', () => {
  it.each<[object, string, string]>([
    [{}, '', 'analysis.unreadable_question'],
    [{ versionRange: '< 2' }, 'versionRange', 'analysis.unreadable_versionRange'],
    [{ purl: 'lodash' }, 'purl', 'analysis.unreadable_purl'],
    [{ purl: 'pkg:npm/lodash', versionRange: '???' }, 'versionRange', 'analysis.unreadable_versionRange'],
    [{ cpe: 'apache log4j' }, 'cpe', 'analysis.unreadable_cpe'],
    [{ hash: 'abc' }, 'hash', 'analysis.unreadable_hash'],
    [{ licence: 'MIT OR Apache-2.0' }, 'licence', 'analysis.unreadable_licence'],
    [{ vulnerability: 'log4shell' }, 'vulnerability', 'analysis.unreadable_vulnerability'],
  ])('for %j is refused, and told what to write instead', async (asked, path, reason) => {
    const { errors } = await a.reader.ask(SEARCH, asked);
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path, reason }] });
    expect(errors[0]?.message).toMatch(/(for example|example:|Write|Give|Look)/i);
  });

  it('refuses a cursor of another list', async () => {
    const after = Buffer.from(JSON.stringify(['x', 'y', 1])).toString('base64url');
    expect(await a.reader.refusal(SEARCH, { name: 'openssl', after })).toBe('INVALID_INPUT page.bad_cursor');
  });

  it('is nothing for auditors, regulators and the operator', async () => {
    for (const kind of ['AUDITOR', 'REGULATOR', 'OPERATOR'] as const) {
      const person = await world.person(kind);
      expect(await person.refusal(SEARCH, { name: 'openssl' })).toBe('FORBIDDEN access.forbidden');
    }
  });
});
