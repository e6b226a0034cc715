import { isIP } from 'node:net';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, CalendarDate, calendarDate, enumeration, id, longText, text } from '#libs/platform';
import { COMPENSATING_CONTROLS, type CompensatingControl } from '../compensating-control.ts';
import { OWNERSHIPS, type Ownership } from './asset-record.entity.ts';

export const CompensatingControlEnum = enumeration<CompensatingControl>(
  'CompensatingControl',
  'What protects a device that is not updated (N70).',
  {
    PHYSICAL_ACCESS: 'Physical access is limited.',
    REMOVABLE_MEDIA: 'Removable media are limited.',
    NETWORK_ISOLATION: 'It is taken off the network.',
    SEGREGATION: 'It is in a network segment of its own.',
    MONITORING: 'It is watched.',
    REMOTE_ACCESS: 'Remote access is limited.',
    FIREWALL: 'A firewall stands before it.',
    ANTI_MALWARE: 'Anti-malware runs on it, or before it.',
    BACKUP_AND_RESTORE: 'It can be restored from a backup.',
  },
);

export const OwnershipEnum = enumeration<Ownership>('Ownership', 'Whose an asset is.', {
  OWNED: "The hospital's own.",
  LEASED: 'Leased.',
  ON_LOAN: 'On loan, for a trial for example.',
  POOLED: 'Shared between sites or hospitals.',
});

const tag = { nullable: true, description: "Number on the hospital's own label; once in a hospital." };
const department = { nullable: true, description: 'Department.' };
const responsible = { nullable: true, description: 'The member who answers for it.' };
const installed = { nullable: true, description: 'Since when it is installed.' };
const owner = { nullable: true, description: "Who owns what is not the hospital's own." };
const networkName = { nullable: true, description: 'Its name in the network.' };
const address = { nullable: true, description: 'IP address, with prefix length where given, or MAC address.' };
const zone = { nullable: true, description: 'VLAN or network zone.' };
const remote = { nullable: true, description: 'By which way it is maintained from outside.' };
const partOf = { nullable: true, description: 'The system that it is a part of: an asset of the same hospital.' };

@ObjectType('AssetRecord', { description: 'What a hospital writes of an asset for itself alone: no vendor reads it.' })
export class AssetRecordObject {
  @Field(() => String, tag) assetTag!: string | null;
  @Field(() => String, department) department!: string | null;
  @Field(() => ID, responsible) responsibleId!: Id<'Member'> | null;
  @Field(() => CalendarDate, installed) installedOn!: string | null;
  @Field(() => OwnershipEnum, { description: 'Whose it is.' }) ownership!: Ownership;
  @Field(() => String, owner) ownerName!: string | null;
  @Field(() => String, networkName) networkName!: string | null;
  @Field(() => String, address) networkAddress!: string | null;
  @Field(() => String, zone) zone!: string | null;
  @Field(() => [String], { description: 'Zones and neighbours that reach it.' }) exposedTo!: string[];
  @Field(() => String, remote) remoteMaintenance!: string | null;
  @Field(() => [CompensatingControlEnum], { description: 'Compensating controls in place.' })
  controls!: CompensatingControl[];
  @Field(() => ID, partOf) partOfId!: Id<'Asset'> | null;
  @Field(() => CalendarDate, { nullable: true, description: 'Since when it is gone.' }) retiredOn!: string | null;
  @Field(() => String, { nullable: true, description: 'How it was made fit to leave.' }) decommissioning!:
    string | null;
}

@InputType({ description: 'What is written of an asset; what is left out stays, null removes.' })
export class AssetRecordInput {
  @Field(() => String, tag) assetTag?: string | null;
  @Field(() => String, department) department?: string | null;
  @Field(() => ID, responsible) responsibleId?: Id<'Member'> | null;
  @Field(() => CalendarDate, installed) installedOn?: string | null;
  @Field(() => OwnershipEnum, { nullable: true, description: 'Whose it is; OWNED, where nothing is said.' })
  ownership?: Ownership;
  @Field(() => String, owner) ownerName?: string | null;
  @Field(() => String, networkName) networkName?: string | null;
  @Field(() => String, address) networkAddress?: string | null;
  @Field(() => String, zone) zone?: string | null;
  @Field(() => [String], { nullable: true, description: 'Zones and neighbours that reach it; up to 20.' })
  exposedTo?: string[];
  @Field(() => String, remote) remoteMaintenance?: string | null;
  @Field(() => [CompensatingControlEnum], { nullable: true, description: 'Compensating controls in place.' })
  controls?: CompensatingControl[];
  @Field(() => ID, partOf) partOfId?: Id<'Asset'> | null;
}

const MAC = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i;
/** `192.0.2.7`, `192.0.2.0/24`, `2001:db8::7` or `00:00:5e:00:53:01`. */
function isNetworkAddress(value: string): boolean {
  if (MAC.test(value)) return true;
  const [address = '', prefix, ...more] = value.split('/');
  const kind = isIP(address);
  if (kind === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (kind === 4 ? 32 : 128));
}

export const networkAddress = text(60).refine(
  isNetworkAddress,
  because('inventory.not_an_address', 'Write an IP address like 192.0.2.7, or a MAC address like 00:00:5e:00:53:01.'),
);

export const exposedTo = z
  .array(text(100))
  .max(20)
  .transform((names) => [...new Set(names)]);

/** A set, in one order. */
export const controlsGiven = z
  .array(z.enum(COMPENSATING_CONTROLS))
  .transform((given) => COMPENSATING_CONTROLS.filter((control) => given.includes(control)));

export const assetRecord = z.object({
  assetTag: text(100).nullish(),
  department: text(100).nullish(),
  responsibleId: id<'Member'>().nullish(),
  installedOn: calendarDate().nullish(),
  ownership: z.enum(OWNERSHIPS).optional(),
  ownerName: text(200).nullish(),
  networkName: text(253).nullish(),
  networkAddress: networkAddress.nullish(),
  zone: text(100).nullish(),
  exposedTo: exposedTo.optional(),
  remoteMaintenance: text(500).nullish(),
  controls: controlsGiven.optional(),
  partOfId: id<'Asset'>().nullish(),
});

export const decommissioning = longText(2000);
