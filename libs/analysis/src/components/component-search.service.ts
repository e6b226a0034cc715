import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { ComponentQuery } from '#libs/formats';
import { pageOf, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { ReadingRepository, type PlaceInFile } from '#libs/publishing';
import type { ReleaseStanding } from '../vulnerabilities/release-standing.ts';
import { VulnerabilityService } from '../vulnerabilities/vulnerability.service.ts';
import {
  criteriaOf,
  identifiedBy,
  isMeant,
  leavesOpen,
  type ComponentCriteria,
  type ComponentIdentity,
} from './component-criteria.ts';
import { ComponentMatch, WHOLE_RELEASE } from './component-match.ts';
import { ComponentRepository, placeAfter, placeKeyOf, type PlaceKey } from './component.repository.ts';

/** What a search comes to: what to look for in SBOMs, and which releases are told of as a whole. */
interface Sought {
  /** null: nothing of the kind is in any. */
  criteria: ComponentCriteria | null;
  standings: ReleaseStanding[];
}

/** Finds components in the SBOMs in force of what a hospital holds, or of a vendor's own releases. */
@Injectable()
export class ComponentSearchService {
  private readonly uow: UnitOfWork;
  private readonly components: ComponentRepository;
  private readonly readings: ReadingRepository;
  private readonly vulnerabilities: VulnerabilityService;

  constructor(
    uow: UnitOfWork,
    components: ComponentRepository,
    readings: ReadingRepository,
    vulnerabilities: VulnerabilityService,
  ) {
    this.uow = uow;
    this.components = components;
    this.readings = readings;
    this.vulnerabilities = vulnerabilities;
  }

  /** In the order of releases. @throws INVALID_INPUT for a cursor of another list. */
  search(ctx: Ctx, query: ComponentQuery, page: PageRequest): Promise<Page<ComponentMatch>> {
    const after = placeAfter(page);
    return this.uow.run(ctx, async (tx) => {
      const matches = await this.matches(tx, await this.sought(tx, query), after, page.first + 1);
      const places = matches.filter(({ position }) => position !== WHOLE_RELEASE);
      const components = new Map((await this.readings.componentsAt(tx, places)).map((one) => [nameOf(one), one]));
      for (const match of matches) match.fill(query, components.get(nameOf(match)) ?? null);
      return pageOf(matches, page, placeKeyOf, () => tx.later((later) => this.total(later, query)));
    });
  }

  /** From what the SBOM is about to the component. */
  pathOf(ctx: Ctx, place: PlaceInFile): Promise<string[]> {
    const load = (places: readonly PlaceInFile[]) => this.uow.run(ctx, (tx) => this.components.paths(tx, places));
    return ctx.loader('analysis.path', () => new DataLoader<PlaceInFile, string[]>(load, { cache: false })).load(place);
  }

  private async sought(tx: Tx, query: ComponentQuery): Promise<Sought> {
    const criteria = criteriaOf(query);
    const meant = <Identity extends ComponentIdentity>(found: readonly Identity[]) =>
      found.filter((one) => isMeant(query, one) !== false);
    if (query.vulnerability === null) {
      if (!leavesOpen(query)) return { criteria, standings: [] };
      return { criteria: oneOf(criteria, meant(await this.components.identities(tx, criteria))), standings: [] };
    }
    const told = await this.vulnerabilities.told(tx, query.vulnerability);
    const identities = meant((await this.vulnerabilities.componentsIn(tx, told)).identities);
    // Whoever asks for a component besides does not ask for releases as a whole.
    const isAlone = Object.entries(query).every(([key, value]) => key === 'vulnerability' || value === null);
    return {
      criteria: oneOf({ ...criteria, anyOf: criteria.anyOf ?? identifiedBy(identities).anyOf }, identities),
      standings: isAlone ? [...told.standings.values()] : [],
    };
  }

  private async matches(
    tx: Tx,
    { criteria, standings }: Sought,
    after: PlaceKey | null,
    atMost: number,
  ): Promise<ComponentMatch[]> {
    const places = criteria ? await this.components.places(tx, criteria, after, atMost) : [];
    const stated = standings
      .map((standing) => ComponentMatch.ofRelease(standing))
      .filter((match) => after === null || compare(placeKeyOf(match), after) > 0);
    return [...places.map((place) => ComponentMatch.at(place)), ...stated]
      .toSorted((a, b) => compare(placeKeyOf(a), placeKeyOf(b)))
      .slice(0, atMost);
  }

  private async total(tx: Tx, query: ComponentQuery): Promise<number> {
    const { criteria, standings } = await this.sought(tx, query);
    return standings.length + (criteria ? await this.components.total(tx, criteria) : 0);
  }
}

const nameOf = ({ uploadId, position }: PlaceInFile) => `${uploadId} ${position}`;

const oneOf = (criteria: ComponentCriteria, identities: ComponentIdentity[]): ComponentCriteria | null =>
  identities.length === 0 ? null : { ...criteria, identities };

/** As the database orders ids and numbers. */
function compare(a: PlaceKey, b: PlaceKey): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] as typeof value;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
