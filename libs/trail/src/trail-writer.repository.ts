import { Injectable } from '@nestjs/common';
import { Actor } from '#libs/kernel';
import { EventSink, type RecordedEvent, type Tx } from '#libs/platform';
import { factsOf, organisationOf, personOf } from './event-facts.ts';

/** Writes what a transaction recorded into the trail, in that transaction. The database adds salts and commitments. */
@Injectable()
export class TrailWriter extends EventSink {
  /** @throws when an event names an organisation that is not the actor's own, unless the system acts. */
  override async write(tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
    const actorOf = ({ bySystem }: RecordedEvent) => (bySystem ? Actor.system : tx.ctx.actor);
    await tx.sql(
      `insert into trail.event
         (id, recorded_at, kind, organisation_id, counterpart_id, on_behalf_of_id, subject_type, subject_id, facts, person)
       select id, $1, kind, organisation_id, counterpart_id, on_behalf_of_id, subject_type, subject_id, facts, person
       from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[])
         as event (id, kind, organisation_id, counterpart_id, on_behalf_of_id, subject_type, subject_id, facts, person)`,
      [
        tx.now,
        events.map((event) => event.id),
        events.map((event) => event.kind),
        events.map((event) => organisationOf(actorOf(event), event)),
        events.map((event) => event.counterpartId ?? null),
        events.map((event) => event.onBehalfOfId ?? null),
        events.map((event) => event.subject.type),
        events.map((event) => event.subject.id),
        events.map((event) => factsOf(actorOf(event), event, tx.now)),
        events.map((event) => personOf(actorOf(event))),
      ],
    );
  }
}
