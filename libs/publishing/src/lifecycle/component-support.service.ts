import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Release } from '#libs/catalogue';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { ComponentSupportRepository, type SupportedComponent } from './component-support.repository.ts';

/** Components that their makers stop to support while the device goes on. */
export interface ComponentSupport {
  endsFirstOn: string | null;
  count: number;
  components: SupportedComponent[];
}

@Injectable()
export class ComponentSupportService {
  private readonly uow: UnitOfWork;
  private readonly repository: ComponentSupportRepository;

  constructor(uow: UnitOfWork, repository: ComponentSupportRepository) {
    this.uow = uow;
    this.repository = repository;
  }

  /** The soonest first. Where the release names no end of support, every known end is before it. */
  async of(ctx: Ctx, { id, endOfSupportOn }: Release, first: number): Promise<ComponentSupport> {
    const known = await ctx.loader('publishing.componentSupport', () => this.loader(ctx)).load(id);
    const sooner = known
      .filter((one) => !one.isSubject && (endOfSupportOn === null || one.endOfSupportOn < endOfSupportOn))
      .toSorted((one, other) => (one.endOfSupportOn < other.endOfSupportOn ? -1 : 1));
    return {
      endsFirstOn: sooner[0]?.endOfSupportOn ?? null,
      count: sooner.length,
      components: sooner.slice(0, first),
    };
  }

  private loader(ctx: Ctx): DataLoader<Id<'Release'>, SupportedComponent[]> {
    return new DataLoader(
      async (ids) => {
        const found = await this.uow.run(ctx, (tx) => this.repository.ofReleases(tx, ids));
        return ids.map((id) => found.get(id) ?? []);
      },
      { cache: false },
    );
  }
}
