import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { connectionOf, id, longText, PageArgs } from '#libs/platform';
import { FileFinding } from '../uploads/upload.graphql.ts';

@ObjectType('SigningKey', {
  description: 'A public OpenPGP key with which a vendor signs what it publishes. For everybody, to verify with.',
})
export class SigningKeyObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'SigningKey'>;
  @Field(() => ID, { description: 'The vendor that registered it.' }) vendorId!: Id<'Organisation'>;
  @Field(() => String, { description: 'Of the primary key, in lower-case hexadecimal.' }) fingerprint!: string;
  @Field(() => String, { name: 'armoredKey', description: 'The key itself, as `gpg --import` reads it.' })
  armored!: string;
  @Field(() => [String], { description: 'Ids that a signature may name: of the key and its subkeys.' })
  keyIds!: string[];
  @Field(() => [String], { description: 'Whose it is, in its own words.' }) userIds!: string[];
  @Field(() => String, { description: 'RSA 4096, Ed25519, ECDSA P-256.' }) algorithm!: string;
  @Field(() => Date, { description: 'When it was made.' }) keyCreatedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Until when it is good; null: for ever.' }) expiresAt!: Date | null;
  @Field(() => Date, { description: 'When it was registered, or registered anew after it had changed.' })
  registeredAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When its vendor revoked it.' }) revokedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why its vendor revoked it.' })
  revocationReason!: string | null;
}

export const SigningKeyConnection = connectionOf(SigningKeyObject, 'SigningKey');

/** A key with a photograph and many certificates fits, and no more: the reader refuses what is longer. */
const MAX_KEY_CHARACTERS = 200_000;

export const registerSigningKey = z.strictObject({ armoredKey: longText(MAX_KEY_CHARACTERS) });
export const revokeSigningKey = z.strictObject({ signingKeyId: id<'SigningKey'>(), reason: longText(2_000) });
export const signingKeyList = z.object({
  vendorId: id<'Organisation'>(),
  first: z.number(),
  after: z.string().nullish(),
});
export type RegisterSigningKey = z.output<typeof registerSigningKey>;
export type RevokeSigningKey = z.output<typeof revokeSigningKey>;
export type SigningKeyList = z.output<typeof signingKeyList>;

@InputType({ description: 'A public key.' })
export class RegisterSigningKeyInput {
  @Field(() => String, {
    description: 'One public key, as `gpg --armor --export KEY` writes it. Again, when it was prolonged.',
  })
  armoredKey!: string;
}

@InputType({ description: 'Which key is not to be trusted any more, and why.' })
export class RevokeSigningKeyInput {
  @Field(() => ID, { description: 'The key.' }) signingKeyId!: Id<'SigningKey'>;
  @Field(() => String, { description: 'Why; everybody reads this.' }) reason!: string;
}

@ArgsType()
export class SigningKeyListArgs extends PageArgs {
  @Field(() => ID, { description: 'Whose keys.' }) vendorId!: Id<'Organisation'>;
}

@ObjectType({ description: 'The key that was registered.' })
export class RegisterSigningKeyPayload {
  @Field(() => SigningKeyObject, { description: 'The key.' }) signingKey!: SigningKeyObject;
  @Field(() => [FileFinding], { description: 'What to know about it: that it has expired.' }) findings!: FileFinding[];
}

@ObjectType({ description: 'The key that was revoked.' })
export class RevokeSigningKeyPayload {
  @Field(() => SigningKeyObject, { description: 'The key.' }) signingKey!: SigningKeyObject;
}
