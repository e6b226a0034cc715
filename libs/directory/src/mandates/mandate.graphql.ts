import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { calendarDate, CalendarDate, connectionOf, enumeration, id, longText } from '#libs/platform';
import { codeGiven } from '../relationship.graphql.ts';
import { MANDATED_ACTS, type MandatedAct, type MandateState } from './mandate.entity.ts';

const MandatedActEnum = enumeration<MandatedAct>('MandatedAct', 'What a mandatary may do.', {
  APPLY: 'Plan and record update applications, and read the update that they follow.',
});
export const MandateStateEnum = enumeration<MandateState>('MandateState', 'Where a mandate stands today.', {
  COMING: 'Its first day is still to come.',
  IN_FORCE: 'The mandatary may act.',
  ENDED: 'Its last day is over.',
  REVOKED: 'Its grantor took it back.',
});

@ObjectType('Mandate', {
  description: 'Lets a service provider act for a manufacturer or hospital (委託). It never approves or accepts risk.',
})
export class MandateObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'Mandate'>;
  @Field(() => ID, { description: 'The manufacturer or hospital that is acted for.' })
  grantorId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The service provider that acts.' })
  mandataryId!: Id<'Organisation'>;
  @Field(() => [ID], { description: 'Only for these products.' })
  productIds!: readonly Id<'Product'>[];
  @Field(() => [ID], { nullable: true, description: 'Only at these sites of the hospital; null: at all of them.' })
  siteIds!: readonly Id<'Site'>[] | null;
  @Field(() => [MandatedActEnum], { description: 'What it allows.' })
  acts!: readonly MandatedAct[];
  @Field(() => CalendarDate, { description: 'Its first day, in Japan.' })
  from!: string;
  @Field(() => CalendarDate, { description: 'Its last day, in Japan.' })
  until!: string;
  @Field(() => Date, { description: 'When it was granted.' })
  grantedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was taken back.' })
  revokedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was taken back.' })
  revocationReason!: string | null;
}

export const MandateConnection = connectionOf(MandateObject, 'Mandate');

@InputType({ description: 'Whom one lets act, for what, where and until when.' })
export class GrantMandateInput {
  @Field(() => String, { description: 'Code of the service provider, such as K7PM-2WXQ.' })
  code!: string;
  @Field(() => [ID], {
    description: "Products: a manufacturer's own, or those of which the hospital has a device; 1 to 200.",
  })
  productIds!: Id<'Product'>[];
  @Field(() => [ID], {
    nullable: true,
    description: "Only at these own sites; left out: at all. Not a manufacturer's.",
  })
  siteIds?: Id<'Site'>[] | null;
  @Field(() => [MandatedActEnum], { description: 'What it allows.' })
  acts!: MandatedAct[];
  @Field(() => CalendarDate, { description: 'Its first day in Japan: today or later.' })
  from!: string;
  @Field(() => CalendarDate, { description: 'Its last day in Japan, at most five years later.' })
  until!: string;
}
const each = <Kind extends string>(max: number) =>
  z
    .array(id<Kind>())
    .min(1)
    .max(max)
    .transform((ids) => [...new Set(ids)]);
export const grantMandate = z.object({
  code: codeGiven(),
  productIds: each<'Product'>(200),
  siteIds: each<'Site'>(1000)
    .nullish()
    .transform((ids) => ids ?? null),
  acts: z
    .array(z.enum(MANDATED_ACTS))
    .min(1)
    .transform((acts) => [...new Set(acts)]),
  from: calendarDate(),
  until: calendarDate(),
});
export type GrantMandate = z.output<typeof grantMandate>;

@InputType({ description: 'Takes a mandate back.' })
export class RevokeMandateInput {
  @Field(() => ID, { description: 'The mandate.' })
  mandateId!: Id<'Mandate'>;
  @Field(() => String, { description: 'Why; the mandatary reads it.' })
  reason!: string;
}
export const revokeMandate = z.object({ mandateId: id<'Mandate'>(), reason: longText(2000) });
export type RevokeMandate = z.output<typeof revokeMandate>;
