import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository } from '#libs/catalogue';
import { dealsWith } from '#libs/directory';
import { conflict, type Id, type Page } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { AssetRepository } from '../asset.repository.ts';
import { evaluationAnswered, evaluationEnded, evaluationRequested } from '../inventory.events.ts';
import { Evaluation } from './evaluation.entity.ts';
import type { AnswerEvaluation, EvaluationsList, RequestEvaluation } from './evaluation.graphql.ts';
import { EvaluationRepository } from './evaluation.repository.ts';

const AT_ONCE = 500;

/** What a hospital is shown of a product before it buys it. */
@Injectable()
export class EvaluationService {
  private readonly uow: UnitOfWork;
  private readonly evaluations: EvaluationRepository;
  private readonly assets: AssetRepository;
  private readonly catalogue: CatalogueRepository;

  constructor(
    uow: UnitOfWork,
    evaluations: EvaluationRepository,
    assets: AssetRepository,
    catalogue: CatalogueRepository,
  ) {
    this.uow = uow;
    this.evaluations = evaluations;
    this.assets = assets;
    this.catalogue = catalogue;
  }

  list(ctx: Ctx, { state = null, ...page }: EvaluationsList): Promise<Page<Evaluation>> {
    return this.uow.run(ctx, (tx) => this.evaluations.list(tx, state, page));
  }

  /** The newest of the own hospital for a product, without asking once for each. */
  ofProduct(ctx: Ctx, productId: Id<'Product'>): Promise<Evaluation | null> {
    return ctx
      .loader(
        'inventory.evaluations',
        () =>
          new DataLoader<Id<'Product'>, Evaluation | null>(
            async (ids) => {
              const found = await this.uow.run(ctx, (tx) => this.evaluations.newestOf(tx, ids));
              return ids.map((id) => found.get(id) ?? null);
            },
            { cache: false },
          ),
      )
      .load(productId);
  }

  /**
   * Asks the vendor of a device under evaluation.
   * @throws CONFLICT `inventory.not_evaluating`, `inventory.evaluation_maker_outside`,
   *   `inventory.evaluation_needs_relationship`, `inventory.evaluation_standing`; INVALID_INPUT `inventory.evaluation_until`
   */
  request(ctx: Ctx, { assetId, until, note }: RequestEvaluation): Promise<Evaluation> {
    return this.uow.run(ctx, async (tx) => {
      const asset = await this.assets.getVisible(tx, assetId);
      ctx.authorise('change', asset);
      if (asset.status !== 'EVALUATING') {
        throw conflict(
          'inventory.not_evaluating',
          'This asset is not under evaluation: what is in force is delivered.',
        );
      }
      const { productId, vendorId, isOutside } = await this.catalogue.getRelease(tx, asset.releaseId);
      if (isOutside) {
        throw conflict('inventory.evaluation_maker_outside', 'Its maker is not in Tasuki: ask it directly.');
      }
      if (!(await dealsWith(tx, vendorId))) {
        throw conflict(
          'inventory.evaluation_needs_relationship',
          'Your hospital does not deal with this vendor yet: propose a relationship first.',
        );
      }
      const { hospitalId } = asset;
      const one = Evaluation.request({ hospitalId, vendorId, productId, until, note: note ?? null }, tx.now);
      if (!(await this.evaluations.addUnlessStanding(tx, one))) {
        throw conflict('inventory.evaluation_standing', 'The vendor was asked for this product already.');
      }
      await tx.record(evaluationRequested(one));
      return one;
    });
  }

  /** @throws CONFLICT `inventory.evaluation_answered` */
  answer(ctx: Ctx, { evaluationId, reason }: AnswerEvaluation): Promise<Evaluation> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.evaluations.lock(tx, evaluationId);
      ctx.authorise('answer', one);
      one.answer(reason, tx.now);
      await this.evaluations.save(tx, one);
      await tx.record(evaluationAnswered(one));
      return one;
    });
  }

  /** Either side, before its last day. What was delivered stays. @throws CONFLICT `inventory.evaluation_over` */
  end(ctx: Ctx, id: Id<'Evaluation'>): Promise<Evaluation> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.evaluations.lock(tx, id);
      ctx.authorise('end', one);
      one.end(tx.now);
      await this.evaluations.save(tx, one);
      await tx.record(evaluationEnded(one, ctx.organisationId));
      return one;
    });
  }

  /** For the system: those whose last day has passed. */
  async endOver(ctx: Ctx): Promise<void> {
    let ended: number;
    do {
      ended = await this.uow.runAsSystem(ctx, async (tx) => {
        const over = await this.evaluations.endOver(tx, AT_ONCE);
        for (const one of over) await tx.record(evaluationEnded(one, one.hospitalId));
        return over.length;
      });
    } while (ended === AT_ONCE);
  }
}
