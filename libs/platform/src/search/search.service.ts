import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PolicyRegistry, type Ctx, type Policy } from '../authorisation/index.ts';
import { UnitOfWork } from '../database/index.ts';
import { SEARCH_KINDS, SearchHit, SearchRegistry, shareOf, soughtIn, type SearchKind } from './searching.ts';

/** Whoever is signed in searches; what is found is what they may read. */
const searchPolicy: Policy = (actor, can) => {
  if (actor.kind === 'PERSON' || actor.kind === 'PROGRAM') can('search', SearchHit);
};

/** Finds things of every kind by words. */
@Injectable()
export class SearchService implements OnModuleInit {
  private readonly uow: UnitOfWork;
  private readonly registry: SearchRegistry;
  private readonly policies: PolicyRegistry;

  constructor(uow: UnitOfWork, registry: SearchRegistry, policies: PolicyRegistry) {
    this.uow = uow;
    this.registry = registry;
    this.policies = policies;
  }

  onModuleInit(): void {
    this.policies.add(searchPolicy);
  }

  /** At most `first`, each kind its share, in the order of the kinds. */
  async search(ctx: Ctx, text: string, first: number, kinds: readonly SearchKind[] | null): Promise<SearchHit[]> {
    const sought = soughtIn(text);
    const found = await this.uow.run(ctx, async (tx) => {
      const lists: SearchHit[][] = [];
      for (const { kind, find } of this.registry.of(kinds ?? SEARCH_KINDS)) {
        const hits = await find(tx, sought, first);
        lists.push(hits.map((hit) => Object.assign(new SearchHit(), { kind, ...hit })));
      }
      return lists;
    });
    return shareOf(withoutDelivered(found), first).flat();
  }
}

/** What was delivered is found as its delivery, and not as a publication again. */
function withoutDelivered(lists: readonly SearchHit[][]): SearchHit[][] {
  const delivered = new Set(lists.flat().flatMap(({ kind, withinId }) => (kind === 'DELIVERY' ? [withinId] : [])));
  return lists.map((list) => list.filter(({ kind, id }) => kind !== 'PUBLICATION' || !delivered.has(id)));
}
