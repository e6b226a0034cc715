import { Injectable } from '@nestjs/common';
import { IsNull, type ObjectLiteral } from 'typeorm';
import { type Id, notFound, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type SubjectClass, type Tx } from '#libs/platform';
import { ApiKey } from './api-key.entity.ts';
import { AuditGrant } from './audit-grant.entity.ts';
import { Contact } from './contact.entity.ts';
import { IdentityProvider } from './identity-provider.entity.ts';
import { Invitation } from './invitation.entity.ts';
import { Mandate } from './mandates/mandate.entity.ts';
import { Member } from './member.entity.ts';
import { isOrganisationCode, Organisation } from './organisation.entity.ts';
import { Relationship } from './relationship.entity.ts';
import { Site } from './site.entity.ts';

export const directoryEntities = [
  Organisation,
  Site,
  Member,
  Invitation,
  ApiKey,
  Relationship,
  Contact,
  AuditGrant,
  IdentityProvider,
  Mandate,
];

type Row = ObjectLiteral & { id: Id };
type RowClass<T extends Row> = (new () => T) & SubjectClass<T>;

export interface OrganisationSize {
  id: Id<'Organisation'>;
  memberCount: number;
  siteCount: number;
}

/** Every table of the directory is read the same few ways; what differs is named below. */
@Injectable()
export class DirectoryRepository {
  async add<T extends Row>(tx: Tx, row: T): Promise<void> {
    await tx.manager.insert(row.constructor, row);
  }

  async update<T extends Row>(tx: Tx, row: T): Promise<void> {
    await tx.manager.update(row.constructor, { id: row.id }, row);
  }

  async remove<T extends Row>(tx: Tx, row: T): Promise<void> {
    await tx.manager.delete(row.constructor, { id: row.id });
  }

  /** The row, where row-level security and the actor's rules let it be read. @throws NOT_FOUND */
  async getVisible<T extends Row>(tx: Tx, entity: RowClass<T>, id: Id, what: string): Promise<T> {
    const row = await tx.manager.findOneBy(entity, { id } as never);
    if (!row || !tx.ctx.allows('read', row)) throw notFound(what);
    return row;
  }

  /** Likewise, locked until the end of the transaction: for what is about to change. */
  async getForChange<T extends Row>(tx: Tx, entity: RowClass<T>, id: Id, what: string): Promise<T> {
    const row = await tx.manager.findOne(entity, { where: { id } as never, lock: { mode: 'pessimistic_write' } });
    if (!row || !tx.ctx.allows('read', row)) throw notFound(what);
    return row;
  }

  /** All rows that the actor may read, oldest first. */
  list<T extends Row>(tx: Tx, entity: RowClass<T>, page: PageRequest, conditions: Partial<T> = {}): Promise<Page<T>> {
    const query = tx.manager.createQueryBuilder(entity, 'row');
    const column = (property: string) => `row.${property}`;
    const scope = sqlScope(tx.ctx.ability, 'read', entity, column);
    query.where(scope.sql, scope.parameters);
    for (const [property, value] of Object.entries<unknown>(conditions)) {
      if (value !== undefined && value !== null)
        query.andWhere(`${column(property)} = :${property}`, { [property]: value });
    }
    return paginate(query, [{ column: 'row.id', type: 'uuid', direction: 'asc', value: (row) => row.id }], page);
  }

  /** Organisations whose name holds the words; as whoever the transaction asks. */
  searchOrganisations(
    tx: Tx,
    filter: { [Column in 'search' | 'kind' | 'state']?: string | null | undefined },
    page: PageRequest,
  ): Promise<Page<Organisation>> {
    const query = tx.manager.createQueryBuilder(Organisation, 'row');
    if (filter.kind) query.andWhere('row.kind = :kind', { kind: filter.kind });
    if (filter.state) query.andWhere('row.state = :state', { state: filter.state });
    if (filter.search) {
      query.andWhere(
        `(strpos(lower(row.name), lower(:search)) > 0 or strpos(lower(row.english_name), lower(:search)) > 0)`,
        {
          search: filter.search,
        },
      );
    }
    return paginate(query, [{ column: 'row.id', type: 'uuid', direction: 'asc', value: (row) => row.id }], page);
  }

  /** How many people belong to each, and how many sites of it are in use. */
  sizesOf(tx: Tx, ids: readonly Id<'Organisation'>[]): Promise<OrganisationSize[]> {
    return tx.sql<OrganisationSize>(
      `select asked.id,
         (select count(*)::int from member m where m.organisation_id = asked.id and m.state = 'ACTIVE') as "memberCount",
         (select count(*)::int from site s where s.organisation_id = asked.id and s.is_active) as "siteCount"
       from unnest($1::uuid[]) as asked (id)`,
      [[...ids]],
    );
  }

  async organisationByCode(tx: Tx, code: string): Promise<Organisation | null> {
    return isOrganisationCode(code) ? tx.manager.findOneBy(Organisation, { code }) : null;
  }

  identityProviderOf(tx: Tx, organisationId: Id<'Organisation'>): Promise<IdentityProvider | null> {
    return tx.manager.findOneBy(IdentityProvider, { organisationId });
  }

  async byIds<T extends Row>(tx: Tx, entity: RowClass<T>, ids: readonly Id[]): Promise<Map<Id, T>> {
    const rows = await tx.manager
      .createQueryBuilder(entity, 'row')
      .where('row.id = any(:ids)', { ids: [...ids] })
      .getMany();
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Sites of the organisation that are in use, oldest first. */
  activeSites(tx: Tx, organisationId: Id<'Organisation'>): Promise<Site[]> {
    return tx.manager.find(Site, { where: { organisationId, isActive: true }, order: { id: 'ASC' } });
  }

  membershipsOf(tx: Tx, userId: Id<'User'>): Promise<Member[]> {
    return tx.manager.find(Member, { where: { userId, state: 'ACTIVE' }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  membership(tx: Tx, organisationId: Id<'Organisation'>, userId: Id<'User'>): Promise<Member | null> {
    return tx.manager.findOneBy(Member, { organisationId, userId });
  }

  /** How many others could still administer the organisation if this member could not. */
  async otherAdministrators(tx: Tx, member: Member): Promise<number> {
    const [row] = await tx.sql<{ count: string }>(
      `select count(*) from member
       where organisation_id = $1 and id <> $2 and state = 'ACTIVE' and not is_outside
         and roles && array['VENDOR_ADMIN','HOSPITAL_ADMIN','AUDITOR','REGULATOR_VIEWER','OPERATOR']`,
      [member.organisationId, member.id],
    );
    return Number(row?.count ?? 0);
  }

  /** @returns false when the two organisations have a relationship already, proposed by the other side a moment ago. */
  async addUnlessStanding(tx: Tx, relationship: Relationship): Promise<boolean> {
    const inserted = await tx.manager
      .createQueryBuilder()
      .insert()
      .into(Relationship)
      .values(relationship)
      .orIgnore()
      .returning('id')
      .execute();
    return (inserted.raw as unknown[]).length > 0;
  }

  openInvitations(tx: Tx, organisationId: Id<'Organisation'>, email: string): Promise<Invitation[]> {
    return tx.manager.findBy(Invitation, { organisationId, email, acceptedAt: IsNull(), revokedAt: IsNull() });
  }

  async lockOrganisation(tx: Tx, organisationId: Id<'Organisation'>): Promise<void> {
    await tx.sql('select from organisation where id = $1 for update', [organisationId]);
  }

  invitationByToken(tx: Tx, tokenHash: Buffer): Promise<Invitation | null> {
    return tx.manager.findOne(Invitation, { where: { tokenHash }, lock: { mode: 'pessimistic_write' } });
  }

  apiKeyBySecret(tx: Tx, secretHash: Buffer): Promise<ApiKey | null> {
    return tx.manager.findOneBy(ApiKey, { secretHash });
  }
}
