import { Injectable } from '@nestjs/common';
import { CatalogueRepository } from '#libs/catalogue';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { Mds2Comparison, type AssetMds2Answer } from './mds2-comparison.ts';
import { Mds2Repository, type Mds2Question } from './mds2.repository.ts';

/** Holds forms of MDS2 beside each other, and devices against a question. */
@Injectable()
export class Mds2Service {
  private readonly uow: UnitOfWork;
  private readonly forms: Mds2Repository;
  private readonly catalogue: CatalogueRepository;

  constructor(uow: UnitOfWork, forms: Mds2Repository, catalogue: CatalogueRepository) {
    this.uow = uow;
    this.forms = forms;
    this.catalogue = catalogue;
  }

  /** @throws NOT_FOUND for a release that there is not. */
  compare(
    ctx: Ctx,
    releaseIds: readonly Id<'Release'>[],
    section: string | null,
    differencesOnly: boolean,
  ): Promise<Mds2Comparison> {
    return this.uow.run(ctx, async (tx) => {
      const releases = await this.catalogue.releasesByIds(tx, releaseIds);
      if (releases.filter((release) => ctx.allows('read', release)).length < releaseIds.length) {
        throw notFound('release');
      }
      const sources = await this.forms.sources(tx, releaseIds);
      const uploadIds = sources.flatMap(({ uploadId }) => uploadId ?? []);
      const comparison = Mds2Comparison.of(releaseIds, sources, await this.forms.answers(tx, uploadIds, section));
      if (differencesOnly) comparison.rows = comparison.rows.filter(({ isDifferent }) => isDifferent);
      return comparison;
    });
  }

  assetsByAnswer(ctx: Ctx, question: Mds2Question, page: PageRequest): Promise<Page<AssetMds2Answer>> {
    return this.uow.run(ctx, (tx) => this.forms.assets(tx, question, page));
  }
}
