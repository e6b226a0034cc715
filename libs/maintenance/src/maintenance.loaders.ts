import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Asset } from '#libs/inventory';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { PublicationService, type Publication } from '#libs/publishing';
import { FiguresRepository, type Figures, type PlanWave } from './figures.repository.ts';
import { isUnderMandate } from './mandated.ts';
import { MandatedRepository } from './mandated.repository.ts';
import type { UpdateApplication } from './update-application.entity.ts';
import { UpdateApplicationRepository } from './update-application.repository.ts';
import type { UpdateEvidence } from './update-evidence.entity.ts';
import type { UpdateStep } from './update-step.entity.ts';

/** What belongs to the rows of a page, one query for each kind. They remember nothing: a mutation changes answers. */
@Injectable()
export class MaintenanceLoaders {
  private readonly uow: UnitOfWork;
  private readonly applications: UpdateApplicationRepository;
  private readonly figuresOf: FiguresRepository;
  private readonly publications: PublicationService;
  private readonly mandated: MandatedRepository;

  constructor(
    uow: UnitOfWork,
    applications: UpdateApplicationRepository,
    figures: FiguresRepository,
    publications: PublicationService,
    mandated: MandatedRepository,
  ) {
    this.uow = uow;
    this.applications = applications;
    this.figuresOf = figures;
    this.publications = publications;
    this.mandated = mandated;
  }

  /** For whom the actor acts on it under a mandate; null for whoever acts for their own organisation. */
  async grantorOf(ctx: Ctx, application: UpdateApplication): Promise<Id<'Organisation'> | null> {
    if (!isUnderMandate(ctx.actor, application)) return null;
    const read = async (tx: Tx, ids: readonly Id<'Asset'>[]) => [...(await this.mandated.over(tx, ids))];
    const [found] = await this.many(ctx, 'mandates', read, ([assetId]) => assetId).load(application.assetId);
    return found?.[1].grantorId ?? null;
  }

  stepsOf(ctx: Ctx, { id }: UpdateApplication): Promise<UpdateStep[]> {
    const read = (tx: Tx, ids: readonly Id<'UpdateApplication'>[]) => this.applications.stepsOf(tx, ids);
    return this.many(ctx, 'steps', read, (step) => step.applicationId).load(id);
  }

  evidenceOf(ctx: Ctx, { id }: UpdateStep): Promise<UpdateEvidence[]> {
    const read = (tx: Tx, ids: readonly Id<'UpdateStep'>[]) => this.applications.evidenceOf(tx, ids);
    return this.many(ctx, 'evidence', read, (evidence) => evidence.stepId).load(id);
  }

  /** What it is done by; null where the actor may not read that. */
  async publicationOf(ctx: Ctx, { publicationId }: UpdateApplication): Promise<Publication | null> {
    const read = (tx: Tx, ids: readonly Id<'Publication'>[]) => this.applications.publications(tx, ids);
    const [found] = await this.many(ctx, 'publication', read, ({ id }) => id).load(publicationId);
    return found && ctx.allows('read', found) ? found : null;
  }

  async ofAsset(ctx: Ctx, { id }: Asset): Promise<UpdateApplication[]> {
    const read = (tx: Tx, ids: readonly Id<'Asset'>[]) => this.applications.ofAssets(tx, ids);
    const found = await this.many(ctx, 'ofAsset', read, (application) => application.assetId).load(id);
    return found.filter((application) => ctx.allows('read', application));
  }

  /** Empty for whoever sees none of its applications. */
  planOf(ctx: Ctx, { id }: Publication): Promise<PlanWave[]> {
    const read = (tx: Tx, ids: readonly Id<'Publication'>[]) => this.figuresOf.waves(tx, ids);
    return this.many(ctx, 'plan', read, (wave) => wave.publicationId).load(id);
  }

  /** For the vendor of the publication. @throws NOT_FOUND, FORBIDDEN */
  async figures(ctx: Ctx, publicationId: Id<'Publication'>): Promise<Figures> {
    ctx.authorise('follow', await this.publications.get(ctx, publicationId));
    return this.uow.runAsSystem(ctx, (tx) => this.figuresOf.figures(tx, publicationId));
  }

  private many<Kind extends string, Row>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, ids: readonly Id<Kind>[]) => Promise<Row[]>,
    idOf: (row: Row) => Id<Kind>,
  ): DataLoader<Id<Kind>, Row[]> {
    const load = async (ids: readonly Id<Kind>[]) => {
      const rows = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, ids)), idOf);
      return ids.map((id) => rows.get(id) ?? []);
    };
    return ctx.loader(`maintenance.${part}`, () => new DataLoader<Id<Kind>, Row[]>(load, { cache: false }));
  }
}
