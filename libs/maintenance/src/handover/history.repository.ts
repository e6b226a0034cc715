import { Injectable } from '@nestjs/common';
import type { Asset } from '#libs/inventory';
import { calendarDate, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { DeviceHistory, Received, ReleaseSince, UpdateInHistory } from './device-history.ts';

type Standing = Omit<DeviceHistory, 'format' | 'version' | 'asOf' | 'periods' | 'serialNumber' | 'lot'>;
type UpdateRow = UpdateInHistory & { isPassedOn: boolean };

const dayOf = (state: string) =>
  `to_char(max(s.recorded_at) filter (where s.to_state = '${state}') at time zone 'Asia/Tokyo', 'YYYY-MM-DD')`;

/** What is on record of a device, as far as the one who asks may see it. */
@Injectable()
export class HistoryRepository {
  /** What it is, and how long that is supported. */
  async standing(tx: Tx, releaseId: Id<'Release'>): Promise<Standing> {
    const [row] = await tx.sql<{ standing: Standing }>(
      `select json_build_object('product', json_build_object('name', p.name, 'englishName', p.english_name,
                'makerName', o.name, 'makerEnglishName', o.english_name),
              'release', r.version, 'stage', r.stage, 'endOfLifeOn', r.end_of_life_on, 'endOfSupportOn', r.end_of_support_on
            ) as standing
       from release r join product p on p.id = r.product_id join organisation o on o.id = r.vendor_id where r.id = $1`,
      [releaseId],
    );
    if (!row) throw new Error('a device is of a release that nobody sees');
    return row.standing;
  }

  /** Which releases ran on it in this hospital, by the hospital's own trail: it alone keeps what was before. */
  async releases(tx: Tx, { id, hospitalId, releaseId, createdAt }: Asset): Promise<ReleaseSince[]> {
    const told = await tx.sql<{ releaseId: Id<'Release'>; at: Date }>(
      `select (facts::jsonb) #>> '{facts,releaseId}' as "releaseId", recorded_at as at from trail.event
       where subject_id = $1 and organisation_id = $2 and kind in ('asset.registered','asset.changed') order by id`,
      [id, hospitalId],
    );
    const first = told[0] ?? { releaseId, at: createdAt };
    const changes = told.filter((event, i) => i > 0 && event.releaseId !== told[i - 1]?.releaseId);
    const versions = await this.versions(
      tx,
      [first, ...changes].map((one) => one.releaseId),
    );
    return [first, ...changes].map((one) => ({
      version: versions.get(one.releaseId) ?? '-',
      since: calendarDate(one.at),
    }));
  }

  /**
   * Updates that were done on it. Those by documents that are for the hospital alone, or for members named, are told apart:
   * of TLP:RED only by those who are named.
   */
  updates(tx: Tx, assetId: Id<'Asset'>): Promise<UpdateRow[]> {
    return tx.sql<UpdateRow>(
      `select p.title_ja as "titleJa", p.title_en as "titleEn", o.name as "vendorName", a.state,
              f.version as "fromVersion", t.version as "toVersion",
              ${dayOf('APPLIED')} as "appliedOn", ${dayOf('VERIFIED')} as "verifiedOn", ${dayOf('ROLLED_BACK')} as "rolledBackOn",
              a.performer, a.countersignature, a.installed_sha256 as "installedSha256",
              a.is_published_package as "isPublishedPackage",
              coalesce(p.tlp in ('CLEAR','GREEN','AMBER'), false) as "isPassedOn"
       from update_application a
         join organisation o on o.id = a.vendor_id
         join release f on f.id = a.from_release_id
         left join release t on t.id = a.to_release_id
         left join publication p on p.id = a.publication_id
         left join update_step s on s.application_id = a.id and s.act = 'MOVED'
       where a.asset_id = $1 and a.state in ('APPLIED','VERIFIED','ROLLED_BACK')
       group by a.id, p.id, p.title_ja, p.title_en, p.tlp, o.name, f.version, t.version
       order by a.id`,
      [assetId],
    );
  }

  /** How it came to this hospital, in the order of time. */
  received(tx: Tx, assetId: Id<'Asset'>): Promise<Received[]> {
    return tx.sql<Received>(
      `select h.kind, h.history,
              case when h.kind = 'RETURNED' then (
                select l.history from handover l where l.receiver_asset_id = h.asset_id and l.asset_id = $1
                  and l.kind = 'LENT' and l.state = 'TAKEN_OVER') end as "lentHistory"
       from handover h
       where h.receiver_asset_id = $1 and h.receiver_id = $2 and h.state = 'TAKEN_OVER' order by h.answered_at, h.id`,
      [assetId, tx.ctx.organisationId],
    );
  }

  private async versions(tx: Tx, ids: readonly Id<'Release'>[]): Promise<Map<Id<'Release'>, string>> {
    const rows = await tx.sql<{ id: Id<'Release'>; version: string }>(
      'select id, version from release where id = any ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }
}
