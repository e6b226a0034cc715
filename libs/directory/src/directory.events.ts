import { type Id, type Json, wordsSha256 } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { ApiKey } from './api-key.entity.ts';
import type { AuditGrant } from './audit-grant.entity.ts';
import type { Contact } from './contact.entity.ts';
import type { IdentityProvider } from './identity-provider.entity.ts';
import type { Invitation } from './invitation.entity.ts';
import type { Mandate } from './mandates/mandate.entity.ts';
import type { Member } from './member.entity.ts';
import type { Organisation } from './organisation.entity.ts';
import type { Relationship } from './relationship.entity.ts';
import type { Site } from './site.entity.ts';

/** What the directory tells the trail. Facts hold ids, roles and states; names and addresses are personal or elsewhere. */
const sentence = (
  kind: string,
  subject: { type: string; id: Id },
  organisationId: Id<'Organisation'>,
  facts: Record<string, Json> = {},
): EventDraft => ({ kind, version: 1, subject, organisationId, facts });

const ofOrganisation =
  (kind: string) =>
  (organisation: Organisation, by: Id<'Organisation'>): EventDraft => ({
    ...sentence(kind, { type: 'Organisation', id: organisation.id }, by, { kind: organisation.kind }),
    counterpartId: organisation.id,
  });
export const organisationAdmitted = ofOrganisation('organisation.admitted');
export const organisationSuspended = ofOrganisation('organisation.suspended');
export const organisationReadmitted = ofOrganisation('organisation.readmitted');

const ofSite =
  (kind: string) =>
  (site: Site, by: Id<'Organisation'>): EventDraft => ({
    ...sentence(kind, { type: 'Site', id: site.id }, by, { isActive: site.isActive }),
    counterpartId: by === site.organisationId ? null : site.organisationId,
  });
export const siteAdded = ofSite('site.added');
export const siteChanged = ofSite('site.changed');

const ofMember = (kind: string) => (member: Member) =>
  sentence(kind, { type: 'Member', id: member.id }, member.organisationId, {
    userId: member.userId,
    roles: [...member.roles].toSorted(),
    siteIds: member.siteIds,
    isOutside: member.isOutside,
  });
export const memberJoined = ofMember('member.joined');
export const memberChanged = ofMember('member.changed');
export const memberEnded = ofMember('member.ended');

const ofInvitation =
  (kind: string) =>
  (invitation: Invitation, by: Id<'Organisation'>): EventDraft => ({
    ...sentence(kind, { type: 'Invitation', id: invitation.id }, by, {
      roles: [...invitation.roles].toSorted(),
      isOutside: invitation.isOutside,
      expiresAt: invitation.expiresAt.toISOString(),
    }),
    counterpartId: by === invitation.organisationId ? null : invitation.organisationId,
  });
export const memberInvited = ofInvitation('member.invited');
export const invitationRevoked = ofInvitation('invitation.revoked');

const ofApiKey = (kind: string) => (key: ApiKey) =>
  sentence(kind, { type: 'ApiKey', id: key.id }, key.organisationId, {
    roles: [...key.roles].toSorted(),
    prefix: key.prefix,
    expiresAt: key.expiresAt.toISOString(),
  });
export const apiKeyMade = ofApiKey('api_key.made');
export const apiKeyRevoked = ofApiKey('api_key.revoked');

const ofIdentityProvider = (kind: string) => (provider: IdentityProvider) =>
  sentence(kind, { type: 'IdentityProvider', id: provider.id }, provider.organisationId, {
    issuer: provider.issuer,
    clientId: provider.clientId,
  });
export const identityProviderSet = ofIdentityProvider('identity_provider.set');
export const identityProviderRemoved = ofIdentityProvider('identity_provider.removed');

/** A member was recognised by the organisation's provider for the first time. */
export const memberRecognised = (member: Member, provider: IdentityProvider) =>
  sentence('member.recognised', { type: 'Member', id: member.id }, member.organisationId, {
    userId: member.userId,
    identityProviderId: provider.id,
  });

const ofRelationship =
  (kind: string) =>
  (relationship: Relationship, by: Id<'Organisation'>): EventDraft => ({
    ...sentence(kind, { type: 'Relationship', id: relationship.id }, by, {
      vendorId: relationship.vendorId,
      hospitalId: relationship.hospitalId,
      state: relationship.state,
      shares: relationship.shares,
    }),
    counterpartId: relationship.otherParty(by),
  });
export const relationshipProposed = ofRelationship('relationship.proposed');
export const relationshipConfirmed = ofRelationship('relationship.confirmed');
export const relationshipEnded = ofRelationship('relationship.ended');
export const relationshipSharingChanged = ofRelationship('relationship.sharing_changed');

const ofContact = (kind: string) => (contact: Contact) =>
  sentence(kind, { type: 'Contact', id: contact.id }, contact.organisationId, {
    kind: contact.kind,
    siteId: contact.siteId,
    relationshipId: contact.relationshipId,
  });
export const contactSet = ofContact('contact.set');
export const contactRemoved = ofContact('contact.removed');

const ofGrant =
  (kind: string) =>
  (grant: AuditGrant): EventDraft => ({
    ...sentence(kind, { type: 'AuditGrant', id: grant.id }, grant.organisationId, {
      publicationId: grant.publicationId,
      periodFrom: grant.periodFrom?.toISOString() ?? null,
      periodUntil: grant.periodUntil?.toISOString() ?? null,
      expiresAt: grant.expiresAt.toISOString(),
    }),
    counterpartId: grant.auditorId,
  });
export const auditGranted = ofGrant('audit.granted');
export const auditGrantRevoked = ofGrant('audit.grant_revoked');

const ofMandate =
  (kind: string) =>
  (mandate: Mandate): EventDraft => ({
    ...sentence(kind, { type: 'Mandate', id: mandate.id }, mandate.grantorId, {
      mandataryId: mandate.mandataryId,
      productIds: [...mandate.productIds],
      siteIds: mandate.siteIds && [...mandate.siteIds],
      acts: [...mandate.acts],
      from: mandate.from,
      until: mandate.until,
    }),
    counterpartId: mandate.mandataryId,
  });
export const mandateGranted = ofMandate('mandate.granted');
export const mandateRevoked = (mandate: Mandate): EventDraft => {
  const draft = ofMandate('mandate.revoked')(mandate);
  return { ...draft, facts: { ...draft.facts, reasonSha256: wordsSha256(mandate.revocationReason) } };
};
