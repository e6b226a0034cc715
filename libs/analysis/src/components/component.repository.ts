import { Injectable } from '@nestjs/common';
import { badCursor, checkPage, decodeCursor, isId, type Id, type PageRequest } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { PlaceInFile } from '#libs/publishing';
import type { AboutRelease } from '../holdings/holding.loaders.ts';
import type { ComponentCriteria, ComponentIdentity } from './component-criteria.ts';

/** A component of an SBOM in force of one of the actor's releases. */
export type ComponentPlace = PlaceInFile & AboutRelease;

export interface FoundIdentity extends ComponentIdentity {
  /** In some SBOM it is a part, and not what the SBOM is about. */
  isPart: boolean;
}

/** A place, or an SBOM that has none. */
export interface Presence {
  uploadId: Id<'Upload'>;
  position: number | null;
}

/** The criteria are the first parameters of each statement, as the type component_criteria has them. */
export const CRITERIA = `row($1, $2, $3, $4, $5, $6)::component_criteria`;
const PLACE = `
  release_id as "releaseId", upload_id as "uploadId", position, publication_id as "publicationId",
  filed_document_id as "filedDocumentId"`;

/** Components of the SBOMs in force of the actor's own releases. */
@Injectable()
export class ComponentRepository {
  /** In the order of releases, files and places. */
  places(tx: Tx, criteria: ComponentCriteria, after: PlaceKey | null, atMost: number): Promise<ComponentPlace[]> {
    return tx.sql(`select ${PLACE} from component_places(${CRITERIA}, $7, $8, $9, $10)`, [
      ...parameters(criteria),
      ...(after ?? [null, null, null]),
      atMost,
    ]);
  }

  async total(tx: Tx, criteria: ComponentCriteria): Promise<number> {
    const [row] = await tx.sql<{ total: number }>(
      `select component_total(${CRITERIA})::int as total`,
      parameters(criteria),
    );
    return row?.total ?? 0;
  }

  /** Which different components there are. */
  identities(tx: Tx, criteria: ComponentCriteria): Promise<FoundIdentity[]> {
    return tx.sql(
      `select name_key as "nameKey", purl_base as "purlBase", cpe, version, is_part as "isPart"
       from component_identities(${CRITERIA})`,
      parameters(criteria),
    );
  }

  /** For each release with an SBOM the first place where any of it is; where none is, an SBOM that lacks it. */
  presence(tx: Tx, criteria: ComponentCriteria): Promise<(AboutRelease & Presence)[]> {
    return tx.sql(`select ${PLACE} from component_presence(${CRITERIA})`, parameters(criteria));
  }

  /** For each place the names from what the SBOM is about to the component itself, by a shortest way. */
  async paths(tx: Tx, places: readonly PlaceInFile[]): Promise<string[][]> {
    const rows = await tx.sql<{ path: string[] }>(
      `with recursive way (number, step, upload_id, reached_by, name) as (
         select place.number, 0, c.upload_id, c.reached_by, c.name
         from unnest($1::uuid[], $2::int[]) with ordinality as place (upload_id, position, number)
           left join component c on c.upload_id = place.upload_id and c.position = place.position
         union all
         select way.number, way.step + 1, c.upload_id, c.reached_by, c.name
         from way join component c on c.upload_id = way.upload_id and c.position = way.reached_by
         where way.step < 1000
       )
       select coalesce(array_agg(name order by step desc) filter (where name is not null), '{}') as path
       from way group by number order by number`,
      [places.map(({ uploadId }) => uploadId), places.map(({ position }) => position)],
    );
    return rows.map(({ path }) => path);
  }
}

export function parameters({ namePattern, anyOf, keys, identities }: ComponentCriteria): unknown[] {
  return [
    namePattern,
    anyOf?.purlBases ?? null,
    anyOf?.cpeBases ?? null,
    anyOf?.plainNames ?? null,
    keys,
    identities?.map(identityKey) ?? null,
  ];
}

/** As the function component_identity tells it. */
const identityKey = ({ nameKey, purlBase, cpe, version }: ComponentIdentity) =>
  [nameKey, purlBase ?? '', cpe ?? '', version ?? ''].join('\u001f');

/** What a list of places is ordered by. */
export type PlaceKey = readonly [releaseId: Id<'Release'>, uploadId: Id<'Upload'>, position: number];

export const placeKeyOf = ({ releaseId, uploadId, position }: ComponentPlace): PlaceKey => [
  releaseId,
  uploadId,
  position,
];

const MAX_POSITION = 2 ** 31 - 1;

/** @throws INVALID_INPUT */
export function placeAfter(page: PageRequest): PlaceKey | null {
  checkPage(page);
  if (!page.after) return null;
  const [releaseId, uploadId, position] = decodeCursor(page.after, 3);
  const areIds = [releaseId, uploadId].every((id) => typeof id === 'string' && isId(id));
  const isPlace = Number.isInteger(position) && Number(position) >= -1 && Number(position) <= MAX_POSITION;
  if (!areIds || !isPlace) throw badCursor();
  return [String(releaseId).toLowerCase(), String(uploadId).toLowerCase(), Number(position)];
}
