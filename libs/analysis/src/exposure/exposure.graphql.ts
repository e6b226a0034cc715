import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Score } from '#libs/formats';
import { connectionOf, enumeration, PageArgs, text } from '#libs/platform';
import { ScoreObject } from '#libs/publishing';
import { ComponentInput, componentWords } from '../components/component-search.graphql.ts';
import { EXPOSURE_STATUSES, type ExposureStatus } from './exposure.ts';

const optional = (description: string) => ({ nullable: true, description });

export const ExposureStatusEnum = enumeration<ExposureStatus>(
  'ExposureStatus',
  'How a release stands to a vulnerability; the worst comes first.',
  {
    AFFECTED: 'The vendor says that it is affected.',
    COMPONENT_PRESENT_VENDOR_SILENT: 'Its SBOM has the component, and the vendor says nothing about it.',
    UNDER_INVESTIGATION: 'The vendor does not know yet.',
    UNKNOWN_NO_SBOM: 'There is neither a statement nor an SBOM: nobody knows.',
    NOT_STATED: 'There is an SBOM but no statement, and it is not known which component to look for.',
    FIXED: 'The vendor says that this release has it fixed.',
    NOT_AFFECTED: 'The vendor says that it is not affected, and why.',
    COMPONENT_ABSENT: 'The vendor says nothing, and its SBOM does not have the component in a version that has it.',
  },
);

@ObjectType('ExposureCount', { description: 'How much stands so.' })
export class ExposureCountObject {
  @Field(() => ExposureStatusEnum, { description: 'How.' }) status!: ExposureStatus;
  @Field(() => Int, { description: 'Releases.' }) releaseCount!: number;
  @Field(() => Int, { description: 'Devices of the own hospital; 0 for a vendor.' }) assetCount!: number;
}

@ObjectType('ExposureRow', { description: 'How one release stands to a vulnerability, and by what.' })
export class ExposureRowObject {
  @Field(() => ExposureStatusEnum, { description: 'How.' }) status!: ExposureStatus;
}

@ObjectType('Exposure', { description: 'What a vulnerability means for what the own hospital holds.' })
export class ExposureObject {
  @Field(() => String, { description: 'The vulnerability, as it was asked for.' }) vulnerability!: string;
  @Field(() => [String], { description: 'What else it is called in documents in force.' }) aliases!: string[];
  @Field(() => String, optional('Its name.')) title!: string | null;
  @Field(() => [ScoreObject], { description: 'How grave it is; the highest score first.' }) scores!: Score[];
  @Field(() => Boolean, {
    description: 'Whether it is known which component has it: by the question, or by documents in force.',
  })
  isComponentKnown!: boolean;
}

export const ExposureRowConnection = connectionOf(ExposureRowObject, 'ExposureRow');

@ArgsType()
export class ExposureArgs {
  @Field(() => String, { description: 'CVE-2021-44228, or another id; its other names count as well.' })
  vulnerability!: string;
  @Field(() => ComponentInput, optional('Which component has it; when left out, as far as documents in force say.'))
  component?: ComponentInput | null;
}
export const exposureQuestion = z.object({
  vulnerability: text(200),
  component: z.object(componentWords).nullish(),
});
export type ExposureQuestion = z.output<typeof exposureQuestion>;

@ArgsType()
export class ExposureRowsArgs extends PageArgs {
  @Field(() => [ExposureStatusEnum], optional('Only those.')) statuses?: ExposureStatus[] | null;
}
export const exposureRowList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  statuses: z.array(z.enum(EXPOSURE_STATUSES)).min(1).max(EXPOSURE_STATUSES.length).nullish(),
});
export type ExposureRowList = z.output<typeof exposureRowList>;
