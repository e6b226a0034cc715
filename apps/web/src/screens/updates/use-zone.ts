import { graphql } from '../../app/graphql.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { DEFAULT_ZONE } from './schedule-fields.tsx';

const ZonesQuery = graphql(`
  query WindowZones {
    maintenanceWindows {
      siteId
      timeZone
    }
  }
`);

/** The time zone of these sites, as their windows say it; of all sites without any. Only once it is known. */
export function useZoneOf(siteIds: readonly string[]): string | undefined {
  const isHospital = sideOf(useViewer()) === 'hospital';
  const { data } = useAnswer(ZonesQuery, {}, { enabled: isHospital, refreshes: false });
  if (isHospital && !data) return undefined;
  const of = data?.maintenanceWindows.find(({ siteId }) => siteIds.length === 0 || siteIds.includes(siteId));
  return of?.timeZone ?? DEFAULT_ZONE;
}
