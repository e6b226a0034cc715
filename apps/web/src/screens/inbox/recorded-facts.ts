interface RecordedFacts {
  siteIds: readonly string[];
  /** The publication that it is about, or in which it happened. */
  publicationId: string | null;
  isByProgram: boolean;
}

/** What the pages show of an event's facts, which are the exact text that was hashed and may hold more, or other things. */
export function readFacts(facts: string): RecordedFacts {
  const event = JSON.parse(facts) as Record<string, unknown>;
  const own = (typeof event['facts'] === 'object' && event['facts'] !== null ? event['facts'] : {}) as Record<
    string,
    unknown
  >;
  const several = Array.isArray(own['siteIds']) ? own['siteIds'] : [event['siteId']];
  const about = event['subjectType'] === 'Publication' ? event['subjectId'] : own['publicationId'];
  return {
    siteIds: several.filter((id) => typeof id === 'string'),
    publicationId: typeof about === 'string' ? about : null,
    isByProgram: event['by'] === 'PROGRAM',
  };
}
