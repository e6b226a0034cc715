import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, Ctx, CurrentCtx, id, parsedBy } from '#libs/platform';
import { Download } from './download.policy.ts';
import { DownloadService } from './download.service.ts';
import { Upload } from './upload.entity.ts';
import {
  AbandonUploadInput,
  AbandonUploadPayload,
  BeginUploadInput,
  BeginUploadPayload,
  CompleteUploadInput,
  CompleteUploadPayload,
  RecordUploadPartsInput,
  RecordUploadPartsPayload,
  RequestDownloadInput,
  RequestDownloadPayload,
  UploadPartType,
  UploadType,
} from './upload.graphql.ts';
import { abandonUpload, beginUpload, completeUpload, recordUploadParts, requestDownload } from './upload.input.ts';
import { UploadService } from './upload.service.ts';

@Resolver(() => UploadType)
export class UploadResolver {
  private readonly uploads: UploadService;

  constructor(uploads: UploadService) {
    this.uploads = uploads;
  }

  @Query(() => UploadType, { description: 'An upload of your organisation.' })
  @Access('read', Upload)
  upload(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Its id.' }, parsedBy(id<'Upload'>())) uploadId: string,
  ): Promise<UploadType> {
    return this.uploads.get(ctx, uploadId);
  }

  @Mutation(() => BeginUploadPayload, { description: 'Announces a file, and answers where to send its parts.' })
  @Access('begin', Upload)
  async beginUpload(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The file.' }, parsedBy(beginUpload)) input: BeginUploadInput,
  ): Promise<BeginUploadPayload> {
    return { upload: await this.uploads.begin(ctx, input) };
  }

  @Mutation(() => RecordUploadPartsPayload, {
    description:
      'Notes parts that were sent straight to an object store, so that whoever resumes need not send them again. Where this server takes the parts it has noted them itself.',
  })
  @Access('send', Upload)
  async recordUploadParts(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The parts.' }, parsedBy(recordUploadParts)) input: RecordUploadPartsInput,
  ): Promise<RecordUploadPartsPayload> {
    return { upload: await this.uploads.recordParts(ctx, input) };
  }

  @Mutation(() => CompleteUploadPayload, {
    description: 'Says that all parts were sent. Size, hash and type are verified after that. May be repeated.',
  })
  @Access('complete', Upload)
  async completeUpload(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The upload.' }, parsedBy(completeUpload)) input: CompleteUploadInput,
  ): Promise<CompleteUploadPayload> {
    return { upload: await this.uploads.complete(ctx, { ...input, parts: input.parts ?? [] }) };
  }

  @Mutation(() => AbandonUploadPayload, { description: 'Gives an unfinished upload up. May be repeated.' })
  @Access('abandon', Upload)
  async abandonUpload(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The upload.' }, parsedBy(abandonUpload)) input: AbandonUploadInput,
  ): Promise<AbandonUploadPayload> {
    return { upload: await this.uploads.abandon(ctx, input.uploadId) };
  }

  @ResolveField('parts', () => [UploadPartType], { description: 'All parts, in order.' })
  parts(@CurrentCtx() ctx: Ctx, @Parent() upload: Upload): Promise<UploadPartType[]> {
    return this.uploads.parts(ctx, upload);
  }

  @ResolveField('receivedParts', () => [Int], {
    description:
      'The numbers of the parts that arrived, in order. Parts sent straight to an object store (S3) are known only by what their sender recorded (recordUploadParts).',
  })
  receivedParts(@CurrentCtx() ctx: Ctx, @Parent() upload: Upload): Promise<number[]> {
    return this.uploads.receivedParts(ctx, upload);
  }
}

@Resolver()
export class DownloadResolver {
  private readonly downloads: DownloadService;

  constructor(downloads: DownloadService) {
    this.downloads = downloads;
  }

  @Mutation(() => RequestDownloadPayload, { description: 'Gives a short-lived link to a file, and records it.' })
  @Access('request', Download)
  requestDownload(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The file.' }, parsedBy(requestDownload)) input: RequestDownloadInput,
  ): Promise<RequestDownloadPayload> {
    return this.downloads.request(ctx, input.artifactId);
  }
}
