import type { Policy } from '#libs/platform';
import { ApiKey } from './api-key.entity.ts';
import { AuditGrant } from './audit-grant.entity.ts';
import { Contact } from './contact.entity.ts';
import { IdentityProvider } from './identity-provider.entity.ts';
import { Invitation } from './invitation.entity.ts';
import { Mandate } from './mandates/mandate.entity.ts';
import { Member } from './member.entity.ts';
import { Organisation } from './organisation.entity.ts';
import { Relationship } from './relationship.entity.ts';
import { Site } from './site.entity.ts';

/**
 * Which rows of another organisation one sees at all is row-level security's to say (a hospital is known only to whom
 * it deals with); the rules here are about verbs.
 */
export const directoryPolicy: Policy = (actor, can) => {
  if (actor.kind === 'PERSON') {
    can('choose', Organisation);
    if (actor.userId) can('read', Member, { userId: actor.userId });
  }
  const { organisationId } = actor;
  if (!organisationId) return;

  can('read', Organisation);
  can('read', Site);
  can('read', Contact);
  can('read', Member, { organisationId });
  can('read', Invitation, { organisationId });
  can('read', ApiKey, { organisationId });
  can('read', IdentityProvider, { organisationId });
  can('read', Relationship, { vendorId: organisationId });
  can('read', Relationship, { hospitalId: organisationId });
  can('read', AuditGrant, { organisationId });
  can('read', AuditGrant, { auditorId: organisationId });
  can('read', Mandate, { grantorId: organisationId });
  can('read', Mandate, { mandataryId: organisationId });

  if (actor.has('VENDOR_ADMIN') || actor.has('HOSPITAL_ADMIN')) {
    const side = actor.isVendor ? { vendorId: organisationId } : { hospitalId: organisationId };
    can(['propose', 'confirm', 'end'], Relationship, side);
    can('manage', Contact, { organisationId });
    can(['grant', 'revoke'], AuditGrant, { organisationId });
    // Keys and members are a person's to give: a program must not make programs.
    if (actor.kind === 'PERSON') {
      can(['invite', 'end', 'change'], Member, { organisationId });
      can('revoke', Invitation, { organisationId });
      can(['make', 'revoke'], ApiKey, { organisationId });
      can('manage', IdentityProvider, { organisationId });
      // A service provider acts for others; whom it sends itself are its members.
      if (actor.organisationKind !== 'SERVICE_PROVIDER')
        can(['grant', 'revoke'], Mandate, { grantorId: organisationId });
    }
  }
  if (actor.has('HOSPITAL_ADMIN')) {
    can(['add', 'change'], Site, { organisationId });
    can('share', Relationship, { hospitalId: organisationId });
  }
  if (actor.has('OPERATOR') && actor.kind === 'PERSON') {
    can(['admit', 'suspend', 'list'], Organisation);
    can(['invite', 'end', 'change'], Member, { organisationId });
    can('revoke', Invitation, { organisationId });
    can('manage', IdentityProvider, { organisationId });
  }
  if ((actor.has('AUDITOR') || actor.has('REGULATOR_VIEWER')) && actor.kind === 'PERSON') {
    can(['invite', 'end', 'change'], Member, { organisationId });
    can('revoke', Invitation, { organisationId });
    can('manage', IdentityProvider, { organisationId });
  }
};
