import type { Provider } from '@nestjs/common';
import { FiledDocument } from './filed-document.entity.ts';
import { FiledDocumentRepository } from './filed-document.repository.ts';
import { FiledDocumentResolver } from './filed-document.resolver.ts';
import { FiledDocumentService } from './filed-document.service.ts';

export { FiledDocumentObject } from './filed-document.graphql.ts';
export { filedDocumentPolicy } from './filed-document.policy.ts';
export { FiledDocument };
export const filedEntities = [FiledDocument];
export const filedProviders: Provider[] = [FiledDocumentRepository, FiledDocumentService, FiledDocumentResolver];
