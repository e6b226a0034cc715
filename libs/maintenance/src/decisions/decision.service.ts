import { Injectable } from '@nestjs/common';
import { isOwnMember } from '#libs/directory';
import DataLoader from 'dataloader';
import type { Asset } from '#libs/inventory';
import { calendarDate, invalidInput, notFound, TasukiError, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { EndOfSupportDecision, refuseWrongDates, type AssetToDecide, type DecisionFacts } from './decision.entity.ts';
import * as events from './decision.events.ts';
import { DecisionRepository, type AssetChoice, type DecisionFilter } from './decision.repository.ts';

/** What is decided at once: a ward's pumps, not a country's. */
export const MAX_DECIDED = 10_000;
const CHUNK = 1_000;

/** What became of one of several. */
export interface DecisionResult {
  /** The asset, or the decision, that was named. */
  id: Id;
  decision: EndOfSupportDecision | null;
  refusal: Pick<TasukiError, 'code' | 'reason' | 'message'> | null;
}

/** What a hospital decides for assets that lose their support. */
@Injectable()
export class DecisionService {
  private readonly uow: UnitOfWork;
  private readonly decisions: DecisionRepository;

  constructor(uow: UnitOfWork, decisions: DecisionRepository) {
    this.uow = uow;
    this.decisions = decisions;
  }

  /**
   * Decides for each asset by itself. What was decided before stays in the history; a risk acceptance is proposed, and
   * what was decided before stands until it is signed.
   * @throws INVALID_INPUT `maintenance.date_in_past`, `maintenance.review_too_late`, `maintenance.too_many_assets`;
   *   NOT_FOUND for an owner who is no active member.
   */
  decide(
    ctx: Ctx,
    assets: { assetIds: readonly Id<'Asset'>[] } | { choice: AssetChoice },
    facts: DecisionFacts,
  ): Promise<DecisionResult[]> {
    return this.uow.run(ctx, async (tx) => {
      const isRisk = facts.kind === 'ACCEPT_RISK';
      const hospitalId = ctx.organisationId;
      ctx.authorise(isRisk ? 'proposeRisk' : 'decide', Object.assign(new EndOfSupportDecision(), { hospitalId }));
      refuseWrongDates(facts, calendarDate(tx.now));
      if (!(await isOwnMember(tx, facts.ownerId))) throw notFound('member');

      const found = await this.assetsOf(tx, assets);
      const byId = new Map(found.map((asset) => [asset.id, asset]));
      const named = 'assetIds' in assets ? assets.assetIds : found.map(({ id }) => id);
      const results = named.map((id) =>
        resultOf(id, () => {
          const asset = byId.get(id);
          if (!asset) throw notFound('asset');
          return EndOfSupportDecision.of(hospitalId, asset, facts, ctx.actor, tx.now);
        }),
      );

      const made = madeIn(results);
      await this.decisions.endFormer(
        tx,
        made.map(({ assetId }) => assetId),
        isRisk ? ['PROPOSED'] : ['PROPOSED', 'DECIDED', 'SIGNED'],
      );
      await this.decisions.insert(tx, made);
      for (const one of made) await tx.record(isRisk ? events.riskProposed(one) : events.decided(one));
      return results;
    });
  }

  /** Takes the risk: from now on this is what is decided. Each is signed or refused by itself. */
  acceptRisk(ctx: Ctx, ids: readonly Id<'EndOfSupportDecision'>[]): Promise<DecisionResult[]> {
    return this.answer(
      ctx,
      ids,
      (decision, by, tx) => decision.sign(by, calendarDate(tx.now), tx.now),
      events.riskAccepted,
      (tx, signed) =>
        this.decisions.endFormer(
          tx,
          signed.map(({ assetId }) => assetId),
          ['DECIDED', 'SIGNED'],
        ),
    );
  }

  /** Does not take the risk: what was decided before, if anything, stands. */
  refuseRisk(ctx: Ctx, ids: readonly Id<'EndOfSupportDecision'>[], reason: string): Promise<DecisionResult[]> {
    return this.answer(ctx, ids, (decision, by, tx) => decision.refuse(by, reason, tx.now), events.riskRefused);
  }

  list(ctx: Ctx, filter: DecisionFilter, page: PageRequest): Promise<Page<EndOfSupportDecision>> {
    return this.uow.run(ctx, (tx) => this.decisions.list(tx, filter, page));
  }

  /** All that was ever decided for an asset, the newest first, without asking once for each asset. */
  ofAsset(ctx: Ctx, { id }: Pick<Asset, 'id'>): Promise<EndOfSupportDecision[]> {
    return ctx
      .loader(
        'maintenance.decisions',
        () =>
          new DataLoader<Id<'Asset'>, EndOfSupportDecision[]>(
            async (ids) => {
              const rows = await this.uow.run(ctx, (tx) => this.decisions.ofAssets(tx, ids));
              const byAsset = Map.groupBy(rows, ({ assetId }) => assetId);
              return ids.map((one) => byAsset.get(one) ?? []);
            },
            { cache: false },
          ),
      )
      .load(id);
  }

  /** The one that counts: in force, and about the release that runs on the asset. */
  async currentOf(ctx: Ctx, asset: Asset): Promise<EndOfSupportDecision | null> {
    const all = await this.ofAsset(ctx, asset);
    const isCurrent = ({ state, releaseId }: EndOfSupportDecision) =>
      (state === 'DECIDED' || state === 'SIGNED') && releaseId === asset.releaseId;
    return all.find(isCurrent) ?? null;
  }

  /** Decisions whose review date has come lapse; again on the same day it finds nothing. */
  async lapse(ctx: Ctx): Promise<void> {
    while ((await this.lapseSome(ctx)) === CHUNK);
  }

  private lapseSome(ctx: Ctx): Promise<number> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const lapsed = await this.decisions.lapse(tx, CHUNK);
      for (const one of lapsed) await tx.record(events.lapsed(one));
      return lapsed.length;
    });
  }

  private async assetsOf(
    tx: Tx,
    assets: { assetIds: readonly Id<'Asset'>[] } | { choice: AssetChoice },
  ): Promise<AssetToDecide[]> {
    if ('assetIds' in assets) return this.decisions.lockAssets(tx, assets.assetIds);
    const chosen = await this.decisions.lockChosen(tx, assets.choice, MAX_DECIDED);
    if (chosen.length <= MAX_DECIDED) return chosen;
    throw invalidInput(
      'maintenance.too_many_assets',
      `These are more than ${MAX_DECIDED} assets: choose fewer, by site or release for instance.`,
    );
  }

  private answer(
    ctx: Ctx,
    ids: readonly Id<'EndOfSupportDecision'>[],
    act: (decision: EndOfSupportDecision, by: Id<'User'>, tx: Tx) => void,
    event: typeof events.riskAccepted,
    before: (tx: Tx, answered: EndOfSupportDecision[]) => Promise<void> = () => Promise.resolve(),
  ): Promise<DecisionResult[]> {
    return this.uow.run(ctx, async (tx) => {
      const hospitalId = ctx.organisationId;
      ctx.authorise('acceptRisk', Object.assign(new EndOfSupportDecision(), { hospitalId }));
      const { userId } = ctx.actor;
      if (!userId) throw new Error('only a person takes a risk');
      const byId = new Map((await this.decisions.lock(tx, ids)).map((one) => [one.id, one]));
      const results = ids.map((id) =>
        resultOf(id, () => {
          const decision = byId.get(id);
          if (!decision) throw notFound('decision');
          act(decision, userId, tx);
          return decision;
        }),
      );

      const answered = madeIn(results);
      await before(tx, answered);
      await this.decisions.writeAnswers(tx, answered);
      for (const one of answered) await tx.record(event(one));
      return results;
    });
  }
}

const madeIn = (results: readonly DecisionResult[]) => results.flatMap(({ decision }) => decision ?? []);

/** A refusal that somebody is meant to read is the answer for this one; anything else is a defect and goes on. */
function resultOf(id: Id, act: () => EndOfSupportDecision): DecisionResult {
  try {
    return { id, decision: act(), refusal: null };
  } catch (error) {
    if (!(error instanceof TasukiError)) throw error;
    const { code, reason, message } = error;
    return { id, decision: null, refusal: { code, reason, message } };
  }
}
