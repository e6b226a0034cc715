import type { Provider } from '@nestjs/common';
import { SignatureCheckRepository } from './signature-check.repository.ts';
import { SignatureChecks } from './signature-checks.ts';
import { SignatureVerification } from './signature-verification.ts';
import { SignatureSetup } from './signature.setup.ts';
import { SigningKey } from './signing-key.entity.ts';
import { SigningKeyRepository } from './signing-key.repository.ts';
import { SigningKeyResolver } from './signing-key.resolver.ts';
import { SigningKeyService } from './signing-key.service.ts';

export { SigningKeyService };
export const signatureEntities = [SigningKey];

/** They register their policy and job themselves when the module starts. */
export const signatureProviders: Provider[] = [
  SigningKeyRepository,
  SignatureCheckRepository,
  SignatureChecks,
  SignatureVerification,
  SignatureSetup,
  SigningKeyService,
  SigningKeyResolver,
];
