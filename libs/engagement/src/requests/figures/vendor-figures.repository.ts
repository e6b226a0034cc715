import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { Dealt } from './vendor-figures.ts';

export interface Period {
  from: Date;
  /** Whatever happened from then on is not known yet. */
  until: Date;
}

export type Counted = Dealt & {
  /** How many hospitals asked, besides the one that reads it. */
  otherHospitals: number;
};

// Written as the partial indexes are.
const OF_CLOCK = `kind in ('request.asked','request.paused','request.resumed','request.answered','request.declined','request.reopened','request.overdue')`;

/** Seconds during which the clock ran until then: it runs from what was asked, resumed or reopened to what comes next. */
const ranUntil = (end: string) => `
  extract(epoch from sum(least(coalesce(step.next_at, ${end}), ${end}) - step.recorded_at)
    filter (where step.kind in ('request.asked','request.resumed','request.reopened') and step.recorded_at < ${end}))`;

/**
 * Computes figures from the events of requests alone: nothing that can be changed afterwards has a part in them. Asked as
 * the system, after the reader was authorised: a vendor's events with all hospitals.
 */
@Injectable()
export class VendorFiguresRepository {
  /** Of what was asked in the period, by all hospitals or by one; urgencies of which nothing was asked are left out. */
  of(
    tx: Tx,
    vendorId: Id<'Organisation'>,
    { from, until }: Period,
    { readerId, onlyOf }: { readerId: Id<'Organisation'>; onlyOf: Id<'Organisation'> | null },
  ): Promise<Counted[]> {
    return tx.sql<Counted>(
      `with asked as materialized (
         select subject_id, organisation_id as hospital_id, (facts::jsonb #>> '{facts,urgency}') as urgency,
                (facts::jsonb #>> '{facts,promisedHours}')::int as promised_hours
         from trail.event
         where counterpart_id = $1 and ${OF_CLOCK} and kind = 'request.asked' and recorded_at >= $2 and recorded_at < $3
           and ($5::uuid is null or organisation_id = $5)
       ), event as (
         select subject_id, kind, recorded_at, id from trail.event
         where counterpart_id = $1 and ${OF_CLOCK} and recorded_at >= $2 and recorded_at < $3
         union all
         select subject_id, kind, recorded_at, id from trail.event
         where organisation_id = $1 and ${OF_CLOCK} and recorded_at >= $2 and recorded_at < $3
       ), step as (
         select event.*,
                lead(recorded_at) over (partition by subject_id, kind = 'request.overdue' order by recorded_at, id) as next_at,
                min(recorded_at) filter (where kind = 'request.answered') over of_request as answered_at,
                min(recorded_at) filter (where kind in ('request.answered','request.declined')) over of_request as settled_at
         from event join asked using (subject_id)
         window of_request as (partition by subject_id)
       ), request as (
         select asked.*, step.answered_at,
                ${ranUntil('step.answered_at')} as seconds_to_answer,
                ${ranUntil('step.settled_at')} as seconds_to_settle,
                bool_or(step.kind = 'request.declined') as is_declined,
                bool_or(step.kind = 'request.reopened') as is_reopened,
                bool_or(step.kind = 'request.overdue') as is_noted
         from asked join step using (subject_id)
         group by asked.subject_id, asked.hospital_id, asked.urgency, asked.promised_hours, step.answered_at
       )
       select urgency, count(*)::int as asked, count(answered_at)::int as answered,
              (count(*) filter (where is_declined))::int as declined,
              (count(*) filter (where is_reopened))::int as reopened,
              (count(*) filter (where is_noted or seconds_to_settle > promised_hours * 3600))::int as overdue,
              round(percentile_cont(0.5) within group (order by seconds_to_answer) / 60)::int as "medianMinutes",
              round(percentile_cont(0.9) within group (order by seconds_to_answer) / 60)::int as "p90Minutes",
              (count(distinct hospital_id) filter (where hospital_id <> $4))::int as "otherHospitals"
       from request group by urgency`,
      [vendorId, from, until, readerId, onlyOf],
    );
  }
}
