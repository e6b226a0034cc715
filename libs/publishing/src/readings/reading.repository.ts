import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { normalisedName } from '#libs/formats';
import type { AddendumLine, Component, Facts, Mds2Answer, VulnerabilityStatement } from '#libs/formats';
import { badCursor, checkPage, decodeCursor, type Id, type PageRequest } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { AnswerList, ComponentList, StatementList } from './reading.graphql.ts';
import { Reading } from './reading.entity.ts';

type UploadId = Id<'Upload'>;
/** A row of a file, as loaders read them for several files. */
export type OfUpload<Row> = Row & { uploadId: UploadId };
export type StoredComponent = OfUpload<Component & { position: number; isSubject: boolean }>;
export type StoredStatement = OfUpload<VulnerabilityStatement & { position: number }>;

/** Where a row stands. */
export interface PlaceInFile {
  uploadId: UploadId;
  position: number;
}

const columnsOf = (places: readonly PlaceInFile[]) => [
  places.map(({ uploadId }) => uploadId),
  places.map(({ position }) => position),
];

const COMPONENT = `
  upload_id as "uploadId", position, ref, type, group_name as "group", name, version, supplier, purl, cpe, licences, hashes,
  support_level as "supportLevel", end_of_support_on::text as "endOfSupportOn", is_subject as "isSubject", place`;
const STATEMENT = `
  upload_id as "uploadId", position, vulnerability, aliases, product, component, status, raw_status as "rawStatus",
  justification, impact, remediations, scores, title, body as text, cwes, place`;
const ANSWER = `upload_id as "uploadId", question_id as "questionId", section, answer, raw, note`;

export type RowCount = OfUpload<{ count: number }>;

const COMPONENT_CHOSEN = `($2::text is null or strpos(name_key, $2) > 0) and ($3::text is null or $3 = any (missing))`;
const chosenComponents = ({ search, missing }: ComponentList) => [
  search ? normalisedName(search) : null,
  missing ?? null,
];

/** What was read out of files, as the transaction's actor may read it. */
@Injectable()
export class ReadingRepository {
  ofUploads(tx: Tx, uploadIds: readonly UploadId[]): Promise<Reading[]> {
    return tx.manager.findBy(Reading, { uploadId: In([...uploadIds]) });
  }

  /** The same page of each file, with one more row than it holds. */
  async componentsOf(tx: Tx, uploadIds: readonly UploadId[], list: ComponentList): Promise<StoredComponent[]> {
    const rows = await tx.sql<StoredComponent>(
      `select row.* from unnest($1::uuid[]) as file (id) cross join lateral (
         select ${COMPONENT} from component where upload_id = file.id and ${COMPONENT_CHOSEN} and position > $4
         order by position limit $5) as row`,
      [uploadIds, ...chosenComponents(list), placeAfter(list), list.first + 1],
    );
    return this.withAddenda(tx, rows);
  }

  componentCounts(tx: Tx, uploadIds: readonly UploadId[], list: ComponentList): Promise<RowCount[]> {
    return tx.sql(
      `select upload_id as "uploadId", count(*)::int as count from component
       where upload_id = any($1) and ${COMPONENT_CHOSEN} group by upload_id`,
      [uploadIds, ...chosenComponents(list)],
    );
  }

  /** Likewise. */
  statementsOf(tx: Tx, uploadIds: readonly UploadId[], list: StatementList): Promise<StoredStatement[]> {
    return tx.sql(
      `select row.* from unnest($1::uuid[]) as file (id) cross join lateral (
         select ${STATEMENT} from vulnerability_statement
         where upload_id = file.id and ($2::text is null or status = $2) and position > $3
         order by position limit $4) as row`,
      [uploadIds, list.status ?? null, placeAfter(list), list.first + 1],
    );
  }

  statementCounts(tx: Tx, uploadIds: readonly UploadId[], list: StatementList): Promise<RowCount[]> {
    return tx.sql(
      `select upload_id as "uploadId", count(*)::int as count from vulnerability_statement
       where upload_id = any($1) and ($2::text is null or status = $2) group by upload_id`,
      [uploadIds, list.status ?? null],
    );
  }

  answersOf(tx: Tx, uploadIds: readonly UploadId[], list: AnswerList): Promise<OfUpload<Mds2Answer>[]> {
    return tx.sql(
      `select ${ANSWER} from mds2_answer
       where upload_id = any($1) and ($2::text is null or section = $2) and ($3::text[] is null or answer = any ($3))
       order by upload_id, position`,
      [uploadIds, list.section ?? null, list.answers ?? null],
    );
  }

  /** Components of several files by their places, in no order; what the actor may not read is missing. */
  async componentsAt(tx: Tx, places: readonly PlaceInFile[]): Promise<StoredComponent[]> {
    const rows = await tx.sql<StoredComponent>(
      `select ${COMPONENT} from component join unnest($1::uuid[], $2::int[]) as place (upload_id, position) using (upload_id, position)`,
      columnsOf(places),
    );
    return this.withAddenda(tx, rows);
  }

  /**
   * Components whose end of support is known, of these files. What an addendum says of one counts for those that the SBOM
   * itself knows an end of, and for those that the addendum names by their reference or package URL.
   */
  async componentsWithSupport(
    tx: Tx,
    uploadIds: readonly UploadId[],
  ): Promise<(StoredComponent & { endOfSupportOn: string })[]> {
    if (uploadIds.length === 0) return [];
    const lines = await this.addendumLines(tx, uploadIds);
    const rows = await tx.sql<StoredComponent>(
      `select ${COMPONENT} from component where upload_id = any ($1) and end_of_support_on is not null
       union
       select ${COMPONENT} from component join unnest($2::uuid[], $3::text[]) as line (in_file, called)
         on upload_id = in_file and called in (ref, purl)
       order by 1, 2`,
      [uploadIds, ...namesIn(lines)],
    );
    return withLines(rows, lines).filter((row): row is StoredComponent & { endOfSupportOn: string } =>
      Boolean(row.endOfSupportOn),
    );
  }

  /** Statements, likewise. */
  statementsAt(tx: Tx, places: readonly PlaceInFile[]): Promise<StoredStatement[]> {
    return tx.sql(
      `select ${STATEMENT} from vulnerability_statement
         join unnest($1::uuid[], $2::int[]) as place (upload_id, position) using (upload_id, position)`,
      columnsOf(places),
    );
  }

  /** Everything that was read out of these files, put together again; a file that nothing was read of is missing. */
  async factsOf(tx: Tx, uploadIds: readonly UploadId[]): Promise<Map<UploadId, Facts>> {
    const readings = await this.ofUploads(tx, uploadIds);
    const rowsOf = async <Row extends { uploadId: UploadId }>(table: string, columns: string) =>
      Map.groupBy(
        await tx.sql<Row>(`select ${columns} from ${table} where upload_id = any($1) order by upload_id, position`, [
          uploadIds,
        ]),
        (row) => row.uploadId,
      );
    const components = await rowsOf<StoredComponent & { dependsOn: number[] }>(
      'component',
      `${COMPONENT}, depends_on as "dependsOn"`,
    );
    const statements = await rowsOf<StoredStatement>('vulnerability_statement', STATEMENT);
    const answers = await rowsOf<OfUpload<Mds2Answer>>('mds2_answer', ANSWER);
    for (const [uploadId, rows] of components) components.set(uploadId, await this.withAddenda(tx, rows));

    return new Map(
      readings.map(({ uploadId, facts: { sbom, mds2, ...small } }): [UploadId, Facts] => {
        const parts = components.get(uploadId) ?? [];
        const subject = parts.findIndex((part) => part.isSubject);
        const stated = statements.get(uploadId);
        return [
          uploadId,
          {
            ...small,
            ...(sbom && {
              sbom: {
                ...sbom,
                components: parts,
                subject: subject < 0 ? null : subject,
                dependsOn: parts.map(({ dependsOn }) => dependsOn),
              },
            }),
            ...(stated && { statements: stated }),
            ...(mds2 && { mds2: { ...mds2, answers: answers.get(uploadId) ?? [] } }),
          },
        ];
      }),
    );
  }

  /** What an addendum of the same vendor adds to an SBOM goes before what the SBOM says itself; of several the newest. */
  private async withAddenda<Row extends StoredComponent>(tx: Tx, components: Row[]): Promise<Row[]> {
    const uploadIds = [...new Set(components.map(({ uploadId }) => uploadId))];
    return withLines(components, await this.addendumLines(tx, uploadIds));
  }

  /** What addenda in force say of the components of these SBOMs; of several lines the last counts. */
  private addendumLines(tx: Tx, uploadIds: readonly UploadId[]): Promise<OfUpload<AddendumLine>[]> {
    return tx.sql<OfUpload<AddendumLine>>(
      `select sbom.upload_id as "uploadId", line.ref, line.purl, line."supportLevel", line."endOfSupportOn"
       from reading sbom
         join reading addendum on addendum.organisation_id = sbom.organisation_id and addendum.format = 'SBOM_ADDENDUM'
           and (exists (select from artifact file where file.upload_id = sbom.upload_id
                          and file.sha256 = addendum.facts #>> '{addendum,sbom,sha256}')
             or addendum.facts #>> '{addendum,sbom,id}' = sbom.facts #>> '{header,id}')
         cross join lateral jsonb_to_recordset(addendum.facts #> '{addendum,components}')
           as line (ref text, purl text, "supportLevel" text, "endOfSupportOn" text)
       where sbom.upload_id = any($1)
         and exists (select from artifact a join publication p on p.id = a.publication_id
                     where a.upload_id = addendum.upload_id and p.state = 'PUBLISHED')
       order by addendum.read_at`,
      [uploadIds],
    );
  }
}

/** Files and names that lines speak of, as two columns. */
function namesIn(lines: readonly OfUpload<AddendumLine>[]): [UploadId[], string[]] {
  const named = lines.flatMap(({ uploadId, ref, purl }) =>
    [ref, purl].flatMap((name): [UploadId, string][] => (name === null ? [] : [[uploadId, name]])),
  );
  return [named.map(([uploadId]) => uploadId), named.map(([, name]) => name)];
}

function withLines<Row extends StoredComponent>(components: Row[], lines: readonly OfUpload<AddendumLine>[]): Row[] {
  if (lines.length === 0) return components;
  const byName = new Map(
    lines.flatMap((line) =>
      [line.ref, line.purl].filter((name) => name !== null).map((name) => [`${line.uploadId} ${name}`, line] as const),
    ),
  );
  return components.map((component) => {
    const line =
      byName.get(`${component.uploadId} ${component.ref}`) ?? byName.get(`${component.uploadId} ${component.purl}`);
    if (!line) return component;
    const { supportLevel, endOfSupportOn } = line;
    return {
      ...component,
      supportLevel: supportLevel ?? component.supportLevel,
      endOfSupportOn: endOfSupportOn ?? component.endOfSupportOn,
    };
  });
}

/** What was read, without where it is kept. */
export function withoutPlaces({ sbom, statements, ...facts }: Facts): Facts {
  const plain = <Row extends object>(row: Row) => {
    const {
      uploadId: _upload,
      position: _position,
      isSubject: _subject,
      ...content
    } = row as Row & Partial<StoredComponent>;
    return content as unknown as Row;
  };
  return {
    ...facts,
    ...(sbom && { sbom: { ...sbom, components: sbom.components.map(plain) } }),
    ...(statements && { statements: statements.map(plain) }),
  };
}

/** @throws INVALID_INPUT */
function placeAfter(page: PageRequest): number {
  checkPage(page);
  if (!page.after) return -1;
  const [position] = decodeCursor(page.after, 1);
  if (typeof position !== 'number' || !Number.isInteger(position)) throw badCursor();
  return position;
}
