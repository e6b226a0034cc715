import { Injectable } from '@nestjs/common';
import { conflict, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { KeptFiles, type FoundFile } from '#libs/publishing';
import { CaseClock, type ClockBasis } from './case-clock.entity.ts';
import { CaseEntry } from './case-entry.entity.ts';
import { CaseFile } from './case-file.entity.ts';
import { CaseInternals } from './case-internals.entity.ts';
import * as events from './case.events.ts';
import type { KeepCaseInternals, WriteCaseEntry } from './case.graphql.ts';
import { type Case } from './case.entity.ts';
import { CaseRepository } from './case.repository.ts';
import { CaseService, refuseFuture } from './case.service.ts';

/** What may still be written once a case is closed: what was learned, and what was wrong. */
const AFTER_THE_END = new Set(['LESSON', 'CORRECTION']);

/** What was said, told and kept about a case, and the clocks that run. */
@Injectable()
export class TimelineService {
  private readonly uow: UnitOfWork;
  private readonly repository: CaseRepository;
  private readonly cases: CaseService;
  private readonly kept: KeptFiles;

  constructor(uow: UnitOfWork, repository: CaseRepository, cases: CaseService, kept: KeptFiles) {
    this.uow = uow;
    this.repository = repository;
    this.cases = cases;
    this.kept = kept;
  }

  /** @throws NOT_FOUND */
  entries(ctx: Ctx, id: Id<'Case'>, page: PageRequest): Promise<Page<CaseEntry>> {
    return this.uow.run(ctx, async (tx) => {
      await this.repository.getVisible(tx, id);
      return this.repository.entries(tx, id, page);
    });
  }

  filesOf(ctx: Ctx, { id }: CaseEntry): Promise<CaseFile[]> {
    return this.cases.many(ctx, 'files of cases', id, async (tx, ids) =>
      (await this.repository.filesOf(tx, ids)).map((row) => ({ key: row.entryId, row })),
    );
  }

  clocksOf(ctx: Ctx, { id }: Case): Promise<CaseClock[]> {
    return this.cases.many(ctx, 'clocks of cases', id, async (tx, ids) =>
      (await this.repository.clocksOf(tx, ids)).map((row) => ({ key: row.caseId, row })),
    );
  }

  /** What the own organisation keeps for itself; null: nothing yet. */
  async internalsOf(ctx: Ctx, { id }: Case): Promise<CaseInternals | null> {
    const [found] = await this.cases.many(ctx, 'internals of cases', id, async (tx, ids) =>
      (await this.repository.internalsOf(tx, ids)).map((row) => ({ key: row.caseId, row })),
    );
    return found ?? null;
  }

  /**
   * Something is said, told to somebody, learned or corrected; for all who see the case, or for the own organisation.
   * @throws CONFLICT `cases.case_closed`; INVALID_INPUT `cases.in_future`, `upload.not_ready`; NOT_FOUND for an entry of another case
   */
  write(ctx: Ctx, { caseId, kind, words, uploadIds, ...facts }: WriteCaseEntry): Promise<CaseEntry> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.repository.getVisible(tx, caseId);
      ctx.authorise('write', one);
      if (!AFTER_THE_END.has(kind)) one.refuseClosed();
      if (facts.toldAt) refuseFuture(facts.toldAt, tx.now, 'toldAt');
      // A correction is read by those who read what it corrects.
      const corrected = facts.correctsId ? await this.repository.entry(tx, caseId, facts.correctsId) : null;
      if (corrected && corrected.organisationId !== ctx.organisationId) throw notFound('entry');
      const isInternal = corrected?.isInternal ?? facts.isInternal;
      const entry = CaseEntry.of(one, kind, words, await this.repository.writing(tx), { ...facts, isInternal });
      const files = (await this.kept.keep(tx, uploadIds, 'uploadIds')).map((file, i) => CaseFile.of(entry, file, i));
      await this.repository.insertEntry(tx, entry, files);
      await tx.record(events.written(one, entry, files));
      if (!isInternal && one.sideOf(ctx) === 'VENDOR') {
        for (const organisationId of await this.cases.organisationsLetIn(tx, one)) {
          await tx.record(events.shared(one, entry, organisationId));
        }
      }
      return entry;
    });
  }

  /** @throws CONFLICT `cases.changed_meanwhile` */
  keepInternals(ctx: Ctx, { caseId, version, ...facts }: KeepCaseInternals): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.repository.lock(tx, caseId);
      ctx.authorise('keep', one);
      const [before] = await this.repository.internalsOf(tx, [caseId]);
      if ((before?.version ?? 0) !== version) {
        throw conflict('cases.changed_meanwhile', 'This was changed just now: look at it again.');
      }
      const own = { caseId, organisationId: ctx.organisationId, version: version + 1, changedAt: tx.now };
      const internals = Object.assign(new CaseInternals(), { ...facts, ...own });
      await this.repository.keepInternals(tx, internals);
      await tx.record(events.internalsKept(one, ctx.organisationId, internals));
      return one;
    });
  }

  /** A clock that concerns the own side. @throws CONFLICT `cases.case_closed`, `cases.clock_runs`; INVALID_INPUT `cases.in_future` */
  startClock(ctx: Ctx, caseId: Id<'Case'>, basis: ClockBasis, awareAt: Date): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      const one = await this.repository.lock(tx, caseId);
      ctx.authorise('time', one);
      one.refuseClosed();
      refuseFuture(awareAt, tx.now, 'awareAt');
      const clocks = await this.repository.clocksOf(tx, [caseId]);
      if (clocks.some((clock) => clock.basis === basis && clock.organisationId === ctx.organisationId)) {
        throw conflict('cases.clock_runs', 'Your organisation started this clock already.');
      }
      const clock = CaseClock.start(one, basis, awareAt, ctx, tx.now);
      await this.repository.insertClock(tx, clock);
      await tx.record(events.clockStarted(one, clock));
      return one;
    });
  }

  /** Also of a closed case: what was due is due. @throws CONFLICT `cases.clock_met`; FORBIDDEN to the other side */
  meetClock(ctx: Ctx, clockId: Id<'CaseClock'>, words: string): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      const { caseId } = await this.repository.clock(tx, clockId);
      const one = await this.repository.lock(tx, caseId);
      const clock = await this.repository.clock(tx, clockId);
      ctx.authorise('meet', clock);
      clock.meet(words, tx.now);
      await this.repository.updateClock(tx, clock);
      await tx.record(events.clockMet(one, clock));
      return one;
    });
  }

  async findFile(tx: Tx, fileId: Id): Promise<FoundFile | null> {
    const file = await this.repository.file(tx, fileId as Id<'Upload'>);
    if (!file) return null;
    const one = await this.repository.getVisible(tx, file.caseId);
    const entry = await this.repository.entry(tx, file.caseId, file.entryId);
    const other = entry.isInternal ? null : one.counterpartOf(tx.ctx.organisationId);
    return { uploadId: file.uploadId, name: file.name, event: events.fileDownloaded(file, other) };
  }
}
