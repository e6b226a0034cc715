import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Mds2Answer } from '#libs/formats';
import type { Id, Page } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import type { AnswerList, ComponentList, StatementList } from './reading.graphql.ts';
import { Reading } from './reading.entity.ts';
import { ReadingRepository, type StoredComponent, type StoredStatement } from './reading.repository.ts';

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
    return this.uow.run(ctx, (tx) => this.readings.componentsOf(tx, uploadId, list));
  }

  statements(ctx: Ctx, { uploadId }: Reading, list: StatementList): Promise<Page<StoredStatement>> {
    return this.uow.run(ctx, (tx) => this.readings.statementsOf(tx, uploadId, list));
  }

  /** In the order of the form. */
  answers(ctx: Ctx, { uploadId, answerCount }: Reading, list: AnswerList): Promise<Mds2Answer[]> {
    if (answerCount === 0) return Promise.resolve([]);
    const load = async (ids: readonly Id<'Upload'>[]) => {
      const rows = await this.uow.run(ctx, (tx) => this.readings.answersOf(tx, ids, list));
      const byId = Map.groupBy(rows, (row) => row.uploadId);
      return ids.map((id) => byId.get(id) ?? []);
    };
    const key = `publishing.answers ${JSON.stringify(list)}`;
    return ctx.loader(key, () => new DataLoader<Id<'Upload'>, Mds2Answer[]>(load, { cache: false })).load(uploadId);
  }
}
