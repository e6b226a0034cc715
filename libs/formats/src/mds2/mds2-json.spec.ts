import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mds2ToJson, readMds2Json } from './mds2-json.ts';
import { told } from './mds2.testing.ts';

const document = (change: Record<string, unknown> = {}) => ({
  format: 'tasuki.mds2',
  formatVersion: 1,
  edition: 'HN 1-2019',
  manufacturer: 'Acme',
  deviceDescription: 'Pump',
  models: ['AP-5', 'AP-7'],
  documentId: 'X-1',
  releasedOn: '2024-03-31',
  answers: [
    { id: 'MLDP-1', answer: 'YES' },
    { id: 'MLDP-2', answer: 'YES', raw: 'Yes, optional', note: ' Because. ' },
  ],
  ...change,
});
const errors = (change: Record<string, unknown>) =>
  readMds2Json(document(change))
    .findings.filter(({ severity }) => severity === 'ERROR')
    .map(({ reason, place }) => `${reason} ${place?.pointer}`);

describe('a form in JSON', () => {
  it('is read into the same model as a workbook', () => {
    const reading = readMds2Json(document());
    expect(reading).toMatchObject({ format: 'MDS2_JSON', formatVersion: 'HN 1-2019' });
    expect(reading.facts.mds2).toMatchObject({
      edition: 'HN 1-2019',
      manufacturer: 'Acme',
      deviceDescription: 'Pump',
      models: ['AP-5', 'AP-7'],
      documentId: 'X-1',
      releasedOn: '2024-03-31',
    });
    const answers = new Map(reading.facts.mds2?.answers.map((answer) => [answer.questionId, answer]));
    expect(answers.size).toBe(240);
    expect(answers.get('MLDP-2')).toEqual({
      questionId: 'MLDP-2',
      section: 'MLDP',
      answer: 'YES',
      raw: 'Yes, optional',
      note: 'Because.',
    });
    expect(answers.get('DOC-3')).toMatchObject({ answer: 'OTHER', raw: 'AP-5, AP-7' });
    expect(answers.get('AUDT-1')).toMatchObject({ answer: 'BLANK', raw: null, note: null });
  });

  it('may answer DOC-1 to DOC-7 as questions instead', () => {
    const bare = {
      manufacturer: undefined,
      models: undefined,
      deviceDescription: null,
      documentId: null,
      releasedOn: null,
    };
    const answers = [
      { id: 'doc-1', answer: 'OTHER', raw: 'Acme' },
      { id: 'DOC-7', answer: 'OTHER', raw: 'March 31, 2024' },
    ];
    expect(readMds2Json(document({ ...bare, answers })).facts.mds2).toMatchObject({
      manufacturer: 'Acme',
      releasedOn: '2024-03-31',
      models: [],
    });
  });

  it('of 2013 states its header', () => {
    const reading = readMds2Json(document({ edition: 'HN 1-2013', answers: [{ id: '5-1.1', answer: 'NA' }] }));
    expect(reading.facts.mds2).toMatchObject({
      edition: 'HN 1-2013',
      models: ['AP-5', 'AP-7'],
      releasedOn: '2024-03-31',
    });
    expect(told(reading)).toEqual(['WARNING mds2_question_missing']);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another format', { format: 'x' }, 'formats.mds2_schema /format'],
    ['a later version', { formatVersion: 2 }, 'formats.mds2_schema /formatVersion'],
    ['another edition', { edition: 'HN 1-2008' }, 'formats.mds2_schema /edition'],
    ['what the schema does not know', { 'a/b~': 1 }, 'formats.mds2_schema '],
    ['a date that does not exist', { releasedOn: '2024-02-30' }, 'formats.mds2_schema /releasedOn'],
    ['a model without a name', { models: ['x', ''] }, 'formats.mds2_schema /models/1'],
    ['models that would be read as several', { models: ['x, y'] }, 'formats.mds2_schema /models'],
    ['no answers', { answers: undefined }, 'formats.mds2_schema /answers'],
    ['an answer that is none', { answers: [{ id: 'MLDP-1', answer: 'Yes' }] }, 'formats.mds2_schema /answers/0/answer'],
    ['an identifier that is none', { answers: [{ id: 'hello', answer: 'YES' }] }, 'formats.mds2_schema /answers/0/id'],
    [
      'words that say something else',
      { answers: [{ id: 'MLDP-1', answer: 'YES', raw: 'No' }] },
      'formats.mds2_schema /answers/0/raw',
    ],
    ['OTHER without words', { answers: [{ id: 'MLDP-1', answer: 'OTHER' }] }, 'formats.mds2_schema /answers/0/raw'],
    [
      'a header and an answer that differ',
      { answers: [{ id: 'DOC-1', answer: 'OTHER', raw: 'Other' }] },
      'formats.mds2_schema /manufacturer',
    ],
    [
      'too many answers',
      { answers: Array.from({ length: 2_001 }, () => ({ id: 'MLDP-1', answer: 'YES' })) },
      'formats.mds2_schema /answers',
    ],
    ['a text that no cell can hold', { manufacturer: 'x'.repeat(32_768) }, 'formats.mds2_schema /manufacturer'],
    [
      'a question answered twice',
      {
        answers: [
          { id: 'MLDP-1', answer: 'YES' },
          { id: 'MLDP-1', answer: 'NO' },
        ],
      },
      'formats.mds2_answered_twice /answers/1',
    ],
  ])('with %s is an ERROR at its place', (_, change, expected) => {
    expect(errors(change)).toEqual([expected]);
  });

  it('keeps what can be kept where an answer is wrong', () => {
    const reading = readMds2Json(
      document({
        answers: [
          { id: 'MLDP-1', answer: 'YES', raw: 'No' },
          { id: 'MLDP-2', answer: 'NO' },
        ],
      }),
    );
    const answers = new Map(reading.facts.mds2?.answers.map(({ questionId, answer }) => [questionId, answer]));
    expect([answers.get('MLDP-1'), answers.get('MLDP-2')]).toEqual(['BLANK', 'NO']);
  });

  it('writes only what is said', () => {
    const { mds2 } = readMds2Json(document()).facts;
    expect(mds2ToJson(mds2!).answers.map(({ id }) => id)).toEqual([
      'DOC-1',
      'DOC-2',
      'DOC-3',
      'DOC-4',
      'DOC-7',
      'MLDP-1',
      'MLDP-2',
    ]);
  });
});

it('never throws, whatever the document', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  fc.assert(fc.property(value, (document) => void readMds2Json(document)));
  const field = fc.constantFrom(
    'format',
    'edition',
    'models',
    'releasedOn',
    'manufacturer',
    'answers',
    '__proto__',
    'constructor',
  );
  fc.assert(
    fc.property(field, value, (field, value) => {
      const { facts, findings } = readMds2Json({ ...document(), [field]: value });
      expect(facts.mds2 !== undefined || findings.some(({ severity }) => severity === 'ERROR')).toBe(true);
    }),
  );
  const answer = fc.record(
    {
      id: fc.oneof(value, fc.constant('MLDP-1')),
      answer: fc.oneof(value, fc.constant('OTHER')),
      raw: value,
      note: value,
    },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(fc.array(answer), (answers) => void readMds2Json(document({ answers }))));
  expect(told(readMds2Json(JSON.parse('[['.repeat(500) + ']]'.repeat(500))))).toEqual(['ERROR mds2_schema']);
});
