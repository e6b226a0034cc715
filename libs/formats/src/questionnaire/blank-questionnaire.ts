import type { Questionnaire } from '../document.ts';
import { MDS_SDS_JA } from './mds-sds-ja.ts';

const TEMPLATES = { 'mds-sds-ja': MDS_SDS_JA };
export type QuestionnaireTemplate = keyof typeof TEMPLATES;

/** A form without answers, to be filled in. Sections and questions are numbered `1`, `1-1`. */
export function blankQuestionnaire(template: QuestionnaireTemplate): Questionnaire {
  const { title, form, sections } = TEMPLATES[template];
  return {
    title,
    form,
    sections: sections.map(([title, questions], at) => ({
      id: String(at + 1),
      title,
      questions: questions.map((question, index) => ({
        id: `${at + 1}-${index + 1}`,
        question,
        answer: null,
        remark: null,
        targetOn: null,
      })),
    })),
  };
}
