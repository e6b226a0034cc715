import type { Site } from '#libs/directory';
import type { ActionAnswer, AnsweringService } from '#libs/engagement';
import { calendarDate, type Id } from '#libs/kernel';
import { type Ctx, systemCtx, type UnitOfWork } from '#libs/platform';
import type { Publication, PublicationService, RequiredActionKind } from '#libs/publishing';
import type { HospitalName, VendorName } from './cast.ts';
import type { ProductName } from './offer.ts';
import type { TurnedClock } from './story-clock.ts';
import { type Chapter, DRAFTS, type Heard, STORY, type Told } from './story.ts';

/** Who plays, and where. */
export interface Stage {
  clock: TurnedClock;
  signal: AbortSignal;
  uow: UnitOfWork;
  publications: PublicationService;
  answering: AnsweringService;
  writer: (vendor: VendorName) => Ctx;
  /** Who has just signed in. */
  approver: (vendor: VendorName) => Ctx;
  answerer: (hospital: HospitalName) => Ctx;
  hospital: (hospital: HospitalName) => { id: Id<'Organisation'>; securityEmail: string; sites: readonly Site[] };
  release: (product: ProductName, version: string) => Id<'Release'>;
}

const DAY_HOURS = 24;
const HOSPITALS = ['general', 'city', 'clinic'] as const;
/** When after the publication hospitals answer: each takes longer. */
const ANSWER_HOURS = { general: 5, city: 9, clinic: 14 } as const;

/** Lets vendors publish and hospitals answer over the months before the demonstration is made. */
export class Storyteller {
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async tellPast(): Promise<void> {
    for (const chapter of STORY) await this.tellChapter(chapter);
  }

  /** What nobody has submitted yet. */
  async leaveDrafts(): Promise<void> {
    await Promise.all(DRAFTS.map((one) => this.draft(one)));
  }

  private async tellChapter({ daysAgo, told }: Chapter): Promise<void> {
    const { clock, signal } = this.stage;
    signal.throwIfAborted();
    clock.goBack(daysAgo * DAY_HOURS);
    const published = await Promise.all(told.map(async (one) => ({ one, ...(await this.publish(one)) })));
    await this.delivered();
    for (const hospital of HOSPITALS) {
      clock.goBack(daysAgo * DAY_HOURS - ANSWER_HOURS[hospital]);
      const hearing = published.flatMap(({ one, id }) => {
        const heard = one.heard?.[hospital];
        return heard ? [this.hear(hospital, id, heard)] : [];
      });
      await Promise.all(hearing);
    }
    const ended = published.filter(({ one }) => one.end !== undefined);
    if (ended.length === 0) return;
    clock.goBack(daysAgo * DAY_HOURS - 2 * DAY_HOURS);
    for (const { one, id } of ended) await this.end(one, id);
    await this.delivered();
  }

  private draft({ vendor, about, title, summary, asks, named = [], kind, severity, tlp }: Told): Promise<Publication> {
    const { publications, writer, hospital, release } = this.stage;
    return publications.draft(writer(vendor), {
      kind,
      severity,
      tlp,
      titleJa: title.ja,
      titleEn: title.en,
      summaryJa: summary.ja,
      summaryEn: summary.en,
      releaseIds: about.map(([product, version]) => release(product, version)),
      actions: asks.map(([action, days]) => ({ kind: action, dueOn: this.inDays(days) })),
      uploadIds: [],
      namedHospitals: named.map((name) => {
        const { id, securityEmail } = hospital(name);
        return { hospitalId: id, emails: tlp === 'RED' ? [securityEmail] : [] };
      }),
    });
  }

  private async publish(one: Told): Promise<Publication> {
    const { id } = await this.draft(one);
    return this.approve(one.vendor, id, one.isEmergency);
  }

  private async approve(
    vendor: VendorName,
    publicationId: Id<'Publication'>,
    isEmergency = false,
  ): Promise<Publication> {
    const { publications, writer, approver } = this.stage;
    const { submittedAt } = await publications.submit(writer(vendor), { publicationId });
    if (!submittedAt) throw new Error('what was submitted says when');
    return isEmergency
      ? publications.publishEmergency(approver(vendor), { publicationId, submittedAt })
      : publications.approve(approver(vendor), { publicationId, submittedAt, isEditorial: false });
  }

  private async end({ vendor, end, asks }: Told, publicationId: Id<'Publication'>): Promise<void> {
    const { publications, writer, approver } = this.stage;
    if (end === 'WITHDRAWN') {
      const reason = '対象の版に誤りがありました。/ It named the wrong release.';
      await publications.withdraw(approver(vendor), { publicationId, reason });
      return;
    }
    const actions = asks.map(([kind, days]) => ({ kind, dueOn: this.inDays(days) }));
    const { id } = await publications.draftRevision(writer(vendor), { publicationId, actions });
    const summaryJa = '手順 4 を改めました。デモ用の文書です。';
    await publications.edit(writer(vendor), { publicationId: id, summaryJa });
    await this.approve(vendor, id);
  }

  private async hear(name: HospitalName, publicationId: Id<'Publication'>, heard: Heard): Promise<void> {
    const { answering, answerer, hospital } = this.stage;
    const delivery = await this.deliveryTo(hospital(name).id, publicationId);
    if (!delivery) throw new Error(`the demonstration's ${name} hospital did not get what it answers`);
    const ctx = answerer(name);
    await answering.markViewed(ctx, delivery.id, null);
    if (heard === 'VIEWED') return;
    const answers = delivery.asked.flatMap((kind) => ANSWERS[kind] ?? []);
    const sites = heard === 'PARTLY' ? delivery.siteIds.slice(0, 1) : delivery.siteIds;
    for (const siteId of sites) {
      await answering.acknowledge(ctx, delivery.id, siteId, { comment: '確認しました。', answers });
    }
  }

  private async deliveryTo(hospitalId: Id<'Organisation'>, publicationId: Id<'Publication'>) {
    const rows = await this.look<{ id: Id<'Delivery'>; asked: RequiredActionKind[]; siteIds: Id<'Site'>[] }>(
      `select d.id, array(select asked->>'kind' from jsonb_array_elements(d.actions) asked) as asked,
              array(select s.site_id from delivery_site s
                    where s.hospital_id = d.hospital_id and s.delivery_id = d.id and s.is_connected
                    order by s.site_id) as "siteIds"
       from delivery d where d.hospital_id = $1 and d.publication_id = $2 and d.notice = 'PUBLICATION'`,
      [hospitalId, publicationId],
    );
    return rows[0] ?? null;
  }

  /** Until everything that was published, or withdrawn, has reached whom it concerns. */
  private async delivered(): Promise<void> {
    for (;;) {
      this.stage.signal.throwIfAborted();
      const [waiting] = await this.look(
        `select from publication
         where (state = 'PUBLISHED' and delivered_at is null)
            or (state = 'WITHDRAWN' and withdrawal_delivered_at is null) limit 1`,
      );
      if (!waiting) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  private look<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.stage.uow.runAsSystem(systemCtx('tasuki demo'), (tx) => tx.sql<Row>(text, parameters));
  }

  private inDays(days: number): string {
    return calendarDate(new Date(this.stage.clock.now().getTime() + days * DAY_HOURS * 3_600_000));
  }
}

/** What hospitals of the demonstration say to what is more than to acknowledge. */
const ANSWERS: Partial<Record<RequiredActionKind, ActionAnswer[]>> = {
  REPORT_AFFECTED: [{ action: 'REPORT_AFFECTED', answer: 'INVESTIGATING', comment: null }],
  REPLY: [{ action: 'REPLY', answer: 'REPLIED', comment: '切り替えは完了しました。' }],
};
