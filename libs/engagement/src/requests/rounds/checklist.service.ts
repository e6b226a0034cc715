import { Injectable } from '@nestjs/common';
import { invalidInput, type FieldError } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { InformationRequest } from '../information-request.entity.ts';
import { ChecklistAnswer } from './checklist-answer.entity.ts';
import { itemsOf } from './checklists.ts';
import type { ChecklistAnswerGiven } from './round.graphql.ts';
import { RoundRepository } from './round.repository.ts';

/** Takes what a vendor says to a checklist, with its answer. */
@Injectable()
export class ChecklistService {
  private readonly rounds: RoundRepository;

  constructor(rounds: RoundRepository) {
    this.rounds = rounds;
  }

  /**
   * Every item once, or nothing is taken.
   * @throws INVALID_INPUT `engagement.checklist_incomplete`, naming each item that is missing or said twice;
   *   `engagement.no_checklist` where none was asked
   */
  async take(tx: Tx, request: InformationRequest, given: readonly ChecklistAnswerGiven[]): Promise<ChecklistAnswer[]> {
    const round = request.roundId && (await this.rounds.getVisible(tx, request.roundId));
    const items = round ? itemsOf(round.checklist) : [];
    if (items.length === 0 && given.length > 0) {
      throw invalidInput('engagement.no_checklist', 'This request has no checklist: answer in words.');
    }
    const wrong = [
      ...items.filter(({ id }) => given.filter(({ item }) => item === id).length !== 1).map(({ id }) => id),
      ...given.filter(({ item }) => !items.some(({ id }) => id === item)).map(({ item }) => item),
    ];
    if (wrong.length > 0) {
      const message = `Answer every item of the checklist once: ${wrong.join(', ')}.`;
      const fields = wrong.map((item): FieldError => ({
        path: `checklist.${item}`,
        reason: 'engagement.checklist_incomplete',
        message,
      }));
      throw invalidInput('engagement.checklist_incomplete', message, fields);
    }
    const answers = given.map((one) =>
      Object.assign(new ChecklistAnswer(), {
        requestId: request.id,
        vendorId: request.vendorId,
        ...one,
        answeredAt: tx.now,
      }),
    );
    if (answers.length > 0) await this.rounds.replaceAnswers(tx, request, answers);
    return answers;
  }
}
