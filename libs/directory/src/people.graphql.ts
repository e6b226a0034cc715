import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { type Id, ROLES, type Role } from '#libs/kernel';
import { connectionOf, email, enumeration, id, text } from '#libs/platform';
import { PublicIdentityProvider } from './identity-provider.graphql.ts';
import type { MemberState } from './member.entity.ts';
import { LanguageEnum, RoleEnum } from './organisation.graphql.ts';

const MemberStateEnum = enumeration<MemberState>('MemberState', 'Whether a membership stands.', {
  ACTIVE: 'It stands.',
  ENDED: 'It has ended.',
});

@ObjectType('Member', { description: 'A person in an organisation.' })
export class MemberObject {
  @Field(() => ID, { description: 'Stable id of the membership.' })
  id!: Id<'Member'>;
  @Field(() => ID, { description: 'The account.' })
  userId!: Id<'User'>;
  @Field(() => String, { description: 'Name.' })
  name!: string;
  @Field(() => String, { description: 'E-mail address.' })
  email!: string;
  @Field(() => [RoleEnum], { description: 'What the member may do.' })
  roles!: Role[];
  @Field(() => [ID], { nullable: true, description: 'The sites the member answers for; null: every site.' })
  siteIds!: Id<'Site'>[] | null;
  @Field(() => Boolean, { description: 'Whether the person belongs elsewhere and was invited to approve.' })
  isOutside!: boolean;
  @Field(() => MemberStateEnum, { description: 'Whether the membership stands.' })
  state!: MemberState;
}

@ObjectType('Invitation', { description: 'A person was asked by mail to join.' })
export class InvitationObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'Invitation'>;
  @Field(() => String, { description: 'Where it was sent.' })
  email!: string;
  @Field(() => [RoleEnum], { description: 'What the person will be able to do.' })
  roles!: Role[];
  @Field(() => Boolean, { description: 'Whether the person belongs elsewhere and is asked to approve.' })
  isOutside!: boolean;
  @Field(() => Date, { description: 'Until when it can be accepted.' })
  expiresAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was accepted.' })
  acceptedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was taken back.' })
  revokedAt!: Date | null;
}

@ObjectType('ApiKey', {
  description: 'What a program signs in with. The secret itself is shown once, when the key is made.',
})
export class ApiKeyObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'ApiKey'>;
  @Field(() => String, { description: 'What it is for.' })
  name!: string;
  @Field(() => [RoleEnum], { description: 'What the program may do.' })
  roles!: Role[];
  @Field(() => String, { description: 'The first characters of the secret, to tell keys apart.' })
  prefix!: string;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { description: 'Until when it works.' })
  expiresAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was revoked.' })
  revokedAt!: Date | null;
}

export const MemberConnection = connectionOf(MemberObject, 'Member');
export const InvitationConnection = connectionOf(InvitationObject, 'Invitation');
export const ApiKeyConnection = connectionOf(ApiKeyObject, 'ApiKey');

const roles = z
  .array(z.enum(ROLES))
  .min(1)
  .max(ROLES.length)
  .transform((list) => [...new Set(list)]);

@InputType({ description: 'Whom to invite, and as what.' })
export class InviteMemberInput {
  @Field(() => String, { description: 'Where the invitation is sent.' })
  email!: string;
  @Field(() => [RoleEnum], { description: 'What the person will be able to do.' })
  roles!: Role[];
  @Field(() => [ID], { nullable: true, description: 'The sites the member will answer for; left out: every site.' })
  siteIds?: Id<'Site'>[] | null | undefined;
  @Field(() => Boolean, { defaultValue: false, description: 'The person belongs elsewhere and is asked to approve.' })
  isOutside!: boolean;
  @Field(() => LanguageEnum, { defaultValue: 'ja', description: 'Language of the mail.' })
  language!: 'ja' | 'en';
}
export const inviteMember = z.object({
  email: email(),
  roles,
  siteIds: z.array(id<'Site'>()).min(1).max(100).nullish(),
  isOutside: z.boolean(),
  language: z.enum(['ja', 'en']),
});

@ObjectType({ description: 'What whoever holds the token of an open invitation is told before they accept.' })
export class InvitationOffer {
  @Field(() => String, { description: 'Who invites.' })
  organisationName!: string;
  @Field(() => String, { description: 'The code of who invites: single sign-on is begun with it.' })
  organisationCode!: string;
  @Field(() => String, { description: 'Where the invitation was sent.' })
  email!: string;
  @Field(() => Date, { description: 'Until when it can be accepted.' })
  expiresAt!: Date;
  @Field(() => Boolean, { description: 'Whether there is an account with this address: then one signs in to accept.' })
  hasAccount!: boolean;
  @Field(() => PublicIdentityProvider, {
    nullable: true,
    description: 'The provider by which one can join instead of choosing a password; null where one cannot.',
  })
  identityProvider!: PublicIdentityProvider | null;
}
export const invitationToken = text(100);

@InputType({ description: 'The invitation from the mail; name and password where there is no account yet.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The token in the link, behind the #.' })
  token!: string;
  @Field(() => String, { nullable: true, description: 'Name of the new account.' })
  name?: string | undefined;
  @Field(() => String, { nullable: true, description: 'Password of the new account, at least 12 characters.' })
  password?: string | undefined;
}
export const acceptInvitation = z.object({
  token: text(100),
  name: text(200).optional(),
  password: z.string().max(200).optional(),
});

@InputType({ description: 'What a member may do from now on.' })
export class ChangeMemberInput {
  @Field(() => ID, { description: 'The member.' })
  memberId!: Id<'Member'>;
  @Field(() => [RoleEnum], { description: 'All roles the member holds from now on.' })
  roles!: Role[];
  @Field(() => [ID], { nullable: true, description: 'The sites the member answers for; left out: every site.' })
  siteIds?: Id<'Site'>[] | null | undefined;
}
export const changeMember = z.object({
  memberId: id<'Member'>(),
  roles,
  siteIds: z.array(id<'Site'>()).min(1).max(100).nullish(),
});

@InputType({ description: 'A new key for a program.' })
export class MakeApiKeyInput {
  @Field(() => String, { description: 'What it is for.' })
  name!: string;
  @Field(() => [RoleEnum], { description: 'What the program may do.' })
  roles!: Role[];
  @Field(() => Date, { description: 'Until when it works; at most two years ahead.' })
  expiresAt!: Date;
}
const TWO_YEARS_MS = 2 * 366 * 86_400_000;
export const makeApiKey = z.object({
  name: text(100),
  roles,
  expiresAt: z
    .date()
    .refine((date) => date.getTime() < Date.now() + TWO_YEARS_MS, 'A key lives for at most two years.'),
});

@InputType({ description: 'Names a member.' })
export class MemberInput {
  @Field(() => ID, { description: 'The member.' })
  memberId!: Id<'Member'>;
}
export const memberInput = z.object({ memberId: id<'Member'>() });

@InputType({ description: 'Names an invitation.' })
export class InvitationInput {
  @Field(() => ID, { description: 'The invitation.' })
  invitationId!: Id<'Invitation'>;
}
export const invitationInput = z.object({ invitationId: id<'Invitation'>() });

@InputType({ description: 'Names an API key.' })
export class ApiKeyInput {
  @Field(() => ID, { description: 'The API key.' })
  apiKeyId!: Id<'ApiKey'>;
}
export const apiKeyInput = z.object({ apiKeyId: id<'ApiKey'>() });

@InputType({ description: 'Proves the password again, for what asks for a fresh sign-in.' })
export class ConfirmPasswordInput {
  @Field(() => String, { description: 'The password of the signed-in account.' })
  password!: string;
}
export const confirmPassword = z.object({ password: z.string().min(1).max(200) });

@ObjectType({ description: 'A new key with its secret, which is shown this once.' })
export class MakeApiKeyPayload {
  @Field(() => ApiKeyObject, { description: 'The key.' })
  apiKey!: ApiKeyObject;
  @Field(() => String, {
    description: 'What the program sends as "Authorization: Bearer …". Keep it now: it is not stored.',
  })
  secret!: string;
}
@ObjectType({ description: 'When the sign-in was proved.' })
export class ConfirmPasswordPayload {
  @Field(() => Date, { description: 'Now.' })
  authenticatedAt!: Date;
}
