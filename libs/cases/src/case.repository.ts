import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import { LANGUAGE_OF_MEMBER } from '#libs/directory';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, type MailLanguage, type Tx } from '#libs/platform';
import { Publication } from '#libs/publishing';
import { CaseClock } from './case-clock.entity.ts';
import { CaseEntry, type Names, type Writing } from './case-entry.entity.ts';
import { CaseFile } from './case-file.entity.ts';
import { CaseInternals } from './case-internals.entity.ts';
import { CaseParty, type Invitee } from './case-party.entity.ts';
import { Case, type CaseKind, type CaseState } from './case.entity.ts';

export interface CaseFilter {
  kinds?: readonly CaseKind[] | null | undefined;
  states?: readonly CaseState[] | null | undefined;
  isMine?: boolean | null | undefined;
}

/** Whom to tell that a clock is overdue. */
export interface Told {
  organisationId: Id<'Organisation'>;
  name: string;
  email: string;
  language: MailLanguage;
}

/** What the policy says of reading, for the queries of a list; row-level security knows who accepted an invitation. */
export function onlyReadable(tx: Tx, query: SelectQueryBuilder<Case>): SelectQueryBuilder<Case> {
  return query.where('(:own in (shared_case.vendor_id, shared_case.hospital_id) or :me = any(shared_case.party_ids))', {
    own: tx.ctx.organisationId,
    me: tx.ctx.actor.userId,
  });
}

/** Cases and what belongs to them, as the transaction's actor may read them. */
@Injectable()
export class CaseRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'Case'>): Promise<Case> {
    const found = await tx.manager.findOneBy(Case, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('case');
    return found;
  }

  /** As it is now, and nobody else changes it before this transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'Case'>): Promise<Case> {
    await tx.sql('select from shared_case where id = $1 for update', [id]);
    return this.getVisible(tx, id);
  }

  /** Newest first. */
  list(tx: Tx, { kinds, states, isMine }: CaseFilter, page: PageRequest): Promise<Page<Case>> {
    const query = onlyReadable(tx, tx.manager.createQueryBuilder(Case, 'shared_case'));
    if (kinds) query.andWhere('shared_case.kind = any(:kinds)', { kinds });
    if (states) query.andWhere('shared_case.state = any(:states)', { states });
    if (isMine) query.andWhere('(shared_case.opened_by = :me or :me = any(shared_case.party_ids))');
    const newest = { column: 'shared_case.id', type: 'uuid', direction: 'desc' } as const;
    return paginate(query, [{ ...newest, value: ({ id }) => id }], page);
  }

  byIds(tx: Tx, ids: readonly Id<'Case'>[]): Promise<Case[]> {
    return tx.manager.findBy(Case, { id: In([...ids]) });
  }

  async insert(tx: Tx, one: Case): Promise<void> {
    await tx.manager.insert(Case, one);
  }

  async update(tx: Tx, one: Case): Promise<void> {
    const { id, title, state, version, closedAt, releaseIds, reporterName, cveIds, jvnIds, embargoUntil } = one;
    const { publicationId, partyIds } = one;
    await tx.manager.update(
      Case,
      { id },
      {
        title,
        state,
        version,
        closedAt,
        releaseIds,
        reporterName,
        cveIds,
        jvnIds,
        embargoUntil,
        publicationId,
        partyIds,
      },
    );
  }

  async insertAssets(tx: Tx, { id, hospitalId, vendorId }: Case, assetIds: readonly Id<'Asset'>[]): Promise<void> {
    await tx.sql(
      `insert into case_asset (case_id, asset_id, hospital_id, vendor_id)
       select $1, a, $2, $3 from unnest($4::uuid[]) a`,
      [id, hospitalId, vendorId, assetIds],
    );
  }

  assetIdsOf(tx: Tx, ids: readonly Id<'Case'>[]): Promise<{ caseId: Id<'Case'>; assetId: Id<'Asset'> }[]> {
    return tx.sql(
      'select case_id as "caseId", asset_id as "assetId" from case_asset where case_id = any ($1) order by asset_id',
      [ids],
    );
  }

  /** In the order in which they were written. */
  entries(tx: Tx, caseId: Id<'Case'>, page: PageRequest): Promise<Page<CaseEntry>> {
    const query = tx.manager
      .createQueryBuilder(CaseEntry, 'case_entry')
      .where('case_entry.case_id = :caseId', { caseId });
    return paginate(query, [{ column: 'case_entry.id', type: 'uuid', direction: 'asc', value: ({ id }) => id }], page);
  }

  /** @throws NOT_FOUND for one of another case, or that is not shown. */
  async entry(tx: Tx, caseId: Id<'Case'>, id: Id<'CaseEntry'>): Promise<CaseEntry> {
    const found = await tx.manager.findOneBy(CaseEntry, { id, caseId });
    if (!found) throw notFound('entry');
    return found;
  }

  /** Who writes now, as the own organisation is called. */
  async writing(tx: Tx): Promise<Writing> {
    const [names] = await tx.sql<Names>(
      'select name as "organisationName", english_name as "organisationEnglishName" from organisation where id = $1',
      [tx.ctx.organisationId],
    );
    if (!names) throw new Error('whoever writes sees the own organisation');
    return { ctx: tx.ctx, now: tx.now, names };
  }

  async insertEntry(tx: Tx, entry: CaseEntry, files: readonly CaseFile[]): Promise<void> {
    await tx.manager.insert(CaseEntry, entry);
    if (files.length > 0) await tx.manager.insert(CaseFile, [...files]);
  }

  filesOf(tx: Tx, entryIds: readonly Id<'CaseEntry'>[]): Promise<CaseFile[]> {
    return tx.manager.find(CaseFile, { where: { entryId: In([...entryIds]) }, order: { position: 'ASC' } });
  }

  file(tx: Tx, uploadId: Id<'Upload'>): Promise<CaseFile | null> {
    return tx.manager.findOneBy(CaseFile, { uploadId });
  }

  /** The first that is due first. */
  clocksOf(tx: Tx, ids: readonly Id<'Case'>[]): Promise<CaseClock[]> {
    return tx.manager.find(CaseClock, { where: { caseId: In([...ids]) }, order: { dueAt: 'ASC', id: 'ASC' } });
  }

  /** @throws NOT_FOUND */
  async clock(tx: Tx, id: Id<'CaseClock'>): Promise<CaseClock> {
    const found = await tx.manager.findOneBy(CaseClock, { id });
    if (!found) throw notFound('clock');
    return found;
  }

  async insertClock(tx: Tx, clock: CaseClock): Promise<void> {
    await tx.manager.insert(CaseClock, clock);
  }

  async updateClock(tx: Tx, { id, metAt, metWords }: CaseClock): Promise<void> {
    await tx.manager.update(CaseClock, { id }, { metAt, metWords });
  }

  /** Of the actor's own organisation. */
  internalsOf(tx: Tx, ids: readonly Id<'Case'>[]): Promise<CaseInternals[]> {
    return tx.manager.findBy(CaseInternals, { caseId: In([...ids]) });
  }

  async keepInternals(tx: Tx, internals: CaseInternals): Promise<void> {
    const { caseId, organisationId, notes, contacts, measures, version, changedAt } = internals;
    if (version === 1) await tx.manager.insert(CaseInternals, internals);
    else {
      const changes = { notes, contacts, measures, version, changedAt };
      await tx.manager.update(CaseInternals, { caseId, organisationId }, changes);
    }
  }

  partiesOf(tx: Tx, ids: readonly Id<'Case'>[]): Promise<CaseParty[]> {
    return tx.manager.find(CaseParty, { where: { caseId: In([...ids]) }, order: { id: 'ASC' } });
  }

  /** Those who see the case now. */
  partiesLetIn(tx: Tx, { id: caseId }: Case): Promise<CaseParty[]> {
    return tx.manager.findBy(CaseParty, { caseId, state: 'ACCEPTED' });
  }

  /** @throws NOT_FOUND */
  async party(tx: Tx, id: Id<'CaseParty'>): Promise<CaseParty> {
    await tx.sql('select from case_party where id = $1 for update', [id]);
    const found = await tx.manager.findOneBy(CaseParty, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('invitation');
    return found;
  }

  /** The actor's own that wait for an answer, newest first. */
  invitations(tx: Tx): Promise<CaseParty[]> {
    const { organisationId, actor } = tx.ctx;
    if (!actor.userId) return Promise.resolve([]);
    return tx.manager.find(CaseParty, {
      where: { organisationId, userId: actor.userId, state: 'INVITED' },
      order: { id: 'DESC' },
    });
  }

  async insertParty(tx: Tx, party: CaseParty): Promise<void> {
    await tx.manager.insert(CaseParty, party);
  }

  async updateParty(tx: Tx, { id, state, acceptedAt, removedAt }: CaseParty): Promise<void> {
    await tx.manager.update(CaseParty, { id }, { state, acceptedAt, removedAt });
  }

  /** As the system, since the walls hide members of other organisations. */
  async invitee(tx: Tx, code: string, email: string): Promise<(Invitee & { language: MailLanguage }) | null> {
    const [found] = await tx.sql<Invitee & { language: MailLanguage }>(
      `select m.organisation_id as "organisationId", o.name as "organisationName",
              o.english_name as "organisationEnglishName", m.user_id as "userId", m.name, m.email, ${LANGUAGE_OF_MEMBER} as language
       from member m join organisation o on o.id = m.organisation_id
       where o.code = $1 and o.state = 'ADMITTED' and o.kind in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL')
         and m.email = $2 and m.state = 'ACTIVE'`,
      [code, email],
    );
    return found ?? null;
  }

  /** Whether the vendor published it as an advisory, and did not withdraw it. */
  async isPublishedAdvisory(tx: Tx, vendorId: Id<'Organisation'>, id: Id<'Publication'>): Promise<boolean> {
    const found = await tx.manager.findOneBy(Publication, { id, vendorId, kind: 'ADVISORY' });
    return found !== null && (found.state === 'PUBLISHED' || found.state === 'SUPERSEDED');
  }

  publicationsOf(tx: Tx, ids: readonly Id<'Publication'>[]): Promise<Publication[]> {
    return tx.manager.findBy(Publication, { id: In([...ids]) });
  }

  /** Whether these are releases of the vendor's own. */
  async areOwnReleases(tx: Tx, vendorId: Id<'Organisation'>, ids: readonly Id<'Release'>[]): Promise<boolean> {
    const rows = await tx.sql('select from release where id = any ($1) and vendor_id = $2', [ids, vendorId]);
    return rows.length === ids.length;
  }

  /** For the system: of all cases, clocks that are overdue and were not noted as such. They are, now. */
  async noteOverdue(tx: Tx, atMost: number): Promise<CaseClock[]> {
    const rows = await tx.sql<{ id: Id<'CaseClock'> }>(
      `update case_clock set overdue_noted_at = $1
       where id in (select id from case_clock
                    where met_at is null and overdue_noted_at is null and due_at < $1
                    order by due_at, id limit $2 for update skip locked)
       returning id`,
      [tx.now, atMost],
    );
    return tx.manager.findBy(CaseClock, { id: In(rows.map(({ id }) => id)) });
  }

  /** For the system: who works on cases there. */
  toldOf(tx: Tx, organisationIds: readonly Id<'Organisation'>[]): Promise<Told[]> {
    return tx.sql(
      `select m.organisation_id as "organisationId", m.name, m.email, ${LANGUAGE_OF_MEMBER} as language
       from member m
       where m.organisation_id = any ($1) and m.state = 'ACTIVE' and m.roles && array['VENDOR_SUPPORT','HOSPITAL_SECURITY']`,
      [organisationIds],
    );
  }
}
