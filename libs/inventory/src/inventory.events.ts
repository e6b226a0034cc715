import { type Id, wordsSha256 } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { Asset } from './asset.entity.ts';
import type { Evaluation } from './evaluation/evaluation.entity.ts';
import type { AssetImport } from './import/asset-import.entity.ts';
import type { ImportCounts } from './import/import.repository.ts';
import type { InstalledBaseLine } from './installed-base-line.entity.ts';
import type { ProductMatch } from './match/product-match.ts';

/** Whoever follows these learns which hospital holds which release where. */
const ofAsset = (verb: string, asset: Asset, facts: EventDraft['facts'] = {}): EventDraft => ({
  kind: `asset.${verb}`,
  version: 1,
  subject: { type: 'Asset', id: asset.id },
  siteId: asset.siteId,
  facts: {
    hospitalId: asset.hospitalId,
    siteId: asset.siteId,
    releaseId: asset.releaseId,
    quantity: asset.quantity,
    connections: [...asset.connections],
    status: asset.status,
    ...facts,
  },
});

/** @param lineId of the installed-base list, when the asset was registered by confirming it. */
export const assetRegistered = (asset: Asset, lineId: Id<'InstalledBaseLine'> | null = null) =>
  ofAsset('registered', asset, { installedBaseLineId: lineId });

/** @param recorded what changed of what the hospital writes for itself: which, not what it says. */
export const assetChanged = (
  asset: Asset,
  before: Pick<Asset, 'siteId' | 'releaseId'>,
  recorded: readonly string[] = [],
) =>
  ofAsset('changed', asset, {
    siteIdBefore: before.siteId,
    releaseIdBefore: before.releaseId,
    recorded: [...recorded],
  });

export const assetRetired = (asset: Asset) => ofAsset('retired', asset);
export const assetLentOut = (asset: Asset) => ofAsset('lent_out', asset);

/** For the hospital alone: under COUNTS the vendor does not learn which asset it is. */
export const assetLinked = (asset: Asset, line: InstalledBaseLine) =>
  ofAsset('linked', asset, { installedBaseLineId: line.id });

/** Which file it was, and what came of its rows: each asset, and each line, has an event of its own. */
export function importApplied(one: AssetImport, counts: ImportCounts): EventDraft {
  const isOfHospital = one.about === 'ASSETS';
  return {
    kind: isOfHospital ? 'asset_import.applied' : 'installed_base.imported',
    version: 1,
    subject: { type: 'AssetImport', id: one.id },
    facts: {
      [isOfHospital ? 'hospitalId' : 'vendorId']: one.organisationId,
      fileSha256: one.sha256,
      rows: one.rowCount,
      ...counts,
    },
  };
}

const ofMatch = (verb: string, match: ProductMatch, facts: EventDraft['facts'] = {}): EventDraft => ({
  kind: `product_match.${verb}`,
  version: 1,
  subject: { type: 'Product', id: match.outsideProductId },
  facts: {
    hospitalId: match.hospitalId,
    outsideProductId: match.outsideProductId,
    productId: match.productId,
    basis: match.basis,
    ...facts,
  },
});

/** For the hospital alone; each asset has an event of its own. */
export const matchConfirmed = (match: ProductMatch, assets: number) => ofMatch('confirmed', match, { assets });
export const matchRejected = (match: ProductMatch) => ofMatch('rejected', match);

const ofLine = (verb: string, line: InstalledBaseLine, counterpartId: Id<'Organisation'>): EventDraft => ({
  kind: `installed_base.${verb}`,
  version: 1,
  subject: { type: 'InstalledBaseLine', id: line.id },
  counterpartId,
  siteId: line.siteId,
  facts: {
    vendorId: line.vendorId,
    hospitalId: line.hospitalId,
    siteId: line.siteId,
    releaseId: line.releaseId,
    quantity: line.quantity,
  },
});

export const installedBaseListed = (line: InstalledBaseLine) => ofLine('listed', line, line.hospitalId);
export const installedBaseConfirmed = (line: InstalledBaseLine) => ofLine('confirmed', line, line.vendorId);
/** The reason is free text, in which people may be named: it stays out of the facts. */
export const installedBaseRejected = (line: InstalledBaseLine) => ofLine('rejected', line, line.vendorId);

/** Both sides read it. */
const ofEvaluation = (
  verb: string,
  { id, hospitalId, vendorId, productId, until, note, reason }: Evaluation,
  by: Id<'Organisation'>,
): EventDraft => ({
  kind: `evaluation.${verb}`,
  version: 1,
  subject: { type: 'Evaluation', id },
  organisationId: by,
  counterpartId: by === vendorId ? hospitalId : vendorId,
  facts: { hospitalId, vendorId, productId, until, noteSha256: wordsSha256(note), reasonSha256: wordsSha256(reason) },
});
export const evaluationRequested = (one: Evaluation) => ofEvaluation('requested', one, one.hospitalId);
export const evaluationAnswered = (one: Evaluation) =>
  one.state === 'CONSENTED'
    ? ofEvaluation('consented', one, one.vendorId)
    : ofEvaluation('declined', one, one.vendorId);
/** @param by the side that ends it. */
export const evaluationEnded = (one: Evaluation, by: Id<'Organisation'>) => ofEvaluation('ended', one, by);
