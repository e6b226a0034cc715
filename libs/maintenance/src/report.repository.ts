import { Injectable } from '@nestjs/common';
import { isWithHospital } from '#libs/inventory';
import type { Id, Page, PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { UpdateReport } from './update-report.entity.ts';

@Injectable()
export class ReportRepository {
  list(tx: Tx, page: PageRequest): Promise<Page<UpdateReport>> {
    const scope = sqlScope(tx.ctx.ability, 'read', UpdateReport, (property) => `report.${property}`);
    const query = tx.manager.createQueryBuilder(UpdateReport, 'report').where(scope.sql, scope.parameters);
    return paginate(query, [{ column: 'report.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  find(tx: Tx, id: Id<'UpdateReport'>): Promise<UpdateReport | null> {
    return tx.manager.findOneBy(UpdateReport, { id });
  }

  async insert(tx: Tx, report: UpdateReport): Promise<void> {
    await tx.manager.insert(UpdateReport, { ...report });
  }

  async isPartner(tx: Tx, hospitalId: Id<'Organisation'>): Promise<boolean> {
    const rows = await tx.sql(
      `select from relationship where vendor_id = $1 and hospital_id = $2 and state = 'ACTIVE'`,
      [tx.ctx.organisationId, hospitalId],
    );
    return rows.length > 0;
  }

  /** The one device of the hospital that the report may be about; null for none, and for several. Asked as the system. */
  async assetBySerial(tx: Tx, { hospitalId, publicationId, serialNumber }: UpdateReport): Promise<Id<'Asset'> | null> {
    const rows = await tx.sql<{ id: Id<'Asset'> }>(
      `select a.id from asset a join release r on r.id = a.release_id
       where a.hospital_id = $1 and a.serial_number = $3 and ${isWithHospital('a')}
         and r.product_id in (select q.product_id from publication_release pr join release q on q.id = pr.release_id
                              where pr.publication_id = $2)
       limit 2`,
      [hospitalId, publicationId, serialNumber],
    );
    return rows.length === 1 ? (rows[0]?.id ?? null) : null;
  }
}
