import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Id, unauthenticated } from '#libs/kernel';
import {
  Access,
  checkedPage,
  type Ctx,
  CurrentCtx,
  id,
  PageArgs,
  parsedBy,
  MutationOf,
  Public,
  SignIn,
} from '#libs/platform';
import { ApiKey } from './api-key.entity.ts';
import { AuditGrant } from './audit-grant.entity.ts';
import { Contact } from './contact.entity.ts';
import { Invitation } from './invitation.entity.ts';
import { Member } from './member.entity.ts';
import { Organisation } from './organisation.entity.ts';
import * as o from './organisation.graphql.ts';
import { OrganisationService } from './organisation.service.ts';
import * as p from './people.graphql.ts';
import { PeopleService } from './people.service.ts';
import { Relationship } from './relationship.entity.ts';
import * as r from './relationship.graphql.ts';
import { RelationshipService } from './relationship.service.ts';
import { Site } from './site.entity.ts';

@Resolver()
export class OrganisationResolver {
  private readonly organisationsService: OrganisationService;

  constructor(organisations: OrganisationService) {
    this.organisationsService = organisations;
  }

  @Query(() => o.Viewer, { nullable: true, description: 'Who asks; null when nobody is signed in.' })
  @Public()
  async viewer(@CurrentCtx() ctx: Ctx): Promise<o.Viewer | null> {
    const { actor } = ctx;
    if (actor.kind === 'ANONYMOUS') return null;
    const [memberships, organisation] = await Promise.all([
      this.organisationsService.memberships(ctx),
      actor.organisationId ? this.organisationsService.organisation(ctx, actor.organisationId) : null,
    ]);
    return {
      userId: actor.userId,
      name: actor.person?.name ?? null,
      email: actor.person?.email ?? null,
      hasSecondFactor: actor.hasSecondFactor,
      organisation,
      organisationCode: organisation?.code ?? null,
      roles: [...actor.roles],
      permissions: ctx.permissions(),
      memberships: memberships.map(({ member, organisation: of }) => ({ organisation: of, roles: member.roles })),
      signedInBy: actor.signedInBy,
      onlyThisOrganisation: actor.boundTo !== null,
    };
  }

  @Query(() => o.OrganisationObject, { description: 'One organisation that one may know of.' })
  @Access('read', Organisation)
  organisation(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Its id.' }, parsedBy(id<'Organisation'>())) one: Id<'Organisation'>,
  ) {
    return this.organisationsService.organisation(ctx, one);
  }

  @Query(() => o.OrganisationConnection, {
    description: 'Organisations that one may know of: vendors and auditors, and whom one deals with.',
  })
  @Access('read', Organisation)
  organisations(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => o.OrganisationsArgs }, parsedBy(o.organisationList)) list: o.OrganisationList,
  ) {
    return this.organisationsService.organisations(ctx, list, list);
  }

  @Query(() => o.SiteConnection, { description: 'Sites of the own organisation, or of one that one deals with.' })
  @Access('read', Site)
  sites(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => r.OfOrganisationArgs }, parsedBy(r.ofOrganisation)) list: r.OfOrganisation,
  ) {
    return this.organisationsService.sites(ctx, list.organisationId, list);
  }

  @MutationOf('organisation', o.OrganisationObject, 'Chooses the organisation that the signed-in person acts for.')
  @Access('choose', Organisation)
  async actFor(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(o.organisationInput)) input: o.OrganisationInput,
  ) {
    return { organisation: await this.organisationsService.actFor(ctx, input.organisationId) };
  }

  @MutationOf('organisation', o.OrganisationObject, 'Admits an organisation and invites its first administrator.')
  @Access('admit', Organisation)
  async admitOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(o.admitOrganisation)) input: o.AdmitOrganisationInput,
  ) {
    return { organisation: await this.organisationsService.admit(ctx, input) };
  }

  @MutationOf(
    'organisation',
    o.OrganisationObject,
    'Keeps an organisation out until it is readmitted. Nothing of it is lost.',
  )
  @Access('suspend', Organisation)
  async suspendOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(o.suspendOrganisation))
    input: o.SuspendOrganisationInput,
  ) {
    return { organisation: await this.organisationsService.suspend(ctx, input) };
  }

  @MutationOf('organisation', o.OrganisationObject, 'Lets a suspended organisation take part again.')
  @Access('suspend', Organisation)
  async readmitOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(o.organisationInput)) input: o.OrganisationInput,
  ) {
    return { organisation: await this.organisationsService.readmit(ctx, input.organisationId) };
  }

  @MutationOf('site', o.SiteObject, 'Adds a site to the own organisation.')
  @Access('add', Site)
  async addSite(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(o.addSite)) input: o.AddSiteInput,
  ) {
    return { site: await this.organisationsService.addSite(ctx, input) };
  }

  @MutationOf('site', o.SiteObject, 'Changes a site of the own organisation.')
  @Access('change', Site)
  async changeSite(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(o.changeSite)) input: o.ChangeSiteInput,
  ) {
    return { site: await this.organisationsService.changeSite(ctx, input) };
  }
}

@Resolver(() => o.OrganisationObject)
export class AdmissionResolver {
  private readonly organisations: OrganisationService;

  constructor(organisations: OrganisationService) {
    this.organisations = organisations;
  }

  @ResolveField(() => o.OrganisationAdmission, {
    nullable: true,
    description: 'For the operator: since when it takes part, and how large it is.',
  })
  admission(@CurrentCtx() ctx: Ctx, @Parent() organisation: Organisation): Promise<o.OrganisationAdmission | null> {
    return this.organisations.admissionOf(ctx, organisation);
  }
}

@Resolver()
export class PeopleResolver {
  private readonly people: PeopleService;
  private readonly signIn: SignIn;

  constructor(people: PeopleService, signIn: SignIn) {
    this.people = people;
    this.signIn = signIn;
  }

  @Query(() => p.MemberConnection, { description: 'Members of the own organisation.' })
  @Access('read', Member)
  members(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs) {
    return this.people.members(ctx, page);
  }

  @Query(() => p.InvitationConnection, { description: 'Invitations that the own organisation sent.' })
  @Access('read', Invitation)
  invitations(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs) {
    return this.people.invitations(ctx, page);
  }

  @Query(() => p.ApiKeyConnection, { description: 'API keys of the own organisation, without their secrets.' })
  @Access('read', ApiKey)
  apiKeys(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs) {
    return this.people.apiKeys(ctx, page);
  }

  @MutationOf('invitation', p.InvitationObject, 'Invites a person by mail.')
  @Access('invite', Member)
  async inviteMember(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.inviteMember)) input: p.InviteMemberInput,
  ) {
    return { invitation: await this.people.inviteMember(ctx, input) };
  }

  @MutationOf('invitation', p.InvitationObject, 'Takes an invitation back.')
  @Access('revoke', Invitation)
  async revokeInvitation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.invitationInput)) input: p.InvitationInput,
  ) {
    return { invitation: await this.people.revokeInvitation(ctx, input.invitationId) };
  }

  @Query(() => p.InvitationOffer, {
    nullable: true,
    description: 'What the invitation behind a token offers; null when it was accepted, taken back or has expired.',
  })
  @Public()
  invitationBehind(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'token',
      { type: () => String, description: 'The token in the link, behind the #.' },
      parsedBy(p.invitationToken),
    )
    token: string,
  ) {
    return this.people.invitationBehind(ctx, token);
  }

  @MutationOf('member', p.MemberObject, 'Joins an organisation with the token from the mail.')
  @Public()
  async acceptInvitation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.acceptInvitation)) input: p.AcceptInvitationInput,
  ) {
    return { member: await this.people.acceptInvitation(ctx, input) };
  }

  @MutationOf('member', p.MemberObject, 'Changes what a member may do.')
  @Access('change', Member)
  async changeMember(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.changeMember)) input: p.ChangeMemberInput,
  ) {
    return { member: await this.people.changeMember(ctx, input) };
  }

  @MutationOf('member', p.MemberObject, 'Ends a membership. What the member did stays on record.')
  @Access('end', Member)
  async endMembership(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.memberInput)) input: p.MemberInput,
  ) {
    return { member: await this.people.endMembership(ctx, input.memberId) };
  }

  @Mutation(() => p.MakeApiKeyPayload, { description: 'Makes a key for a program; its secret is shown this once.' })
  @Access('make', ApiKey)
  makeApiKey(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.makeApiKey)) input: p.MakeApiKeyInput,
  ) {
    return this.people.makeApiKey(ctx, input);
  }

  @MutationOf('apiKey', p.ApiKeyObject, 'Revokes a key at once.')
  @Access('revoke', ApiKey)
  async revokeApiKey(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.apiKeyInput)) input: p.ApiKeyInput,
  ) {
    return { apiKey: await this.people.revokeApiKey(ctx, input.apiKeyId) };
  }

  @Mutation(() => p.ConfirmPasswordPayload, {
    description: 'Proves the password again: some acts ask for a fresh sign-in.',
  })
  @Access('choose', Organisation)
  async confirmPassword(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(p.confirmPassword)) input: p.ConfirmPasswordInput,
  ) {
    const { sessionId, userId } = ctx.actor;
    if (!sessionId || !userId) throw unauthenticated();
    return { authenticatedAt: await this.signIn.confirmPassword(sessionId, userId, input.password) };
  }
}

@Resolver()
export class RelationshipResolver {
  private readonly relationshipsService: RelationshipService;

  constructor(relationships: RelationshipService) {
    this.relationshipsService = relationships;
  }

  @Query(() => r.RelationshipConnection, { description: 'Relationships of the own organisation.' })
  @Access('read', Relationship)
  relationships(@CurrentCtx() ctx: Ctx, @Args(checkedPage) args: r.RelationshipsArgs) {
    return this.relationshipsService.relationships(ctx, args.state, args);
  }

  @Query(() => r.ContactConnection, {
    description: 'Contacts of the own organisation, or of one in an active relationship.',
  })
  @Access('read', Contact)
  contacts(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => r.OfOrganisationArgs }, parsedBy(r.ofOrganisation)) list: r.OfOrganisation,
  ) {
    return this.relationshipsService.contacts(ctx, list.organisationId, list);
  }

  @Query(() => r.AuditGrantConnection, { description: 'Audit grants that the own organisation gave or received.' })
  @Access('read', AuditGrant)
  auditGrants(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs) {
    return this.relationshipsService.auditGrants(ctx, page);
  }

  @MutationOf('relationship', r.RelationshipObject, 'Proposes a relationship to the other side.')
  @Access('propose', Relationship)
  async proposeRelationship(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.proposeRelationship))
    input: r.ProposeRelationshipInput,
  ) {
    return { relationship: await this.relationshipsService.propose(ctx, input) };
  }

  @MutationOf('relationship', r.RelationshipObject, 'Confirms what the other side proposed.')
  @Access('confirm', Relationship)
  async confirmRelationship(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.relationshipInput)) input: r.RelationshipInput,
  ) {
    return { relationship: await this.relationshipsService.confirm(ctx, input.relationshipId) };
  }

  @MutationOf('relationship', r.RelationshipObject, 'Ends a relationship. What was delivered stays.')
  @Access('end', Relationship)
  async endRelationship(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.relationshipInput)) input: r.RelationshipInput,
  ) {
    return { relationship: await this.relationshipsService.end(ctx, input.relationshipId) };
  }

  @MutationOf('relationship', r.RelationshipObject, 'Chooses what the vendor sees of the assets.')
  @Access('share', Relationship)
  async shareAssets(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.shareAssets)) input: r.ShareAssetsInput,
  ) {
    return { relationship: await this.relationshipsService.share(ctx, input.relationshipId, input.shares) };
  }

  @MutationOf('contact', r.ContactObject, 'Adds a contact, or changes one.')
  @Access('manage', Contact)
  async setContact(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.setContact)) input: r.SetContactInput,
  ) {
    return { contact: await this.relationshipsService.setContact(ctx, input) };
  }

  @MutationOf('contact', r.ContactObject, 'Removes a contact.')
  @Access('manage', Contact)
  async removeContact(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.contactInput)) input: r.ContactInput,
  ) {
    return { contact: await this.relationshipsService.removeContact(ctx, input.contactId) };
  }

  @MutationOf('auditGrant', r.AuditGrantObject, 'Lets an auditor read the own part of the trail.')
  @Access('grant', AuditGrant)
  async grantAudit(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.grantAudit)) input: r.GrantAuditInput,
  ) {
    return { auditGrant: await this.relationshipsService.grantAudit(ctx, input) };
  }

  @MutationOf('auditGrant', r.AuditGrantObject, 'Takes a grant back at once.')
  @Access('revoke', AuditGrant)
  async revokeAuditGrant(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(r.auditGrantInput)) input: r.AuditGrantInput,
  ) {
    return { auditGrant: await this.relationshipsService.revokeAuditGrant(ctx, input.auditGrantId) };
  }
}
