import { Injectable } from '@nestjs/common';
import { dealsWith } from '#libs/directory';
import { calendarDate, notFound, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { URGENCIES, type Urgency } from '../information-request.entity.ts';
import { VendorFigures, type Told } from './vendor-figures.ts';
import { VendorFiguresRepository, type Counted, type Period } from './vendor-figures.repository.ts';

/** Figures over fewer hospitals, besides the one that reads them, would tell what one of them asked. */
export const LEAST_HOSPITALS = 5;
const DAY_MS = 86_400_000;

/** The last days until yesterday, or from one day to another; days are those of Japan. */
export type AskedPeriod = { days: number } | { from: string; until: string };

const beginOf = (day: string) => new Date(`${day}T00:00:00+09:00`);

function periodOf(asked: AskedPeriod, now: Date): Period {
  if ('from' in asked) return { from: beginOf(asked.from), until: new Date(beginOf(asked.until).getTime() + DAY_MS) };
  const until = beginOf(calendarDate(now));
  return { from: new Date(until.getTime() - asked.days * DAY_MS), until };
}

const nothing = (urgency: Urgency): Counted => ({
  urgency,
  asked: 0,
  answered: 0,
  declined: 0,
  reopened: 0,
  overdue: 0,
  medianMinutes: null,
  p90Minutes: null,
  otherHospitals: 0,
});

/** How vendors deal with requests, from what the trail says. */
@Injectable()
export class VendorFiguresService {
  private readonly uow: UnitOfWork;
  private readonly figures: VendorFiguresRepository;

  constructor(uow: UnitOfWork, figures: VendorFiguresRepository) {
    this.uow = uow;
    this.figures = figures;
  }

  /**
   * A vendor reads all of its own. A hospital that deals with it reads what it asked itself; and over all hospitals, by
   * whole days until yesterday and for fixed lengths alone, so that nobody takes one period from another, what at least
   * five others asked. There is no sum over urgencies, from which what is withheld could be taken.
   * @throws NOT_FOUND to hospitals that do not deal with it, and to other vendors
   */
  async of(ctx: Ctx, vendorId: Id<'Organisation'>, asked: AskedPeriod): Promise<VendorFigures> {
    const figures = Object.assign(new VendorFigures(), { vendorId });
    if (!ctx.allows('read', figures)) throw notFound('vendor');
    const isVendor = ctx.organisationId === vendorId;
    const period = await this.uow.run(ctx, async (tx) => {
      if (!isVendor && !(await dealsWith(tx, vendorId))) throw notFound('vendor');
      return periodOf(asked, tx.now);
    });
    return this.uow.runAsSystem(ctx, async (tx) => {
      const readerId = ctx.organisationId;
      const all = byUrgency(await this.figures.of(tx, vendorId, period, { readerId, onlyOf: null }));
      const own = isVendor
        ? null
        : byUrgency(await this.figures.of(tx, vendorId, period, { readerId, onlyOf: readerId }));
      const isTold = ({ otherHospitals }: Counted) =>
        isVendor || ('days' in asked && otherHospitals >= LEAST_HOSPITALS);
      return Object.assign(figures, period, {
        byUrgency: all.map((one) => (isTold(one) ? dealt(one) : { urgency: one.urgency, isWithheld: true })),
        own: own && own.map(dealt),
      });
    });
  }
}

/** The most urgent first. */
const byUrgency = (counted: readonly Counted[]): Counted[] =>
  URGENCIES.map((urgency) => counted.find((one) => one.urgency === urgency) ?? nothing(urgency));

const dealt = ({ otherHospitals: _, ...figures }: Counted): Told => ({ ...figures, isWithheld: false });
