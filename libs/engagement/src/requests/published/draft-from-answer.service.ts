import { Injectable } from '@nestjs/common';
import { conflict, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { PublicationService, type Publication, type PublicationKind } from '#libs/publishing';
import { RequestRepository } from '../request.repository.ts';
import { RequestPublication } from './published-answer.entity.ts';
import { publicationDrafted } from './published-answer.events.ts';
import { PublishedAnswerRepository } from './published-answer.repository.ts';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const LONGEST_SUMMARY = 10_000;

/** An answer that deserves to be a publication becomes a draft of one. */
@Injectable()
export class DraftFromAnswerService {
  private readonly uow: UnitOfWork;
  private readonly publications: PublicationService;
  private readonly answers: PublishedAnswerRepository;
  private readonly requests: RequestRepository;

  constructor(
    uow: UnitOfWork,
    publications: PublicationService,
    answers: PublishedAnswerRepository,
    requests: RequestRepository,
  ) {
    this.uow = uow;
    this.publications = publications;
    this.answers = answers;
    this.requests = requests;
  }

  /**
   * With the title of the request, the words of the answer and the releases that it is about. Whoever may draft writes
   * it on; the hospital that asked learns of it when it is delivered.
   * @throws CONFLICT `engagement.request_not_answered`
   */
  draft(ctx: Ctx, requestId: Id<'InformationRequest'>, kind: PublicationKind): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const request = await this.requests.getVisible(tx, requestId);
      const answer = await this.answers.answerTo(tx, request);
      if (request.isOpen || answer === null) {
        throw conflict('engagement.request_not_answered', 'Answer this request first.');
      }
      const { title } = request;
      const summary = [...answer].slice(0, LONGEST_SUMMARY).join('');
      const publication = await this.publications.draftIn(tx, {
        kind,
        ...(JAPANESE.test(title + summary)
          ? { titleJa: title, summaryJa: summary }
          : { titleEn: title, summaryEn: summary }),
        severity: 'INFO',
        tlp: 'AMBER',
        releaseIds: await this.answers.releasesOf(tx, request),
        actions: [],
        uploadIds: [],
        namedHospitals: [],
      });
      const link = { publicationId: publication.id, requestId, vendorId: request.vendorId, draftedAt: tx.now };
      await this.answers.insertPublication(tx, Object.assign(new RequestPublication(), link));
      await tx.record(publicationDrafted(request, publication.id));
      return publication;
    });
  }
}
