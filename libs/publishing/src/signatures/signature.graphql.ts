import { Field, ObjectType } from '@nestjs/graphql';
import { enumeration } from '#libs/platform';
import type { SignatureState } from './publication-signature.ts';

const SignatureResultEnum = enumeration<SignatureState>('SignatureResult', 'What came of checking a signature.', {
  PENDING: 'It is still being checked.',
  VALID: 'It was made over this very file with a key that the vendor registered.',
  INVALID: 'It is not one of that key over this file: one of the two was changed.',
  REVOKED_KEY: 'The key was revoked.',
  EXPIRED_KEY: 'The key had expired when it signed.',
  EXPIRED_SIGNATURE: 'It was made for a time that is over.',
  UNFIT_KEY: 'The key may not sign files.',
  WEAK: 'It uses an algorithm, or a key, that can be forged today.',
  UNKNOWN_KEY: 'It was not made with a key that the vendor registered.',
  UNREADABLE: 'It is no OpenPGP signature of a file.',
});

@ObjectType('PublicationSignature', {
  description:
    'The signature of a file of a publication, checked with the keys that its vendor registered. Of what is published it says what was found before.',
})
export class PublicationSignatureObject {
  @Field(() => String, { description: 'The file that is signed.' }) artifactName!: string;
  @Field(() => String, { description: 'The file that holds the signature.' }) signatureName!: string;
  @Field(() => SignatureResultEnum, { description: 'What came of it.' }) result!: SignatureState;
  @Field(() => String, {
    nullable: true,
    description: "Fingerprint of the vendor's key that the signature names; see signingKeys.",
  })
  fingerprint!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it says that it was made; to be believed if it is VALID.' })
  signedAt!: Date | null;
  @Field(() => [String], { description: 'Whose key it is, in its own words.' }) keyUserIds!: string[];
  @Field(() => String, { nullable: true, description: 'Why, in English.' }) detail!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it was checked.' }) checkedAt!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When the vendor revoked the key, perhaps after it was checked: then do not rely on it any more.',
  })
  keyRevokedAt!: Date | null;
}
