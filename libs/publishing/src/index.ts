import { Artifact } from './artifact.entity.ts';
import { filedEntities } from './filed/index.ts';
import { OutsideRecipient } from './outside-recipient.entity.ts';
import { Publication } from './publication.entity.ts';
import { publicPublicationEntities } from './public/index.ts';
import { readingEntities } from './readings/index.ts';
import { signatureEntities } from './signatures/index.ts';
import { uploadEntities } from './uploads/index.ts';

export { FiledDocument, FiledDocumentObject } from './filed/index.ts';
export { ComponentObject, Mds2AnswerObject, ScoreObject, StatementObject } from './readings/reading.graphql.ts';
export { Mds2ChoiceEnum, VexStatusEnum } from './readings/reading-enums.graphql.ts';
export {
  ReadingRepository,
  type PlaceInFile,
  type StoredComponent,
  type StoredStatement,
} from './readings/reading.repository.ts';
export type { RequiredAction } from './publication-contents.ts';
export { PublicationKindEnum, RequiredActionKindEnum, SeverityEnum } from './publication-enums.graphql.ts';
export { MilestoneService } from './milestones/milestone.service.ts';
export { Publication } from './publication.entity.ts';
export { PublicationObject, RequiredActionObject } from './publication.graphql.ts';
export { publicationPolicy } from './publication.policy.ts';
export { PublicationService } from './publication.service.ts';
export * from './publication.words.ts';
export { PublishingModule } from './publishing.module.ts';
export { KeptFiles, type FoundFile, type KeptUpload } from './uploads/kept-files.ts';
export { SigningKeyService } from './signatures/index.ts';
export const publishingEntities = [
  Publication,
  Artifact,
  OutsideRecipient,
  ...filedEntities,
  ...publicPublicationEntities,
  ...readingEntities,
  ...signatureEntities,
  ...uploadEntities,
];
