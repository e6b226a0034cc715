import { createHmac, randomBytes } from 'node:crypto';
import { isId } from '#libs/kernel';

const PREFIX = 'whsec_';
/** The specification asks for 24 to 64. */
const SECRET_BYTES = 32;

export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/** What a receiver can prove the message by: the headers of the Standard Webhooks specification. */
export function signedHeaders(id: string, body: string, at: Date, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Tasuki-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/** What an event says, as a message tells it. */
export interface ToldEvent {
  eventId: string;
  kind: string;
  recordedAt: Date;
  organisationId: string | null;
  counterpartId: string | null;
  subjectType: string;
  subjectId: string;
  /** The facts as they were recorded: JSON. */
  facts: string;
}

/**
 * What happened to what, and where to read more: ids and nothing that somebody wrote. Whoever receives it asks the API for the
 * rest, which shows what they may see then.
 */
export function bodyOf(event: ToldEvent, portal: string): string {
  const { siteId, facts } = JSON.parse(event.facts) as { siteId?: unknown; facts?: Record<string, unknown> };
  const ids = Object.entries({ siteId, ...facts }).filter(
    ([name, value]) => name.endsWith('Id') && typeof value === 'string' && isId(value),
  );
  return JSON.stringify({
    type: event.kind,
    timestamp: event.recordedAt.toISOString(),
    data: {
      ...Object.fromEntries(ids),
      eventId: event.eventId,
      organisationId: event.organisationId,
      counterpartId: event.counterpartId,
      subjectType: event.subjectType,
      subjectId: event.subjectId,
      url: `${portal}/records?subjectId=${event.subjectId}`,
    },
  });
}
