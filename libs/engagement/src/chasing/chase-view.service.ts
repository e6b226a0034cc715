import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { conflict, newId, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { DeliverySite } from '../delivery-site.entity.ts';
import { nextAllowed } from './business-time.ts';
import { ChaseDemand, ChaseHappening, ChaseStep, type Outcome } from './chase-step.entity.ts';
import {
  ChaseViewRepository,
  type Gap,
  type Reachable,
  type Recipient,
  type StepCounts,
} from './chase-view.repository.ts';
import { ChasingPlan, dueAt, type PlanStep } from './chasing-plan.entity.ts';
import { chaseDemanded, stepRecorded } from './chasing.events.ts';
import { nextDemanded } from './chasing.jobs.ts';

/** Whoever was asked within this time is not asked again on demand. */
export const BETWEEN_DEMANDS_MS = 4 * 3_600_000;
const MOST_GAPS = 100;

/** A step with what happened. */
export interface ShownStep {
  step: ChaseStep;
  recipients: Recipient[];
  happenings: ChaseHappening[];
}

/** A step that has not come yet. */
export interface ComingStep extends PlanStep {
  step: number;
  comesAt: Date;
}

export interface ShownSite {
  site: DeliverySite;
  steps: ShownStep[];
  coming: ComingStep[];
}

export interface ShownChase {
  plan: ChasingPlan | null;
  counts: StepCounts[];
  /** When somebody may ask on demand again; null: now. */
  nextDemandAt: Date | null;
}

export interface Recorded {
  outcome: Outcome;
  reachedName: string | null;
  reachedAt: Date;
  words: string;
}

/** The chase of a publication, for its vendor and for each hospital the part that is its own; and what is done by hand. */
@Injectable()
export class ChaseViewService {
  private readonly uow: UnitOfWork;
  private readonly views: ChaseViewRepository;

  constructor(uow: UnitOfWork, views: ChaseViewRepository) {
    this.uow = uow;
    this.views = views;
  }

  /** @throws NOT_FOUND */
  chase(ctx: Ctx, publicationId: Id<'Publication'>): Promise<ShownChase> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.views.publication(tx, publicationId);
      const isOwn = publication.vendorId === ctx.organisationId;
      const plan = isOwn ? await this.views.planOf(tx, publication) : null;
      const counts = await this.views.counts(tx, publicationId);
      return { plan, counts, nextDemandAt: isOwn ? await this.nextDemandAt(tx, publicationId) : null };
    });
  }

  /** Site by site. @param isAnswered null: either. @throws NOT_FOUND */
  sites(
    ctx: Ctx,
    publicationId: Id<'Publication'>,
    isAnswered: boolean | null,
    page: PageRequest,
  ): Promise<Page<ShownSite>> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.views.publication(tx, publicationId);
      const found = await this.views.sites(tx, publicationId, isAnswered, page);
      const sites = found.edges.map(({ node }) => node);
      const shown = Map.groupBy(await this.shown(tx, await this.views.stepsOf(tx, sites)), ({ step }) => keyOf(step));
      const plan = publication.vendorId === ctx.organisationId ? await this.views.planOf(tx, publication) : null;
      const deliveries = new Map(
        (
          await this.views.deliveries(
            tx,
            sites.map(({ deliveryId }) => deliveryId),
          )
        ).map((one) => [one.id, one]),
      );
      const edges = found.edges.map(({ cursor, node: site }) => {
        const steps = shown.get(keyOf(site)) ?? [];
        const delivery = deliveries.get(site.deliveryId);
        const isChased = delivery && !delivery.closedAt && delivery.isOpenAt(site);
        const coming = plan && isChased ? comingOf(plan, delivery.deliveredAt, delivery.dueOn, steps) : [];
        return { cursor, node: { site, steps, coming } };
      });
      return { ...found, edges };
    });
  }

  tasks(ctx: Ctx, page: PageRequest): Promise<Page<ShownStep>> {
    return this.uow.run(ctx, async (tx) => {
      const found = await this.views.tasks(tx, page);
      const shown = new Map(
        (
          await this.shown(
            tx,
            found.edges.map(({ node }) => node),
          )
        ).map((one) => [one.step.id, one]),
      );
      return {
        ...found,
        edges: found.edges.map(({ cursor, node }) => ({
          cursor,
          node: shown.get(node.id) ?? { step: node, recipients: [], happenings: [] },
        })),
      };
    });
  }

  /** Whom to reach by hand: nobody but whoever may record it is told. One query for the steps of a page. */
  reachable(ctx: Ctx, step: ChaseStep): Promise<Reachable[]> {
    if (step.state !== 'WAITING' || !ctx.allows('record', Object.assign(new ChaseStep(), step)))
      return Promise.resolve([]);
    const read = async (ids: readonly Id<'ChaseStep'>[]) => {
      const found = await this.uow.runAsSystem(ctx, (tx) => this.views.reachable(tx, ids));
      const byStep = Map.groupBy(found, ({ stepId }) => stepId);
      return ids.map((id) => byStep.get(id) ?? []);
    };
    return ctx.loader(ChaseViewService, () => new DataLoader(read, { cache: false })).load(step.id);
  }

  /** What somebody did for a step: who was reached, when, and what was said. @throws what lockTask throws */
  record(ctx: Ctx, stepId: Id<'ChaseStep'>, recorded: Recorded): Promise<ShownStep> {
    return this.uow.run(ctx, async (tx) => {
      const step = await this.views.lockTask(tx, stepId);
      ctx.authorise('record', step);
      if (recorded.reachedAt > tx.now) {
        throw conflict('engagement.reached_in_future', 'This time is still to come: say when it was done.');
      }
      const happening = Object.assign(new ChaseHappening(), {
        ...recorded,
        id: newId<'ChaseHappening'>(),
        stepId,
        at: tx.now,
        what: 'RECORDED',
        recipientId: null,
        detail: null,
        recordedBy: ctx.actor.userId,
      } as const);
      // Whoever was not reached is tried again.
      step.state = recorded.outcome === 'NOT_REACHED' ? 'WAITING' : 'DONE';

      await this.views.record(tx, step, happening);
      await tx.record(stepRecorded(step, happening));
      const [shown] = await this.shown(tx, [step]);
      if (!shown) throw new Error('a step is shown once');
      return shown;
    });
  }

  /**
   * Asks everybody who has not answered the next step now.
   * @throws CONFLICT `engagement.not_published`, `engagement.asked_lately`, `engagement.plan_rests`
   */
  demand(ctx: Ctx, publicationId: Id<'Publication'>): Promise<ShownChase> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.views.publication(tx, publicationId);
      const { vendorId } = publication;
      ctx.authorise('demand', Object.assign(new ChaseDemand(), { vendorId }));
      if (publication.state !== 'PUBLISHED') {
        throw conflict('engagement.not_published', 'Only what is published and in force is chased.');
      }
      const soonest = await this.nextDemandAt(tx, publicationId);
      if (soonest) {
        throw conflict(
          'engagement.asked_lately',
          'Somebody was asked within the last four hours. Give them time to answer.',
        );
      }
      const plan = await this.views.planOf(tx, publication);
      if (plan && publication.severity !== 'CRITICAL' && nextAllowed(tx.now, plan) > tx.now) {
        throw conflict('engagement.plan_rests', 'Your plan asks nobody now: it is in its quiet hours, or a holiday.');
      }
      const demand = Object.assign(new ChaseDemand(), {
        id: newId<'ChaseDemand'>(),
        vendorId,
        publicationId,
        demandedBy: ctx.actor.userId ?? '',
        demandedAt: tx.now,
      });
      await this.views.insertDemand(tx, demand);
      await tx.record(chaseDemanded(demand));
      tx.queue(nextDemanded({ publicationId, demandId: demand.id, after: null }));
      return {
        plan,
        counts: await this.views.counts(tx, publicationId),
        nextDemandAt: new Date(tx.now.getTime() + BETWEEN_DEMANDS_MS),
      };
    });
  }

  /** Where nobody would be reached, by the plan that it follows or would follow. @throws NOT_FOUND */
  async gaps(
    ctx: Ctx,
    publicationId: Id<'Publication'>,
  ): Promise<{ siteCount: number; gapCount: number; gaps: Gap[]; plan: ChasingPlan | null }> {
    const { publication, plan } = await this.uow.run(ctx, async (tx) => {
      const read = await this.views.publication(tx, publicationId);
      ctx.authorise('follow', Object.assign(new ChaseStep(), { vendorId: read.vendorId, side: 'VENDOR' }));
      return { publication: read, plan: await this.views.planOf(tx, read) };
    });
    if (!plan) return { siteCount: 0, gapCount: 0, gaps: [], plan };
    const found = await this.uow.runAsSystem(ctx, (tx) => this.views.gaps(tx, publication, plan, MOST_GAPS));
    return { ...found, plan };
  }

  private async nextDemandAt(tx: Tx, publicationId: Id<'Publication'>): Promise<Date | null> {
    const last = await this.views.lastAsked(tx, publicationId);
    const soonest = last && new Date(last.getTime() + BETWEEN_DEMANDS_MS);
    return soonest && soonest > tx.now ? soonest : null;
  }

  private async shown(tx: Tx, steps: readonly ChaseStep[]): Promise<ShownStep[]> {
    const ids = steps.map(({ id }) => id);
    if (ids.length === 0) return [];
    const happenings = Map.groupBy(await this.views.happeningsOf(tx, ids), ({ stepId }) => stepId);
    const recipients = Map.groupBy(await this.views.recipientsOf(tx, ids), ({ stepId }) => stepId);
    return steps.map((step) => ({
      step,
      happenings: happenings.get(step.id) ?? [],
      recipients: recipients.get(step.id) ?? [],
    }));
  }
}

const keyOf = ({ deliveryId, siteId }: { deliveryId: string; siteId: string }) => `${deliveryId} ${siteId}`;

function comingOf(
  plan: ChasingPlan,
  deliveredAt: Date,
  dueOn: string | null,
  taken: readonly ShownStep[],
): ComingStep[] {
  return plan.steps.flatMap((one, place) => {
    const step = place + 1;
    const came = taken.find((shown) => shown.step.side === 'VENDOR' && shown.step.step === step);
    if (came && came.step.state !== 'MOVED') return [];
    const due = dueAt(one, deliveredAt, dueOn);
    if (!due) return [];
    return [{ ...one, step, comesAt: came?.step.movedTo ?? due }];
  });
}
