import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import type { Artifact } from '../artifact.entity.ts';
import { ArtifactObject } from '../publication.graphql.ts';
import { UploadType } from '../uploads/upload.graphql.ts';
import type { Upload } from '../uploads/upload.entity.ts';
import type { Reading } from './reading.entity.ts';
import * as g from './reading.graphql.ts';
import { ReadingService } from './reading.service.ts';

@Resolver(() => g.ReadingObject)
export class ReadingResolver {
  private readonly service: ReadingService;

  constructor(service: ReadingService) {
    this.service = service;
  }

  @ResolveField(() => g.DocumentHeaderObject, { nullable: true, description: 'What the document says of itself.' })
  header(@Parent() { facts }: Reading) {
    return facts.header ?? null;
  }

  @ResolveField(() => g.ComponentConnection, { description: 'The components of an SBOM, in its order.' })
  components(
    @CurrentCtx() ctx: Ctx,
    @Parent() reading: Reading,
    @Args(parsedBy(g.componentList)) list: g.ComponentListArgs,
  ) {
    return this.service.components(ctx, reading, list as g.ComponentList);
  }

  @ResolveField(() => g.StatementConnection, { description: 'What it says about vulnerabilities, in its order.' })
  statements(
    @CurrentCtx() ctx: Ctx,
    @Parent() reading: Reading,
    @Args(parsedBy(g.statementList)) list: g.StatementListArgs,
  ) {
    return this.service.statements(ctx, reading, list);
  }

  @ResolveField(() => g.Mds2FormObject, { nullable: true, description: 'The head of an MDS2.' })
  mds2(@Parent() { facts }: Reading) {
    return facts.mds2 ?? null;
  }

  @ResolveField(() => [g.Mds2AnswerObject], { description: 'The answers of an MDS2, in the order of the form.' })
  mds2Answers(
    @CurrentCtx() ctx: Ctx,
    @Parent() reading: Reading,
    @Args(parsedBy(g.answerList)) list: g.AnswerListArgs,
  ) {
    return this.service.answers(ctx, reading, list);
  }

  @ResolveField(() => g.UpdateManifestObject, { nullable: true, description: 'Of an update package.' })
  updateManifest(@Parent() { facts }: Reading) {
    // Manifests that were read before there were verification steps name none.
    const { updateManifest } = facts;
    return updateManifest ? Object.assign({ verificationSteps: [] }, updateManifest) : null;
  }

  @ResolveField(() => g.LifecycleNoticeObject, { nullable: true, description: 'Of a notice about support.' })
  lifecycleNotice(@Parent() { facts }: Reading) {
    return facts.lifecycleNotice ?? null;
  }

  @ResolveField(() => g.QuestionnaireObject, { nullable: true, description: 'Of a filled-in questionnaire.' })
  questionnaire(@Parent() { facts }: Reading) {
    return facts.questionnaire ?? null;
  }
}

const READING = { nullable: true, description: 'What was read out of it; null where nothing can be.' };

@Resolver(() => ArtifactObject)
export class ArtifactReadingResolver {
  private readonly service: ReadingService;

  constructor(service: ReadingService) {
    this.service = service;
  }

  @ResolveField(() => g.ReadingObject, READING)
  reading(@CurrentCtx() ctx: Ctx, @Parent() { uploadId }: Artifact) {
    return this.service.ofUpload(ctx, uploadId);
  }
}

@Resolver(() => UploadType)
export class UploadReadingResolver {
  private readonly service: ReadingService;

  constructor(service: ReadingService) {
    this.service = service;
  }

  @ResolveField(() => g.ReadingObject, READING)
  reading(@CurrentCtx() ctx: Ctx, @Parent() { id }: Upload) {
    return this.service.ofUpload(ctx, id);
  }
}
