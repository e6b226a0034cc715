import type { Id } from '#libs/kernel';
import { ifOther, joined, type Found, type Searcher, type Sought, type Tx } from '#libs/platform';
import { Delivery } from './delivery.entity.ts';

type FoundDelivery = Delivery & {
  titleJa: string | null;
  titleEn: string | null;
  vendorName: string | null;
  vendorEnglishName: string | null;
  id: Id<'Delivery'>;
};

/** What the own hospital received, the newest first; the function is the wall. */
async function deliveries(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  if (!tx.ctx.mayEver('receive', Delivery)) return [];
  const rows = await tx.sql<FoundDelivery>(
    `select d.id, d.hospital_id as "hospitalId", d.publication_id as "publicationId", d.open_sites as "openSites",
            d.is_for_information as "isForInformation", d.closed_at as "closedAt", d.title_ja as "titleJa",
            d.title_en as "titleEn", o.name as "vendorName", coalesce(o.english_name, o.name) as "vendorEnglishName"
     from deliveries_titled($1, $2) d left join organisation o on o.id = d.vendor_id
     order by d.delivered_at desc, d.id desc`,
    [patterns, atMost],
  );
  return rows
    .map((row) => Object.assign(new Delivery(), row))
    .filter((row) => tx.ctx.allows('receive', row))
    .map((row) => ({
      id: row.id,
      withinId: row.publicationId,
      title: row.titleJa ?? row.titleEn ?? row.id,
      englishTitle: row.titleEn,
      detail: joined(row.vendorName),
      englishDetail: ifOther(row.vendorEnglishName, row.vendorName),
      state: row.state,
    }));
}

/** Deliveries by words of what was delivered. */
export const deliverySearchers: Searcher[] = [{ kind: 'DELIVERY', find: deliveries }];
