import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { connectionOf, email, enumeration, id, longText, PageArgs, text } from '#libs/platform';
import { isOrganisationCode } from './organisation.entity.ts';
import { CONTACT_KINDS, type ContactKind } from './contact.entity.ts';
import { type RelationshipState, SHARES, type Shares } from './relationship.entity.ts';

const RelationshipStateEnum = enumeration<RelationshipState>('RelationshipState', 'Where a relationship stands.', {
  REQUESTED: 'Proposed by one side.',
  ACTIVE: 'Confirmed by the other.',
  ENDED: 'Ended by either.',
});
const SharesEnum = enumeration<Shares>('Shares', 'What a hospital lets a vendor see of its assets.', {
  COUNTS: 'Sums.',
  ASSETS: 'Asset by asset.',
});
const ContactKindEnum = enumeration<ContactKind>('ContactKind', 'When to turn to a contact.', {
  SECURITY: 'First.',
  BACKUP: 'When the first does not answer.',
  EMERGENCY: 'At night.',
});

@ObjectType('Relationship', { description: 'Between a vendor and a hospital.' })
export class RelationshipObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'Relationship'>;
  @Field(() => ID, { description: 'The vendor.' })
  vendorId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The hospital.' })
  hospitalId!: Id<'Organisation'>;
  @Field(() => RelationshipStateEnum, { description: 'Where it stands.' })
  state!: RelationshipState;
  @Field(() => SharesEnum, { description: 'What the hospital lets the vendor see of its assets.' })
  shares!: Shares;
  @Field(() => ID, { description: 'Which side proposed it.' })
  proposedById!: Id<'Organisation'>;
  @Field(() => Date, { description: 'When it was proposed.' })
  proposedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the other side confirmed it.' })
  confirmedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it ended.' })
  endedAt!: Date | null;
}

@ObjectType('Contact', { description: 'Whom to reach.' })
export class ContactObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'Contact'>;
  @Field(() => ID, { description: 'Whose contact it is.' })
  organisationId!: Id<'Organisation'>;
  @Field(() => ID, { nullable: true, description: 'Only for this site.' })
  siteId!: Id<'Site'> | null;
  @Field(() => ID, { nullable: true, description: 'Only for this relationship.' })
  relationshipId!: Id<'Relationship'> | null;
  @Field(() => ContactKindEnum, { description: 'When to turn to it.' })
  kind!: ContactKind;
  @Field(() => String, { description: 'A person or a desk.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone!: string | null;
  @Field(() => String, { nullable: true, description: 'Anything else, such as hours.' })
  note!: string | null;
}

@ObjectType('AuditGrant', { description: "Lets an auditor read the granting organisation's part of the trail." })
export class AuditGrantObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'AuditGrant'>;
  @Field(() => ID, { description: 'Who granted it.' })
  organisationId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'Who may read.' })
  auditorId!: Id<'Organisation'>;
  @Field(() => ID, { nullable: true, description: 'Only events about this publication.' })
  publicationId!: Id<'Publication'> | null;
  @Field(() => Date, { nullable: true, description: 'Only events from then on.' })
  periodFrom!: Date | null;
  @Field(() => Date, { nullable: true, description: 'Only events before then.' })
  periodUntil!: Date | null;
  @Field(() => Date, { description: 'Until when the grant holds.' })
  expiresAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was taken back.' })
  revokedAt!: Date | null;
}

export const RelationshipConnection = connectionOf(RelationshipObject, 'Relationship');
export const ContactConnection = connectionOf(ContactObject, 'Contact');
export const AuditGrantConnection = connectionOf(AuditGrantObject, 'AuditGrant');

@ArgsType()
export class RelationshipsArgs extends PageArgs {
  @Field(() => RelationshipStateEnum, { nullable: true, description: 'Only in this state.' })
  state?: RelationshipState;
}
@ArgsType()
export class OfOrganisationArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Of this organisation; left out: the own one.' })
  organisationId?: Id<'Organisation'>;
}
export const ofOrganisation = z.object({
  first: z.number(),
  after: z.string().nullish(),
  organisationId: id<'Organisation'>().nullish(),
});
export type OfOrganisation = z.output<typeof ofOrganisation>;

@InputType({ description: 'The other side, by the code that it told.' })
export class ProposeRelationshipInput {
  @Field(() => String, { description: 'Code of the vendor or hospital, such as K7PM-2WXQ.' })
  code!: string;
  @Field(() => SharesEnum, {
    nullable: true,
    description: 'What a proposing hospital will share; COUNTS when left out.',
  })
  shares?: Shares | undefined;
}
/** The code of another organisation, as it told it. */
export const codeGiven = () =>
  z.string().trim().toUpperCase().refine(isOrganisationCode, 'A code is written like K7PM-2WXQ.');
export const proposeRelationship = z.object({
  code: codeGiven(),
  shares: z.enum(SHARES).optional(),
});

@InputType({ description: 'Names a relationship.' })
export class RelationshipInput {
  @Field(() => ID, { description: 'The relationship.' })
  relationshipId!: Id<'Relationship'>;
}
export const relationshipInput = z.object({ relationshipId: id<'Relationship'>() });

@InputType({ description: 'What a hospital shares from now on.' })
export class ShareAssetsInput extends RelationshipInput {
  @Field(() => SharesEnum, { description: 'Sums, or asset by asset.' })
  shares!: Shares;
}
export const shareAssets = relationshipInput.extend({ shares: z.enum(SHARES) });

@InputType({ description: 'A contact to add, or to change where contactId is given.' })
export class SetContactInput {
  @Field(() => ID, { nullable: true, description: 'The contact to change.' })
  contactId?: Id<'Contact'> | undefined;
  @Field(() => ID, { nullable: true, description: 'Only for this site.' })
  siteId?: Id<'Site'> | null | undefined;
  @Field(() => ID, { nullable: true, description: 'Only for this relationship.' })
  relationshipId?: Id<'Relationship'> | null | undefined;
  @Field(() => ContactKindEnum, { description: 'When to turn to it.' })
  kind!: ContactKind;
  @Field(() => String, { description: 'A person or a desk.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null | undefined;
  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone?: string | null | undefined;
  @Field(() => String, { nullable: true, description: 'Anything else, such as hours.' })
  note?: string | null | undefined;
}
export const setContact = z
  .object({
    contactId: id<'Contact'>().optional(),
    siteId: id<'Site'>().nullish(),
    relationshipId: id<'Relationship'>().nullish(),
    kind: z.enum(CONTACT_KINDS),
    name: text(200),
    email: email().nullish(),
    phone: text(50).nullish(),
    note: longText(1000).nullish(),
  })
  .refine((input) => input.email || input.phone, {
    path: ['email'],
    message: 'Give an e-mail address or a telephone number.',
  });

@InputType({ description: 'Names a contact.' })
export class ContactInput {
  @Field(() => ID, { description: 'The contact.' })
  contactId!: Id<'Contact'>;
}
export const contactInput = z.object({ contactId: id<'Contact'>() });

@InputType({ description: 'What an auditor may read, and until when.' })
export class GrantAuditInput {
  @Field(() => ID, { description: 'The auditing organisation.' })
  auditorId!: Id<'Organisation'>;
  @Field(() => ID, { nullable: true, description: 'Only events about this publication.' })
  publicationId?: Id<'Publication'> | null | undefined;
  @Field(() => Date, { nullable: true, description: 'Only events from then on.' })
  periodFrom?: Date | null | undefined;
  @Field(() => Date, { nullable: true, description: 'Only events before then.' })
  periodUntil?: Date | null | undefined;
  @Field(() => Date, { description: 'Until when the grant holds.' })
  expiresAt!: Date;
}
export const grantAudit = z
  .object({
    auditorId: id<'Organisation'>(),
    publicationId: id<'Publication'>().nullish(),
    periodFrom: z.date().nullish(),
    periodUntil: z.date().nullish(),
    expiresAt: z.date(),
  })
  .refine((input) => !input.periodFrom || !input.periodUntil || input.periodFrom < input.periodUntil, {
    path: ['periodUntil'],
    message: 'The period ends before it begins.',
  });

@InputType({ description: 'Names an audit grant.' })
export class AuditGrantInput {
  @Field(() => ID, { description: 'The grant.' })
  auditGrantId!: Id<'AuditGrant'>;
}
export const auditGrantInput = z.object({ auditGrantId: id<'AuditGrant'>() });
