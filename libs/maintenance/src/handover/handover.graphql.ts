import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { StageEnum, type Stage } from '#libs/catalogue';
import { isOrganisationCode } from '#libs/directory';
import {
  AssetStatusEnum,
  ConnectionEnum,
  connections,
  settableStatus,
  type Connection,
  type SettableStatus,
} from '#libs/inventory';
import type { Id } from '#libs/kernel';
import {
  because,
  CalendarDate,
  calendarDate,
  connectionOf,
  enumeration,
  id,
  longText,
  PageArgs,
  text,
} from '#libs/platform';
import { CountersignatureEnum, PerformerEnum, UpdateStateEnum } from '../maintenance-enums.graphql.ts';
import type { Countersignature, Performer } from '../update-application.entity.ts';
import type { UpdateState } from '../update-states.ts';
import { HANDOVER_KINDS, type HandoverKind } from './handover-kinds.ts';
import { HANDOVER_STATES, type HandoverState } from './handover.entity.ts';
import { DIRECTIONS, type Direction } from './handover.repository.ts';

export const HandoverKindEnum = enumeration<HandoverKind>('HandoverKind', 'How a device goes to another hospital.', {
  SOLD: 'Sold.',
  GIVEN: 'Given.',
  LENT: 'Lent, until a day: the giver keeps it on its books, and is asked nothing about it meanwhile.',
  RETURNED: 'Back to the hospital that lent it.',
});

export const HandoverStateEnum = enumeration<HandoverState>('HandoverState', 'Where a handover stands.', {
  OFFERED: 'The receiver has not answered.',
  TAKEN_OVER: 'The receiver has the device.',
  DECLINED: 'The receiver does not take it.',
  WITHDRAWN: 'The giver took the offer back.',
});

export const HandoverDirectionEnum = enumeration<Direction>('HandoverDirection', 'Seen from the own hospital.', {
  IN: 'Devices that others offer or offered.',
  OUT: 'Devices that the own hospital offers or offered.',
});

const day = (description: string) => ({ nullable: true, description });

@ObjectType('HandoverParty', { description: 'A hospital, as it was called when the device was offered.' })
export class HandoverPartyObject {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its name in English.' }) englishName!: string | null;
}

@ObjectType('DeviceHistoryProduct', { description: 'A product, as it was called when the history was frozen.' })
export class DeviceHistoryProductObject {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its name in English.' }) englishName!: string | null;
  @Field(() => String, { description: 'Its maker.' }) makerName!: string;
  @Field(() => String, { nullable: true, description: 'Its maker, in English.' }) makerEnglishName!: string | null;
}

@ObjectType('DeviceHistoryRelease', { description: 'A release that ran on a device.' })
export class DeviceHistoryReleaseObject {
  @Field(() => String, { description: 'Its version.' }) version!: string;
  @Field(() => CalendarDate, { description: 'Since when.' }) since!: string;
}

@ObjectType('DeviceHistoryHandover', { description: 'How a device left a hospital.' })
export class DeviceHistoryHandoverObject {
  @Field(() => HandoverKindEnum, { description: 'How.' }) kind!: HandoverKind;
  @Field(() => CalendarDate, { description: 'On which day.' }) on!: string;
}

@ObjectType('DeviceHistoryUpdate', { description: 'What was done with one update on a device.' })
export class DeviceHistoryUpdateObject {
  @Field(() => String, { nullable: true, description: 'Title of the package, in Japanese.' }) titleJa!: string | null;
  @Field(() => String, { nullable: true, description: 'Title of the package, in English.' }) titleEn!: string | null;
  @Field(() => String, { description: 'Whose package it is.' }) vendorName!: string;
  @Field(() => UpdateStateEnum, { description: 'APPLIED, VERIFIED or ROLLED_BACK.' }) state!: UpdateState;
  @Field(() => String, { description: 'From which version.' }) fromVersion!: string;
  @Field(() => String, { nullable: true, description: 'To which version; null where nobody said.' })
  toVersion!: string | null;
  @Field(() => CalendarDate, day('When it was applied.')) appliedOn!: string | null;
  @Field(() => CalendarDate, day('When it was verified.')) verifiedOn!: string | null;
  @Field(() => CalendarDate, day('When it was rolled back.')) rolledBackOn!: string | null;
  @Field(() => PerformerEnum, { description: 'Who did it.' }) performer!: Performer;
  @Field(() => CountersignatureEnum, { description: 'Whether the other side said so too.' })
  countersignature!: Countersignature;
  @Field(() => String, { nullable: true, description: 'SHA-256 of what was installed, hexadecimal.' })
  installedSha256!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether that is a file of the package.' })
  isPublishedPackage!: boolean | null;
}

@ObjectType('DeviceHistoryPeriod', { description: 'The time of a device in one hospital, which is not named.' })
export class DeviceHistoryPeriodObject {
  @Field(() => Boolean, { description: 'That hospital passed nothing on of it but how it ended.' })
  isLeftOut!: boolean;
  @Field(() => CalendarDate, day('Since when it was registered there; null where that is left out.'))
  since!: string | null;
  @Field(() => DeviceHistoryHandoverObject, { description: 'How it left that hospital.' })
  handover!: DeviceHistoryHandoverObject;
  @Field(() => [DeviceHistoryReleaseObject], { description: 'Which releases ran on it, in the order of time.' })
  releases!: DeviceHistoryReleaseObject[];
  @Field(() => [DeviceHistoryUpdateObject], { description: 'Updates that were done on it.' })
  updates!: DeviceHistoryUpdateObject[];
  @Field(() => Int, {
    description: 'Updates by documents of TLP:AMBER+STRICT or RED, of which nothing more is passed on.',
  })
  notPassedOn!: number;
}

@ObjectType('DeviceHistory', {
  description:
    'What goes along with a device: frozen when it was offered. It names no person, site, department or network.',
})
export class DeviceHistoryObject {
  @Field(() => CalendarDate, { description: 'When it was frozen.' }) asOf!: string;
  @Field(() => DeviceHistoryProductObject, { description: 'What it is.' }) product!: DeviceHistoryProductObject;
  @Field(() => String, { description: 'Which release ran on it.' }) release!: string;
  @Field(() => StageEnum, { description: 'How far that was supported.' }) stage!: Stage;
  @Field(() => CalendarDate, day('From when its support was to be limited.')) endOfLifeOn!: string | null;
  @Field(() => CalendarDate, day('When its support was to end.')) endOfSupportOn!: string | null;
  @Field(() => [DeviceHistoryPeriodObject], { description: 'One for each hospital that had it, the first one first.' })
  periods!: DeviceHistoryPeriodObject[];
}

@ObjectType('Handover', {
  description:
    'One device that goes from one hospital to another. Each sees of the other what stands here, and nothing else.',
})
export class HandoverObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Handover'>;
  @Field(() => HandoverKindEnum, { description: 'How it goes.' }) kind!: HandoverKind;
  @Field(() => HandoverStateEnum, { description: 'Where it stands.' }) state!: HandoverState;
  @Field(() => CalendarDate, { description: 'On which day it is, or was, handed over.' }) handedOverOn!: string;
  @Field(() => CalendarDate, day('Of LENT: by when it returns.')) returnBy!: string | null;
  @Field(() => String, { nullable: true, description: 'For the receiver.' }) note!: string | null;
  @Field(() => String, { nullable: true, description: 'Why the receiver does not take it.' })
  declineReason!: string | null;
  @Field(() => String, { nullable: true, description: 'Serial number.' }) serialNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'Lot.' }) lot!: string | null;
  @Field(() => String, {
    description: 'SHA-256 of historyText, hexadecimal: what the trails of both hospitals hold.',
  })
  historySha256!: string;
  @Field(() => Date, { description: 'When it was offered.' }) offeredAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When that was answered, or taken back.' })
  answeredAt!: Date | null;
}

export const HandoverConnection = connectionOf(HandoverObject, 'Handover');

@ArgsType()
export class HandoversArgs extends PageArgs {
  @Field(() => HandoverDirectionEnum, { nullable: true, description: 'Only in this direction.' })
  direction?: Direction | null;
  @Field(() => HandoverStateEnum, { nullable: true, description: 'Only where it stands so.' })
  state?: HandoverState | null;
  @Field(() => HandoverKindEnum, { nullable: true, description: 'Only of this kind.' }) kind?: HandoverKind | null;
}
export const handoverList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  direction: z.enum(DIRECTIONS).nullish(),
  state: z.enum(HANDOVER_STATES).nullish(),
  kind: z.enum(HANDOVER_KINDS).nullish(),
});
export type HandoverList = z.output<typeof handoverList>;

@InputType({ description: 'Devices to be handed over to another hospital.' })
export class OfferHandoversInput {
  @Field(() => [ID], { description: 'Single devices of the own hospital, 1 to 100.' }) assetIds!: Id<'Asset'>[];
  @Field(() => HandoverKindEnum, { description: 'How they go.' }) kind!: HandoverKind;
  @Field(() => String, {
    nullable: true,
    description: 'The code that the other hospital told, like K7PM-2WXQ. Left out of RETURNED: the lender is known.',
  })
  code?: string | null;
  @Field(() => CalendarDate, { description: 'On which day, within a year.' }) handedOverOn!: string;
  @Field(() => CalendarDate, day('Of LENT: by when they return.')) returnBy?: string | null;
  @Field(() => String, { nullable: true, description: 'For the receiver, up to 2,000 characters.' })
  note?: string | null;
  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether their history goes along; otherwise it is told only that it is left out.',
  })
  isHistoryPassedOn!: boolean;
}

export const offerHandovers = z
  .object({
    assetIds: z
      .array(id<'Asset'>())
      .min(1)
      .max(100)
      .transform((ids) => [...new Set(ids)]),
    kind: z.enum(HANDOVER_KINDS),
    code: z
      .string()
      .trim()
      .toUpperCase()
      .refine(isOrganisationCode, because('maintenance.not_a_code', 'A code is written like K7PM-2WXQ.'))
      .nullish()
      .transform((code) => code ?? null),
    handedOverOn: calendarDate(),
    returnBy: calendarDate()
      .nullish()
      .transform((returnBy) => returnBy ?? null),
    note: longText(2_000)
      .nullish()
      .transform((note) => note ?? null),
    isHistoryPassedOn: z.boolean().default(true),
  })
  .check(({ value, issues }) => {
    const refuse = (path: string, reason: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [path], ...because(`maintenance.${reason}`, message) });
    const isReturned = value.kind === 'RETURNED';
    if (!isReturned && value.code === null) refuse('code', 'receiver_missing', 'Say to which hospital, by its code.');
    if (isReturned && value.code !== null) refuse('code', 'lender_known', 'They return to the lender: leave it out.');
    const isLent = value.kind === 'LENT';
    if (isLent && value.returnBy === null) refuse('returnBy', 'return_missing', 'Say by when they return.');
    if (!isLent && value.returnBy !== null)
      refuse('returnBy', 'nothing_returns', 'Only what is lent returns: leave it out.');
  });
export type OfferHandovers = z.output<typeof offerHandovers>;

@InputType({ description: 'A device that is taken over, and where it is from now on.' })
export class TakeOverHandoverInput {
  @Field(() => ID, { description: 'Which.' }) handoverId!: Id<'Handover'>;
  @Field(() => ID, { description: 'At which site of the own hospital it is.' }) siteId!: Id<'Site'>;
  @Field(() => String, { nullable: true, description: "The hospital's own name for it." }) name?: string | null;
  @Field(() => String, { nullable: true, description: 'Where at the site.' }) location?: string | null;
  @Field(() => [ConnectionEnum], { description: 'What it is connected to; UNKNOWN is an answer.' })
  connections!: Connection[];
  @Field(() => AssetStatusEnum, {
    defaultValue: 'IN_USE',
    description: 'Where it stands; neither LENT_OUT nor RETIRED.',
  })
  status!: SettableStatus;
}
export const takeOverHandover = z.object({
  handoverId: id<'Handover'>(),
  siteId: id<'Site'>(),
  name: text(200).nullish(),
  location: text(200).nullish(),
  connections,
  status: settableStatus.default('IN_USE'),
});
export type TakeOverHandover = z.output<typeof takeOverHandover>;

@InputType({ description: 'A device that is not taken over.' })
export class DeclineHandoverInput {
  @Field(() => ID, { description: 'Which.' }) handoverId!: Id<'Handover'>;
  @Field(() => String, { description: 'Why, for the giver; up to 2,000 characters.' }) reason!: string;
}
export const declineHandover = z.object({ handoverId: id<'Handover'>(), reason: longText(2_000) });
export type DeclineHandover = z.output<typeof declineHandover>;

@InputType({ description: 'An offer that is taken back.' })
export class WithdrawHandoverInput {
  @Field(() => ID, { description: 'Which.' }) handoverId!: Id<'Handover'>;
}
export const withdrawHandover = z.object({ handoverId: id<'Handover'>() });
export type WithdrawHandover = z.output<typeof withdrawHandover>;

@ObjectType({ description: 'Devices that were offered.' })
export class OfferHandoversPayload {
  @Field(() => [HandoverObject], { description: 'One for each device.' }) handovers!: HandoverObject[];
}
