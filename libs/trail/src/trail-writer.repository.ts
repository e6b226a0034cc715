import { Injectable } from '@nestjs/common';
import { EventSink, type RecordedEvent, type Tx } from '#libs/platform';
import { factsOf, organisationOf, personOf } from './event-facts.ts';

/** Writes what a transaction recorded into the trail, in that transaction. The database adds salts and commitments. */
@Injectable()
export class TrailWriter extends EventSink {
  /** @throws when an event names an organisation that is not the actor's own, unless the system acts. */
  override async write(tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
    const { actor } = tx.ctx;
    const person = personOf(actor);
    await tx.sql(
      `insert into trail.event
         (id, recorded_at, kind, organisation_id, counterpart_id, on_behalf_of_id, subject_type, subject_id, facts, person)
       select id, $1, kind, organisation_id, counterpart_id, on_behalf_of_id, subject_type, subject_id, facts, $2
       from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::uuid[], $10::text[])
         as event (id, kind, organisation_id, counterpart_id, on_behalf_of_id, subject_type, subject_id, facts)`,
      [
        tx.now,
        person,
        events.map((event) => event.id),
        events.map((event) => event.kind),
        events.map((event) => organisationOf(actor, event)),
        events.map((event) => event.counterpartId ?? null),
        events.map((event) => event.onBehalfOfId ?? null),
        events.map((event) => event.subject.type),
        events.map((event) => event.subject.id),
        events.map((event) => factsOf(actor, event, tx.now)),
      ],
    );
  }
}
