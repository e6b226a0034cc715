import { Injectable } from '@nestjs/common';
import { CatalogueRepository, type Release } from '#libs/catalogue';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { InstalledBaseLine } from '../installed-base-line.entity.ts';
import { InstalledBaseRepository, keyOfLine, type ListedLine, type Partner } from '../installed-base.repository.ts';
import { InstalledBaseService } from '../installed-base.service.ts';
import type { AssetImport } from './asset-import.entity.ts';
import type { CheckedRow, ImportRow } from './import-row.ts';
import { ImportRepository } from './import.repository.ts';
import { readListRow, type ReadListRow } from './read-list-row.ts';
import type { NamedProduct, RowRefusal } from './read-row.ts';
import { identifiersOf, isNamed, keyOf, listed, plain } from './row-check.ts';
import type { Column } from './words.ts';

type Refuse = (column: Column | null, reason: string, message: string) => void;

/** Rows of a table become lines of the vendor's installed-base list. */
@Injectable()
export class ListRows {
  private readonly imports: ImportRepository;
  private readonly lines: InstalledBaseRepository;
  private readonly installedBase: InstalledBaseService;
  private readonly catalogue: CatalogueRepository;

  constructor(
    imports: ImportRepository,
    lines: InstalledBaseRepository,
    installedBase: InstalledBaseService,
    catalogue: CatalogueRepository,
  ) {
    this.imports = imports;
    this.lines = lines;
    this.installedBase = installedBase;
    this.catalogue = catalogue;
  }

  /** Checks rows, all of them at once, and lists what they say where the import is being applied. */
  async take(tx: Tx, of: AssetImport, rows: readonly ImportRow[]): Promise<CheckedRow[]> {
    const outcomes = await this.check(tx, of, rows);
    if (of.state === 'APPLYING') {
      const changing = outcomes.flatMap(({ row: { verdict }, line }) =>
        line && (verdict === 'NEW' || verdict === 'CHANGED') ? [line] : [],
      );
      await this.installedBase.take(tx, changing);
    }
    return outcomes.map(({ row }) => row);
  }

  private async check(
    tx: Tx,
    of: AssetImport,
    rows: readonly ImportRow[],
  ): Promise<{ row: CheckedRow; line: ListedLine | null }[]> {
    const read = rows.map((row) => ({ row, said: readListRow(of.columns, row.cells) }));
    const named = read.map(({ said }) => said.product).filter(isNamed);
    const products = await this.productsOf(tx, of, named);
    const releases = Map.groupBy(
      await this.catalogue.releasesOfProducts(tx, [...new Set(products.values())]),
      (one) => one.productId,
    );
    const partners = await this.lines.partners(tx);
    const meant = read.map(({ row, said }) => {
      const refusals = [...said.refusals];
      const refuse: Refuse = (column, reason, message) => refusals.push({ column, reason, message });
      const line = lineOf(said, { partners, releases, productId: products.get(keyOf(said.product)) ?? null }, refuse);
      return { row, said, line, refusals };
    });
    const lines = meant.flatMap(({ line }) => line ?? []);
    const standing = new Map((await this.lines.sameAs(tx, lines)).map((one) => [keyOfLine(one), one]));
    const before = await this.imports.saidBefore(tx, of, rows[0]?.place ?? 0, lines.map(keyOfLine));
    return meant.map(({ row, said, line, refusals }) => {
      const identity = line && keyOfLine(line);
      if (identity !== null && before.has(identity)) refusals.push(TWICE);
      if (identity !== null) before.add(identity);
      const verdict = refusals.length > 0 || !line ? 'WRONG' : verdictOf(line, standing.get(keyOfLine(line)));
      const productKey = isNamed(said.product) ? keyOf(said.product) : null;
      return { row: { place: row.place, verdict, refusals, identity, productKey, assetId: null }, line };
    });
  }

  /** By how a row names it: own products alone. Those that are not found are put before the vendor. */
  private async productsOf(
    tx: Tx,
    of: AssetImport,
    named: readonly NamedProduct[],
  ): Promise<Map<string, Id<'Product'>>> {
    const asked = new Map(named.map((one) => [keyOf(one), one]));
    const found = await this.imports.chosen(tx, of);
    const open = [...asked].filter(([key]) => !found.has(key));
    const own = await this.lines.ownProducts(
      tx,
      open.flatMap(([, one]) => identifiersOf(one)),
      open.flatMap(([, { name }]) => name?.toLowerCase() ?? []),
    );
    for (const [key, one] of open) {
      const identified = identifiersOf(one).flatMap(({ scheme, value }) =>
        own.filter(({ identifiers }) => identifiers.some((has) => has.scheme === scheme && has.value === value)),
      );
      const called = own.filter(
        ({ names }) => one.name !== null && names.some((n) => plain(n) === plain(one.name ?? '')),
      );
      const [first, ...others] = identified.length > 0 ? identified.slice(0, 1) : called;
      if (first && others.length === 0) found.set(key, first.id);
    }
    const unknown = [...asked].filter(([key]) => !found.has(key)).map(([key, one]) => ({ key, ...one }));
    await this.imports.addProducts(tx, of, unknown);
    return found;
  }
}

const TWICE: RowRefusal = {
  column: null,
  reason: 'inventory.row_twice',
  message: 'An earlier row of the file is about this same device.',
};

/** What the hospital decided stays decided, whatever is listed again. */
function verdictOf(line: ListedLine, standing: InstalledBaseLine | undefined): 'NEW' | 'CHANGED' | 'SAME' {
  if (!standing) return 'NEW';
  return standing.state === 'LISTED' && standing.quantity !== line.quantity ? 'CHANGED' : 'SAME';
}

interface Known {
  partners: readonly Partner[];
  productId: Id<'Product'> | null;
  releases: ReadonlyMap<Id<'Product'>, Release[]>;
}

function lineOf(said: ReadListRow, { partners, productId, releases }: Known, refuse: Refuse): ListedLine | null {
  const hospital = hospitalOf(partners, said.hospital, refuse);
  const site = hospital && said.site ? (hospital.sites.filter(isCalled(said.site))[0] ?? null) : null;
  if (hospital && said.site && !site) {
    refuse('SITE', 'inventory.not_a_site', 'The hospital has no such site in use.');
  }
  const release = releaseOf(said, productId, releases, refuse);
  if (said.serialNumber !== null && said.quantity !== 1) {
    refuse('QUANTITY', 'inventory.serial_names_one', 'A serial number names one device: the quantity is 1.');
  }
  if (!hospital || !release) return null;
  return {
    hospitalId: hospital.id,
    siteId: site?.id ?? null,
    releaseId: release.id,
    serialNumber: said.serialNumber,
    quantity: said.quantity,
  };
}

/** By its code, or else by its name. One that the vendor does not deal with is told as one that does not exist. */
function hospitalOf(partners: readonly Partner[], said: string | null, refuse: Refuse): Partner | null {
  if (said === null) {
    refuse('HOSPITAL', 'inventory.hospital_needed', 'Say at which hospital it is: by its code, or its name.');
    return null;
  }
  const coded = partners.filter(({ code }) => plain(code) === plain(said));
  const [one, ...others] = coded.length > 0 ? coded : partners.filter(isCalled(said));
  if (!one) refuse('HOSPITAL', 'inventory.no_relationship', 'There is no active relationship with such a hospital.');
  if (others.length > 0) {
    refuse('HOSPITAL', 'inventory.hospital_ambiguous', 'Several hospitals are called so: write the code of the one.');
    return null;
  }
  return one ?? null;
}

function releaseOf(
  { product, version }: ReadListRow,
  productId: Id<'Product'> | null,
  releases: ReadonlyMap<Id<'Product'>, Release[]>,
  refuse: Refuse,
): Release | null {
  if (!isNamed(product)) {
    refuse('PRODUCT', 'inventory.product_needed', 'Say which product it is: by GTIN, approval number or name.');
    return null;
  }
  if (productId === null) {
    refuse(
      'PRODUCT',
      'inventory.own_product_unknown',
      'No product of yours is found by this: say above which one it is.',
    );
    return null;
  }
  const known = releases.get(productId) ?? [];
  const [only, ...others] = version === null ? known : known.filter((one) => plain(one.version) === plain(version));
  if (only && others.length === 0) return only;
  if (version === null) {
    refuse('VERSION', 'inventory.version_needed', `Say which version it is: ${listed(known)}.`);
  } else {
    refuse('VERSION', 'inventory.version_unknown', `Its vendor knows no such version: ${listed(known)}.`);
  }
  return null;
}

const isCalled =
  (said: string) =>
  ({ name, englishName }: { name: string; englishName: string | null }): boolean =>
    [name, englishName ?? ''].some((one) => plain(one) === plain(said));
