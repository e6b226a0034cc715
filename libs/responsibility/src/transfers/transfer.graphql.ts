import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { calendarDate, CalendarDate, connectionOf, enumeration, id, longText, PageArgs } from '#libs/platform';
import { TRANSFER_ITEM_KINDS, type TransferItemKind, type TransferItemState } from './transfer-item.entity.ts';
import type { KeptResponsibility, TransferState } from './transfer.entity.ts';

export const TransferItemKindEnum = enumeration<TransferItemKind>('TransferItemKind', 'What passes over.', {
  LAST_UPDATES: 'To have the last updates installed.',
  PORTS_AND_ADDRESSES: 'To know and guard what it opens and whom it calls.',
  HARDENING: 'To keep it hardened.',
  DOCUMENTS: 'To keep its documents.',
  DECOMMISSIONING: 'To take it out of use, and its data with it.',
  OTHER: 'Something else, as its words say.',
});

export const TransferItemStateEnum = enumeration<TransferItemState>('TransferItemState', 'Where an item stands.', {
  PROPOSED: 'The vendor proposes it.',
  ACCEPTED: 'The hospital accepts it.',
  CONTESTED: 'The hospital does not, and says why.',
  REPLACED: 'It was proposed anew in another version.',
  WITHDRAWN: 'The vendor took it back.',
});

export const TransferStateEnum = enumeration<TransferState>('TransferState', 'Where a transfer stands.', {
  NEGOTIATING: 'Items are proposed or contested.',
  ACCEPTED: 'Every item is accepted: both sides may sign.',
  HALF_SIGNED: 'One side has signed.',
  SIGNED: 'Both have: each item passes over on its day.',
});

export const KeptResponsibilityEnum = enumeration<KeptResponsibility>(
  'KeptResponsibility',
  'What stays with the vendor, whatever is signed.',
  { LEGAL_VIGILANCE: "The vendor's legal vigilance: to watch, report and act on what harms." },
);

@ObjectType('TransferItem', {
  description: 'One thing that is to pass over, in one version. Its words never change: it is proposed anew.',
})
export class TransferItemObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'TransferItem'>;
  @Field(() => Int, { description: 'Its place, which its versions share.' }) number!: number;
  @Field(() => Int, { description: 'Its version, from 1.' }) version!: number;
  @Field(() => TransferItemKindEnum, { description: 'What.' }) kind!: TransferItemKind;
  @Field(() => String, { description: 'What exactly.' }) text!: string;
  @Field(() => CalendarDate, { description: 'From when, once both have signed.' }) effectiveOn!: string;
  @Field(() => [ID], { nullable: true, description: 'At which sites of the hospital; null: at all.' })
  siteIds!: readonly Id<'Site'>[] | null;
  @Field(() => TransferItemStateEnum, { description: 'Where it stands.' }) state!: TransferItemState;
  @Field(() => Date, { description: 'When this version was proposed.' }) proposedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the hospital answered.' }) answeredAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it is contested.' }) note!: string | null;
}

@ObjectType('ResponsibilityTransfer', {
  description:
    'What passes over from a vendor to a hospital when the support of a release ends: proposed by the vendor, accepted or ' +
    'contested item by item, signed by both. Both parties see it and nobody else.',
})
export class TransferObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'ResponsibilityTransfer'>;
  @Field(() => Date, { nullable: true, description: 'When the vendor signed.' }) vendorSignedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the hospital signed.' }) hospitalSignedAt!: Date | null;
  @Field(() => Date, { description: 'When the first item was proposed.' }) createdAt!: Date;
}
export const TransferConnection = connectionOf(TransferObject, 'ResponsibilityTransfer');

@ObjectType('UnsignedTransfer', {
  description:
    'Support has ended, and not everything passed over by both signatures: a hospital holds the release at sites that no ' +
    'signed item reaches.',
})
export class UnsignedTransferObject {
  @Field(() => CalendarDate, { nullable: true, description: 'When support ended; null where only the stage is known.' })
  endedOn!: string | null;
}
export const UnsignedConnection = connectionOf(UnsignedTransferObject, 'UnsignedTransfer');

@ArgsType()
export class TransfersArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only to this hospital.' }) hospitalId?: Id<'Organisation'> | null;
  @Field(() => ID, { nullable: true, description: 'Only from this vendor.' }) vendorId?: Id<'Organisation'> | null;
  @Field(() => ID, { nullable: true, description: 'Only of this release.' }) releaseId?: Id<'Release'> | null;
}
export const transferList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  hospitalId: id<'Organisation'>().nullish(),
  vendorId: id<'Organisation'>().nullish(),
  releaseId: id<'Release'>().nullish(),
});
export type TransferList = z.output<typeof transferList>;

@InputType({ isAbstract: true })
class TermsInput {
  @Field(() => String, { description: 'What exactly, up to 5,000 characters.' }) text!: string;
  @Field(() => CalendarDate, { description: 'From when, once both have signed: today or later.' }) effectiveOn!: string;
  @Field(() => [ID], { nullable: true, description: 'At which sites of the hospital; left out: at all.' })
  siteIds?: Id<'Site'>[] | null;
}
const terms = {
  text: longText(5_000),
  effectiveOn: calendarDate(),
  siteIds: z
    .array(id<'Site'>())
    .min(1)
    .max(1_000)
    .transform((ids) => [...new Set(ids)].toSorted())
    .nullish()
    .transform((ids) => ids ?? null),
};

@InputType({ description: 'One thing that is to pass over.' })
export class TransferItemInput extends TermsInput {
  @Field(() => TransferItemKindEnum, { description: 'What.' }) kind!: TransferItemKind;
}

@InputType({ description: 'What is to pass over to a hospital when the support of an own release ends.' })
export class ProposeTransferInput {
  @Field(() => ID, { description: 'The hospital, which the vendor deals with.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The release.' }) releaseId!: Id<'Release'>;
  @Field(() => [TransferItemInput], { description: 'The items, 1 to 100.' }) items!: TransferItemInput[];
}
export const proposeTransfer = z.object({
  hospitalId: id<'Organisation'>(),
  releaseId: id<'Release'>(),
  items: z
    .array(z.object({ kind: z.enum(TRANSFER_ITEM_KINDS), ...terms }))
    .min(1)
    .max(100),
});
export type ProposeTransfer = z.output<typeof proposeTransfer>;

@InputType({ description: 'Other terms of an item that was contested.' })
export class ReproposeTransferItemInput extends TermsInput {
  @Field(() => ID, { description: 'The contested item.' }) itemId!: Id<'TransferItem'>;
}
export const reproposeTransferItem = z.object({ itemId: id<'TransferItem'>(), ...terms });
export type ReproposeTransferItem = z.output<typeof reproposeTransferItem>;

@InputType({ description: 'An item of a transfer.' })
export class OneTransferItemInput {
  @Field(() => ID, { description: 'The item.' }) itemId!: Id<'TransferItem'>;
}
export const oneTransferItem = z.object({ itemId: id<'TransferItem'>() });
export type OneTransferItem = z.output<typeof oneTransferItem>;

@InputType({ description: 'An item that is not accepted as it stands.' })
export class ContestTransferItemInput extends OneTransferItemInput {
  @Field(() => String, { description: 'Why, up to 2,000 characters.' }) note!: string;
}
export const contestTransferItem = oneTransferItem.extend({ note: longText(2_000) });
export type ContestTransferItem = z.output<typeof contestTransferItem>;

@InputType({ description: 'A transfer to be signed for the own side.' })
export class SignTransferInput {
  @Field(() => ID, { description: 'The transfer.' }) transferId!: Id<'ResponsibilityTransfer'>;
}
export const signTransfer = z.object({ transferId: id<'ResponsibilityTransfer'>() });
export type SignTransfer = z.output<typeof signTransfer>;
