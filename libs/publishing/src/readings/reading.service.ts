import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Mds2Answer } from '#libs/formats';
import { pageOf, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { AnswerList, ComponentList, StatementList } from './reading.graphql.ts';
import { Reading } from './reading.entity.ts';
import {
  ReadingRepository,
  type OfUpload,
  type RowCount,
  type StoredComponent,
  type StoredStatement,
} from './reading.repository.ts';

/** What was read out of files that the actor can see already; row-level security decides the same once more. */
@Injectable()
export class ReadingService {
  private readonly uow: UnitOfWork;
  private readonly readings: ReadingRepository;

  constructor(uow: UnitOfWork, readings: ReadingRepository) {
    this.uow = uow;
    this.readings = readings;
  }

  /** null while nothing was read of it, or where nothing can be. */
  ofUpload(ctx: Ctx, uploadId: Id<'Upload'>): Promise<Reading | null> {
    const load = async (ids: readonly Id<'Upload'>[]) => {
      const found = await this.uow.run(ctx, (tx) => this.readings.ofUploads(tx, ids));
      const byId = new Map(found.map((reading) => [reading.uploadId, reading]));
      return ids.map((id) => byId.get(id) ?? null);
    };
    return ctx
      .loader('publishing.reading', () => new DataLoader<Id<'Upload'>, Reading | null>(load, { cache: false }))
      .load(uploadId);
  }

  components(ctx: Ctx, { uploadId }: Reading, list: ComponentList): Promise<Page<StoredComponent>> {
    return this.page(ctx, 'components', uploadId, list, {
      rows: (tx, ids) => this.readings.componentsOf(tx, ids, list),
      counts: (tx, ids) => this.readings.componentCounts(tx, ids, list),
    });
  }

  statements(ctx: Ctx, { uploadId }: Reading, list: StatementList): Promise<Page<StoredStatement>> {
    return this.page(ctx, 'statements', uploadId, list, {
      rows: (tx, ids) => this.readings.statementsOf(tx, ids, list),
      counts: (tx, ids) => this.readings.statementCounts(tx, ids, list),
    });
  }

  /** In the order of the form. */
  answers(ctx: Ctx, { uploadId, answerCount }: Reading, list: AnswerList): Promise<Mds2Answer[]> {
    if (answerCount === 0) return Promise.resolve([]);
    return this.rows(ctx, `answers ${JSON.stringify(list)}`, uploadId, (tx, ids) =>
      this.readings.answersOf(tx, ids, list),
    );
  }

  /** The same page of several files is asked for at once; what is counted, too. */
  private async page<Row extends OfUpload<{ position: number }>>(
    ctx: Ctx,
    part: string,
    uploadId: Id<'Upload'>,
    list: PageRequest,
    read: {
      rows: (tx: Tx, ids: readonly Id<'Upload'>[]) => Promise<Row[]>;
      counts: (tx: Tx, ids: readonly Id<'Upload'>[]) => Promise<RowCount[]>;
    },
  ): Promise<Page<Row>> {
    const key = `${part} ${JSON.stringify(list)}`;
    const rows = await this.rows(ctx, key, uploadId, read.rows);
    const count = async () => (await this.rows(ctx, `counted ${key}`, uploadId, read.counts))[0]?.count ?? 0;
    return pageOf(rows, list, ({ position }) => [position], count);
  }

  private rows<Row extends { uploadId: Id<'Upload'> }>(
    ctx: Ctx,
    key: string,
    uploadId: Id<'Upload'>,
    read: (tx: Tx, ids: readonly Id<'Upload'>[]) => Promise<Row[]>,
  ): Promise<Row[]> {
    const load = async (ids: readonly Id<'Upload'>[]) => {
      const byId = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, ids)), (row) => row.uploadId);
      return ids.map((id) => byId.get(id) ?? []);
    };
    const make = () => new DataLoader<Id<'Upload'>, Row[]>(load, { cache: false });
    return ctx.loader(`publishing.${key}`, make).load(uploadId);
  }
}
