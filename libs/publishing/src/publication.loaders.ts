import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Id } from '#libs/kernel';
import { CatalogueService, type Release } from '#libs/catalogue';
import { OrganisationService, type Organisation } from '#libs/directory';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { Artifact } from './artifact.entity.ts';
import { PublicationFindings, type PublicationFinding } from './findings/publication-findings.ts';
import type { OutsideRecipient } from './outside-recipient.entity.ts';
import type { NamedHospital, RequiredAction } from './publication-contents.ts';
import type { Publication } from './publication.entity.ts';
import { PublicationPartsRepository, type PartOf } from './publication-parts.repository.ts';
import { PublicationRepository } from './publication.repository.ts';
import type { PublicationSignature } from './signatures/publication-signature.ts';
import { SignatureChecks } from './signatures/signature-checks.ts';

type Read<Key, Row> = (tx: Tx, ids: readonly Key[]) => Promise<Row[]>;

/**
 * What belongs to the publications of a page, one query for each kind of part. Loaders gather the questions of one
 * moment and remember nothing: a mutation later in the request changes answers.
 */
@Injectable()
export class PublicationLoaders {
  private readonly uow: UnitOfWork;
  private readonly publications: PublicationRepository;
  private readonly parts: PublicationPartsRepository;
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;
  private readonly findings: PublicationFindings;
  private readonly signatures: SignatureChecks;

  constructor(
    uow: UnitOfWork,
    publications: PublicationRepository,
    parts: PublicationPartsRepository,
    catalogue: CatalogueService,
    organisations: OrganisationService,
    findings: PublicationFindings,
    signatures: SignatureChecks,
  ) {
    this.uow = uow;
    this.publications = publications;
    this.parts = parts;
    this.catalogue = catalogue;
    this.organisations = organisations;
    this.findings = findings;
    this.signatures = signatures;
  }

  vendorOf(ctx: Ctx, { vendorId }: Publication): Promise<Organisation> {
    return this.organisations.byId(ctx, vendorId);
  }

  async releasesOf(ctx: Ctx, { id }: Publication): Promise<Release[]> {
    const named = await this.ofPublication(ctx, 'releases', (tx, ids) => this.parts.releasesOf(tx, ids)).load(id);
    return Promise.all(named.map((one) => this.catalogue.releaseOf(ctx, one)));
  }

  actionsOf(ctx: Ctx, { id }: Publication): Promise<PartOf<RequiredAction>[]> {
    return this.ofPublication(ctx, 'actions', (tx, ids) => this.parts.actionsOf(tx, ids)).load(id);
  }

  artifactsOf(ctx: Ctx, { id }: Publication): Promise<Artifact[]> {
    return this.ofPublication(ctx, 'artifacts', (tx, ids) => this.parts.artifactsOf(tx, ids)).load(id);
  }

  signaturesOf(ctx: Ctx, { id }: Publication): Promise<PublicationSignature[]> {
    return this.ofPublication(ctx, 'signatures', (tx, ids) => this.signatures.ofMany(tx, ids)).load(id);
  }

  namedHospitalsOf(ctx: Ctx, { id }: Publication): Promise<PartOf<NamedHospital>[]> {
    return this.ofPublication(ctx, 'namedHospitals', (tx, ids) => this.parts.namedHospitalsOf(tx, ids)).load(id);
  }

  contributorsOf(ctx: Ctx, { id }: Publication): Promise<PartOf<{ contributorId: Id }>[]> {
    return this.ofPublication(ctx, 'contributors', (tx, ids) => this.parts.contributorsOf(tx, ids)).load(id);
  }

  outsideRecipientsOf(ctx: Ctx, { id }: Publication): Promise<OutsideRecipient[]> {
    return this.ofPublication(ctx, 'outsideRecipients', (tx, ids) => this.parts.outsideRecipientsOf(tx, ids)).load(id);
  }

  /**
   * All of them for its vendor. Whoever else may read what was published is told what its vendor justified: that is read
   * past the walls, because files are held against all that the vendor has.
   */
  findingsOf(ctx: Ctx, publication: Publication): Promise<PublicationFinding[]> {
    const isOwn = publication.vendorId === ctx.organisationId;
    const loader = isOwn
      ? this.findingsLoader(ctx, 'findings', (work) => this.uow.run(ctx, work))
      : this.findingsLoader(ctx, 'justifiedFindings', (work) => this.uow.runAsSystem(ctx, work));
    const found = loader.load(publication);
    return isOwn ? found : found.then((all) => all.filter(({ justification }) => justification !== null));
  }

  /** Null where the actor may not read it. */
  async visible(ctx: Ctx, id: Id<'Publication'>): Promise<Publication | null> {
    const read: Read<Id<'Publication'>, Publication> = (tx, ids) => this.publications.byIds(tx, ids);
    const [publication] = await this.grouped(ctx, 'visible', read, (row) => row.id).load(id);
    return publication ?? null;
  }

  revisionsOf(ctx: Ctx, { seriesId }: Publication): Promise<Publication[]> {
    const read: Read<Id<'Series'>, Publication> = (tx, ids) => this.publications.revisionsOf(tx, ids);
    return this.grouped(ctx, 'revisions', read, (revision) => revision.seriesId).load(seriesId);
  }

  private findingsLoader(
    ctx: Ctx,
    name: string,
    run: (work: (tx: Tx) => Promise<PublicationFinding[][]>) => Promise<PublicationFinding[][]>,
  ): DataLoader<Publication, PublicationFinding[]> {
    const load = (publications: readonly Publication[]) =>
      run(async (tx) => {
        const ids = publications.map(({ id }) => id);
        const artifacts = Map.groupBy(await this.parts.artifactsOf(tx, ids), (one) => one.publicationId);
        const releases = Map.groupBy(await this.parts.releasesOf(tx, ids), (one) => one.publicationId);
        const checked = publications.map((one) => ({
          ...one,
          artifacts: artifacts.get(one.id) ?? [],
          releaseIds: (releases.get(one.id) ?? []).map(({ releaseId }) => releaseId),
        }));
        const found = await this.findings.ofMany(tx, checked);
        return ids.map((id) => found.get(id) ?? []);
      });
    return ctx.loader(
      `publishing.${name}`,
      () => new DataLoader<Publication, PublicationFinding[]>(load, { cache: false }),
    );
  }

  private ofPublication<Row extends { publicationId: Id<'Publication'> }>(
    ctx: Ctx,
    part: string,
    read: Read<Id<'Publication'>, Row>,
  ): DataLoader<Id<'Publication'>, Row[]> {
    return this.grouped(ctx, part, read, (row) => row.publicationId);
  }

  private grouped<Key extends Id, Row>(
    ctx: Ctx,
    part: string,
    read: Read<Key, Row>,
    keyOf: (row: Row) => Key,
  ): DataLoader<Key, Row[]> {
    const load = async (keys: readonly Key[]) => {
      const rows = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, keys)), keyOf);
      return keys.map((key) => rows.get(key) ?? []);
    };
    return ctx.loader(`publishing.${part}`, () => new DataLoader<Key, Row[]>(load, { cache: false }));
  }
}
