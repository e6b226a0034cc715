import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { NetworkZoneObject } from './network.graphql.ts';

/** Where the own assets stand in the network. */
@Injectable()
export class NetworkRepository {
  /** By zone; assets that are connected to nothing are in none. */
  zonesOf(tx: Tx, siteId: Id<'Site'>): Promise<NetworkZoneObject[]> {
    return tx.sql<NetworkZoneObject>(ZONES, [tx.ctx.organisationId, siteId]);
  }
}

const ZONES = `
  with standing as (
    select a.id, a.quantity, rl.stage, r.zone, coalesce(r.exposed_to, '{}') as exposed_to,
      r.remote_maintenance is not null or 'MAINTENANCE_ONLY' = any (a.connections) as is_remote,
      coalesce(r.controls, '{}') <> '{}' as is_protected
    from asset a join release rl on rl.id = a.release_id left join asset_record r on r.asset_id = a.id
    where a.hospital_id = $1 and a.site_id = $2 and a.status in ('IN_USE','STORED')
      and (a.is_connected or r.zone is not null)
  ), reach as (
    select zone, reached.by as "to", count(*)::int as assets,
      reached.by in (select s.zone from standing s where s.zone is not null) as "isZone"
    from standing, unnest(exposed_to) as reached (by)
    group by zone, reached.by
  )
  select s.zone, count(*)::int as assets, sum(s.quantity)::int as devices,
    count(*) filter (where is_remote)::int as "remotelyMaintained",
    count(*) filter (where stage = 'LIMITED_SUPPORT')::int as "limitedSupport",
    count(*) filter (where stage = 'END_OF_SUPPORT')::int as "endOfSupport",
    count(*) filter (where stage <> 'SUPPORTED' and not is_protected)::int as unprotected,
    coalesce((select jsonb_agg(jsonb_build_object('to', x."to", 'isZone', x."isZone", 'assets', x.assets)
                               order by x.assets desc, x."to")
              from reach x where x.zone is not distinct from s.zone), '[]') as "exposedTo"
  from standing s group by s.zone order by s.zone nulls last`;
