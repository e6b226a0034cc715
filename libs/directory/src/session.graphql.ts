import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { SignInMethod } from '#libs/kernel';
import { enumeration, id } from '#libs/platform';

export const SignInMethodEnum = enumeration<SignInMethod>(
  'SignInMethod',
  'What was proven last when a session began.',
  {
    PASSWORD: 'The password.',
    TOTP: 'The password and a code of the authenticator app.',
    BACKUP_CODE: 'The password and a backup code.',
    PASSKEY: 'A passkey, which is two factors by itself.',
    SSO: "Nothing here: the organisation's own provider vouched for the person.",
  },
);

@ObjectType('Session', { description: 'A place where the person is signed in.' })
export class SessionObject {
  @Field(() => ID, { description: 'Stable id. One cannot sign in with it.' })
  id!: string;
  @Field(() => String, { nullable: true, description: 'The browser, as it calls itself.' })
  device!: string | null;
  @Field(() => String, { nullable: true, description: 'The address that it signed in from.' })
  address!: string | null;
  @Field(() => Date, { description: 'When it began.' })
  createdAt!: Date;
  @Field(() => Date, { description: 'When it was used last, to about five minutes.' })
  lastUsedAt!: Date;
  @Field(() => Date, { description: 'When it ends by itself.' })
  expiresAt!: Date;
  @Field(() => SignInMethodEnum, { nullable: true, description: 'How it began; null when that was not written down.' })
  signedInBy!: SignInMethod | null;
  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  isCurrent!: boolean;
}

@InputType({ description: 'Names a session.' })
export class SessionInput {
  @Field(() => ID, { description: 'The session.' })
  sessionId!: string;
}
export const sessionInput = z.object({ sessionId: id<'Session'>() });

@ObjectType({ description: 'The sessions that are left.' })
export class EndSessionPayload {
  @Field(() => [SessionObject], { description: 'The last used first.' })
  sessions!: SessionObject[];
}

@ObjectType({ description: 'What was ended.' })
export class EndOtherSessionsPayload {
  @Field(() => Int, { description: 'How many sessions.' })
  ended!: number;
}
