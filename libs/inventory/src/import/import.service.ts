import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository, CatalogueService, type Product } from '#libs/catalogue';
import { TableRefusal, withTable, type ReadTable } from '#libs/formats';
import { conflict, invalidInput, notFound, TasukiError, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { AssetRepository, refusingTakenSerial } from '../asset.repository.ts';
import { assetChanged, assetRegistered, importApplied } from '../inventory.events.ts';
import { AssetRecordRepository } from '../record/asset-record.repository.ts';
import { AssetImport, type RowVerdict } from './asset-import.entity.ts';
import type { CheckedRow, ImportRow } from './import-row.ts';
import { ImportRepository, type ImportCounts, type ProductInFile } from './import.repository.ts';
import { ListRows } from './list-rows.ts';
import { identifiersOf, RowCheck, type RowOutcome, type VersionToAdd } from './row-check.ts';
import type { Column, TableAbout } from './words.ts';

/** Rows that are checked, or applied, in one transaction. */
const AT_ONCE = 500;
const KEPT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;
const MAX_FILE_NAME = 200;
const SUGGESTIONS = 5;
const NO_ROWS: ImportCounts = { new: 0, changed: 0, same: 0, wrong: 0 };

/**
 * Tables of devices become assets, or lines of an installed-base list: read, mapped, checked row by row, and applied. Whoever imports goes on from step to
 * step, with their own rights; what is cut goes on where it was.
 */
@Injectable()
export class ImportService {
  private readonly uow: UnitOfWork;
  private readonly imports: ImportRepository;
  private readonly assets: AssetRepository;
  private readonly records: AssetRecordRepository;
  private readonly catalogue: CatalogueService;
  private readonly rowCheck: RowCheck;
  private readonly listRows: ListRows;

  constructor(
    uow: UnitOfWork,
    imports: ImportRepository,
    assets: AssetRepository,
    records: AssetRecordRepository,
    catalogue: CatalogueService,
    products: CatalogueRepository,
    listRows: ListRows,
  ) {
    this.uow = uow;
    this.imports = imports;
    this.assets = assets;
    this.records = records;
    this.catalogue = catalogue;
    this.listRows = listRows;
    this.rowCheck = new RowCheck(imports, assets, records, products);
  }

  /** Takes a file. @throws INVALID_INPUT `formats.table_…` where it is no table that can be read. */
  async begin(ctx: Ctx, about: TableAbout, fileName: string, bytes: Uint8Array): Promise<AssetImport> {
    const owner = { organisationId: ctx.organisationId, about };
    ctx.authorise('make', Object.assign(new AssetImport(), owner));
    const name = fileName.toWellFormed().slice(0, MAX_FILE_NAME) || '-';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { header, rowCount, batches } = await read(bytes);
    return this.uow.run(ctx, async (tx) => {
      const file = { fileName: name, sha256, header, rowCount };
      const made = AssetImport.of(owner, file, tx.now);
      await this.imports.insert(tx, made);
      let before = 0;
      for (const { json, rows } of batches) {
        await this.imports.addRows(tx, made, json, before);
        before += rows;
      }
      return made;
    });
  }

  find(ctx: Ctx, id: Id<'AssetImport'>): Promise<AssetImport> {
    return this.uow.run(ctx, (tx) => this.imports.get(tx, id));
  }

  list(ctx: Ctx, page: PageRequest): Promise<Page<AssetImport>> {
    return this.uow.run(ctx, (tx) => this.imports.list(tx, page));
  }

  /** @throws NOT_FOUND */
  rows(ctx: Ctx, id: Id<'AssetImport'>, verdict: RowVerdict | null, page: PageRequest): Promise<Page<ImportRow>> {
    return this.uow.run(ctx, async (tx) => this.imports.rows(tx, await this.imports.get(tx, id), verdict, page));
  }

  /** Without asking once for each. */
  counts(ctx: Ctx, { id }: AssetImport): Promise<ImportCounts> {
    return this.gathered<Id<'AssetImport'>, ImportCounts>(ctx, 'importCounts', NO_ROWS, (tx, ids) =>
      this.imports.counts(tx, ids),
    ).load(id);
  }

  /** @throws NOT_FOUND */
  products(ctx: Ctx, id: Id<'AssetImport'>): Promise<ProductInFile[]> {
    return this.uow.run(ctx, async (tx) => this.imports.products(tx, await this.imports.get(tx, id)));
  }

  /** What a product of a file may be. */
  async suggestions(ctx: Ctx, { name, productId }: ProductInFile): Promise<Product[]> {
    const word = (name ?? '').split(/\s+/u).find((part) => part.length > 1);
    if (!word || productId !== null) return [];
    const ids = await this.gathered<string, Id<'Product'>[]>(ctx, 'importSuggestions', [], (tx, words) =>
      this.imports.productsLike(tx, words, ctx.actor.isVendor ? ctx.organisationId : null, SUGGESTIONS),
    ).load(word);
    return Promise.all(ids.map((id) => this.catalogue.productOf(ctx, { productId: id })));
  }

  private gathered<Key, Value>(
    ctx: Ctx,
    name: string,
    without: Value,
    read: (tx: Tx, keys: readonly Key[]) => Promise<Map<Key, Value>>,
  ): DataLoader<Key, Value> {
    const load = async (keys: readonly Key[]) => {
      const found = await this.uow.run(ctx, (tx) => read(tx, keys));
      return keys.map((key) => found.get(key) ?? without);
    };
    return ctx.loader(`inventory.${name}`, () => new DataLoader<Key, Value>(load, { cache: false }));
  }

  /** What the columns say: the rows are checked anew. */
  map(ctx: Ctx, id: Id<'AssetImport'>, columns: readonly (Column | null)[]): Promise<AssetImport> {
    return this.change(ctx, id, async (tx, one) => {
      one.map(columns);
      await this.imports.forgetVerdicts(tx, one);
    });
  }

  /** Which product the file means. @throws NOT_FOUND where the file names none by this key, and for another's in a vendor's list. */
  async choose(ctx: Ctx, id: Id<'AssetImport'>, key: string, productId: Id<'Product'>): Promise<AssetImport> {
    const product = await this.catalogue.product(ctx, productId);
    return this.change(ctx, id, async (tx, one) => {
      if (one.about === 'INSTALLED_BASE' && product.vendorId !== one.organisationId) throw notFound('product');
      if (!(await this.imports.choose(tx, one, key, productId))) throw notFound('product');
      one.checkAnew();
    });
  }

  /** Keeps a record of a product whose maker is not in Tasuki, as the file names it. */
  async keepProduct(ctx: Ctx, id: Id<'AssetImport'>, key: string, facts: { name: string; makerName: string }) {
    const named = (await this.products(ctx, id)).find((product) => product.key === key);
    if (!named) throw notFound('product');
    const product = await this.catalogue.registerOutsideProduct(ctx, {
      ...facts,
      kind: 'DEVICE',
      isConnectable: true,
      identifiers: identifiersOf(named),
    });
    return this.choose(ctx, id, key, product.id);
  }

  apply(ctx: Ctx, id: Id<'AssetImport'>): Promise<AssetImport> {
    return this.change(ctx, id, (_, one) => one.apply());
  }

  discard(ctx: Ctx, id: Id<'AssetImport'>): Promise<AssetImport> {
    return this.change(ctx, id, async (tx, one) => {
      one.discard();
      await this.imports.dropRows(tx, one);
    });
  }

  /**
   * The next rows of an import that is being checked or applied; again and again, until it is CHECKED or APPLIED.
   * @throws CONFLICT `inventory.import_not_running`
   */
  async goOn(ctx: Ctx, id: Id<'AssetImport'>): Promise<AssetImport> {
    const first = await this.goOnOnce(ctx, id);
    if (first instanceof AssetImport) return first;
    for (const version of first) await this.addVersion(ctx, version);
    const second = await this.goOnOnce(ctx, id);
    if (second instanceof AssetImport) return second;
    throw new Error('a version that was added is not there');
  }

  /** For the system, now and then. */
  async dropOld(ctx: Ctx): Promise<void> {
    let dropped: number;
    do {
      dropped = await this.uow.runAsSystem(ctx, (tx) =>
        this.imports.dropOldRows(tx, new Date(tx.now.getTime() - KEPT_DAYS * DAY_MS), AT_ONCE),
      );
    } while (dropped === AT_ONCE);
  }

  private goOnOnce(ctx: Ctx, id: Id<'AssetImport'>): Promise<AssetImport | VersionToAdd[]> {
    return this.uow.run(ctx, async (tx) => {
      await this.imports.planAnew(tx);
      const one = await this.toChange(tx, id);
      if (!one.isRunning) {
        throw conflict('inventory.import_not_running', 'There is nothing to go on with: map its columns, or apply it.');
      }
      const rows = await this.imports.rowsAfter(tx, one, one.doneCount, AT_ONCE);
      const taken =
        one.about === 'ASSETS' ? await this.takeAssets(tx, one, rows) : await this.listRows.take(tx, one, rows);
      if ('missing' in taken) return taken.missing;
      await this.imports.put(tx, one, taken);
      one.advance(rows.length, tx.now);
      await this.imports.save(tx, one);
      if (one.state === 'APPLIED')
        await tx.record(importApplied(one, (await this.imports.counts(tx, [id])).get(id) ?? NO_ROWS));
      return one;
    });
  }

  /** Checks rows, and makes assets of them where the import is being applied, unless versions are missing. */
  private async takeAssets(
    tx: Tx,
    one: AssetImport,
    rows: readonly ImportRow[],
  ): Promise<CheckedRow[] | { missing: VersionToAdd[] }> {
    const outcomes = await this.rowCheck.check(tx, one, rows);
    if (one.state !== 'APPLYING') return outcomes.map(({ checked }) => checked);
    const missing = outcomes.flatMap(({ toAdd }) => toAdd ?? []);
    if (missing.length > 0) return { missing };
    await this.applyRows(tx, outcomes);
    return outcomes.map(({ checked, asset }) => ({ ...checked, assetId: checked.assetId ?? asset?.id ?? null }));
  }

  private async applyRows(tx: Tx, outcomes: readonly RowOutcome[]): Promise<void> {
    const changing = outcomes.filter(({ checked }) => checked.verdict === 'NEW' || checked.verdict === 'CHANGED');
    const news = changing.flatMap(({ asset, before }) => (asset && !before ? [asset] : []));
    await refusingTakenSerial(this.imports.insertAssets(tx, news));
    for (const { asset, before } of changing) if (asset && before) await this.assets.update(tx, asset);
    await this.records.save(
      tx,
      changing.flatMap(({ record }) => record ?? []),
    );
    for (const { asset, before, recorded } of changing) {
      if (asset) await tx.record(before ? assetChanged(asset, before, recorded) : assetRegistered(asset));
    }
  }

  private async addVersion(ctx: Ctx, version: VersionToAdd): Promise<void> {
    try {
      await this.catalogue.addRelease(ctx, version);
    } catch (error) {
      // Another row, or somebody else, was faster.
      if (!(error instanceof TasukiError) || error.reason !== 'catalogue.version_taken') throw error;
    }
  }

  private change(
    ctx: Ctx,
    id: Id<'AssetImport'>,
    how: (tx: Tx, one: AssetImport) => Promise<void> | void,
  ): Promise<AssetImport> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.toChange(tx, id);
      await how(tx, one);
      await this.imports.save(tx, one);
      return one;
    });
  }

  private async toChange(tx: Tx, id: Id<'AssetImport'>): Promise<AssetImport> {
    const one = await this.imports.lock(tx, id);
    tx.ctx.authorise('make', one);
    return one;
  }
}

interface ReadFile {
  header: string[];
  rowCount: number;
  batches: { json: string; rows: number }[];
}

/** All of it before anything is kept: a transaction may have to begin again. */
async function read(bytes: Uint8Array): Promise<ReadFile> {
  try {
    return await withTable(bytes, async ({ header, rowCount, rows, batchSize }: ReadTable) => {
      const batches: ReadFile['batches'] = [];
      for await (const json of rows()) batches.push({ json, rows: batchSize });
      return { header, rowCount, batches };
    });
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error;
    throw invalidInput(error.reason, error.message);
  }
}
