import { ChannelListener, type ChannelListenerOptions } from '../database/channel-listener.ts';
import type { CredentialMemo } from './credential-memo.ts';
import type { SqlRunner } from './sql.ts';

/**
 * Tells every process, once the caller's transaction commits, to forget what it remembers of a user (memberships, roles
 * or suspension changed) or of an API key (revoked). Ended and changed sessions announce themselves by trigger.
 */
export async function announceRevoked(tx: SqlRunner, userOrApiKeyId: string): Promise<void> {
  await tx.sql('select auth.announce_revoked($1)', [userOrApiKeyId]);
}

export interface RevocationListenerOptions extends Pick<ChannelListenerOptions, 'makeClient' | 'reportError'> {
  /** What forgets, in this order. */
  memos: Pick<CredentialMemo<unknown>, 'forgetUser' | 'clear'>[];
}

/**
 * Hears what other processes revoke. While the connection is lost nothing is heard: everything is forgotten when it
 * is lost and again when it is back, and in between an entry lives for its five seconds at most.
 */
export class RevocationListener extends ChannelListener {
  constructor({ memos, ...rest }: RevocationListenerOptions) {
    const forgetAll = () => {
      for (const memo of memos) memo.clear();
    };
    super({
      ...rest,
      channel: 'tasuki_revoked',
      onGap: forgetAll,
      onNotice(userOrApiKeyId) {
        if (!userOrApiKeyId) return forgetAll();
        for (const memo of memos) memo.forgetUser(userOrApiKeyId);
      },
    });
  }
}
