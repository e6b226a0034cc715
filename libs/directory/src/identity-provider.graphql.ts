import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, text } from '#libs/platform';

@ObjectType('IdentityProvider', {
  description: "An organisation's own identity provider (OpenID Connect). Its client secret is shown to nobody.",
})
export class IdentityProviderObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'IdentityProvider'>;
  @Field(() => String, { description: 'Its address, as it calls itself.' })
  issuer!: string;
  @Field(() => String, { description: 'What it knows this portal by.' })
  clientId!: string;
  @Field(() => String, { description: 'What the sign-in page calls it.' })
  displayName!: string;
  @Field(() => Date, { description: 'When it was set last.' })
  setAt!: Date;
}

@ObjectType({ description: 'Single sign-on of the own organisation: what is set, and what to enter at the provider.' })
export class SingleSignOn {
  @Field(() => IdentityProviderObject, { nullable: true, description: 'The provider; null where there is none.' })
  provider!: IdentityProviderObject | null;
  @Field(() => String, { description: 'The redirect URI to register at the provider.' })
  redirectUri!: string;
  @Field(() => String, { description: 'The page where members sign in by it.' })
  signInUrl!: string;
}

@ObjectType({ description: 'What the sign-in page may know of an organisation that one has the code of.' })
export class PublicIdentityProvider {
  @Field(() => String, { description: 'What the organisation calls its provider. Seen without signing in.' })
  displayName!: string;
}

@ObjectType({ description: 'The settings would do.' })
export class TestIdentityProviderPayload {
  @Field(() => String, { description: 'The issuer, as the provider calls itself.' })
  issuer!: string;
}

@InputType({ description: "An organisation's own identity provider, as its administrator finds it there." })
export class IdentityProviderInput {
  @Field(() => String, { description: 'The issuer: an address with https.' })
  issuer!: string;
  @Field(() => String, { description: 'The client id that the provider gave this portal.' })
  clientId!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The client secret; may be left out while issuer and client stay the same.',
  })
  clientSecret?: string | null | undefined;
  @Field(() => String, { description: 'What the sign-in page calls it, at most 100 characters.' })
  displayName!: string;
}
export const identityProvider = z.object({
  issuer: text(500).refine(
    isIssuer,
    because('directory.issuer_not_an_address', 'Enter an address such as https://login.example.jp.'),
  ),
  clientId: text(300),
  clientSecret: text(500).nullish(),
  displayName: text(100),
});

/** Without a query, a fragment or a name and password in it, as OpenID Connect Discovery wants it. */
function isIssuer(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    ['https:', 'http:'].includes(url.protocol) &&
    [url.search, url.hash, url.username, url.password].every((part) => part === '')
  );
}

/** As it was told by telephone: in any case, with blanks around it. One of another form is nobody's. */
export const organisationCode = text(100).transform((code) => code.toUpperCase());
