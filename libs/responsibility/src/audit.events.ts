import type { Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { TrailFilter } from '#libs/trail';

/** How the trail was read: page by page, as a file, or one event with its proof. */
export type AuditReading = 'PAGE' | 'CSV' | 'JSON_LINES' | 'RECEIPT';

/** An auditor read somebody's part of the trail; that organisation can see who, what and how much. */
export const auditRead = (
  organisationId: string,
  reading: AuditReading,
  count: number,
  asked: Record<string, Json>,
): EventDraft => ({
  kind: 'audit.read',
  version: 1,
  subject: { type: 'Organisation', id: organisationId },
  counterpartId: organisationId,
  facts: { reading, count, asked },
});

/** What was asked for, without what was left open. */
export const askedBy = (filter: TrailFilter): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]: [string, string | Date | null | undefined]) =>
      value === null || value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value]],
    ),
  );

/** Somebody without the role asked for the trail as a file. */
export const auditRefused = (organisationId: string, field: string): EventDraft => ({
  kind: 'access.denied',
  version: 1,
  subject: { type: 'Organisation', id: organisationId },
  facts: { field, verb: 'audit', subject: 'TrailEvent', reason: 'access.forbidden' },
});
