import { Clock, invalidInput } from '#libs/kernel';
import { AddressNotAllowed, Outbound, SecretBox } from '#libs/platform';
import type { WebhookAttempt, WebhookDelivery, WebhookFailure } from './webhook-delivery.entity.ts';
import { signedHeaders } from './webhook-message.ts';
import type { Webhook } from './webhook.entity.ts';

const TIMEOUT_MS = 15_000;

/** Carries one message to its receiver. Opens secrets for as long as it takes to sign. */
export class Courier {
  private readonly outbound: Outbound;
  private readonly box: SecretBox;
  private readonly clock: Clock;

  constructor(allowsPrivate: boolean, secret: string, clock: Clock) {
    this.outbound = new Outbound({ allowsLoopback: false, privateHosts: [], allowsPrivate });
    this.box = new SecretBox(secret, 'webhooks');
    this.clock = clock;
  }

  /** @throws INVALID_INPUT `interop.address_not_allowed` */
  checkAddress(url: string): void {
    try {
      this.outbound.check(url);
    } catch (error) {
      if (!(error instanceof AddressNotAllowed)) throw error;
      const reason = 'interop.address_not_allowed';
      const message = 'Webhooks go to public addresses with https.';
      throw invalidInput(reason, message, [{ path: 'url', reason, message }]);
    }
  }

  close(secret: string, webhookId: string): Buffer {
    return this.box.close(secret, webhookId);
  }

  /** @param stop where this process ends: what came of it is not known then. @throws the reason of `stop` */
  async send(
    webhook: Pick<Webhook, 'url' | 'secret' | 'formerSecret' | 'formerSecretUntil'>,
    { id, webhookId, body }: Pick<WebhookDelivery, 'id' | 'webhookId' | 'body'>,
    stop?: AbortSignal,
  ): Promise<WebhookAttempt> {
    const at = this.clock.now();
    const { secret, formerSecret, formerSecretUntil } = webhook;
    const isFormerGood = formerSecret !== null && formerSecretUntil !== null && formerSecretUntil > at;
    const secrets = [secret, ...(isFormerGood ? [formerSecret] : [])].map((box) => this.box.open(box, webhookId));
    const headers = signedHeaders(id, body, at, secrets);

    const beganAt = performance.now();
    const done = (status: number | null, failure: WebhookFailure | null): WebhookAttempt => ({
      at,
      status,
      failure,
      durationMs: Math.round(performance.now() - beganAt),
    });
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const signal = stop ? AbortSignal.any([stop, timeout]) : timeout;
    try {
      const status = await this.outbound.post(webhook.url, { headers, body, signal });
      return done(status, failureOf(status));
    } catch (error) {
      stop?.throwIfAborted();
      if (error instanceof AddressNotAllowed) return done(null, 'ADDRESS_NOT_ALLOWED');
      return done(null, timeout.aborted ? 'TIMED_OUT' : 'NO_ANSWER');
    }
  }
}

function failureOf(status: number): WebhookFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECTED';
  return status === 410 ? 'GONE' : 'REFUSED';
}
