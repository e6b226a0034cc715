import { Injectable } from '@nestjs/common';
import { newSecret } from '#libs/directory';
import { newId, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { DelegateLink, LINK_DAYS } from './delegate.entity.ts';
import { DelegateRepository } from './delegate.repository.ts';

const PREFIX = 'dlg_';
const DAY_MS = 86_400_000;

/** What a mail to a delegate is about. */
export interface LinkOrder {
  mailId: string;
  delegateId: Id<'Delegate'> | null;
  hospitalId: Id<'Organisation'>;
  deliveryId: Id<'Delivery'>;
  siteId: Id<'Site'>;
}

/** Makes the links that mails to delegates hold. */
@Injectable()
export class DelegateLinks {
  private readonly delegates: DelegateRepository;

  constructor(delegates: DelegateRepository) {
    this.delegates = delegates;
  }

  /** One for each mail to a delegate, in the transaction that sends it. @returns secrets by mail; only hashes are kept. */
  async makeFor(tx: Tx, mails: readonly LinkOrder[]): Promise<Map<string, string>> {
    const secrets = new Map<string, string>();
    const links = mails.flatMap(({ mailId, delegateId, hospitalId, deliveryId, siteId }) => {
      if (!delegateId) return [];
      const { secret, hash } = newSecret(PREFIX);
      secrets.set(mailId, secret);
      return Object.assign(new DelegateLink(), {
        id: newId<'DelegateLink'>(),
        delegateId,
        hospitalId,
        deliveryId,
        siteId,
        secretHash: hash,
        createdAt: tx.now,
        expiresAt: new Date(tx.now.getTime() + LINK_DAYS * DAY_MS),
        usedAt: null,
        browserHash: null,
        codeHash: null,
        codeExpiresAt: null,
        codeTries: 0,
        codesSent: 0,
      });
    });
    if (links.length > 0) await this.delegates.insertLinks(tx, links);
    return secrets;
  }
}
