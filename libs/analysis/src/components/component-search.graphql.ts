import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { VexStatus } from '#libs/formats';
import { connectionOf, PageArgs, text } from '#libs/platform';
import { ComponentObject, VexStatusEnum, type StoredComponent } from '#libs/publishing';

const optional = (description: string) => ({ nullable: true, description });

@ObjectType('ComponentMatch', {
  description:
    'A component of an SBOM in force, about a release that the own hospital holds, or that the own organisation publishes for.',
})
export class ComponentMatchObject {
  @Field(
    () => ComponentObject,
    optional('The component; null where a statement about the vulnerability is about the release as a whole.'),
  )
  component!: StoredComponent | null;
  @Field(() => Boolean, {
    description: 'False when its version is not known or cannot be held against what was asked: it may be meant.',
  })
  isVersionCertain!: boolean;
  @Field(() => VexStatusEnum, optional('Where there is no component: what the statement says of the release.'))
  status!: VexStatus | null;
}

export const ComponentMatchConnection = connectionOf(ComponentMatchObject, 'ComponentMatch');

const MAX_LENGTH = 2_000;
const words = text(MAX_LENGTH).nullish();

/** What a component is known by. */
export const componentWords = { name: words, purl: words, versionRange: words, cpe: words };
export const componentSearch = z.object({
  first: z.number(),
  after: z.string().nullish(),
  ...componentWords,
  hash: words,
  licence: words,
  vulnerability: words,
});
export type ComponentSearchList = z.output<typeof componentSearch>;

@ArgsType()
export class ComponentSearchArgs extends PageArgs {
  @Field(() => String, optional('Part of its name or group; fewer than three letters: its whole name.'))
  name?: string | null;
  @Field(
    () => String,
    optional('Its package URL: pkg:npm/lodash, pkg:npm/lodash@4.17.20 or pkg:npm/lodash@>=4.0.0|<4.17.21.'),
  )
  purl?: string | null;
  @Field(() => String, optional('Only these versions: vers:npm/>=4.0.0|<4.17.21, or in words: < 2.4.'))
  versionRange?: string | null;
  @Field(() => String, optional('Its CPE; part, vendor and product have to be named.')) cpe?: string | null;
  @Field(() => String, optional('A hash: sha256:0a1b…')) hash?: string | null;
  @Field(() => String, optional('A licence that it has, alone or among others: Apache-2.0.')) licence?: string | null;
  @Field(
    () => String,
    optional('What documents in force say has this vulnerability, CVE-2021-44228, and the releases they speak about.'),
  )
  vulnerability?: string | null;
}

@InputType('ComponentInput', { description: 'A component, by any of these.' })
export class ComponentInput {
  @Field(() => String, optional('Its whole name, without group.')) name?: string | null;
  @Field(() => String, optional('Its package URL.')) purl?: string | null;
  @Field(() => String, optional('Only these versions: vers:npm/>=4.0.0|<4.17.21, or in words: < 2.4.'))
  versionRange?: string | null;
  @Field(() => String, optional('Its CPE.')) cpe?: string | null;
}
