import type { Id, Json } from '#libs/kernel';

/** What a use case hands to `tx.record`: one sentence of the trail, without the actor, the time and the id. */
export interface EventDraft {
  /** `publication.published`: subject and past participle. */
  kind: string;
  /** Version of the shape of `facts`. */
  version: number;
  subject: { type: string; id: Id };
  /** The organisation that acted, where it is not the actor's own (the system acts for someone). */
  organisationId?: Id<'Organisation'>;
  /** What somebody did has this effect in the books of another organisation, which does not learn who it was. */
  bySystem?: boolean;
  /** The other organisation that the event concerns, and that may read it. */
  counterpartId?: Id<'Organisation'> | null;
  /** Under a mandate: for whom the actor acted. It may read the event too. */
  onBehalfOfId?: Id<'Organisation'> | null;
  siteId?: Id<'Site'> | null;
  facts: Record<string, Json>;
}

export interface RecordedEvent extends EventDraft {
  id: Id<'Event'>;
}
