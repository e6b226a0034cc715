import type { IncomingHttpHeaders } from 'node:http';
import type { Ctx } from '../authorisation/index.ts';

/** Finds out who asks. Provided, under this class, by the lib that knows sessions and API keys. */
export abstract class CtxSource {
  /**
   * An anonymous Ctx when the headers carry no credential.
   * @throws UNAUTHENTICATED when they carry one that is wrong, expired or revoked.
   */
  abstract ctxFor(headers: IncomingHttpHeaders, requestId: string): Promise<Ctx>;
}
