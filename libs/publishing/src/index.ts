import { Artifact } from './artifact.entity.ts';
import { filedEntities } from './filed/index.ts';
import { OutsideRecipient } from './outside-recipient.entity.ts';
import { Publication } from './publication.entity.ts';
import { readingEntities } from './readings/index.ts';
import { signatureEntities } from './signatures/index.ts';
import { uploadEntities } from './uploads/index.ts';

export type { RequiredAction } from './publication-contents.ts';
export { PublicationKindEnum, RequiredActionKindEnum, SeverityEnum } from './publication-enums.graphql.ts';
export { Publication } from './publication.entity.ts';
export { PublicationObject, RequiredActionObject } from './publication.graphql.ts';
export { PublicationService } from './publication.service.ts';
export * from './publication.words.ts';
export { PublishingModule } from './publishing.module.ts';
export const publishingEntities = [
  Publication,
  Artifact,
  OutsideRecipient,
  ...filedEntities,
  ...readingEntities,
  ...signatureEntities,
  ...uploadEntities,
];
