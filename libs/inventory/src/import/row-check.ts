import { createHash } from 'node:crypto';
import { readIdentifier, type CatalogueRepository, type Release } from '#libs/catalogue';
import { type Id, TasukiError } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Asset } from '../asset.entity.ts';
import type { AssetRepository } from '../asset.repository.ts';
import { AssetRecord } from '../record/asset-record.entity.ts';
import type { AssetRecordRepository } from '../record/asset-record.repository.ts';
import type { AssetImport } from './asset-import.entity.ts';
import type { CheckedRow, ImportRow } from './import-row.ts';
import type { ImportRepository } from './import.repository.ts';
import { readRow, type NamedProduct, type ReadRow, type RowRefusal } from './read-row.ts';
import type { Column } from './words.ts';

/** A release that an outside product does not have yet: it is added when the rows are applied. */
export interface VersionToAdd {
  productId: Id<'Product'>;
  version: string;
}

/** What a row would do to the hospital's assets. */
export interface RowOutcome {
  checked: CheckedRow;
  asset: Asset | null;
  record: AssetRecord | null;
  /** Of an asset that is there: what it was, and what changed of its record. */
  before: Pick<Asset, 'siteId' | 'releaseId'> | null;
  recorded: readonly string[];
  toAdd: VersionToAdd | null;
}

export const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
/** The same for whatever is written alike. */
export const keyOf = ({ gtin, approvalNumber, name, makerName }: NamedProduct): string =>
  createHash('sha256')
    .update(JSON.stringify([gtin, approvalNumber, name && plain(name), makerName && plain(makerName)]))
    .digest('hex');
export const isNamed = ({ gtin, approvalNumber, name }: NamedProduct): boolean =>
  (gtin ?? approvalNumber ?? name) !== null;

/** Without a version nothing more is known than which product it is. */
const NO_VERSION = '-';

/** Checks rows of an import against what the hospital has and the catalogue knows, all of them at once. */
export class RowCheck {
  private readonly imports: ImportRepository;
  private readonly assets: AssetRepository;
  private readonly records: AssetRecordRepository;
  private readonly catalogue: CatalogueRepository;

  constructor(
    imports: ImportRepository,
    assets: AssetRepository,
    records: AssetRecordRepository,
    catalogue: CatalogueRepository,
  ) {
    this.imports = imports;
    this.assets = assets;
    this.records = records;
    this.catalogue = catalogue;
  }

  async check(tx: Tx, of: AssetImport, rows: readonly ImportRow[]): Promise<RowOutcome[]> {
    const read = rows.map((row) => ({ row, said: readRow(of.columns, row.cells) }));
    const sites = await this.imports.sites(tx);
    const products = await this.productsOf(
      tx,
      of,
      read.map(({ said }) => said.product),
    );
    const productIds = [...new Set(products.values())];
    const releases = Map.groupBy(await this.catalogue.releasesOfProducts(tx, productIds), (one) => one.productId);
    const standing = await this.standing(
      tx,
      read.map(({ said }) => said),
      productIds,
    );
    const placed = read.map(({ row, said }) => {
      const productId = products.get(keyOf(said.product)) ?? null;
      const siteId = siteOf(sites, said.site);
      return { row, said, productId, siteId, identity: identityOf(said, productId, siteId) };
    });
    const first = rows[0]?.place ?? 0;
    const said = await this.imports.saidBefore(
      tx,
      of,
      first,
      placed.flatMap(({ identity }) => identity ?? []),
    );
    return placed.map(({ identity, ...one }) => {
      const isTwice = identity !== null && said.has(identity);
      if (identity !== null) said.add(identity);
      return outcomeOf(tx, of, { ...one, identity, isTwice, releases, standing });
    });
  }

  /** By how a row names it; those that are not found are put before the hospital. */
  private async productsOf(
    tx: Tx,
    of: AssetImport,
    named: readonly NamedProduct[],
  ): Promise<Map<string, Id<'Product'>>> {
    const asked = new Map(named.filter(isNamed).map((one) => [keyOf(one), one]));
    const found = await this.imports.chosen(tx, of);
    const open = [...asked].filter(([key]) => !found.has(key));

    const identifiers = open.flatMap(([key, one]) => identifiersOf(one).map((identifier) => ({ key, ...identifier })));
    const hits = await this.imports.byIdentifier(tx, identifiers);
    for (const { key, scheme, value } of identifiers) {
      const hit = hits.find((one) => one.scheme === scheme && one.value === value);
      if (hit && !found.has(key)) found.set(key, hit.productId);
    }
    const byName = await this.imports.byName(
      tx,
      open.flatMap(([, { name }]) => name?.toLowerCase() ?? []),
    );
    for (const [key, { name, makerName }] of open) {
      if (found.has(key) || name === null) continue;
      const alike = byName.filter((one) => [one.name, one.englishName ?? ''].some((n) => plain(n) === plain(name)));
      const ofMaker = alike.filter(
        ({ makers }) => makerName !== null && makers.some((m) => plain(m) === plain(makerName)),
      );
      const named = makerName === null ? alike : ofMaker;
      // A vendor's own product before the record that the hospital kept until the vendor joined.
      const ofVendors = named.filter(({ isOutside }) => !isOutside);
      const [one, ...others] = ofVendors.length > 0 ? ofVendors : named;
      if (one && others.length === 0) found.set(key, one.id);
    }
    const unknown = [...asked].filter(([key]) => !found.has(key)).map(([key, one]) => ({ key, ...one }));
    await this.imports.addProducts(tx, of, unknown);
    return found;
  }

  private async standing(tx: Tx, said: readonly ReadRow[], productIds: readonly Id<'Product'>[]): Promise<Standing> {
    const tags = said.flatMap(({ facts }) => facts.record.assetTag ?? []);
    const serials = said.flatMap(({ facts }) => facts.serialNumber ?? []);
    const hasGroups = said.some(({ facts }) => !facts.serialNumber && !facts.record.assetTag);
    const like = await this.imports.assetsLike(tx, tags, serials, productIds, hasGroups);
    const ids = like.map(({ id }) => id);
    const assets = new Map((await this.assets.byIds(tx, ids)).map((one) => [one.id, one]));
    const records = new Map((await this.records.ofAssets(tx, ids)).map((one) => [one.assetId, one]));
    const standing: Standing = { byIdentity: new Map(), byTag: new Map() };
    for (const { id, productId, assetTag } of like) {
      const asset = assets.get(id);
      if (!asset) continue;
      const one = { asset, productId, record: records.get(id) ?? null };
      if (assetTag !== null) standing.byTag.set(assetTag, one);
      standing.byIdentity.set(identityOfAsset(asset, productId), one);
    }
    return standing;
  }
}

interface StandingAsset {
  asset: Asset;
  productId: Id<'Product'>;
  record: AssetRecord | null;
}
interface Standing {
  byTag: Map<string, StandingAsset>;
  byIdentity: Map<string, StandingAsset>;
}

/** What it is known by anywhere; what was typed and is none is left out. */
export function identifiersOf({ gtin, approvalNumber }: NamedProduct) {
  const typed = [
    ['GTIN', gtin],
    ['APPROVAL_NUMBER', approvalNumber],
  ] as const;
  return typed.flatMap(([scheme, words]) => {
    const read = words === null ? null : readIdentifier(scheme, words);
    return read && 'value' in read ? [{ scheme, value: read.value }] : [];
  });
}

function siteOf(
  sites: readonly { id: Id<'Site'>; name: string; englishName: string | null }[],
  said: string | null,
): Id<'Site'> | null {
  if (said === null) return sites.length === 1 ? (sites[0]?.id ?? null) : null;
  const named = sites.filter(({ name, englishName }) =>
    [name, englishName ?? ''].some((one) => plain(one) === plain(said)),
  );
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

/** A tag, else a serial number of a product, else what a group of devices is called and where it stands. */
function identityOf({ facts }: ReadRow, productId: Id<'Product'> | null, siteId: Id<'Site'> | null): string | null {
  if (facts.record.assetTag) return `tag ${facts.record.assetTag}`;
  if (productId === null) return null;
  if (facts.serialNumber) return `serial ${productId} ${facts.serialNumber}`;
  return siteId && groupOf(productId, siteId, facts);
}
const identityOfAsset = (asset: Asset, productId: Id<'Product'>): string =>
  asset.serialNumber ? `serial ${productId} ${asset.serialNumber}` : groupOf(productId, asset.siteId, asset);
const groupOf = (
  productId: Id<'Product'>,
  siteId: Id<'Site'>,
  { name, lot, location }: Partial<Record<'name' | 'lot' | 'location', string | null | undefined>>,
) => `group ${productId} ${siteId} ${JSON.stringify([name ?? null, lot ?? null, location ?? null])}`;

interface Placed {
  row: ImportRow;
  said: ReadRow;
  productId: Id<'Product'> | null;
  siteId: Id<'Site'> | null;
  identity: string | null;
  isTwice: boolean;
  releases: Map<Id<'Product'>, Release[]>;
  standing: Standing;
}

function outcomeOf(tx: Tx, of: AssetImport, placed: Placed): RowOutcome {
  const { row, said, productId, siteId, identity, isTwice, standing } = placed;
  const refusals: RowRefusal[] = [...said.refusals];
  const refuse = (column: Column | null, reason: string, message: string) => refusals.push({ column, reason, message });
  const serial = said.facts.serialNumber;
  const found =
    standing.byTag.get(said.facts.record.assetTag ?? '') ??
    standing.byIdentity.get(productId && serial ? `serial ${productId} ${serial}` : (identity ?? '')) ??
    null;

  if (isTwice) refuse(null, 'inventory.row_twice', 'An earlier row of the file is about this same device.');
  if (said.site !== null && siteId === null) {
    refuse('SITE', 'inventory.site_unknown', `There is no site called ${said.site}: write it as in the list of sites.`);
  }
  if (!found && said.site === null && siteId === null) {
    refuse('SITE', 'inventory.site_needed', 'Say at which site it is: the hospital has several.');
  }
  if (!isNamed(said.product) && !found) {
    refuse('PRODUCT', 'inventory.product_needed', 'Say which product it is: by GTIN, approval number or name.');
  }
  if (isNamed(said.product) && productId === null) {
    refuse(
      'PRODUCT',
      'inventory.product_unknown',
      'No product is found by this: say above which one it is, or keep a record of it.',
    );
  }
  const { release, toAdd } = releaseOf(placed, found, refuse);
  const nothing = { asset: null, record: null, before: null, recorded: [], toAdd };
  const checked = (verdict: CheckedRow['verdict'], assetId: Id<'Asset'> | null): CheckedRow => ({
    place: row.place,
    verdict,
    refusals: verdict === 'WRONG' ? refusals : [],
    identity,
    productKey: isNamed(said.product) ? keyOf(said.product) : null,
    assetId,
  });
  if (refusals.length > 0) return { ...nothing, checked: checked('WRONG', found?.asset.id ?? null) };

  const { record: given, ...facts } = said.facts;
  try {
    if (found) {
      const asset = Object.assign(new Asset(), found.asset);
      tx.ctx.authorise('change', asset);
      const isChanged = asset.change({ ...facts, siteId: siteId ?? undefined, release: release ?? undefined });
      tx.ctx.authorise('change', asset);
      const record = Object.assign(new AssetRecord(), found.record ?? AssetRecord.blank(asset));
      const recorded = record.change(given);
      const before = { siteId: found.asset.siteId, releaseId: found.asset.releaseId };
      const verdict = isChanged || recorded.length > 0 || toAdd ? 'CHANGED' : 'SAME';
      return {
        checked: checked(verdict, asset.id),
        asset,
        record: recorded.length > 0 ? record : null,
        before,
        recorded,
        toAdd,
      };
    }
    if (!siteId) throw new Error('a row without a site is wrong');
    if (!release) return { ...nothing, checked: checked('NEW', null) };
    const asset = Asset.register(
      of.organisationId,
      release,
      {
        siteId,
        name: facts.name ?? null,
        serialNumber: facts.serialNumber ?? null,
        lot: facts.lot ?? null,
        quantity: facts.quantity ?? 1,
        location: facts.location ?? null,
        connections: facts.connections ?? ['UNKNOWN'],
        status: facts.status ?? 'IN_USE',
      },
      tx.now,
    );
    tx.ctx.authorise('register', asset);
    const record = AssetRecord.blank(asset);
    const recorded = record.change(given);
    return {
      checked: checked('NEW', null),
      asset,
      record: recorded.length > 0 ? record : null,
      before: null,
      recorded,
      toAdd,
    };
  } catch (error) {
    if (!(error instanceof TasukiError)) throw error;
    refuse(null, error.reason, error.message);
    return { ...nothing, checked: checked('WRONG', found?.asset.id ?? null) };
  }
}

/** Which release the row says; null where it says none, or one that is to be added to the hospital's own record. */
function releaseOf(
  { said, productId, releases }: Placed,
  standing: StandingAsset | null,
  refuse: (column: Column, reason: string, message: string) => void,
): { release: Release | null; toAdd: VersionToAdd | null } {
  const none = { release: null, toAdd: null };
  if (productId === null) return none;
  const known = releases.get(productId) ?? [];
  const isKept = known.every(({ isOutside }) => isOutside);
  const isSame = standing?.productId === productId;
  // The record of a product gives way to the vendor's own, once there is one.
  const hasVendorNow = standing?.asset.vendorId === standing?.asset.hospitalId && !isKept;
  if (standing && !isSame && !hasVendorNow) {
    refuse('PRODUCT', 'inventory.other_product', 'A device of this tag is there, and is of another product.');
    return none;
  }
  if (said.version === null) {
    if (standing && isSame) return none;
    const [only, ...others] = known;
    if (only && others.length === 0) return { release: only, toAdd: null };
    if (!only && isKept) return { release: null, toAdd: { productId, version: NO_VERSION } };
    refuse('VERSION', 'inventory.version_needed', `Say which version it is: ${listed(known)}.`);
    return none;
  }
  const asked = plain(said.version);
  const release = known.find(({ version }) => plain(version) === asked);
  if (release) return { release, toAdd: null };
  if (isKept) return { release: null, toAdd: { productId, version: said.version } };
  refuse('VERSION', 'inventory.version_unknown', `Its vendor knows no such version: ${listed(known)}.`);
  return none;
}

/** For a refusal: which there are. */
export const listed = (releases: readonly Release[]): string =>
  releases
    .slice(-5)
    .map(({ version }) => version)
    .join(', ') || 'it has none yet';
