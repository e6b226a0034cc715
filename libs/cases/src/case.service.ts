import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository, type Release } from '#libs/catalogue';
import { dealsWith } from '#libs/directory';
import { AssetService, type Asset } from '#libs/inventory';
import { conflict, invalidInput, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { KeptFiles, type Publication } from '#libs/publishing';
import * as events from './case.events.ts';
import type { ChangeDisclosure, MoveCase, OpenDisclosure, ReportIncident } from './case.graphql.ts';
import { Case } from './case.entity.ts';
import { CaseEntry } from './case-entry.entity.ts';
import { CaseFile } from './case-file.entity.ts';
import { CaseRepository, type CaseFilter } from './case.repository.ts';

/** What hospitals report of their devices, and what vendors disclose with those whom they name. */
@Injectable()
export class CaseService {
  private readonly uow: UnitOfWork;
  private readonly cases: CaseRepository;
  private readonly assets: AssetService;
  private readonly catalogue: CatalogueRepository;
  private readonly kept: KeptFiles;

  constructor(
    uow: UnitOfWork,
    cases: CaseRepository,
    assets: AssetService,
    catalogue: CatalogueRepository,
    kept: KeptFiles,
  ) {
    this.uow = uow;
    this.cases = cases;
    this.assets = assets;
    this.catalogue = catalogue;
    this.kept = kept;
  }

  get(ctx: Ctx, id: Id<'Case'>): Promise<Case> {
    return this.uow.run(ctx, (tx) => this.cases.getVisible(tx, id));
  }

  list(ctx: Ctx, filter: CaseFilter, page: PageRequest): Promise<Page<Case>> {
    return this.uow.run(ctx, (tx) => this.cases.list(tx, filter, page));
  }

  /**
   * A hospital tells the vendor of its devices what happened.
   * @throws NOT_FOUND for devices of others; INVALID_INPUT `cases.several_vendors`, `cases.in_future`;
   *   CONFLICT `cases.maker_outside`, `cases.needs_relationship`
   */
  report(ctx: Ctx, { assetIds, uploadIds, words, ...facts }: ReportIncident): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      refuseFuture(facts.noticedAt, tx.now, 'noticedAt');
      const assets = (await this.assets.visible(tx, assetIds)).filter((one) => one.hospitalId === ctx.organisationId);
      const [first] = assets;
      if (!first || assets.length < assetIds.length) throw notFound('device');
      const { vendorId } = first;
      if (assets.some((one) => one.vendorId !== vendorId)) {
        throw invalidInput('cases.several_vendors', 'These devices are of several vendors: report to each of them.', [
          { path: 'assetIds', reason: 'cases.several_vendors', message: 'Name devices of one vendor.' },
        ]);
      }
      if (vendorId === ctx.organisationId) {
        throw conflict('cases.maker_outside', 'Its maker is not in Tasuki: tell it directly.');
      }
      if (!(await dealsWith(tx, vendorId))) {
        throw conflict(
          'cases.needs_relationship',
          'Your hospital does not deal with this vendor yet: propose a relationship first.',
        );
      }
      const releaseIds = [...new Set(assets.map(({ releaseId }) => releaseId))];
      const hospitalId = ctx.organisationId;
      const one = Case.report(
        { ...facts, hospitalId, vendorId, releaseIds, assetCount: assets.length },
        personOf(ctx),
        tx.now,
      );
      ctx.authorise('report', one);
      await this.cases.insert(tx, one);
      await this.cases.insertAssets(
        tx,
        one,
        assets.map(({ id }) => id),
      );
      const entry = CaseEntry.of(one, 'OPENING', words, await this.cases.writing(tx));
      const files = (await this.kept.keep(tx, uploadIds, 'uploadIds')).map((file, i) => CaseFile.of(entry, file, i));
      await this.cases.insertEntry(tx, entry, files);
      await tx.record(events.reported(one, ctx.organisationId, entry, files));
      return one;
    });
  }

  /** A vendor opens a case with those whom it will name. @throws NOT_FOUND for a report or releases of others */
  openDisclosure(ctx: Ctx, { words, sourceCaseId, ...facts }: OpenDisclosure): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      if (sourceCaseId) {
        const source = await this.cases.getVisible(tx, sourceCaseId);
        if (source.isDisclosure || source.vendorId !== ctx.organisationId) throw notFound('case');
      }
      const one = Case.openDisclosure(ctx.organisationId, facts, sourceCaseId, personOf(ctx), tx.now);
      ctx.authorise('open', one);
      await this.requireOwnReleases(tx, one);
      await this.cases.insert(tx, one);
      const entry = CaseEntry.of(one, 'OPENING', words, await this.cases.writing(tx));
      await this.cases.insertEntry(tx, entry, []);
      await tx.record(events.opened(one, entry));
      return one;
    });
  }

  /** @throws CONFLICT `cases.changed_meanwhile`, `cases.case_closed`; NOT_FOUND for releases of others */
  changeDisclosure(ctx: Ctx, { caseId, version, ...facts }: ChangeDisclosure): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.cases.lock(tx, caseId);
      ctx.authorise('change', one);
      one.requireVersion(version);
      one.change(facts);
      await this.requireOwnReleases(tx, one);
      await this.cases.update(tx, one);
      await tx.record(events.changed(one));
      return one;
    });
  }

  /**
   * Takes the next step, and says why.
   * @throws CONFLICT `cases.changed_meanwhile`, `cases.no_such_step`, `cases.advisory_missing`, `cases.not_an_advisory`;
   *   FORBIDDEN `cases.other_side_steps`
   */
  move(ctx: Ctx, { caseId, version, to, words, publicationId }: MoveCase): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.cases.lock(tx, caseId);
      ctx.authorise('move', one);
      one.requireVersion(version);
      one.move(to, one.sideOf(ctx), publicationId, tx.now);
      if (publicationId && !(await this.cases.isPublishedAdvisory(tx, one.vendorId, publicationId))) {
        throw conflict('cases.not_an_advisory', 'Name an advisory that your organisation has published.');
      }
      await this.cases.update(tx, one);
      const entry = CaseEntry.of(one, 'STEP', words, await this.cases.writing(tx), { toState: to });
      await this.cases.insertEntry(tx, entry, []);
      await tx.record(events.moved(one, ctx.organisationId, entry));
      for (const organisationId of await this.organisationsLetIn(tx, one)) {
        await tx.record(events.shared(one, entry, organisationId));
      }
      return one;
    });
  }

  /** The organisations of which somebody is let in by name. */
  async organisationsLetIn(tx: Tx, one: Case): Promise<Set<Id<'Organisation'>>> {
    const parties = one.isDisclosure ? await this.cases.partiesLetIn(tx, one) : [];
    return new Set(parties.map(({ organisationId }) => organisationId));
  }

  /** The devices that the actor sees: a vendor where its hospital shares them. */
  assetsOf(ctx: Ctx, { id }: Case): Promise<Asset[]> {
    return this.many(ctx, 'assets of cases', id, async (tx, ids) => {
      const rows = await this.cases.assetIdsOf(tx, ids);
      const seen = await this.assets.visible(tx, [...new Set(rows.map(({ assetId }) => assetId))]);
      const byId = new Map(seen.map((one) => [one.id, one]));
      return rows.flatMap(({ caseId, assetId }) => {
        const asset = byId.get(assetId);
        return asset ? [{ key: caseId, row: asset }] : [];
      });
    });
  }

  /** The releases that the actor sees. */
  async releasesOf(ctx: Ctx, { releaseIds }: Case): Promise<Release[]> {
    const found = await Promise.all(
      releaseIds.map((releaseId) =>
        this.many(ctx, 'releases of cases', releaseId, async (tx, ids) =>
          (await this.catalogue.releasesByIds(tx, ids)).map((row) => ({ key: row.id, row })),
        ),
      ),
    );
    return found.flat();
  }

  /** Null where the actor does not see it. */
  async publicationOf(ctx: Ctx, id: Id<'Publication'> | null): Promise<Publication | null> {
    if (!id) return null;
    const [found] = await this.many(ctx, 'publications of cases', id, async (tx, ids) =>
      (await this.cases.publicationsOf(tx, ids))
        .filter((row) => ctx.allows('read', row))
        .map((row) => ({ key: row.id, row })),
    );
    return found ?? null;
  }

  /** Null where the actor does not see it. */
  async sourceOf(ctx: Ctx, { sourceCaseId }: Case): Promise<Case | null> {
    if (!sourceCaseId) return null;
    const [found] = await this.many(ctx, 'sources of cases', sourceCaseId, async (tx, ids) =>
      (await this.cases.byIds(tx, ids)).filter((row) => ctx.allows('read', row)).map((row) => ({ key: row.id, row })),
    );
    return found ?? null;
  }

  /** The rows of each, without asking once for each. */
  many<Key extends Id, Row>(
    ctx: Ctx,
    name: string,
    id: Key,
    find: (tx: Tx, ids: readonly Key[]) => Promise<readonly { key: Key; row: Row }[]>,
  ): Promise<Row[]> {
    return ctx
      .loader(
        name,
        () =>
          new DataLoader<Key, Row[]>(
            async (ids) => {
              const rows = Map.groupBy(await this.uow.run(ctx, (tx) => find(tx, [...new Set(ids)])), ({ key }) => key);
              return ids.map((one) => (rows.get(one) ?? []).map(({ row }) => row));
            },
            { cache: false },
          ),
      )
      .load(id);
  }

  private async requireOwnReleases(tx: Tx, { vendorId, releaseIds }: Case): Promise<void> {
    if (!(await this.cases.areOwnReleases(tx, vendorId, releaseIds))) throw notFound('release');
  }
}

/** What has happened lies behind. @throws INVALID_INPUT `cases.in_future` */
export function refuseFuture(at: Date, now: Date, path: string): void {
  if (at <= now) return;
  const message = 'This lies in the future: say when it was.';
  throw invalidInput('cases.in_future', message, [{ path, reason: 'cases.in_future', message }]);
}

/** Cases are opened by persons alone. */
function personOf({ actor }: Ctx): Id<'User'> {
  if (!actor.userId) throw new Error('the policy lets persons alone open a case');
  return actor.userId;
}
