import { ask } from '../../app/ask.ts';
import { graphql } from '../../app/graphql.ts';
import type { Side } from '../../app/session.ts';

const ReceiptQuery = graphql(`
  query Receipt($eventId: ID!) {
    receipt(eventId: $eventId) {
      fileName
      content
    }
  }
`);

const AuditReceiptQuery = graphql(`
  query AuditReceipt($eventId: ID!) {
    auditReceipt(eventId: $eventId) {
      fileName
      content
    }
  }
`);

/** The receipt of an event: an auditor's within a grant, everybody else's of what concerns them. */
export async function receiptOf(eventId: string, side: Side): Promise<{ fileName: string; content: string }> {
  if (side === 'auditor') return (await ask(AuditReceiptQuery, { eventId })).auditReceipt;
  return (await ask(ReceiptQuery, { eventId })).receipt;
}
