import type { ChaseService, ChasingPlanService, DelegateService } from '#libs/engagement';
import type { Id } from '#libs/kernel';
import { type Ctx, systemCtx } from '#libs/platform';
import type { TurnedClock } from './story-clock.ts';

/** By which steps the vendor chases what is critical. */
const STEPS = [
  { base: 'DELIVERY', delayHours: 4, channel: 'PORTAL', role: 'RESPONSIBLE' },
  { base: 'DELIVERY', delayHours: 24, channel: 'MAIL', role: 'HOSPITAL_SECURITY' },
  { base: 'DELIVERY', delayHours: 36, channel: 'MAIL', role: 'DELEGATE' },
  { base: 'DELIVERY', delayHours: 48, channel: 'PHONE', role: 'EMERGENCY_CONTACT' },
] as const;
/** When the critical publication of the story went out that not everybody answered. */
const PUBLISHED_HOURS_AGO = 20 * 24;
const DELEGATED_DAYS = 180;
const DAY_MS = 86_400_000;

interface Chasing {
  clock: TurnedClock;
  plans: ChasingPlanService;
  delegates: DelegateService;
  chases: ChaseService;
  support: Ctx;
  administrator: Ctx;
  /** For which somebody without an account may acknowledge. */
  siteId: Id<'Site'>;
}

/** Before anything is published: a vendor's plan, and whom a hospital names. */
export async function planChase({ clock, plans, delegates, support, administrator, siteId }: Chasing): Promise<void> {
  const rest = { quietFrom: null, quietUntil: null, restsOnHolidays: false };
  await plans.set(support, { severity: 'CRITICAL', publicationKind: null, stopsAt: 'ANSWERED', ...rest, steps: STEPS });
  await delegates.name(administrator, {
    siteId,
    name: '委任先 1（分院当直）',
    email: 'duty@sample-general.example',
    language: 'ja',
    expiresAt: new Date(clock.now().getTime() + DELEGATED_DAYS * DAY_MS),
  });
}

/** The hours in which the steps came, one after the other. */
export async function letChase({ clock, chases }: Chasing): Promise<void> {
  for (const { delayHours } of STEPS) {
    clock.goBack(PUBLISHED_HOURS_AGO - delayHours - 1);
    await chases.run(systemCtx('tasuki demo'));
  }
}
