import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../finding.ts';
import { readQuestionnaireJson } from './questionnaire-json.ts';
import { questionnaireExample } from './questionnaire.testing.ts';

const now = new Date('2026-03-31T12:00:00Z');
const read = (document: unknown) => readQuestionnaireJson(document, now);
const told = (findings: Finding[]) =>
  findings.map(({ severity, reason, place }) => [severity, reason, place?.pointer].filter(Boolean).join(' '));
const question = (fields: object) => ({ id: '1', question: 'Why?', answer: 'Because', ...fields });
const toldOf = (...questions: object[]) =>
  told(read({ ...questionnaireExample, sections: [{ id: '1', title: 'One', questions }] }).findings);

describe('a questionnaire in JSON', () => {
  it('that is answered is read without a word', () => {
    expect(read(questionnaireExample)).toEqual({
      format: 'QUESTIONNAIRE_JSON',
      formatVersion: '1',
      findings: [],
      facts: {
        header: {
          id: 'MAKER-Q-7',
          version: null,
          title: 'Infusion pump: questions of the hospital association',
          authors: [],
          publisher: 'Example Maker',
          madeAt: '2026-03-01T00:00:00.000Z',
          tlp: null,
        },
        questionnaire: {
          title: 'Infusion pump: questions of the hospital association',
          form: 'MDS/SDS',
          sections: [
            {
              id: '1',
              title: 'Access',
              questions: [
                { id: '1-1', question: 'Does every user sign in?', answer: 'Yes', remark: null, targetOn: null },
                {
                  id: '1-2',
                  question: 'Is there a second factor?',
                  answer: 'No',
                  remark: 'Planned for the next version.',
                  targetOn: '2026-12-31',
                },
              ],
            },
            {
              id: '2',
              title: 'Network',
              questions: [
                { id: '2-1', question: 'Is traffic encrypted?', answer: 'N/A', remark: null, targetOn: null },
              ],
            },
          ],
        },
      },
    });
  });

  it('tells how many questions are open, and whether any was answered', () => {
    const open = [question({ id: '2', answer: null }), question({ id: '3', answer: ' ' })];
    const findings = toldOf(question({}), ...open);
    expect(findings).toEqual(['HINT formats.questions_unanswered /sections/0/questions/1']);
    const {
      findings: [hint],
    } = read({
      ...questionnaireExample,
      sections: [{ id: '1', title: 'One', questions: [question({}), ...open] }],
    });
    expect(hint?.detail).toBe('2 of the 3 questions have no answer; the first is 2.');
    expect(toldOf(...open)).toEqual(['WARNING formats.questionnaire_blank /sections/0/questions/0']);
    expect(toldOf()).toEqual(['WARNING formats.questionnaire_blank']);
  });

  it('warns of what was to be done by now', () => {
    const past = { targetOn: '2026-03-30' };
    expect(toldOf(question(past))).toEqual(['WARNING formats.target_date_passed /sections/0/questions/0']);
    expect(toldOf(question({ ...past, answer: null }), question({ id: '2' }))).toContain(
      'WARNING formats.target_date_passed /sections/0/questions/0',
    );
    for (const answer of ['Yes', 'はい', ' YES ']) expect(toldOf(question({ ...past, answer }))).toEqual([]);
    expect(toldOf(question({ targetOn: '2026-03-31' }))).toEqual([]);
  });

  it('gives each section, and each question of one, an id of its own', () => {
    expect(toldOf(question({}), question({ id: '2' }), question({}))).toEqual([
      'ERROR formats.question_id_twice /sections/0/questions/2/id',
    ]);
    const section = { id: '1', title: 'One', questions: [question({})] };
    expect(told(read({ ...questionnaireExample, sections: [section, section] }).findings)).toEqual([
      'ERROR formats.question_id_twice /sections/1/id',
    ]);
    expect(told(read({ ...questionnaireExample, sections: [section, { ...section, id: '2' }] }).findings)).toEqual([]);
  });

  it('is refused with fields that it has not', () => {
    const { findings } = read({
      ...questionnaireExample,
      sections: [{ id: '1', title: 'One', questions: [question({ anwser: 'Yes' })] }],
    });
    expect(told(findings)).toEqual(['ERROR formats.field_unknown /sections/0/questions/0/anwser']);
    expect(findings[0]?.detail).toContain('id, question, answer, remark, targetOn');
  });
});
