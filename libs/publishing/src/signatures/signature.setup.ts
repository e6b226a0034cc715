import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry, PolicyRegistry } from '#libs/platform';
import { SignatureVerification } from './signature-verification.ts';
import { checkSignatureJob } from './signature.jobs.ts';
import { signingKeyPolicy } from './signing-key.policy.ts';

/** Tells the platform who may do what with signing keys, and what is done about signatures in the background. */
@Injectable()
export class SignatureSetup implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly jobs: JobRegistry;
  private readonly verification: SignatureVerification;

  constructor(policies: PolicyRegistry, jobs: JobRegistry, verification: SignatureVerification) {
    this.policies = policies;
    this.jobs = jobs;
    this.verification = verification;
  }

  onModuleInit(): void {
    this.policies.add(signingKeyPolicy);
    this.jobs.define(checkSignatureJob((ctx, id) => this.verification.check(ctx, id)));
  }
}
