import { Injectable } from '@nestjs/common';
import { LANGUAGE_OF_MEMBER } from '#libs/directory';
import { conflict, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type MailLanguage, type Tx } from '#libs/platform';
import type { HandoverKind } from './handover-kinds.ts';
import { Handover, type HandoverState, type NamedHospital } from './handover.entity.ts';

export const DIRECTIONS = ['IN', 'OUT'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface HandoverFilter {
  direction?: Direction | null | undefined;
  state?: HandoverState | null | undefined;
  kind?: HandoverKind | null | undefined;
}

/** Whom to tell of an offer. */
export interface DeviceKeeper {
  name: string;
  email: string;
  language: MailLanguage;
}

/** Handovers, as the transaction's actor may read them; they are written as the system. */
@Injectable()
export class HandoverRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'Handover'>): Promise<Handover> {
    const handover = await tx.manager.findOneBy(Handover, { id });
    if (!handover || !tx.ctx.allows('read', handover)) throw notFound('handover');
    return handover;
  }

  /** As it is now, and nobody else answers it before this transaction ends. */
  async lock(tx: Tx, id: Id<'Handover'>): Promise<Handover> {
    await tx.sql('select from handover where id = $1 for update', [id]);
    return tx.manager.findOneByOrFail(Handover, { id });
  }

  /** The newest first. */
  list(tx: Tx, { direction, state, kind }: HandoverFilter, page: PageRequest): Promise<Page<Handover>> {
    const query = tx.manager.createQueryBuilder(Handover, 'handover');
    const scope = sqlScope(tx.ctx.ability, 'read', Handover, (property) => `handover.${property}`);
    query.where(scope.sql, scope.parameters);
    const own = { own: tx.ctx.organisationId };
    if (direction) query.andWhere(`handover.${direction === 'IN' ? 'receiver_id' : 'giver_id'} = :own`, own);
    if (state) query.andWhere('handover.state = :state', { state });
    if (kind) query.andWhere('handover.kind = :kind', { kind });
    return paginate(query, [{ column: 'handover.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  /** By which devices of the own hospital came or went, in the order of time. */
  ofAssets(tx: Tx, assetIds: readonly Id<'Asset'>[]): Promise<Handover[]> {
    return tx.manager
      .createQueryBuilder(Handover, 'handover')
      .where('(handover.asset_id = any(:assetIds) and handover.giver_id = :own)', {
        assetIds,
        own: tx.ctx.organisationId,
      })
      .orWhere('(handover.receiver_asset_id = any(:assetIds) and handover.receiver_id = :own)')
      .orderBy('handover.id')
      .getMany();
  }

  /** By which a device is on loan from another hospital; null where it is not. */
  lending(tx: Tx, assetId: Id<'Asset'>): Promise<Handover | null> {
    return tx.manager.findOneBy(Handover, {
      receiverAssetId: assetId,
      receiverId: tx.ctx.organisationId,
      kind: 'LENT',
      state: 'TAKEN_OVER',
    });
  }

  /** @throws CONFLICT `maintenance.already_offered` */
  async insert(tx: Tx, handover: Handover): Promise<void> {
    try {
      await tx.manager.insert(Handover, handover);
    } catch (error) {
      const { driverError } = error as { driverError?: { constraint?: string } };
      if (driverError?.constraint !== 'handover_offered') throw error;
      throw conflict('maintenance.already_offered', 'This device is offered already: take that offer back first.');
    }
  }

  async update(tx: Tx, { id, state, declineReason, receiverAssetId, answeredAt }: Handover): Promise<void> {
    await tx.manager.update(Handover, { id }, { state, declineReason, receiverAssetId, answeredAt });
  }

  /** Admitted ones among these hospitals, past the walls. */
  async admitted(tx: Tx, ids: readonly Id<'Organisation'>[]): Promise<Map<Id<'Organisation'>, NamedHospital>> {
    const rows = await tx.sql<NamedHospital>(
      `select id, name, english_name as "englishName" from organisation where id = any ($1) and state = 'ADMITTED'`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  keepersOf(tx: Tx, hospitalId: Id<'Organisation'>): Promise<DeviceKeeper[]> {
    return tx.sql(
      `select m.name, m.email, ${LANGUAGE_OF_MEMBER} as language from member m
       where m.organisation_id = $1 and m.state = 'ACTIVE' and 'HOSPITAL_DEVICE' = any (m.roles) order by m.id`,
      [hospitalId],
    );
  }
}
