import { type Actor, canonicalJson, type Json } from '#libs/kernel';
import type { RecordedEvent } from '#libs/platform';

/**
 * What an event says, as the bytes that are hashed: who acted in which organisation and roles, on what, and the kind's
 * own facts. No name and no address: those are in `personOf`, so that they can be erased and the facts still proved.
 * The database's `trail.event_facts` writes the same for the system as actor.
 */
export function factsOf(actor: Actor, event: RecordedEvent, at: Date): string {
  const isOwn = organisationOf(actor, event) === actor.organisationId;
  return canonicalJson({
    act: event.kind,
    version: event.version,
    id: idOf(event.id),
    at: at.toISOString(),
    by: actor.kind,
    organisationId: idOf(organisationOf(actor, event)),
    counterpartId: idOf(event.counterpartId),
    ...(event.onBehalfOfId && { onBehalfOfId: idOf(event.onBehalfOfId) }),
    siteId: idOf(event.siteId),
    subjectType: event.subject.type,
    subjectId: idOf(event.subject.id),
    // Roles are told to their own organisation only: who joins another is nobody's administrator there.
    roles: isOwn ? [...actor.roles].toSorted() : [],
    ...(actor.userId && { memberUserId: idOf(actor.userId) }),
    ...(isOwn && actor.apiKeyId && { apiKeyId: idOf(actor.apiKeyId) }),
    facts: event.facts,
  });
}

/** Who acted, for people to read: `null` in JSON where it was a program or the system. */
export function personOf({ person }: Actor): string {
  return canonicalJson(person && { name: person.name, email: person.email });
}

export const organisationOf = (actor: Actor, event: RecordedEvent): string | null =>
  event.organisationId ?? actor.organisationId;

/** Ids have one spelling, PostgreSQL's. */
const idOf = (id: string | null | undefined): Json => id?.toLowerCase() ?? null;
