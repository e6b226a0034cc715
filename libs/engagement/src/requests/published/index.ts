import { DraftFromAnswerService } from './draft-from-answer.service.ts';
import {
  PublishedAnswer,
  PublishedAnswerSource,
  PublishedAnswerVersion,
  RequestPublication,
} from './published-answer.entity.ts';
import { PublishedAnswerRepository } from './published-answer.repository.ts';
import { AnsweredRequestResolver, PublishedAnswerResolver } from './published-answer.resolver.ts';
import { PublishedAnswerService } from './published-answer.service.ts';
import { SimilarRepository } from './similar.repository.ts';
import { SimilarService } from './similar.service.ts';

export { publishedAnswerPolicy } from './published-answer.policy.ts';
export { publishedAnswerSearchers } from './published-answer-search.repository.ts';
export { PublishedAnswerService } from './published-answer.service.ts';

export const publishedAnswerEntities = [
  PublishedAnswer,
  PublishedAnswerSource,
  PublishedAnswerVersion,
  RequestPublication,
];
export const publishedAnswerProviders = [
  PublishedAnswerRepository,
  PublishedAnswerService,
  SimilarRepository,
  SimilarService,
  DraftFromAnswerService,
  PublishedAnswerResolver,
  AnsweredRequestResolver,
];
