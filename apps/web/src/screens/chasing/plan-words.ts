import { useTerm, useWords } from '../../app/language.ts';
import type { Plan, PlanStep } from './plans.query.ts';

const DAY_HOURS = 24;

/** `20:00` of the 1200th minute of a day, and back. */
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What a plan says, in words. */
export function usePlanWords() {
  const { t } = useWords('chasing');
  const term = useTerm();
  const duration = (hours: number) =>
    hours % DAY_HOURS === 0 ? t('days', { count: hours / DAY_HOURS }) : t('hours', { count: hours });
  return {
    when({ base, delayHours }: Pick<PlanStep, 'base' | 'delayHours'>): string {
      if (base === 'DELIVERY') return t('afterDelivery', { time: duration(delayHours) });
      if (delayHours === 0) return t('onDueDay');
      return t(delayHours < 0 ? 'beforeDue' : 'afterDue', { time: duration(Math.abs(delayHours)) });
    },
    whoAndHow: ({ channel, role }: Pick<PlanStep, 'channel' | 'role'>): string =>
      t('whoAndHow', { who: term('ChasedRole', role), how: term('ChaseChannel', channel) }),
    holdsFor({ severity, publicationKind }: Pick<Plan, 'severity' | 'publicationKind'>): string {
      const of = [severity && term('Severity', severity), publicationKind && term('PublicationKind', publicationKind)];
      return of.filter(Boolean).join(' · ') || t('plans.everything');
    },
    rest({ quietFrom, quietUntil, restsOnHolidays }: Pick<Plan, 'quietFrom' | 'quietUntil' | 'restsOnHolidays'>) {
      const hours =
        quietFrom !== null && quietUntil !== null
          ? t('plans.quiet', { from: timeOf(quietFrom), until: timeOf(quietUntil) })
          : null;
      return [hours, restsOnHolidays ? t('plans.holidays') : null].filter(Boolean).join(' · ') || t('plans.noRest');
    },
  };
}
