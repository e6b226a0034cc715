import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationService, SiteObject, type Site } from '#libs/directory';
import { Access, CurrentCtx, MutationOf, parsedBy, type Ctx } from '#libs/platform';
import { CalendarLink } from './calendar-link.entity.ts';
import * as g from './calendar-link.graphql.ts';
import type { ListedLink } from './calendar-link.repository.ts';
import { CalendarService } from './calendar.service.ts';

const input = (type: () => new () => object) => ({ name: 'input', type, description: 'What to do.' });
const asObject = (ctx: Ctx, { link, makerName, isWorking }: ListedLink) => ({
  ...link,
  makerName,
  isWorking,
  mayRevoke: link.revokedAt === null && ctx.allows('revoke', link),
});

@Resolver(() => g.CalendarLinkObject)
export class CalendarLinkResolver {
  private readonly calendars: CalendarService;
  private readonly organisations: OrganisationService;

  constructor(calendars: CalendarService, organisations: OrganisationService) {
    this.calendars = calendars;
    this.organisations = organisations;
  }

  @Query(() => [g.CalendarLinkObject], {
    description: 'Calendars of the own hospital that one may subscribe to, save revoked ones; the newest first.',
  })
  @Access('read', CalendarLink)
  async calendarLinks(@CurrentCtx() ctx: Ctx) {
    return (await this.calendars.list(ctx)).map((one) => asObject(ctx, one));
  }

  @Mutation(() => g.MakeCalendarLinkPayload, { description: 'Makes an address at which a calendar is read.' })
  @Access('make', CalendarLink)
  async makeCalendarLink(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.MakeCalendarLinkInput), parsedBy(g.makeCalendarLink)) given: g.MakeCalendarLink,
  ) {
    const { url, ...made } = await this.calendars.make(ctx, given);
    return { calendarLink: asObject(ctx, made), url };
  }

  @MutationOf('calendarLink', g.CalendarLinkObject, 'Revokes a calendar link: its address answers no more.')
  @Access('revoke', CalendarLink)
  async revokeCalendarLink(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.CalendarLinkInput), parsedBy(g.calendarLinkInput)) { calendarLinkId }: g.CalendarLinkInput,
  ) {
    return { calendarLink: asObject(ctx, await this.calendars.revoke(ctx, calendarLinkId)) };
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: g.CalendarLinkObject): Promise<Site | null> {
    return this.organisations.siteById(ctx, siteId);
  }
}
