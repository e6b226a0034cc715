import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { type Id, ORGANISATION_KINDS, type OrganisationKind, type Role, type SignInMethod } from '#libs/kernel';
import { connectionOf, email, enumeration, id, longText, PageArgs, text } from '#libs/platform';
import type { Language } from './invitation.entity.ts';
import { SignInMethodEnum } from './session.graphql.ts';
import { ORGANISATION_STATES, SERVICE_KINDS, type OrganisationState, type ServiceKind } from './organisation.entity.ts';

export const OrganisationKindEnum = enumeration<OrganisationKind>(
  'OrganisationKind',
  'What an organisation is in the care of medical devices.',
  {
    MANUFACTURER: 'Marketing authorisation holder.',
    SERVICE_PROVIDER: 'Maintains, distributes, lends or repairs devices.',
    HOSPITAL: 'The legal body behind one or more hospitals or clinics.',
    AUDITOR: 'Verifies the trail within grants.',
    REGULATOR: 'Reads what is open to it, and response figures.',
    OPERATOR: 'Runs this portal.',
  },
);
export const OrganisationStateEnum = enumeration<OrganisationState>(
  'OrganisationState',
  'Whether the operator lets an organisation take part.',
  { ADMITTED: 'It takes part.', SUSPENDED: 'It is kept out; nothing of it is lost.' },
);
export const ServiceKindEnum = enumeration<ServiceKind>('ServiceKind', 'What a service provider does with devices.', {
  MAINTAINER: 'Maintains them.',
  DISTRIBUTOR: 'Sells them.',
  LESSOR: 'Lends them.',
  REPAIRER: 'Repairs them.',
});
export const RoleEnum = enumeration<Role>('Role', 'What a member or an API key may do in its organisation.', {
  VENDOR_ADMIN: 'Members, keys, contacts, relationships, mandates, audit grants, products and releases.',
  VENDOR_PUBLISHER: 'Uploads, the installed base, drafts; submits them.',
  VENDOR_APPROVER: 'Approves, sends back, withdraws.',
  VENDOR_SUPPORT: 'Answers requests, chases, records.',
  HOSPITAL_ADMIN: 'Members, keys, sites, contacts, relationships, mandates, audit grants.',
  HOSPITAL_MANAGER: 'Accepts risk.',
  HOSPITAL_SECURITY: 'Acknowledges for any site.',
  HOSPITAL_DEVICE: 'Assets; acknowledges for its sites.',
  HOSPITAL_VIEWER: 'Reads.',
  AUDITOR: 'Reads what a grant names, and verifies.',
  REGULATOR_VIEWER: 'Reads CLEAR and GREEN publications.',
  OPERATOR: 'Admits and suspends organisations.',
});
export const LanguageEnum = enumeration<Language>('Language', 'A language that Tasuki writes in.', {
  ja: 'Japanese.',
  en: 'English.',
});

@ObjectType('Organisation', { description: 'A vendor, hospital, auditor, regulator or the operator.' })
export class OrganisationObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'Organisation'>;
  @Field(() => OrganisationKindEnum, { description: 'What it is.' })
  kind!: OrganisationKind;
  @Field(() => [ServiceKindEnum], { description: 'What a service provider does; empty for others.' })
  serviceKinds!: ServiceKind[];
  @Field(() => String, { description: 'Name, as it is written in its own language.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  englishName!: string | null;
  @Field(() => OrganisationStateEnum, { description: 'Whether it takes part.' })
  state!: OrganisationState;
}

@ObjectType('Site', { description: 'One hospital or clinic that answers for itself.' })
export class SiteObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'Site'>;
  @Field(() => ID, { description: 'The hospital organisation it belongs to.' })
  organisationId!: Id<'Organisation'>;
  @Field(() => String, { description: 'Name.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  englishName!: string | null;
  @Field(() => String, { nullable: true, description: 'Postal address.' })
  address!: string | null;
  @Field(() => Boolean, { description: 'Whether deliveries reach it.' })
  isActive!: boolean;
}

@ObjectType({
  description: 'What the operator looks after an organisation by: never what it publishes, asks or holds.',
})
export class OrganisationAdmission {
  @Field(() => Date, { description: 'When it was admitted.' })
  admittedAt!: Date;
  @Field(() => Int, { description: 'How many people belong to it.' })
  memberCount!: number;
  @Field(() => Int, { description: 'How many sites of it are in use.' })
  siteCount!: number;
  @Field(() => Date, { nullable: true, description: 'Since when it is suspended, where that was kept.' })
  suspendedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it is suspended, where the operator said so.' })
  suspensionReason!: string | null;
}

@ObjectType({ description: 'Something that the viewer may do with some row; one row may still refuse it.' })
export class Permission {
  @Field(() => String, { description: 'What: `approve`.' })
  verb!: string;
  @Field(() => String, { description: 'With what: `Publication`.' })
  subject!: string;
}

@ObjectType({ description: 'An organisation that the signed-in person belongs to, and as what.' })
export class Membership {
  @Field(() => OrganisationObject, { description: 'The organisation.' })
  organisation!: OrganisationObject;
  @Field(() => [RoleEnum], { description: 'The roles held there.' })
  roles!: Role[];
}

@ObjectType({ description: 'Who asks, and for whom they act.' })
export class Viewer {
  @Field(() => ID, { nullable: true, description: 'The account; null for a program.' })
  userId!: Id<'User'> | null;
  @Field(() => String, { nullable: true, description: 'The name of the account; null for a program.' })
  name!: string | null;
  @Field(() => String, { nullable: true, description: 'The e-mail address of the account; null for a program.' })
  email!: string | null;
  @Field(() => Boolean, { description: 'Whether the account asks for a second factor when it signs in.' })
  hasSecondFactor!: boolean;
  @Field(() => OrganisationObject, {
    nullable: true,
    description: 'The organisation acted for; null until one is chosen.',
  })
  organisation!: OrganisationObject | null;
  @Field(() => String, { nullable: true, description: "The code by which others can name the viewer's organisation." })
  organisationCode!: string | null;
  @Field(() => [RoleEnum], { description: 'What the viewer may do there.' })
  roles!: Role[];
  @Field(() => [Permission], {
    description: 'What a page may offer: every verb that the viewer holds for some row, by subject.',
  })
  permissions!: Permission[];
  @Field(() => [Membership], {
    description: 'All organisations the person belongs to; by single sign-on the one whose provider vouched for them.',
  })
  memberships!: Membership[];
  @Field(() => SignInMethodEnum, {
    nullable: true,
    description: 'How the session began; null for a program, and where that was not written down.',
  })
  signedInBy!: SignInMethod | null;
  @Field(() => Boolean, {
    description: 'By single sign-on: the session acts for this organisation alone, and cannot change the account.',
  })
  onlyThisOrganisation!: boolean;
}

export const OrganisationConnection = connectionOf(OrganisationObject, 'Organisation');
export const SiteConnection = connectionOf(SiteObject, 'Site');

@ArgsType()
export class OrganisationsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name.' })
  search?: string;
  @Field(() => OrganisationKindEnum, { nullable: true, description: 'Only of this kind.' })
  kind?: OrganisationKind;
  @Field(() => OrganisationStateEnum, { nullable: true, description: 'Only those that take part, or are kept out.' })
  state?: OrganisationState;
}
export const organisationList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  search: text(200).nullish(),
  kind: z.enum(ORGANISATION_KINDS).nullish(),
  state: z.enum(ORGANISATION_STATES).nullish(),
});
export type OrganisationList = z.output<typeof organisationList>;
export type OrganisationFilter = Pick<OrganisationList, 'search' | 'kind' | 'state'>;

@InputType({ description: 'An organisation to admit, and its first administrator.' })
export class AdmitOrganisationInput {
  @Field(() => OrganisationKindEnum, { description: 'What it is.' })
  kind!: OrganisationKind;
  @Field(() => [ServiceKindEnum], { nullable: true, description: 'What a service provider does.' })
  serviceKinds?: ServiceKind[] | undefined;
  @Field(() => String, { description: 'Name, at most 200 characters.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  englishName?: string | null | undefined;
  @Field(() => String, { description: 'Where the invitation of its first administrator is sent.' })
  administratorEmail!: string;
  @Field(() => LanguageEnum, { defaultValue: 'ja', description: 'Language of the invitation.' })
  language!: 'ja' | 'en';
}
export const admitOrganisation = z
  .object({
    kind: z.enum(ORGANISATION_KINDS),
    serviceKinds: z.array(z.enum(SERVICE_KINDS)).optional(),
    name: text(200),
    englishName: text(200).nullish(),
    administratorEmail: email(),
    language: z.enum(['ja', 'en']),
  })
  .refine((input) => input.kind === 'SERVICE_PROVIDER' || !input.serviceKinds?.length, {
    path: ['serviceKinds'],
    message: 'Only a service provider has these.',
  });

@InputType({ description: 'A new site of the own organisation.' })
export class AddSiteInput {
  @Field(() => String, { description: 'Name, at most 200 characters.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  englishName?: string | null | undefined;
  @Field(() => String, { nullable: true, description: 'Postal address.' })
  address?: string | null | undefined;
}
export const addSite = z.object({
  name: text(200),
  englishName: text(200).nullish(),
  address: longText(500).nullish(),
});

@InputType({ description: 'What changes about a site; what is left out stays.' })
export class ChangeSiteInput {
  @Field(() => ID, { description: 'The site.' })
  siteId!: Id<'Site'>;
  @Field(() => String, { nullable: true, description: 'Name.' })
  name?: string | undefined;
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  englishName?: string | null | undefined;
  @Field(() => String, { nullable: true, description: 'Postal address.' })
  address?: string | null | undefined;
  @Field(() => Boolean, { nullable: true, description: 'Whether deliveries reach it from now on.' })
  isActive?: boolean | undefined;
}
export const changeSite = z.object({
  siteId: id<'Site'>(),
  name: text(200).optional(),
  englishName: text(200).nullish(),
  address: longText(500).nullish(),
  isActive: z.boolean().optional(),
});

@InputType({ description: 'Names an organisation.' })
export class OrganisationInput {
  @Field(() => ID, { description: 'The organisation.' })
  organisationId!: Id<'Organisation'>;
}
export const organisationInput = z.object({ organisationId: id<'Organisation'>() });

@InputType({ description: 'Which organisation to keep out, and why.' })
export class SuspendOrganisationInput {
  @Field(() => ID, { description: 'The organisation.' })
  organisationId!: Id<'Organisation'>;
  @Field(() => String, { nullable: true, description: 'Why, for the operator itself; at most 500 characters.' })
  reason?: string | null | undefined;
}
export const suspendOrganisation = z.object({ organisationId: id<'Organisation'>(), reason: longText(500).nullish() });
