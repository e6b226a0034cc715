import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DocumentReader } from '#libs/formats';
import { newId } from '#libs/kernel';
import { type Ctx, JobRegistry, PolicyRegistry, systemCtx } from '#libs/platform';
import { downloadPolicy } from './download.policy.ts';
import { LateReading } from './late-reading.ts';
import {
  DISCARD_OBJECT,
  discardObject,
  DROP_KEPT,
  dropKept,
  READ_ACCEPTED,
  readAccepted,
  VERIFY_UPLOAD,
  verifyUpload,
} from './upload.jobs.ts';
import { uploadPolicy } from './upload.policy.ts';
import { UploadSweep } from './upload.sweep.ts';
import { UploadVerification } from './upload.verification.ts';

/** Tells the platform what uploads may be asked and what is done for them in the background. */
@Injectable()
export class UploadSetup implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly policies: PolicyRegistry;
  private readonly jobs: JobRegistry;
  private readonly verification: UploadVerification;
  private readonly sweep: UploadSweep;
  private readonly lateReading: LateReading;
  private readonly reader: DocumentReader;

  constructor(
    policies: PolicyRegistry,
    jobs: JobRegistry,
    verification: UploadVerification,
    sweep: UploadSweep,
    lateReading: LateReading,
    reader: DocumentReader,
  ) {
    this.policies = policies;
    this.jobs = jobs;
    this.verification = verification;
    this.sweep = sweep;
    this.lateReading = lateReading;
    this.reader = reader;
  }

  onModuleInit(): void {
    this.policies.add(uploadPolicy, downloadPolicy);
    this.jobs.define({
      kind: VERIFY_UPLOAD,
      payload: verifyUpload,
      run: ({ uploadId }) => this.verification.verify(jobCtx(), uploadId),
    });
    this.jobs.define({
      kind: DISCARD_OBJECT,
      payload: discardObject,
      run: ({ objectKey, multipartId }) => this.sweep.discard(jobCtx(), objectKey, multipartId),
    });
    this.jobs.define({
      kind: DROP_KEPT,
      payload: dropKept,
      run: ({ sha256 }) => this.sweep.dropKept(jobCtx(), sha256),
    });
    this.jobs.hourly('publishing.sweep_uploads', (ctx) => this.sweep.sweep(ctx));
    this.jobs.define({
      kind: READ_ACCEPTED,
      payload: readAccepted,
      run: ({ after }) => this.lateReading.readNext(jobCtx(), after),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.lateReading.schedule(jobCtx());
  }

  onModuleDestroy(): Promise<void> {
    return this.reader.close();
  }
}

const jobCtx = (): Ctx => systemCtx(newId());
