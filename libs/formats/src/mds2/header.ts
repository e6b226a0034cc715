import type { Mds2Answer } from '../document.ts';
import { calendarDateIn } from './calendar-date.ts';
import type { Mds2Header } from './found-form.ts';
import { splitModels } from './models.ts';

/** The questions of the 2019 form that are its header. */
export const HEADER_QUESTIONS: Record<keyof Mds2Header, string> = {
  manufacturer: 'DOC-1',
  deviceDescription: 'DOC-2',
  models: 'DOC-3',
  documentId: 'DOC-4',
  releasedOn: 'DOC-7',
};

/** DOC-1 to DOC-7 ask for names, dates and descriptions. */
export function isHeaderQuestion(questionId: string): boolean {
  return /^DOC-[1-7]$/.test(questionId);
}

export const NO_HEADER: Mds2Header = {
  manufacturer: null,
  deviceDescription: null,
  models: [],
  documentId: null,
  releasedOn: null,
};

/** What the answers to DOC-1 to DOC-7 say. */
export function headerOf(answers: Mds2Answer[]): Mds2Header {
  const said = new Map(answers.toReversed().map((answer) => [answer.questionId, saidIn(answer)]));
  const about = (field: keyof Mds2Header) => said.get(HEADER_QUESTIONS[field]) ?? null;
  return {
    manufacturer: about('manufacturer'),
    deviceDescription: about('deviceDescription'),
    models: splitModels(about('models') ?? ''),
    documentId: about('documentId'),
    releasedOn: calendarDateIn(about('releasedOn') ?? ''),
  };
}

/** Forms hold it in the answer's cell or in the note's. */
function saidIn({ answer, raw, note }: Mds2Answer): string | null {
  if (answer === 'OTHER') return raw;
  return answer === 'BLANK' || answer === 'SEE_NOTE' ? note : null;
}
