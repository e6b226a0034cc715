import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hashSecret } from '#libs/directory';
import { Actor, forbidden, notFound, TasukiError } from '#libs/kernel';
import { Config, Ctx, mailJobFor, PolicyRegistry, UnitOfWork, type Tx } from '#libs/platform';
import type { ActionAnswer } from '../answers.ts';
import { AnsweringRepository, type Answerable } from '../answering.repository.ts';
import { acknowledged, deliveryViewed } from '../engagement.events.ts';
import type { Delegate, DelegateLink } from './delegate.entity.ts';
import { linkMoved, linkOpened, linkRefused } from './delegate.events.ts';
import { DelegateRepository, type ShownPublication } from './delegate.repository.ts';

/** Who holds a link, and in which browser. Both are secrets that the page keeps. */
export interface Holder {
  secret: string;
  browserKey: string;
}

/** A link that its holder may use now. */
interface Held {
  link: DelegateLink;
  delegate: Delegate;
  answerable: Answerable;
  publication: ShownPublication;
}

/** What a delegate sees. */
export interface Opened {
  publication: ShownPublication;
  delegateName: string;
  expiresAt: Date;
}

/** Somebody without an account reads and acknowledges one publication, by the link that was mailed to them. */
@Injectable()
export class AnsweringByLinkService {
  private readonly uow: UnitOfWork;
  private readonly delegates: DelegateRepository;
  private readonly answering: AnsweringRepository;
  private readonly policies: PolicyRegistry;
  private readonly config: Config;

  constructor(
    uow: UnitOfWork,
    delegates: DelegateRepository,
    answering: AnsweringRepository,
    policies: PolicyRegistry,
    config: Config,
  ) {
    this.uow = uow;
    this.delegates = delegates;
    this.answering = answering;
    this.policies = policies;
    this.config = config;
  }

  /**
   * Shows the publication, and binds the link to the browser that asks first.
   * @throws what DelegateLink.open and Delivery.refuseClosed throw; NOT_FOUND for a link that never was. What is refused
   *   is recorded.
   */
  open(ctx: Ctx, holder: Holder): Promise<Opened> {
    return this.held(ctx, holder, async (tx, { link, delegate, answerable, publication }) => {
      const { delivery, sites } = answerable;
      const viewed = sites.filter((site) => delivery.view(site, tx.now));
      if (viewed.length > 0) {
        await this.answering.write(tx, [delivery], viewed);
        await tx.record({ ...deliveryViewed(delivery, viewed), organisationId: link.hospitalId });
      }
      await tx.record(linkOpened(link, toldTo(publication)));
      return { publication, delegateName: delegate.name, expiresAt: link.expiresAt };
    });
  }

  /** Mails a code to the delegate's address, for a browser that is not the first. @throws what DelegateLink throws */
  async sendCode(ctx: Ctx, secret: string): Promise<void> {
    await this.withLink(ctx, secret, async (tx, { link, delegate }) => {
      if (link.browserHash) link.open(link.browserHash, delegate, tx.now);
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      link.sendCode(codeHash(link, code), tx.now);
      await this.delegates.writeLink(tx, link);
      const { email: to, language, name } = delegate;
      tx.queue(
        mailJobFor({
          version: 1,
          to,
          language,
          template: 'delegateCode',
          values: { name, code, url: this.config.baseUrl },
        }),
      );
    });
  }

  /** Another browser shows the code. @throws FORBIDDEN `engagement.wrong_code` */
  async move(ctx: Ctx, { secret, browserKey }: Holder, code: string): Promise<void> {
    const isRight = await this.withLink(ctx, secret, async (tx, { link, delegate, publication }) => {
      if (link.browserHash) link.open(link.browserHash, delegate, tx.now);
      const moved = link.move(hashSecret(browserKey), codeHash(link, code), tx.now);
      await this.delegates.writeLink(tx, link);
      await tx.record(
        moved ? linkMoved(link, toldTo(publication)) : linkRefused(link, toldTo(publication), 'engagement.wrong_code'),
      );
      return moved;
    });
    if (!isRight) {
      throw forbidden(
        'engagement.wrong_code',
        'This is not the code, or it is too old. Have another one mailed to you.',
      );
    }
  }

  /**
   * Acknowledges under the name that was typed. The link is used up by it.
   * @throws what opening and Delivery.acknowledge throw
   */
  acknowledge(
    ctx: Ctx,
    holder: Holder,
    said: { name: string; comment: string | null; answers: readonly ActionAnswer[] },
  ): Promise<Opened> {
    return this.held(
      ctx,
      holder,
      async (tx, { link, delegate, answerable, publication }) => {
        const { delivery, sites } = answerable;
        const [site] = sites;
        if (!site) throw notFound('site of this delivery');
        const latest = await this.answering.latest(tx, sites);
        const before = site.acknowledgementId ? (latest.get(site.acknowledgementId) ?? null) : null;
        const by = this.actorOf(link, said.name, delegate);
        const acknowledgement = delivery.acknowledge(site, before, said, by, tx.now);
        link.usedAt = tx.now;
        await this.delegates.writeLink(tx, link);
        if (acknowledgement) {
          acknowledgement.byLink(delegate.id, said.name, delegate.email);
          await this.answering.write(tx, [delivery], sites, [acknowledgement]);
          await tx.record({ ...acknowledged(delivery, acknowledgement), organisationId: link.hospitalId });
        }
        return { publication, delegateName: delegate.name, expiresAt: link.expiresAt };
      },
      said.name,
    );
  }

  /** Does what the holder asks, or refuses it and records that it was refused. */
  private async held<T>(
    ctx: Ctx,
    { secret, browserKey }: Holder,
    work: (tx: Tx, held: Held) => Promise<T>,
    name: string | null = null,
  ): Promise<T> {
    const outcome = await this.withLink(
      ctx,
      secret,
      async (tx, held) => {
        try {
          held.link.open(hashSecret(browserKey), held.delegate, tx.now);
          held.answerable.delivery.refuseClosed(held.answerable.publicationState);
        } catch (error) {
          if (!(error instanceof TasukiError)) throw error;
          await tx.record(linkRefused(held.link, toldTo(held.publication), error.reason));
          return { refused: error };
        }
        await this.delegates.writeLink(tx, held.link);
        return { done: await work(tx, held) };
      },
      name,
    );
    if ('refused' in outcome) throw outcome.refused;
    return outcome.done;
  }

  /** @throws NOT_FOUND for a link that never was */
  private async withLink<T>(
    ctx: Ctx,
    secret: string,
    work: (tx: Tx, held: Held) => Promise<T>,
    name: string | null = null,
  ): Promise<T> {
    const found = await this.uow.runAsSystem(ctx, (tx) => this.delegates.lockLink(tx, hashSecret(secret)));
    if (!found) throw notFound('link');
    const actor = name === null ? ctx.actor : this.actorOf(found.link, name, found.delegate);
    const acting = new Ctx(actor, this.policies.abilityOf(actor), ctx.requestId);
    return this.uow.runAsSystem(acting, async (tx) => {
      const locked = await this.delegates.lockLink(tx, hashSecret(secret));
      if (!locked) throw notFound('link');
      const { link, delegate } = locked;
      const [answerable] = await this.answering.lock(tx, [link.deliveryId], [link.siteId], link.hospitalId);
      if (!answerable) throw notFound('delivery');
      return work(tx, { link, delegate, answerable, publication: await this.delegates.publicationOf(tx, link) });
    });
  }

  /** A person, known by what they typed and by the address that the link was sent to; no member, and without any role. */
  private actorOf({ hospitalId, siteId }: DelegateLink, name: string, { email }: Delegate): Actor {
    return new Actor({
      kind: 'PERSON',
      organisationId: hospitalId,
      organisationKind: 'HOSPITAL',
      siteIds: [siteId],
      person: { name, email },
    });
  }
}

/** The vendor is told where it knows of the recipient. */
const toldTo = ({ publicationId, vendorId, isVendorInformed }: ShownPublication) => ({
  publicationId,
  vendorId: isVendorInformed ? vendorId : null,
});

/** Six digits say too little for a hash of their own. */
const codeHash = ({ id }: DelegateLink, code: string): Buffer => hashSecret(`${id}:${code}`);
