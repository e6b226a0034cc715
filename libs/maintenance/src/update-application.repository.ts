import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { Publication } from '#libs/publishing';
import type { Schedule } from './local-time.ts';
import { UpdateApplication, type Countersignature, type UpdateState } from './update-application.entity.ts';
import { UpdateEvidence } from './update-evidence.entity.ts';
import { UpdateStep } from './update-step.entity.ts';

export interface ApplicationFilter {
  siteId?: Id<'Site'> | null | undefined;
  states?: readonly UpdateState[] | null | undefined;
  /** Of any revision of its chain. */
  publicationId?: Id<'Publication'> | null | undefined;
  assetId?: Id<'Asset'> | null | undefined;
  responsibleId?: Id<'Member'> | null | undefined;
  countersignature?: Countersignature | null | undefined;
  isHalted?: boolean | null | undefined;
  /** Scheduled so that it touches the time between these. */
  from?: Date | null | undefined;
  to?: Date | null | undefined;
}

/** What an earlier wave of a plan leaves undone. */
export interface OpenWave {
  hospitalId: Id<'Organisation'>;
  seriesId: Id<'Series'>;
  wave: number;
  open: number;
}

export interface Clash {
  assetId: Id<'Asset'>;
  applicationId: Id<'UpdateApplication'>;
  startsAt: Date;
  endsAt: Date;
}

/** Update applications and their steps, as the transaction's actor may read them. */
@Injectable()
export class UpdateApplicationRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'UpdateApplication'>): Promise<UpdateApplication> {
    const application = await tx.manager.findOneBy(UpdateApplication, { id });
    if (!application || !tx.ctx.allows('read', application)) throw notFound('update');
    return application;
  }

  /** The hospital whose update it is; null where the actor does not see it. */
  async hospitalsOf(tx: Tx, ids: readonly Id<'UpdateApplication'>[]): Promise<Id<'Organisation'>[]> {
    const rows = await tx.sql<{ id: Id<'Organisation'> }>(
      'select distinct hospital_id as id from update_application where id = any ($1)',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** As they are now, and nobody else moves them before this transaction ends; in the order of their ids. */
  async lock(tx: Tx, ids: readonly Id<'UpdateApplication'>[]): Promise<UpdateApplication[]> {
    await tx.sql('select from update_application where id = any ($1) order by id for update', [ids]);
    return tx.manager
      .createQueryBuilder(UpdateApplication, 'application')
      .where('application.id = any(:ids)', { ids })
      .orderBy('application.id')
      .getMany();
  }

  list(tx: Tx, filter: ApplicationFilter, page: PageRequest): Promise<Page<UpdateApplication>> {
    return paginate(
      this.matching(tx, filter),
      [{ column: 'application.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }],
      page,
    );
  }

  ofAssets(tx: Tx, assetIds: readonly Id<'Asset'>[]): Promise<UpdateApplication[]> {
    return tx.manager
      .createQueryBuilder(UpdateApplication, 'application')
      .where('application.asset_id = any(:assetIds)', { assetIds })
      .orderBy('application.id', 'DESC')
      .getMany();
  }

  stepsOf(tx: Tx, applicationIds: readonly Id<'UpdateApplication'>[]): Promise<UpdateStep[]> {
    return tx.manager
      .createQueryBuilder(UpdateStep, 'step')
      .where('step.application_id = any(:applicationIds)', { applicationIds })
      .orderBy('step.id')
      .getMany();
  }

  /** New ones, in one statement however many. */
  async insert(tx: Tx, applications: readonly UpdateApplication[], steps: readonly UpdateStep[]): Promise<void> {
    await tx.sql(`insert into update_application select * from json_populate_recordset(null::update_application, $1)`, [
      rowsOf(applications),
    ]);
    await this.insertSteps(tx, steps);
  }

  /** What steps changed, in one statement however many. The caller holds their locks. */
  async write(tx: Tx, applications: readonly UpdateApplication[], steps: readonly UpdateStep[]): Promise<void> {
    const set = CHANGING.map((column) => `${column} = n.${column}`).join(', ');
    await tx.sql(
      `update update_application a set ${set}
       from json_populate_recordset(null::update_application, $1) n where a.id = n.id`,
      [rowsOf(applications)],
    );
    await this.insertSteps(tx, steps);
  }

  /** Nobody else schedules anything of the hospitals before this transaction ends: windows are compared with each other. */
  async holdSchedules(tx: Tx, hospitalIds: readonly Id<'Organisation'>[]): Promise<void> {
    for (const id of [...new Set(hospitalIds)].toSorted()) {
      await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`maintenance.schedules:${id}`]);
    }
  }

  /** What else is to be done on these assets at that time. */
  clashes(
    tx: Tx,
    assetIds: readonly Id<'Asset'>[],
    { startsAt, endsAt }: Pick<Schedule, 'startsAt' | 'endsAt'>,
  ): Promise<Clash[]> {
    return tx.sql<Clash>(
      `select asset_id as "assetId", id as "applicationId", starts_at as "startsAt", ends_at as "endsAt"
       from update_application
       where asset_id = any ($1) and state in ('SCHEDULED','IN_PROGRESS') and halted_at is null
         and starts_at < $3 and ends_at > $2
       order by starts_at`,
      [assetIds, startsAt, endsAt],
    );
  }

  /** Waves of these chains in which something is still to be done, or failed; also what the actor does not see of them. */
  openWaves(
    tx: Tx,
    seriesIds: readonly Id<'Series'>[],
    hospitalIds: readonly Id<'Organisation'>[],
  ): Promise<OpenWave[]> {
    return tx.sql<OpenWave>(
      'select hospital_id as "hospitalId", series_id as "seriesId", wave, open from open_waves($1, $2)',
      [seriesIds, hospitalIds],
    );
  }

  /** Which of these hospitals show the vendor their assets; a mandatary knows it of the devices of its mandates. */
  async sharingHospitals(
    tx: Tx,
    vendorIds: readonly Id<'Organisation'>[],
    hospitalIds: readonly Id<'Organisation'>[],
  ): Promise<Set<string>> {
    const rows = await tx.sql<{ vendorId: Id; hospitalId: Id }>(
      `select vendor_id as "vendorId", hospital_id as "hospitalId" from relationship
       where vendor_id = any ($1) and hospital_id = any ($2) and state = 'ACTIVE' and shares = 'ASSETS'
       union
       select vendor_id, hospital_id from mandated_assets(false)
       where vendor_id = any ($1) and hospital_id = any ($2) and is_shared`,
      [vendorIds, hospitalIds],
    );
    return new Set(rows.map(({ vendorId, hospitalId }) => `${vendorId}:${hospitalId}`));
  }

  publications(tx: Tx, ids: readonly Id<'Publication'>[]): Promise<Publication[]> {
    return tx.manager
      .createQueryBuilder(Publication, 'publication')
      .where('publication.id = any(:ids)', { ids })
      .getMany();
  }

  /** SHA-256 of the files of publications. */
  async publishedHashes(tx: Tx, publicationIds: readonly Id<'Publication'>[]): Promise<Map<Id, Set<string>>> {
    const rows = await tx.sql<{ publicationId: Id; sha256: string }>(
      `select publication_id as "publicationId", sha256 from artifact where publication_id = any ($1)`,
      [publicationIds],
    );
    const hashes = new Map<Id, Set<string>>();
    for (const { publicationId, sha256 } of rows) {
      hashes.set(publicationId, (hashes.get(publicationId) ?? new Set()).add(sha256));
    }
    return hashes;
  }

  async insertEvidence(tx: Tx, evidence: readonly UpdateEvidence[]): Promise<void> {
    if (evidence.length === 0) return;
    await tx.sql(`insert into update_evidence select * from json_populate_recordset(null::update_evidence, $1)`, [
      rowsOf(evidence),
    ]);
  }

  evidenceOf(tx: Tx, stepIds: readonly Id<'UpdateStep'>[]): Promise<UpdateEvidence[]> {
    return tx.manager
      .createQueryBuilder(UpdateEvidence, 'evidence')
      .where('evidence.step_id = any(:stepIds)', { stepIds })
      .orderBy('evidence.position')
      .getMany();
  }

  /** One that the actor may see, by the upload that it is; null for none. */
  findEvidence(tx: Tx, uploadId: Id): Promise<UpdateEvidence | null> {
    return tx.manager
      .createQueryBuilder(UpdateEvidence, 'evidence')
      .where('evidence.upload_id = :uploadId', { uploadId })
      .limit(1)
      .getOne();
  }

  private async insertSteps(tx: Tx, steps: readonly UpdateStep[]): Promise<void> {
    await tx.sql(`insert into update_step select * from json_populate_recordset(null::update_step, $1)`, [
      rowsOf(steps),
    ]);
  }

  private matching(tx: Tx, filter: ApplicationFilter): SelectQueryBuilder<UpdateApplication> {
    const { siteId, states, publicationId, assetId, responsibleId, countersignature, isHalted, from, to } = filter;
    const query = tx.manager.createQueryBuilder(UpdateApplication, 'application');
    const scope = sqlScope(tx.ctx.ability, 'read', UpdateApplication, (property) => `application.${property}`);
    query.where(scope.sql, scope.parameters);
    if (siteId) query.andWhere('application.site_id = :siteId', { siteId });
    if (states) query.andWhere('application.state = any(:states)', { states });
    if (assetId) query.andWhere('application.asset_id = :assetId', { assetId });
    if (responsibleId) query.andWhere('application.responsible_id = :responsibleId', { responsibleId });
    if (countersignature) query.andWhere('application.countersignature = :countersignature', { countersignature });
    if (isHalted !== undefined && isHalted !== null) {
      query.andWhere('(application.halted_at is not null) = :isHalted', { isHalted });
    }
    if (from) query.andWhere('application.ends_at > :from', { from });
    if (to) query.andWhere('application.starts_at < :to', { to });
    if (publicationId) {
      query.andWhere('application.series_id = (select p.series_id from publication p where p.id = :publicationId)', {
        publicationId,
      });
    }
    return query;
  }
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Rows by the names of their columns. */
const rowsOf = (rows: readonly object[]): string =>
  JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]))));

/** What steps change. */
const CHANGING = [
  'publication_id',
  'revision',
  'from_release_id',
  'to_release_id',
  'state',
  'wave',
  'responsible_id',
  'performer',
  'starts_at',
  'ends_at',
  'time_zone',
  'is_outside_windows',
  'countersignature',
  'countersigner',
  'countersignature_note',
  'installed_sha256',
  'is_published_package',
  'reason',
  'compensating_controls',
  'review_on',
  'prerequisites',
  'verification_steps',
  'unverified_reason',
  'halted_at',
  'withdrawal_decision',
  'reminded_at',
  'chased_at',
  'version',
  'updated_at',
];
