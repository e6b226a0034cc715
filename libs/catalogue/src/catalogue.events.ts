import type { EventDraft } from '#libs/platform';
import type { CauseOfChange } from './lifecycle/lifecycle-change.entity.ts';
import { vendorOf, type Product, type ProductIdentifier } from './product.entity.ts';
import type { Release, ReleaseFacts } from './release.entity.ts';

const ofProduct = (verb: string, product: Product, facts: EventDraft['facts']): EventDraft => ({
  kind: `product.${verb}`,
  version: 1,
  subject: { type: 'Product', id: product.id },
  facts: { vendorId: vendorOf(product), ...(product.isOutside && { makerName: product.makerName }), ...facts },
});

const factsOf = ({ kind, name, englishName, isConnectable }: Product) => ({ kind, name, englishName, isConnectable });
const identifierFacts = ({ scheme, value }: ProductIdentifier) => ({ scheme, value });

export const productRegistered = (product: Product, identifiers: readonly ProductIdentifier[]) =>
  ofProduct('registered', product, { ...factsOf(product), identifiers: identifiers.map(identifierFacts) });

export const productChanged = (product: Product) => ofProduct('changed', product, factsOf(product));

export const productIdentified = (product: Product, identifier: ProductIdentifier) =>
  ofProduct('identified', product, identifierFacts(identifier));

const ofRelease = (
  verb: string,
  release: Release,
  facts: EventDraft['facts'] = {},
  { version, ...who }: Pick<EventDraft, 'version' | 'organisationId'> = { version: 1 },
): EventDraft => ({
  kind: `release.${verb}`,
  version,
  ...who,
  subject: { type: 'Release', id: release.id },
  facts: {
    productId: release.productId,
    vendorId: vendorOf(release),
    version: release.version,
    stage: release.stage,
    releasedOn: release.releasedOn,
    endOfLifeOn: release.endOfLifeOn,
    endOfSupportOn: release.endOfSupportOn,
    ...facts,
  },
});

export const releaseAdded = (release: Release) => ofRelease('added', release);

/**
 * Life-cycle dates keep their history: what they were before, and what changed them, is a part of the sentence. Its vendor
 * acts, also where a day brings a stage.
 */
export const releaseChanged = (
  release: Release,
  before: Pick<ReleaseFacts, 'stage' | 'endOfLifeOn' | 'endOfSupportOn'>,
  { reason, publicationId }: CauseOfChange,
) =>
  ofRelease(
    'changed',
    release,
    {
      stageBefore: before.stage,
      endOfLifeOnBefore: before.endOfLifeOn,
      endOfSupportOnBefore: before.endOfSupportOn,
      isSuddenLegacy: release.isSuddenLegacy,
      reason,
      publicationId,
    },
    { version: 2, organisationId: release.vendorId },
  );
