import { Injectable } from '@nestjs/common';
import { LANGUAGE_OF_MEMBER } from '#libs/directory';
import { calendarDate, type Id } from '#libs/kernel';
import type { MailLanguage, Tx } from '#libs/platform';
import type { UpdateApplication } from './update-application.entity.ts';

type ApplicationId = Id<'UpdateApplication'>;

/** Who is reminded of what. */
export interface Reminder {
  memberId: Id<'Member'>;
  name: string;
  email: string;
  language: MailLanguage;
}

/** What the system looks for by itself. Asked as the system. */
@Injectable()
export class UpkeepRepository {
  /** Of a withdrawn revision, and not halted yet. */
  toHalt(tx: Tx, publicationId: Id<'Publication'>, limit: number): Promise<ApplicationId[]> {
    return this.ids(
      tx,
      `publication_id = $1 and halted_at is null and state not in ('NOT_APPLICABLE','ROLLED_BACK')`,
      publicationId,
      limit,
    );
  }

  /** Of a device that is no longer with the hospital, and not at an end. */
  toEnd(tx: Tx, assetId: Id<'Asset'>, limit: number): Promise<ApplicationId[]> {
    return this.ids(
      tx,
      `asset_id = $1 and state in ('PLANNED','SCHEDULED','IN_PROGRESS','FAILED','DEFERRED')
       and exists (select from asset where id = $1 and status in ('LENT_OUT','RETIRED'))`,
      assetId,
      limit,
    );
  }

  /** Planned by an earlier revision, and not begun. */
  toRevise(tx: Tx, publicationId: Id<'Publication'>, limit: number): Promise<ApplicationId[]> {
    return this.ids(
      tx,
      `series_id = (select series_id from publication where id = $1)
       and revision < (select revision from publication where id = $1)
       and state in ('PLANNED','SCHEDULED','FAILED','DEFERRED')`,
      publicationId,
      limit,
    );
  }

  /** Put off until today or earlier. */
  returning(tx: Tx, limit: number): Promise<ApplicationId[]> {
    return this.ids(tx, `state = 'DEFERRED' and halted_at is null and review_on <= $1`, calendarDate(tx.now), limit);
  }

  /** Whose window begins before that time, and who was not reminded of it. */
  toRemind(tx: Tx, until: Date, limit: number): Promise<ApplicationId[]> {
    return this.ids(
      tx,
      `state = 'SCHEDULED' and halted_at is null and reminded_at is null and starts_at <= $1 and ends_at > $1::timestamptz - interval '1 day'`,
      until,
      limit,
    );
  }

  /** Whose window passed, and nothing was recorded. */
  toChase(tx: Tx, limit: number): Promise<ApplicationId[]> {
    return this.ids(
      tx,
      `state in ('SCHEDULED','IN_PROGRESS') and halted_at is null and chased_at is null and ends_at <= $1`,
      tx.now,
      limit,
    );
  }

  /** Of a publication as it is now: its state, and whether everyone has it. */
  async publication(
    tx: Tx,
    id: Id<'Publication'>,
  ): Promise<{ seriesId: Id<'Series'>; state: string; isDelivered: boolean; reason: string | null } | null> {
    const [row] = await tx.sql<{ seriesId: Id<'Series'>; state: string; isDelivered: boolean; reason: string | null }>(
      `select series_id as "seriesId", state, delivered_at is not null as "isDelivered", withdrawal_reason as reason
       from publication where id = $1`,
      [id],
    );
    return row ?? null;
  }

  async responsible(tx: Tx, applications: readonly UpdateApplication[]): Promise<Map<Id, Reminder>> {
    const ids = applications.flatMap(({ responsibleId }) => responsibleId ?? []);
    const rows = await tx.sql<Reminder>(
      `select m.id as "memberId", m.name, m.email, ${LANGUAGE_OF_MEMBER} as language
       from member m where m.id = any ($1) and m.state = 'ACTIVE'`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map((row) => [row.memberId, row]));
  }

  async productOf(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<Map<Id, Id<'Product'>>> {
    const rows = await tx.sql<{ id: Id; productId: Id<'Product'> }>(
      'select id, product_id as "productId" from release where id = any ($1)',
      [releaseIds],
    );
    return new Map(rows.map(({ id, productId }) => [id, productId]));
  }

  private async ids(tx: Tx, condition: string, parameter: unknown, limit: number): Promise<ApplicationId[]> {
    const rows = await tx.sql<{ id: ApplicationId }>(
      `select id from update_application where ${condition} order by id limit $2`,
      [parameter, limit],
    );
    return rows.map(({ id }) => id);
  }
}
