import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { ComponentQuery } from '#libs/formats';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { ReadingRepository, type PlaceInFile, type StoredComponent, type StoredStatement } from '#libs/publishing';
import { identifiedBy, isAsked, ownNameOf, withAnyOf } from '../components/component-criteria.ts';
import { ComponentRepository } from '../components/component.repository.ts';
import { VulnerabilityService, type SoughtComponents } from '../vulnerabilities/vulnerability.service.ts';
import { Exposure } from './exposure.ts';
import { ExposureRepository } from './exposure.repository.ts';

/** Tells what a vulnerability means for what a hospital holds, and what nobody has said. */
@Injectable()
export class ExposureService {
  private readonly uow: UnitOfWork;
  private readonly exposures: ExposureRepository;
  private readonly components: ComponentRepository;
  private readonly readings: ReadingRepository;
  private readonly vulnerabilities: VulnerabilityService;

  constructor(
    uow: UnitOfWork,
    exposures: ExposureRepository,
    components: ComponentRepository,
    readings: ReadingRepository,
    vulnerabilities: VulnerabilityService,
  ) {
    this.uow = uow;
    this.exposures = exposures;
    this.components = components;
    this.readings = readings;
    this.vulnerabilities = vulnerabilities;
  }

  /** @param component where the vulnerability is; null: as far as documents in force say. */
  exposure(ctx: Ctx, vulnerability: string, component: ComponentQuery | null): Promise<Exposure> {
    return this.uow.run(ctx, async (tx) => {
      const told = await this.vulnerabilities.told(tx, vulnerability);
      const { isKnown, identities } = component
        ? await this.askedComponents(tx, component)
        : await this.vulnerabilities.componentsIn(tx, told);
      const sboms = await this.components.presence(tx, identifiedBy(identities));
      return Exposure.of(vulnerability, told, {
        releases: await this.exposures.releases(tx),
        standings: told.standings,
        sboms: new Map(sboms.map((sbom) => [sbom.releaseId, sbom])),
        isComponentKnown: isKnown,
      });
    });
  }

  componentAt(ctx: Ctx, place: PlaceInFile): Promise<StoredComponent | null> {
    return this.at(ctx, 'component', (tx, places) => this.readings.componentsAt(tx, places)).load(place);
  }

  statementAt(ctx: Ctx, place: PlaceInFile): Promise<StoredStatement | null> {
    return this.at(ctx, 'statement', (tx, places) => this.readings.statementsAt(tx, places)).load(place);
  }

  private async askedComponents(tx: Tx, query: ComponentQuery): Promise<SoughtComponents> {
    const { name, purlBase, cpeBase } = query;
    const some = (key: string | null) => [key].filter((one) => one !== null);
    const anyOf = {
      purlBases: some(purlBase),
      cpeBases: some(cpeBase),
      plainNames: some(name === null ? null : ownNameOf(name)),
    };
    const found = await this.components.identities(tx, withAnyOf(anyOf));
    return { isKnown: true, identities: found.filter((one) => isAsked(query, one)) };
  }

  private at<Row extends PlaceInFile>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, places: readonly PlaceInFile[]) => Promise<Row[]>,
  ): DataLoader<PlaceInFile, Row | null> {
    const keyOf = ({ uploadId, position }: PlaceInFile) => `${uploadId} ${position}`;
    const load = async (places: readonly PlaceInFile[]) => {
      const rows = await this.uow.run(ctx, (tx) => read(tx, places));
      const byPlace = new Map(rows.map((row) => [keyOf(row), row]));
      return places.map((place) => byPlace.get(keyOf(place)) ?? null);
    };
    return ctx.loader(`analysis.${part}`, () => new DataLoader<PlaceInFile, Row | null>(load, { cache: false }));
  }
}
