import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import {
  holdsWords,
  ifOther,
  sqlScope,
  UnitOfWork,
  type Found,
  type Searcher,
  type Sought,
  type Tx,
} from '#libs/platform';
import { Member } from './member.entity.ts';
import { Organisation } from './organisation.entity.ts';
import { Site } from './site.entity.ts';

interface Named {
  id: Id;
  name: string;
  englishName: string | null;
  state: string;
}

/** Organisations, sites and members by words, as the actor may read them. */
@Injectable()
export class DirectorySearch {
  private readonly uow: UnitOfWork;

  constructor(uow: UnitOfWork) {
    this.uow = uow;
  }

  get searchers(): Searcher[] {
    return [
      { kind: 'ORGANISATION', find: (tx, sought, atMost) => this.organisations(tx, sought, atMost) },
      { kind: 'SITE', find: sites },
      { kind: 'MEMBER', find: members },
    ];
  }

  /** The operator, who admits them, finds all. */
  private organisations(tx: Tx, sought: Sought, atMost: number): Promise<Found[]> {
    if (!tx.ctx.mayEver('list', Organisation)) return organisations(tx, sought, atMost);
    return this.uow.runAsSystem(tx.ctx, (all) => organisations(all, sought, atMost));
  }
}

async function organisations(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', Organisation, (property) => `organisation.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(Organisation, 'organisation')
    .where(scope.sql, scope.parameters)
    .andWhere(holdsWords('organisation.name', 'organisation.english_name'), { patterns })
    .orderBy('organisation.name')
    .addOrderBy('organisation.id')
    .limit(atMost)
    .getMany();
  return rows.map(({ id, name, englishName, state }) => ({
    id,
    withinId: null,
    title: name,
    englishTitle: englishName,
    detail: null,
    englishDetail: null,
    state,
  }));
}

async function sites(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', Site, (property) => `site.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(Site, 'site')
    .leftJoin(Organisation, 'organisation', 'organisation.id = site.organisationId')
    .where(scope.sql, scope.parameters)
    .andWhere(holdsWords('site.name', 'site.english_name', 'site.address'), { patterns })
    .orderBy('site.name')
    .addOrderBy('site.id')
    .limit(atMost)
    .select('site.id', 'id')
    .addSelect('site.name', 'name')
    .addSelect('site.english_name', 'englishName')
    .addSelect('site.organisation_id', 'organisationId')
    .addSelect(`case when site.is_active then 'ACTIVE' else 'CLOSED' end`, 'state')
    .addSelect('organisation.name', 'ofName')
    .addSelect('coalesce(organisation.english_name, organisation.name)', 'ofEnglishName')
    .getRawMany<Named & { organisationId: Id; ofName: string | null; ofEnglishName: string | null }>();
  return rows.map(({ id, organisationId, name, englishName, ofName, ofEnglishName, state }) => ({
    id,
    withinId: organisationId,
    title: name,
    englishTitle: englishName,
    detail: ofName,
    englishDetail: ifOther(ofEnglishName, ofName),
    state,
  }));
}

/** Of the own organisation: one's memberships elsewhere are not what one looks for. */
async function members(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  if (!tx.ctx.actor.organisationId) return [];
  const scope = sqlScope(tx.ctx.ability, 'read', Member, (property) => `member.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(Member, 'member')
    .where(scope.sql, scope.parameters)
    .andWhere('member.organisationId = :own', { own: tx.ctx.organisationId })
    .andWhere(holdsWords('member.name', 'member.email'), { patterns })
    .orderBy('member.name')
    .addOrderBy('member.id')
    .limit(atMost)
    .getMany();
  return rows.map(({ id, organisationId, name, email, state }) => ({
    id,
    withinId: organisationId,
    title: name,
    englishTitle: null,
    detail: email,
    englishDetail: null,
    state,
  }));
}
