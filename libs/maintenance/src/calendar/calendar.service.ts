import { Injectable } from '@nestjs/common';
import { hashSecret, newSecret } from '#libs/directory';
import { Actor, notFound, type Id } from '#libs/kernel';
import { Config, Ctx, PolicyRegistry, systemCtx, UnitOfWork } from '#libs/platform';
import { MaintenanceWindowRepository } from '../maintenance-window.repository.ts';
import { CalendarLink } from './calendar-link.entity.ts';
import { CalendarLinkRepository, type ListedLink } from './calendar-link.repository.ts';
import { calendarLinkMade, calendarLinkRevoked } from './calendar.events.ts';
import { DueRepository } from './due.repository.ts';
import { calendarName, entriesOf } from './entries.ts';
import { icalendar } from './icalendar.ts';

const PREFIX = 'cal_';

/** What is due at a site, in the calendar programs of those who plan it. */
@Injectable()
export class CalendarService {
  private readonly uow: UnitOfWork;
  private readonly links: CalendarLinkRepository;
  private readonly due: DueRepository;
  private readonly windows: MaintenanceWindowRepository;
  private readonly policies: PolicyRegistry;
  private readonly config: Config;

  constructor(
    uow: UnitOfWork,
    links: CalendarLinkRepository,
    due: DueRepository,
    windows: MaintenanceWindowRepository,
    policies: PolicyRegistry,
    config: Config,
  ) {
    this.uow = uow;
    this.links = links;
    this.due = due;
    this.windows = windows;
    this.policies = policies;
    this.config = config;
  }

  list(ctx: Ctx): Promise<ListedLink[]> {
    return this.uow.run(ctx, async (tx) => (await this.links.list(tx)).filter(({ link }) => ctx.allows('read', link)));
  }

  /** The address is in this answer and nowhere else. @throws NOT_FOUND for a site of others. */
  make(
    ctx: Ctx,
    { siteId, name, language }: Pick<CalendarLink, 'siteId' | 'name' | 'language'>,
  ): Promise<ListedLink & { url: string }> {
    return this.uow.run(ctx, async (tx) => {
      await this.windows.requireOwnSite(tx, siteId);
      const { secret, hash } = newSecret(PREFIX);
      const maker = await this.links.makerOf(tx);
      const link = CalendarLink.make({
        hospitalId: ctx.organisationId,
        siteId,
        name,
        language,
        secretHash: hash,
        createdBy: maker.id,
        createdAt: tx.now,
      });
      ctx.authorise('make', link);

      await this.links.insert(tx, link);
      await tx.record(calendarLinkMade(link));
      return { link, makerName: maker.name, isWorking: true, url: `${this.config.baseUrl}/calendars/${secret}.ics` };
    });
  }

  /** @throws CONFLICT `maintenance.calendar_link_already_revoked` */
  revoke(ctx: Ctx, id: Id<'CalendarLink'>): Promise<ListedLink> {
    return this.uow.run(ctx, async (tx) => {
      const link = await this.links.lock(tx, id);
      ctx.authorise('revoke', link);
      link.revoke(tx.now);

      await this.links.writeRevoked(tx, link);
      await tx.record(calendarLinkRevoked(link));
      return { link, makerName: await this.links.nameOf(tx, link.createdBy), isWorking: false };
    });
  }

  /**
   * The calendar behind a secret, as the hospital's own rows say it now. Whoever holds the secret is no member: what is
   * for named members alone (TLP:RED) is not in it.
   * @throws NOT_FOUND alike for a secret that never was, was revoked, or whose maker may no longer plan there.
   */
  async read(secret: string, requestId: string): Promise<string> {
    const found = await this.uow.runAsSystem(systemCtx(requestId), (tx) => this.links.bySecret(tx, hashSecret(secret)));
    if (!found) throw notFound('calendar');
    const { hospitalId, siteId, siteName, language } = found;
    const actor = new Actor({
      kind: 'PROGRAM',
      organisationId: hospitalId,
      organisationKind: 'HOSPITAL',
      siteIds: [siteId],
    });
    const ctx = new Ctx(actor, this.policies.abilityOf(actor), requestId);
    const due = await this.uow.run(ctx, async (tx) => ({
      windows: await this.due.windows(tx, siteId),
      deferrals: await this.due.deferrals(tx, siteId),
      decisions: await this.due.decisions(tx, siteId),
    }));
    const place = { siteName, language, portal: this.config.baseUrl };
    return icalendar(calendarName(place), entriesOf(place, due));
  }
}
