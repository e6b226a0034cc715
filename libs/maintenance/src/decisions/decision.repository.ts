import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { calendarDate, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { EndOfSupportDecision, type AssetToDecide, type DecisionKind, type DecisionState } from './decision.entity.ts';

/** Which assets of the own hospital a decision is for. */
export interface AssetChoice {
  releaseId?: Id<'Release'> | null | undefined;
  productId?: Id<'Product'> | null | undefined;
  siteId?: Id<'Site'> | null | undefined;
  vendorId?: Id<'Organisation'> | null | undefined;
  /** Only those for which nothing is decided. */
  undecidedOnly?: boolean | undefined;
}

export interface DecisionFilter {
  assetId?: Id<'Asset'> | null | undefined;
  siteId?: Id<'Site'> | null | undefined;
  kind?: DecisionKind | null | undefined;
  state?: DecisionState | null | undefined;
  /** Only those in force that lapse soon. */
  reviewSoonOnly?: boolean | undefined;
}

export const REVIEW_SOON_DAYS = 30;

/** The decision that counts for an asset: in force, and about the release that runs on it. */
export const CURRENT_OF_ASSET = `d.hospital_id = a.hospital_id and d.asset_id = a.id and d.release_id = a.release_id
  and d.state in ('DECIDED','SIGNED')`;

const ASSET = `a.id, a.site_id as "siteId", a.release_id as "releaseId", a.status in ('IN_USE','STORED') as "isInUse",
  r.stage, coalesce(r.end_of_life_on, r.end_of_support_on) is not null as "isDated"`;

/** Decisions, as the transaction's actor may read them. */
@Injectable()
export class DecisionRepository {
  /** Those of them that the own hospital has; nobody else decides for them before this transaction ends. */
  lockAssets(tx: Tx, ids: readonly Id<'Asset'>[]): Promise<AssetToDecide[]> {
    return tx.sql(
      `select ${ASSET} from asset a join release r on r.id = a.release_id
       where a.id = any ($1) and a.hospital_id = $2 order by a.id for update of a`,
      [ids, tx.ctx.organisationId],
    );
  }

  /** Those in use or stored of which an end is known, likewise; at most one more than was asked for. */
  lockChosen(tx: Tx, choice: AssetChoice, atMost: number): Promise<AssetToDecide[]> {
    return tx.sql(
      `select ${ASSET} from asset a join release r on r.id = a.release_id
       where a.hospital_id = $1 and a.status in ('IN_USE','STORED')
         and (r.stage <> 'SUPPORTED' or r.end_of_life_on is not null or r.end_of_support_on is not null)
         and ($2::uuid is null or a.release_id = $2) and ($3::uuid is null or r.product_id = $3)
         and ($4::uuid is null or a.site_id = $4) and ($5::uuid is null or a.vendor_id = $5)
         and (not $6 or not exists (select from end_of_support_decision d where ${CURRENT_OF_ASSET}))
       order by a.id limit $7 for update of a`,
      [
        tx.ctx.organisationId,
        choice.releaseId ?? null,
        choice.productId ?? null,
        choice.siteId ?? null,
        choice.vendorId ?? null,
        choice.undecidedOnly ?? false,
        atMost + 1,
      ],
    );
  }

  /** What stood before gives way: also a proposal, which was about the same question. */
  async endFormer(tx: Tx, assetIds: readonly Id<'Asset'>[], states: readonly DecisionState[]): Promise<void> {
    await tx.sql(
      `update end_of_support_decision set state = 'REPLACED', ended_at = $3
       where hospital_id = $1 and asset_id = any ($2) and state = any ($4)`,
      [tx.ctx.organisationId, assetIds, tx.now, states],
    );
  }

  /** Decisions alike, of one moment: only the asset is another in each. */
  async insert(tx: Tx, decisions: readonly EndOfSupportDecision[]): Promise<void> {
    const [one] = decisions;
    if (!one) return;
    await tx.sql(
      `insert into end_of_support_decision (id, asset_id, site_id, release_id, stage, hospital_id, kind, state, replace_by,
         contract, extended_until, owner_id, reason, controls, review_on, decided_by, decided_at)
       select id, asset_id, site_id, release_id, stage, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
       from unnest($13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[], $17::text[])
         as decision (id, asset_id, site_id, release_id, stage)`,
      [
        one.hospitalId,
        one.kind,
        one.state,
        one.replaceBy,
        one.contract,
        one.extendedUntil,
        one.ownerId,
        one.reason,
        one.controls,
        one.reviewOn,
        one.decidedBy,
        one.decidedAt,
        decisions.map(({ id }) => id),
        decisions.map(({ assetId }) => assetId),
        decisions.map(({ siteId }) => siteId),
        decisions.map(({ releaseId }) => releaseId),
        decisions.map(({ stage }) => stage),
      ],
    );
  }

  /** In the order of their ids, and nobody else answers them before this transaction ends. */
  async lock(tx: Tx, ids: readonly Id<'EndOfSupportDecision'>[]): Promise<EndOfSupportDecision[]> {
    await tx.sql('select from end_of_support_decision where id = any ($1) order by id for update', [ids]);
    return tx.manager.find(EndOfSupportDecision, { where: { id: In([...ids]) }, order: { id: 'ASC' } });
  }

  /** Signed or refused, all by one person at one moment. */
  async writeAnswers(tx: Tx, decisions: readonly EndOfSupportDecision[]): Promise<void> {
    const [one] = decisions;
    if (!one) return;
    await tx.sql(
      `update end_of_support_decision set state = $2, answered_by = $3, answered_at = $4, refusal_reason = $5
       where id = any ($1)`,
      [decisions.map(({ id }) => id), one.state, one.answeredBy, one.answeredAt, one.refusalReason],
    );
  }

  /** Decisions of all hospitals whose review date has come, LAPSED now. */
  async lapse(tx: Tx, atMost: number): Promise<EndOfSupportDecision[]> {
    const rows = await tx.sql<{ id: Id<'EndOfSupportDecision'> }>(
      `update end_of_support_decision set state = 'LAPSED', ended_at = $2
       where id in (select id from end_of_support_decision
                    where state in ('DECIDED','PROPOSED','SIGNED') and review_on <= $1
                    order by review_on, id limit $3 for update skip locked)
       returning id`,
      [calendarDate(tx.now), tx.now, atMost],
    );
    return tx.manager.findBy(EndOfSupportDecision, { id: In(rows.map(({ id }) => id)) });
  }

  /** Those to be reviewed soonest first. */
  list(
    tx: Tx,
    { assetId, siteId, kind, state, reviewSoonOnly = false }: DecisionFilter,
    page: PageRequest,
  ): Promise<Page<EndOfSupportDecision>> {
    const query = tx.manager.createQueryBuilder(EndOfSupportDecision, 'decision');
    const scope = sqlScope(tx.ctx.ability, 'read', EndOfSupportDecision, (property) => `decision.${property}`);
    query.where(scope.sql, scope.parameters);
    if (assetId) query.andWhere('decision.assetId = :assetId', { assetId });
    if (siteId) query.andWhere('decision.siteId = :siteId', { siteId });
    if (kind) query.andWhere('decision.kind = :kind', { kind });
    if (state) query.andWhere('decision.state = :state', { state });
    if (reviewSoonOnly) {
      query.andWhere(
        `decision.state in ('DECIDED','SIGNED') and decision.review_on <= cast(:today as date) + cast(:days as int)`,
        { today: calendarDate(tx.now), days: REVIEW_SOON_DAYS },
      );
    }
    return paginate(
      query,
      [
        { column: 'decision.review_on', type: 'date', direction: 'asc', value: ({ reviewOn }) => reviewOn },
        { column: 'decision.id', type: 'uuid', direction: 'asc', value: ({ id }) => id },
      ],
      page,
    );
  }

  /** All that was ever decided for these assets, the newest first. */
  ofAssets(tx: Tx, assetIds: readonly Id<'Asset'>[]): Promise<EndOfSupportDecision[]> {
    return tx.manager.find(EndOfSupportDecision, { where: { assetId: In([...assetIds]) }, order: { id: 'DESC' } });
  }
}
