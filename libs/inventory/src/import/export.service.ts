import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { Asset, isWithHospital, type AssetStatus, type Connection } from '../asset.entity.ts';
import type { CompensatingControl } from '../compensating-control.ts';
import { InstalledBaseRepository, type LineForTable } from '../installed-base.repository.ts';
import { InstalledBaseLine } from '../installed-base-line.entity.ts';
import type { Ownership } from '../record/asset-record.entity.ts';
import { pagesOf, type Rows } from './table-file.ts';
import { COLUMNS_OF, headerIn, type Column, type TableLanguage, wordIn } from './words.ts';

interface ExportedRow {
  id: Id<'Asset'>;
  site: string;
  gtin: string | null;
  approvalNumber: string | null;
  product: string;
  maker: string | null;
  version: string;
  serialNumber: string | null;
  lot: string | null;
  quantity: number;
  name: string | null;
  location: string | null;
  connections: Connection[];
  status: AssetStatus;
  assetTag: string | null;
  department: string | null;
  installedOn: string | null;
  ownership: Ownership | null;
  ownerName: string | null;
  networkName: string | null;
  networkAddress: string | null;
  zone: string | null;
  exposedTo: string[] | null;
  remoteMaintenance: string | null;
  controls: CompensatingControl[] | null;
}

/** Columns that an import leaves out: the vendor cannot say them. */
const SAID_BY_HOSPITAL: Record<TableLanguage, [name: string, state: string, reason: string]> = {
  ja: ['登録名', '病院の回答', '否認の理由'],
  en: ['Registered name', 'Answer of the hospital', 'Reason of rejection'],
};

/** Devices of a hospital, or of a vendor's list, as a table that can be imported again, and then changes nothing. */
@Injectable()
export class ExportService {
  private readonly uow: UnitOfWork;
  private readonly lines: InstalledBaseRepository;

  constructor(uow: UnitOfWork, lines: InstalledBaseRepository) {
    this.uow = uow;
    this.lines = lines;
  }

  /** The vendor's own list, with what the hospitals said. */
  async installedBase(ctx: Ctx, language: TableLanguage): Promise<Rows> {
    ctx.authorise('export', Object.assign(new InstalledBaseLine(), { vendorId: ctx.organisationId }));
    return pagesOf(
      [...COLUMNS_OF.INSTALLED_BASE.map((column) => headerIn(column, language)), ...SAID_BY_HOSPITAL[language]],
      (after, atMost) => this.uow.run(ctx, (tx) => this.lines.forTable(tx, after, atMost)),
      (line) => cellsOfLine(line, language),
    );
  }

  /** Those of devices that are gone or lent out left out. */
  async assets(ctx: Ctx, language: TableLanguage): Promise<Rows> {
    ctx.authorise('export', Object.assign(new Asset(), { hospitalId: ctx.organisationId }));
    return pagesOf(
      COLUMNS_OF.ASSETS.map((column) => headerIn(column, language)),
      (after, atMost) => this.uow.run(ctx, (tx) => rowsAfter(tx, after, atMost)),
      (row) => cellsOf(row, language),
    );
  }
}

const rowsAfter = (tx: Tx, after: string, atMost: number): Promise<ExportedRow[]> =>
  tx.sql(
    `select a.id, s.name as site, p.name as product, coalesce(p.maker_name, o.name) as maker, r.version,
            (select i.value from product_identifier i where i.product_id = p.id and i.scheme = 'GTIN' order by i.id limit 1) as gtin,
            (select i.value from product_identifier i where i.product_id = p.id and i.scheme = 'APPROVAL_NUMBER' order by i.id limit 1)
              as "approvalNumber",
            a.serial_number as "serialNumber", a.lot, a.quantity, a.name, a.location, a.connections, a.status,
            x.asset_tag as "assetTag", x.department, x.installed_on::text as "installedOn", x.ownership,
            x.owner_name as "ownerName", x.network_name as "networkName", x.network_address as "networkAddress", x.zone,
            x.exposed_to as "exposedTo", x.remote_maintenance as "remoteMaintenance", x.controls
     from asset a join site s on s.id = a.site_id join release r on r.id = a.release_id join product p on p.id = r.product_id
     left join organisation o on o.id = p.vendor_id and p.maker_name is null
     left join asset_record x on x.asset_id = a.id
     where a.hospital_id = $1 and ${isWithHospital('a')} and a.id > $2 order by a.id limit $3`,
    [tx.ctx.organisationId, after, atMost],
  );

function cellsOf(row: ExportedRow, language: TableLanguage): string[] {
  const list = (words: readonly string[]) => words.join(language === 'ja' ? '、' : '; ');
  const cells: Partial<Record<Column, string | number | null>> = {
    SITE: row.site,
    GTIN: row.gtin,
    APPROVAL_NUMBER: row.approvalNumber,
    PRODUCT: row.product,
    MAKER: row.maker,
    VERSION: row.version,
    SERIAL_NUMBER: row.serialNumber,
    LOT: row.lot,
    QUANTITY: row.quantity,
    NAME: row.name,
    LOCATION: row.location,
    CONNECTIONS: list(row.connections.map((one) => wordIn('CONNECTIONS', one, language))),
    STATUS: wordIn('STATUS', row.status, language),
    ASSET_TAG: row.assetTag,
    DEPARTMENT: row.department,
    INSTALLED_ON: row.installedOn,
    OWNERSHIP: row.ownership && wordIn('OWNERSHIP', row.ownership, language),
    OWNER: row.ownerName,
    NETWORK_NAME: row.networkName,
    NETWORK_ADDRESS: row.networkAddress,
    ZONE: row.zone,
    EXPOSED_TO: list(row.exposedTo ?? []),
    REMOTE_MAINTENANCE: row.remoteMaintenance,
    CONTROLS: list((row.controls ?? []).map((one) => wordIn('CONTROLS', one, language))),
  };
  return COLUMNS_OF.ASSETS.map((column) => String(cells[column] ?? ''));
}

function cellsOfLine(line: LineForTable, language: TableLanguage): string[] {
  const cells: Partial<Record<Column, string | number | null>> = {
    HOSPITAL: line.code,
    SITE: line.site,
    GTIN: line.gtin,
    APPROVAL_NUMBER: line.approvalNumber,
    PRODUCT: line.product,
    VERSION: line.version,
    SERIAL_NUMBER: line.serialNumber,
    QUANTITY: line.quantity,
  };
  const said = [line.hospital, wordIn('LINE_STATE', line.state, language), line.rejectionReason ?? ''];
  return [...COLUMNS_OF.INSTALLED_BASE.map((column) => String(cells[column] ?? '')), ...said];
}
