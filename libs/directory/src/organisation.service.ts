import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { forbidden, type Id, newId, notFound, type Page, type PageRequest, ROLES_OF_KIND } from '#libs/kernel';
import { announceRevoked, type Ctx, SignIn, type Tx, UnitOfWork } from '#libs/platform';
import {
  organisationAdmitted,
  organisationReadmitted,
  organisationSuspended,
  siteAdded,
  siteChanged,
} from './directory.events.ts';
import { ApiKey } from './api-key.entity.ts';
import { DirectoryRepository, type OrganisationSize } from './directory.repository.ts';
import { Member } from './member.entity.ts';
import type {
  AddSiteInput,
  AdmitOrganisationInput,
  ChangeSiteInput,
  OrganisationAdmission,
  OrganisationFilter,
  SuspendOrganisationInput,
} from './organisation.graphql.ts';
import { Organisation } from './organisation.entity.ts';
import { boundElsewhere, PeopleService } from './people.service.ts';
import { Site } from './site.entity.ts';

/** Organisations and their sites, and for which of them a person acts. */
@Injectable()
export class OrganisationService {
  private readonly uow: UnitOfWork;
  private readonly directory: DirectoryRepository;
  private readonly people: PeopleService;
  private readonly signIn: SignIn;

  constructor(uow: UnitOfWork, directory: DirectoryRepository, people: PeopleService, signIn: SignIn) {
    this.uow = uow;
    this.directory = directory;
    this.people = people;
    this.signIn = signIn;
  }

  organisation(ctx: Ctx, id: Id<'Organisation'>): Promise<Organisation> {
    return this.as(ctx, (tx) => this.directory.getVisible(tx, Organisation, id, 'organisation'));
  }

  organisations(ctx: Ctx, filter: OrganisationFilter, page: PageRequest): Promise<Page<Organisation>> {
    return this.as(ctx, (tx) => this.directory.searchOrganisations(tx, filter, page));
  }

  byIds(ctx: Ctx, ids: readonly Id<'Organisation'>[]): Promise<Map<Id, Organisation>> {
    return this.as(ctx, (tx) => this.directory.byIds(tx, Organisation, ids));
  }

  /** One of several that are asked for at once, such as the vendor of each row of a list. */
  byId(ctx: Ctx, organisationId: Id<'Organisation'>): Promise<Organisation> {
    const load = async (ids: readonly Id<'Organisation'>[]) => {
      const found = await this.byIds(ctx, ids);
      return ids.map((id) => found.get(id) ?? notFound('organisation'));
    };
    return ctx
      .loader('directory.organisation', () => new DataLoader<Id<'Organisation'>, Organisation>(load, { cache: false }))
      .load(organisationId);
  }

  /** What the operator looks after it by; null for everybody else. */
  async admissionOf(ctx: Ctx, organisation: Organisation): Promise<OrganisationAdmission | null> {
    if (!ctx.allows('list', organisation)) return null;
    const sizes = ctx.loader('directory.sizes', () => this.sizeLoader(ctx));
    const { memberCount, siteCount } = await sizes.load(organisation.id);
    const { createdAt: admittedAt, suspendedAt, suspensionReason } = organisation;
    return { admittedAt, memberCount, siteCount, suspendedAt, suspensionReason };
  }

  /** Likewise one of several; null where the actor may not see it (any more). */
  siteById(ctx: Ctx, siteId: Id<'Site'>): Promise<Site | null> {
    const load = async (ids: readonly Id<'Site'>[]) => {
      const sites = await this.sitesByIds(ctx, ids);
      return ids.map((id) => sites.get(id) ?? null);
    };
    return ctx
      .loader('directory.site', () => new DataLoader<Id<'Site'>, Site | null>(load, { cache: false }))
      .load(siteId);
  }

  sitesByIds(ctx: Ctx, ids: readonly Id<'Site'>[]): Promise<Map<Id, Site>> {
    return this.uow.run(ctx, (tx) => this.directory.byIds(tx, Site, ids));
  }

  /** The operator's: makes the organisation, a hospital's first site, and invites its first administrator by mail. */
  admit(ctx: Ctx, input: AdmitOrganisationInput): Promise<Organisation> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const organisation = Organisation.admit(
        {
          kind: input.kind,
          serviceKinds: [...(input.serviceKinds ?? [])],
          name: input.name,
          englishName: input.englishName ?? null,
        },
        tx.now,
      );
      ctx.authorise('admit', organisation);
      await this.directory.add(tx, organisation);
      await tx.record(organisationAdmitted(organisation, ctx.organisationId));
      if (organisation.kind === 'HOSPITAL') {
        await this.insertSite(tx, organisation.id, { name: input.name, englishName: input.englishName });
      }
      await this.people.invite(tx, {
        organisation,
        email: input.administratorEmail,
        // One person may have to be everything at first; the administrator gives roles to others later.
        roles: ROLES_OF_KIND[organisation.kind],
        siteIds: null,
        isOutside: false,
        language: input.language,
        inviterName: ctx.actor.person?.name ?? 'Tasuki',
        invitedBy: null,
      });
      return organisation;
    });
  }

  suspend(ctx: Ctx, { organisationId, reason }: SuspendOrganisationInput): Promise<Organisation> {
    const suspend = (organisation: Organisation, now: Date) => organisation.suspend(reason ?? null, now);
    return this.changeState(ctx, organisationId, suspend, organisationSuspended);
  }

  readmit(ctx: Ctx, id: Id<'Organisation'>): Promise<Organisation> {
    return this.changeState(ctx, id, (organisation) => organisation.readmit(), organisationReadmitted);
  }

  /** Chooses for whom the person acts from now on, in this session. @throws NOT_FOUND where they are no member. */
  actFor(ctx: Ctx, organisationId: Id<'Organisation'>): Promise<Organisation> {
    const { userId, sessionId, boundTo } = ctx.actor;
    if (!userId || !sessionId)
      throw forbidden('directory.only_people_choose', 'An API key acts for its own organisation only.');
    if (boundTo && boundTo !== organisationId) throw boundElsewhere();
    return this.uow.runAsSystem(ctx, async (tx) => {
      const member = await this.directory.membership(tx, organisationId, userId);
      const organisation =
        member?.state === 'ACTIVE' ? await tx.manager.findOneBy(Organisation, { id: organisationId }) : null;
      if (!organisation) throw notFound('organisation');
      if (organisation.state === 'SUSPENDED') {
        throw forbidden('directory.organisation_suspended', 'This organisation is suspended. Ask the operator.');
      }
      await this.signIn.setActiveOrganisation(sessionId, organisationId, tx);
      await announceRevoked(tx, userId);
      return organisation;
    });
  }

  /**
   * What the signed-in person belongs to; the walls let everyone see their own memberships. By single sign-on it is the one
   * organisation: its provider must not learn where else its people work.
   */
  memberships(ctx: Ctx): Promise<{ member: Member; organisation: Organisation }[]> {
    const { userId, boundTo } = ctx.actor;
    if (!userId) return Promise.resolve([]);
    return this.uow.runAsSystem(ctx, async (tx) => {
      const all = await this.directory.membershipsOf(tx, userId);
      const members = boundTo ? all.filter((member) => member.organisationId === boundTo) : all;
      const organisations = await this.directory.byIds(
        tx,
        Organisation,
        members.map((member) => member.organisationId),
      );
      return members.flatMap((member) => {
        const organisation = organisations.get(member.organisationId);
        return organisation ? [{ member, organisation }] : [];
      });
    });
  }

  sites(ctx: Ctx, organisationId: Id<'Organisation'> | null | undefined, page: PageRequest): Promise<Page<Site>> {
    return this.uow.run(ctx, (tx) =>
      this.directory.list(tx, Site, page, { organisationId: organisationId ?? ctx.organisationId }),
    );
  }

  addSite(ctx: Ctx, input: AddSiteInput): Promise<Site> {
    return this.uow.run(ctx, (tx) => this.insertSite(tx, ctx.organisationId, input));
  }

  changeSite(ctx: Ctx, input: ChangeSiteInput): Promise<Site> {
    return this.uow.run(ctx, async (tx) => {
      const site = await this.directory.getForChange(tx, Site, input.siteId, 'site');
      ctx.authorise('change', site);
      site.name = input.name ?? site.name;
      site.englishName = input.englishName === undefined ? site.englishName : input.englishName;
      site.address = input.address === undefined ? site.address : input.address;
      site.isActive = input.isActive ?? site.isActive;
      await this.directory.update(tx, site);
      await tx.record(siteChanged(site, ctx.organisationId));
      return site;
    });
  }

  private async insertSite(
    tx: Tx,
    organisationId: Id<'Organisation'>,
    input: Omit<AddSiteInput, 'address'> & { address?: string | null | undefined },
  ): Promise<Site> {
    const site = Object.assign(new Site(), {
      id: newId<'Site'>(),
      organisationId,
      name: input.name,
      englishName: input.englishName ?? null,
      address: input.address ?? null,
      isActive: true,
      createdAt: tx.now,
    });
    await this.directory.add(tx, site);
    await tx.record(siteAdded(site, tx.ctx.organisationId));
    return site;
  }

  private changeState(
    ctx: Ctx,
    id: Id<'Organisation'>,
    change: (organisation: Organisation, now: Date) => void,
    event: typeof organisationSuspended,
  ): Promise<Organisation> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const organisation = await this.directory.getForChange(tx, Organisation, id, 'organisation');
      ctx.authorise('suspend', organisation);
      if (organisation.kind === 'OPERATOR') {
        throw forbidden('directory.operator_stays', 'An operator cannot be kept out: nobody could let it in again.');
      }
      change(organisation, tx.now);
      await this.directory.update(tx, organisation);
      await tx.record(event(organisation, ctx.organisationId));
      for (const member of await tx.manager.findBy(Member, { organisationId: id }))
        await announceRevoked(tx, member.userId);
      for (const key of await tx.manager.findBy(ApiKey, { organisationId: id })) await announceRevoked(tx, key.id);
      return organisation;
    });
  }

  private sizeLoader(ctx: Ctx): DataLoader<Id<'Organisation'>, OrganisationSize> {
    return new DataLoader(
      async (ids) => {
        const sizes = await this.uow.runAsSystem(ctx, (tx) => this.directory.sizesOf(tx, ids));
        const byId = new Map(sizes.map((size) => [size.id, size]));
        return ids.map((id) => byId.get(id) ?? { id, memberCount: 0, siteCount: 0 });
      },
      { cache: false },
    );
  }

  /** The operator deals with every organisation, and the walls know only an organisation's own dealings. */
  private as<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
    return ctx.mayEver('list', Organisation) ? this.uow.runAsSystem(ctx, work) : this.uow.run(ctx, work);
  }
}
