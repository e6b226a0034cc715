import { cycloneDx, json, sendFile, type TestComponent } from '../../../test/support/files.ts';
import * as d from '../../../test/support/publishing-desk.ts';
import type { Hospital, Person, World } from '../../../test/support/world.ts';
import { newId, type Id } from '#libs/kernel';

const FILE = 'mutation ($input: FileDocumentInput!) { fileDocument(input: $input) { filedDocument { id } } }';
const REMOVE =
  'mutation ($input: RemoveFiledDocumentInput!) { removeFiledDocument(input: $input) { filedDocument { id } } }';

export interface Stated {
  /** `exploitable`, `not_affected`, `resolved`, `in_triage`. */
  state: string;
  vulnerability?: string;
  aliases?: string[];
  version?: string;
  /** The component that has it; without, it is the product. */
  component?: { name: string; purl?: string; version?: string };
  justification?: string;
  detail?: string;
}

/** A CycloneDX VEX about a version of the viewer. */
export function vex(statements: readonly Stated[], product = 'Viewer'): object {
  const version = statements[0]?.version ?? '1.0';
  const components = statements.flatMap(({ component }) => component ?? []);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: '2026-06-01T00:00:00Z',
      component: { type: 'device', 'bom-ref': 'device', name: product, version },
    },
    components: components.map((one) => ({ type: 'library', 'bom-ref': one.name, ...one })),
    vulnerabilities: statements.map(
      ({ vulnerability = CVE, aliases = [], state, component, justification, detail }) => ({
        id: vulnerability,
        references: aliases.map((id) => ({ id, source: { name: 'Another database' } })),
        affects: [{ ref: component?.name ?? 'device' }],
        analysis: { state, ...(justification && { justification }), ...(detail && { detail }) },
      }),
    ),
  };
}

export const CVE = 'CVE-2021-44228';

/** A CSAF VEX that names versions of products, each with its status. */
export function csaf(
  publisher: string,
  products: readonly { name: string; version: string; purl?: string; status: string }[],
  { vulnerability = CVE, title = 'Remote code execution' } = {},
): object {
  const at = '2026-06-01T09:00:00Z';
  const idOf = (index: number) => `P-${index}`;
  const withStatus = (status: string) =>
    products.flatMap((product, index) => (product.status === status ? [idOf(index)] : []));
  const statuses = [...new Set(products.map(({ status }) => status))];
  const part = (name: string, status: string, of: (id: string) => object) => {
    const ids = withStatus(status);
    return ids.length > 0 && { [name]: ids.map(of) };
  };
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      lang: 'en',
      distribution: { tlp: { label: 'WHITE' } },
      notes: [{ category: 'summary', title: 'Summary', text: 'Code can be run from afar.' }],
      publisher: { category: 'vendor', name: publisher, namespace: 'https://maker.example' },
      references: [{ category: 'self', summary: 'This document', url: 'https://maker.example/m-2026-1.json' }],
      title,
      tracking: {
        id: 'M-2026-1',
        status: 'final',
        version: '1',
        initial_release_date: at,
        current_release_date: at,
        revision_history: [{ number: '1', date: at, summary: 'First release' }],
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: publisher,
          branches: products.map(({ name, version, purl }, index) => ({
            category: 'product_name',
            name,
            branches: [
              {
                category: /[<>]/.test(version) ? 'product_version_range' : 'product_version',
                name: version,
                product: {
                  name: `${name} ${version}`,
                  product_id: idOf(index),
                  ...(purl && { product_identification_helper: { purl } }),
                },
              },
            ],
          })),
        },
      ],
    },
    vulnerabilities: [
      {
        cve: vulnerability,
        title,
        notes: [{ category: 'description', title: 'Description', text: 'It obeys what it logs.' }],
        product_status: Object.fromEntries(statuses.map((status) => [status, withStatus(status)])),
        ...part('threats', 'known_not_affected', (id) => ({
          category: 'impact',
          details: 'It logs nothing.',
          product_ids: [id],
        })),
        ...part('remediations', 'known_affected', (id) => ({
          category: 'vendor_fix',
          details: 'Update.',
          product_ids: [id],
        })),
        ...part('scores', 'known_affected', (id) => ({
          products: [id],
          cvss_v3: {
            version: '3.1',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
            baseScore: 10,
            baseSeverity: 'CRITICAL',
          },
        })),
      },
    ],
  };
}

export function mds2(answers: Record<string, string>, edition: 'HN 1-2019' | 'HN 1-2013' = 'HN 1-2019'): object {
  return {
    format: 'tasuki.mds2',
    formatVersion: 1,
    edition,
    manufacturer: 'Maker',
    deviceDescription: 'Viewer',
    models: ['Viewer'],
    answers: Object.entries(answers).map(([id, answer]) => ({ id, answer })),
  };
}

/** A vendor, and a hospital that deals with it and holds one device of its release. */
export class AnalysisDesk {
  readonly world: World;
  readonly desk: d.Desk;
  readonly hospital: Hospital;

  private constructor(world: World, desk: d.Desk, hospital: Hospital) {
    this.world = world;
    this.desk = desk;
    this.hospital = hospital;
  }

  static async open(world: World): Promise<AnalysisDesk> {
    const desk = await d.Desk.open(world);
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    await d.asset(world, hospital, desk.releaseId);
    return new AnalysisDesk(world, desk, hospital);
  }

  get reader(): Person {
    return this.hospital.person;
  }

  get releaseId(): Id<'Release'> {
    return this.desk.releaseId;
  }

  /** Another version of the viewer, or another product; held as a group of devices unless that is none. */
  async release(facts: { version?: string; product?: string; held?: number } = {}): Promise<Id<'Release'>> {
    const { product, version = product === undefined ? '2.0' : '1.0', held = 1 } = facts;
    const id = newId<'Release'>();
    const { behind } = this.world;
    if (product === undefined) {
      await behind.query(
        `insert into release (id, product_id, vendor_id, version, created_at)
         select $1, product_id, vendor_id, $2, now() from release where id = $3`,
        [id, version, this.releaseId],
      );
    } else {
      const productId = newId();
      await behind.query(
        `insert into product (id, vendor_id, kind, name, is_connectable, created_at) values ($1, $2, 'DEVICE', $3, true, now())`,
        [productId, this.desk.vendor.id, product],
      );
      await behind.query(
        'insert into release (id, product_id, vendor_id, version, created_at) values ($1, $2, $3, $4, now())',
        [id, productId, this.desk.vendor.id, version],
      );
    }
    if (held > 0) await this.hold(id, held);
    return id;
  }

  async hold(releaseId: Id<'Release'>, quantity = 1, siteId = this.hospital.siteId): Promise<Id<'Asset'>> {
    const id = newId<'Asset'>();
    await this.world.behind.query(
      `insert into asset (id, hospital_id, site_id, release_id, quantity, connections, created_at)
       values ($1, $2, $3, $4, $5, '{NETWORK}', now())`,
      [id, this.hospital.id, siteId, releaseId, quantity],
    );
    return id;
  }

  upload(document: object, name = 'document.json', by = this.desk.publisher): Promise<Id<'Upload'>> {
    return sendFile(by, name, json(document));
  }

  /** Published and delivered, whatever warnings there are. */
  publish(kind: string, document: object, facts: object = {}): Promise<Id<'Publication'>> {
    return this.desk.publishedDocument(kind, document, facts);
  }

  sbom(components: readonly TestComponent[], facts: { releaseIds?: Id[]; version?: string; tlp?: string } = {}) {
    const { version = '1.0', ...rest } = facts;
    return this.publish('SBOM', cycloneDx(components, { version }), rest);
  }

  async file(
    kind: string,
    document: object,
    facts: { releaseIds?: Id[]; by?: Person } = {},
  ): Promise<Id<'FiledDocument'>> {
    const { by = this.reader, releaseIds = [this.releaseId] } = facts;
    const uploadIds = [await this.upload(document, 'filed.json', by)];
    const input = { kind, title: 'Mailed', source: 'MAIL', receivedOn: '2026-06-02', releaseIds, uploadIds };
    const { fileDocument } = await by.graphql(FILE, { input });
    return fileDocument.filedDocument.id as Id<'FiledDocument'>;
  }

  async removeFiled(filedDocumentId: Id<'FiledDocument'>): Promise<void> {
    await this.reader.graphql(REMOVE, { input: { filedDocumentId, reason: 'Out of date.' } });
  }

  async withdraw(publicationId: Id<'Publication'>): Promise<void> {
    await this.desk.approver.graphql(d.WITHDRAW, { input: { publicationId, reason: 'Wrong file.' } });
    await this.world.settled();
  }

  /** The next revision of a publication, with another file, in force. */
  async revise(publicationId: Id<'Publication'>, document: object): Promise<Id<'Publication'>> {
    const { publisher, approver } = this.desk;
    const { draftRevision } = await publisher.graphql(d.REVISE, { input: { publicationId } });
    const next = draftRevision.publication.id as Id<'Publication'>;
    const uploadIds = [await this.upload(document)];
    await publisher.graphql(d.EDIT, { input: { publicationId: next, uploadIds } });
    await publisher.graphql(d.SUBMIT, { input: { publicationId: next } });
    await approver.graphql(d.APPROVE, { input: await this.desk.asRead(next) });
    await this.world.settled();
    return next;
  }
}
