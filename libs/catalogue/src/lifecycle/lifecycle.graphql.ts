import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { enumeration } from '#libs/platform';
import type { LifecycleChangeKind, LifecycleChangeReason } from './lifecycle-change.entity.ts';

const LifecycleChangeKindEnum = enumeration<LifecycleChangeKind>(
  'LifecycleChangeKind',
  "What can become different in a release's life cycle.",
  {
    STAGE: 'Its stage.',
    END_OF_LIFE_ON: 'The date of its end of life.',
    END_OF_SUPPORT_ON: 'The date of its end of support.',
    SUDDEN_LEGACY: 'Whether a vulnerability that cannot be fixed ends its support.',
  },
);

const LifecycleChangeReasonEnum = enumeration<LifecycleChangeReason>(
  'LifecycleChangeReason',
  'Why something became different in a life cycle.',
  {
    DATE_REACHED: 'The day came that was told.',
    NOTICE: 'A published life-cycle notice said so.',
    BY_HAND: 'The vendor, or the hospital that keeps the record, wrote it in the catalogue.',
  },
);

@ObjectType('ReleaseLifecycleChange', {
  description: 'One thing that became different in the life cycle of a release.',
})
export class ReleaseLifecycleChangeObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'ReleaseLifecycleChange'>;
  @Field(() => LifecycleChangeKindEnum, { description: 'What.' }) what!: LifecycleChangeKind;
  @Field(() => String, {
    nullable: true,
    description: 'A stage, a date, or true or false, as it was before; null: no date.',
  })
  before!: string | null;
  @Field(() => String, { nullable: true, description: 'Likewise, as it was from then on.' }) after!: string | null;
  @Field(() => LifecycleChangeReasonEnum, { description: 'Why.' }) reason!: LifecycleChangeReason;
  @Field(() => Date, { description: 'When.' }) changedAt!: Date;
}
