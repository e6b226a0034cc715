import { Injectable } from '@nestjs/common';
import { conflict, type Id, invalidInput, newId, notFound, type Page, type PageRequest } from '#libs/kernel';
import { type Ctx, type Tx, UnitOfWork } from '#libs/platform';
import { AuditGrant } from './audit-grant.entity.ts';
import { Contact } from './contact.entity.ts';
import {
  auditGranted,
  auditGrantRevoked,
  contactRemoved,
  contactSet,
  relationshipConfirmed,
  relationshipEnded,
  relationshipProposed,
  relationshipSharingChanged,
} from './directory.events.ts';
import { DirectoryRepository } from './directory.repository.ts';
import { Organisation } from './organisation.entity.ts';
import type { GrantAuditInput, ProposeRelationshipInput, SetContactInput } from './relationship.graphql.ts';
import { Relationship, type Shares } from './relationship.entity.ts';
import { Site } from './site.entity.ts';

/** Who deals with whom: relationships, the contacts they give each other, and grants to auditors. */
@Injectable()
export class RelationshipService {
  private readonly uow: UnitOfWork;
  private readonly directory: DirectoryRepository;

  constructor(uow: UnitOfWork, directory: DirectoryRepository) {
    this.uow = uow;
    this.directory = directory;
  }

  relationships(ctx: Ctx, state: Relationship['state'] | undefined, page: PageRequest): Promise<Page<Relationship>> {
    return this.uow.run(ctx, (tx) => this.directory.list(tx, Relationship, page, state ? { state } : {}));
  }

  /**
   * Proposes to the other side, named by the code that it told: hospitals are listed nowhere.
   * @throws NOT_FOUND when no admitted organisation of the other kind has that code.
   */
  propose(ctx: Ctx, input: ProposeRelationshipInput): Promise<Relationship> {
    return this.uow.run(ctx, async (tx) => {
      const other = await this.otherSide(ctx, input.code);
      const [vendorId, hospitalId] = ctx.actor.isVendor
        ? [ctx.organisationId, other.id]
        : [other.id, ctx.organisationId];
      const relationship = Object.assign(new Relationship(), {
        id: newId(),
        vendorId,
        hospitalId,
        state: 'REQUESTED' as const,
        shares: ctx.actor.isVendor ? ('COUNTS' as const) : (input.shares ?? 'COUNTS'),
        proposedById: ctx.organisationId,
        proposedAt: tx.now,
        confirmedAt: null,
        endedAt: null,
        endedById: null,
      });
      ctx.authorise('propose', relationship);
      if (!(await this.directory.addUnlessStanding(tx, relationship))) {
        throw conflict('directory.relationship_exists', 'There is a relationship with this organisation already.');
      }
      await tx.record(relationshipProposed(relationship, ctx.organisationId));
      return relationship;
    });
  }

  confirm(ctx: Ctx, relationshipId: Id<'Relationship'>): Promise<Relationship> {
    return this.change(ctx, relationshipId, 'confirm', relationshipConfirmed, (one, tx) =>
      one.confirm(ctx.organisationId, tx.now),
    );
  }

  end(ctx: Ctx, relationshipId: Id<'Relationship'>): Promise<Relationship> {
    return this.change(ctx, relationshipId, 'end', relationshipEnded, (one, tx) => one.end(ctx.organisationId, tx.now));
  }

  /** The hospital's choice: sums, or asset by asset. */
  share(ctx: Ctx, relationshipId: Id<'Relationship'>, shares: Shares): Promise<Relationship> {
    return this.change(ctx, relationshipId, 'share', relationshipSharingChanged, (one) => one.share(shares));
  }

  contacts(ctx: Ctx, organisationId: Id<'Organisation'> | null | undefined, page: PageRequest): Promise<Page<Contact>> {
    return this.uow.run(ctx, (tx) =>
      this.directory.list(tx, Contact, page, { organisationId: organisationId ?? ctx.organisationId }),
    );
  }

  setContact(ctx: Ctx, input: SetContactInput): Promise<Contact> {
    return this.uow.run(ctx, async (tx) => {
      const former = input.contactId
        ? await this.directory.getForChange(tx, Contact, input.contactId, 'contact')
        : null;
      if (input.siteId) {
        const site = await this.directory.getVisible(tx, Site, input.siteId, 'site');
        if (site.organisationId !== ctx.organisationId) throw notFound('site');
      }
      if (input.relationshipId) await this.directory.getVisible(tx, Relationship, input.relationshipId, 'relationship');
      const contact = Object.assign(former ?? new Contact(), {
        id: former?.id ?? newId<'Contact'>(),
        organisationId: former?.organisationId ?? ctx.organisationId,
        siteId: input.siteId ?? null,
        relationshipId: input.relationshipId ?? null,
        kind: input.kind,
        name: input.name,
        email: input.email ?? null,
        phone: input.phone ?? null,
        note: input.note ?? null,
        createdAt: former?.createdAt ?? tx.now,
      });
      ctx.authorise('manage', contact);
      await (former ? this.directory.update(tx, contact) : this.directory.add(tx, contact));
      await tx.record(contactSet(contact));
      return contact;
    });
  }

  removeContact(ctx: Ctx, contactId: Id<'Contact'>): Promise<Contact> {
    return this.uow.run(ctx, async (tx) => {
      const contact = await this.directory.getForChange(tx, Contact, contactId, 'contact');
      ctx.authorise('manage', contact);
      await this.directory.remove(tx, contact);
      await tx.record(contactRemoved(contact));
      return contact;
    });
  }

  auditGrants(ctx: Ctx, page: PageRequest): Promise<Page<AuditGrant>> {
    return this.uow.run(ctx, (tx) => this.directory.list(tx, AuditGrant, page));
  }

  /** Lets an auditor read the organisation's part of the trail until the grant expires or is revoked. */
  grantAudit(ctx: Ctx, input: GrantAuditInput): Promise<AuditGrant> {
    return this.uow.run(ctx, async (tx) => {
      const auditor = await this.directory.getVisible(tx, Organisation, input.auditorId, 'auditor');
      if (auditor.kind !== 'AUDITOR')
        throw invalidInput('directory.not_an_auditor', 'Grant audits to auditing organisations only.');
      if (input.expiresAt <= tx.now)
        throw invalidInput('directory.expiry_in_past', 'The grant would have expired already.');
      const grant = Object.assign(new AuditGrant(), {
        id: newId(),
        organisationId: ctx.organisationId,
        auditorId: auditor.id,
        publicationId: input.publicationId ?? null,
        periodFrom: input.periodFrom ?? null,
        periodUntil: input.periodUntil ?? null,
        expiresAt: input.expiresAt,
        revokedAt: null,
        createdAt: tx.now,
      });
      ctx.authorise('grant', grant);
      await this.directory.add(tx, grant);
      await tx.record(auditGranted(grant));
      return grant;
    });
  }

  revokeAuditGrant(ctx: Ctx, grantId: Id<'AuditGrant'>): Promise<AuditGrant> {
    return this.uow.run(ctx, async (tx) => {
      const grant = await this.directory.getForChange(tx, AuditGrant, grantId, 'audit grant');
      ctx.authorise('revoke', grant);
      grant.revoke(tx.now);
      await this.directory.update(tx, grant);
      await tx.record(auditGrantRevoked(grant));
      return grant;
    });
  }

  private change(
    ctx: Ctx,
    id: Id<'Relationship'>,
    verb: string,
    event: typeof relationshipConfirmed,
    change: (relationship: Relationship, tx: Tx) => void,
  ): Promise<Relationship> {
    return this.uow.run(ctx, async (tx) => {
      const relationship = await this.directory.getForChange(tx, Relationship, id, 'relationship');
      ctx.authorise(verb, relationship);
      change(relationship, tx);
      await this.directory.update(tx, relationship);
      await tx.record(event(relationship, ctx.organisationId));
      return relationship;
    });
  }

  /** The walls hide a hospital from those it does not deal with: a code is looked up as the system. */
  private async otherSide(ctx: Ctx, code: string): Promise<Organisation> {
    const other = await this.uow.runAsSystem(ctx, (tx) => this.directory.organisationByCode(tx, code));
    const fits = other?.state === 'ADMITTED' && (ctx.actor.isVendor ? other.kind === 'HOSPITAL' : other.isVendor);
    if (!other || !fits) throw notFound('organisation with this code');
    return other;
  }
}
