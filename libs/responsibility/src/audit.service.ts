import { Injectable } from '@nestjs/common';
import { type Json, notFound, type Page, type PageRequest } from '#libs/kernel';
import { type Ctx, type Tx, UnitOfWork } from '#libs/platform';
import { type Receipt, Receipts, TrailEvent, type TrailFilter, TrailRepository, type TrailScope } from '#libs/trail';
import { askedBy, type AuditReading, auditRead, auditRefused } from './audit.events.ts';
import { AuditRepository } from './audit.repository.ts';

const CHUNK = 1000;

/**
 * An auditor reads the trail of those who granted it. Each reading is recorded in the same transaction, once for each
 * organisation whose part was read. What the auditor did itself is left out, so that reading does not make more to read.
 */
@Injectable()
export class AuditService {
  private readonly uow: UnitOfWork;
  private readonly grants: AuditRepository;
  private readonly events: TrailRepository;
  private readonly receipts: Receipts;

  constructor(uow: UnitOfWork, grants: AuditRepository, events: TrailRepository, receipts: Receipts) {
    this.uow = uow;
    this.grants = grants;
    this.events = events;
    this.receipts = receipts;
  }

  /** Newest first. @throws FORBIDDEN without the role AUDITOR, NOT_FOUND for an organisation that granted nothing. */
  async auditTrail(ctx: Ctx, filter: TrailFilter, page: PageRequest): Promise<Page<TrailEvent>> {
    return this.uow.run(ctx, async (tx) => {
      const scope = await this.scopeOf(tx, filter);
      const found = await this.events.page(tx, scope, filter, page);
      const read = found.edges.map(({ node }) => node);
      await this.record(tx, scope, 'PAGE', countIn(read), {
        ...askedBy(filter),
        first: page.first,
        after: page.after ?? null,
      });
      return { ...found, totalCount: () => this.uow.run(ctx, (later) => this.events.count(later, scope, filter)) };
    });
  }

  /**
   * All matching events recorded before now, oldest first, in chunks: memory stays flat, and a grant that is revoked
   * on the way ends the reading. It is recorded before the first event is handed out.
   * @throws FORBIDDEN without the role AUDITOR, NOT_FOUND for an organisation that granted nothing.
   */
  async exportTrail(ctx: Ctx, format: 'CSV' | 'JSON_LINES', asked: TrailFilter): Promise<AsyncIterable<TrailEvent[]>> {
    await this.recordRefusal(ctx, `GET /audit/trail (${format})`);
    return this.uow.run(ctx, async (tx) => {
      const filter = { ...asked, until: asked.until && asked.until < tx.now ? asked.until : tx.now };
      const scope = await this.scopeOf(tx, filter);
      const counts = new Map<string, number>();
      for (const id of scope.organisationIds) {
        counts.set(id, await this.events.count(tx, { ...scope, organisationIds: [id] }, filter));
      }
      await this.record(tx, scope, format, (id) => counts.get(id) ?? 0, askedBy(filter));
      return this.chunks(ctx, filter);
    });
  }

  /**
   * @throws FORBIDDEN without the role AUDITOR, NOT_FOUND outside the grants, CONFLICT trail.not_yet_sequenced for an event
   * recorded a moment ago.
   */
  receipt(ctx: Ctx, eventId: string): Promise<Receipt> {
    return this.uow.run(ctx, async (tx) => {
      const scope = await this.scopeOf(tx, {});
      const event = await this.events.find(tx, scope, eventId);
      if (!event) throw notFound('event');
      const receipt = await this.receipts.receiptOf(tx, event);
      const concerned = scope.organisationIds.filter((id) => concerns(event, id));
      await this.record(tx, { ...scope, organisationIds: concerned }, 'RECEIPT', () => 1, { eventId });
      return receipt;
    });
  }

  /** What GraphQL does for its fields; a file is asked for over plain HTTP. */
  private async recordRefusal(ctx: Ctx, field: string): Promise<void> {
    if (ctx.mayEver('audit', TrailEvent) || ctx.actor.organisationId === null) return;
    await this.uow.run(ctx, (tx) => tx.record(auditRefused(ctx.organisationId, field)));
  }

  private async *chunks(ctx: Ctx, filter: TrailFilter): AsyncGenerator<TrailEvent[]> {
    let after: string | null = null;
    for (;;) {
      const chunk: TrailEvent[] = await this.uow.run(ctx, async (tx) =>
        this.events.chunk(tx, await this.scopeOf(tx, filter), filter, after, CHUNK),
      );
      if (chunk.length > 0) yield chunk;
      if (chunk.length < CHUNK) return;
      after = chunk.at(-1)?.id ?? null;
    }
  }

  private async scopeOf(tx: Tx, filter: TrailFilter): Promise<TrailScope> {
    if (!tx.ctx.mayEver('audit', TrailEvent)) tx.ctx.refuse('audit', 'TrailEvent');
    const auditorId = tx.ctx.organisationId;
    const granting = await this.grants.grantingOrganisations(tx, auditorId);
    const { organisationId } = filter;
    if (!organisationId) return { organisationIds: granting, exceptBy: auditorId };
    if (!granting.includes(organisationId)) throw notFound('audit grant');
    return { organisationIds: [organisationId], exceptBy: auditorId };
  }

  private async record(
    tx: Tx,
    { organisationIds }: TrailScope,
    reading: AuditReading,
    countFor: (organisationId: string) => number,
    asked: Record<string, Json>,
  ): Promise<void> {
    for (const id of organisationIds) await tx.record(auditRead(id, reading, countFor(id), asked));
  }
}

const concerns = (event: TrailEvent, organisationId: string) =>
  [event.organisationId, event.counterpartId, event.onBehalfOfId].some((id) => id === organisationId);

const countIn = (events: readonly TrailEvent[]) => (organisationId: string) =>
  events.filter((event) => concerns(event, organisationId)).length;
