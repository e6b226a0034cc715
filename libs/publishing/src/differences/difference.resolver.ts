import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import { Publication } from '../publication.entity.ts';
import { DifferenceObject, InstallationObject } from './difference.graphql.ts';
import { DifferenceService } from './difference.service.ts';
import { differenceView } from './difference-view.ts';

const argument = (name: string, description: string) => ({ name, type: () => ID, description });

@Resolver()
export class DifferenceResolver {
  private readonly service: DifferenceService;

  constructor(service: DifferenceService) {
    this.service = service;
  }

  @Query(() => DifferenceObject, { description: 'What changed from one revision, or publication, to another.' })
  @Access('read', Publication)
  async publicationDifference(
    @CurrentCtx() ctx: Ctx,
    @Args(argument('fromId', 'The former one.'), parsedBy(id<'Publication'>())) fromId: Id<'Publication'>,
    @Args(argument('toId', 'The latter one.'), parsedBy(id<'Publication'>())) toId: Id<'Publication'>,
  ) {
    return differenceView(await this.service.betweenPublications(ctx, fromId, toId));
  }

  @Query(() => DifferenceObject, {
    description: 'What is different between two releases, by the documents in force about each that you may see.',
  })
  @Access('read', Publication)
  async releaseDifference(
    @CurrentCtx() ctx: Ctx,
    @Args(argument('fromId', 'The former one.'), parsedBy(id<'Release'>())) fromId: Id<'Release'>,
    @Args(argument('toId', 'The latter one.'), parsedBy(id<'Release'>())) toId: Id<'Release'>,
  ) {
    return differenceView(await this.service.betweenReleases(ctx, fromId, toId));
  }

  @Query(() => InstallationObject, {
    description:
      'What changes if I install this: the release that a device runs against the one that the update leads to.',
  })
  @Access('read', Publication)
  async installationDifference(
    @CurrentCtx() ctx: Ctx,
    @Args(argument('publicationId', 'The update.'), parsedBy(id<'Publication'>())) publicationId: Id<'Publication'>,
    @Args(argument('releaseId', 'What the device runs.'), parsedBy(id<'Release'>())) releaseId: Id<'Release'>,
  ) {
    const { difference, ...installation } = await this.service.ofInstallation(ctx, publicationId, releaseId);
    return { ...installation, difference: difference && differenceView(difference) };
  }
}
