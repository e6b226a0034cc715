import type { Id } from '#libs/kernel';
import type { Policy } from '#libs/platform';
import type { Urgency } from '../information-request.entity.ts';

/** How a vendor dealt with what it was asked in a period, of one urgency. Times are net of the pauses of the clock. */
export interface Dealt {
  urgency: Urgency;
  asked: number;
  /** At least once. */
  answered: number;
  /** At least once. */
  declined: number;
  reopened: number;
  /** Noted as overdue, or answered or declined only after the promised time. */
  overdue: number;
  /** To the first answer. Null where nothing was answered. */
  medianMinutes: number | null;
  p90Minutes: number | null;
}

export type Told = Dealt & { isWithheld: false };
type Withheld = { urgency: Urgency; isWithheld: true };

/** How a vendor deals with requests: the subject of the right to read it. */
export class VendorFigures {
  vendorId!: Id<'Organisation'>;
  from!: Date;
  until!: Date;
  byUrgency!: (Told | Withheld)[];
  /** What the hospital that reads them asked itself. Null for the vendor. */
  own!: Told[] | null;
}

export const vendorFiguresPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId) return;
  if (organisationKind === 'HOSPITAL') can('read', VendorFigures);
  if (actor.isVendor) can('read', VendorFigures, { vendorId: organisationId });
};
