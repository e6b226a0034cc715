import { describe, expect, it } from '@jest/globals';
import type { Reading } from '../document.ts';
import { readMds2Json } from './mds2-json.ts';
import { readMds2Xlsx } from './mds2-xlsx.ts';
import { DOC, type Filled, formOf, formRows, HEADS, told } from './mds2.testing.ts';
import { mds2Form } from './questions.ts';

const questions = [...mds2Form('HN 1-2019').questions.keys()];
const read = (filled: Filled = {}, change = (rows: ReturnType<typeof formRows>) => rows) =>
  readMds2Xlsx(formOf([HEADS, ...change(formRows(filled))]));
const of = (reason: string, { findings }: Reading) =>
  findings.filter((finding) => finding.reason === `formats.mds2_${reason}`);
const blank = (...ids: string[]): Filled => Object.fromEntries(ids.map((id) => [id, [null]]));

describe('questions', () => {
  it('that are missing are told of together', async () => {
    const reading = await read({}, (rows) => rows.filter(([id]) => !['AUDT-1', 'AUDT-2'].includes(id as string)));
    expect(told(reading)).toEqual(['WARNING mds2_question_missing']);
    expect(reading.findings[0]?.detail).toBe('2 of the 240 questions of HN 1-2019 are missing: AUDT-1, AUDT-2.');
    expect(reading.facts.mds2?.answers).toHaveLength(240);
    const mostlyMissing = await read({}, (rows) => rows.slice(0, 20));
    expect(of('question_missing', mostlyMissing)).toHaveLength(1);
    expect(of('question_missing', mostlyMissing)[0]?.detail.length).toBeLessThan(520);
  });

  it('that the edition does not have are told of, and kept behind the others', async () => {
    const reading = await read({}, (rows) => [['ABCD-1', 'q', 'No', 'n'], ...rows, ['MLDP-9', 'q', 'Yes']]);
    expect(told(reading)).toEqual(['WARNING mds2_question_unknown']);
    expect(reading.findings[0]).toMatchObject({
      place: { cell: 'MDS2!A2' },
      detail: 'HN 1-2019 does not have the questions ABCD-1, MLDP-9.',
    });
    expect(reading.facts.mds2?.answers.slice(240)).toEqual([
      { questionId: 'ABCD-1', section: 'ABCD', answer: 'NO', raw: null, note: 'n' },
      { questionId: 'MLDP-9', section: 'MLDP', answer: 'YES', raw: null, note: null },
    ]);
  });

  it('that stand there twice are an ERROR only where they are answered otherwise', async () => {
    const twice = (...again: (string | null)[]) =>
      read({ 'AUDT-1': ['Yes', 'n'] }, (rows) => [...rows, ['AUDT-1', 'q', ...again]]);
    expect(told(await twice('Yes', 'n'))).toEqual(['WARNING mds2_question_twice']);
    expect(told(await twice())).toEqual(['WARNING mds2_question_twice']);
    expect(told(await twice('Yes', 'other'))).toEqual(['ERROR mds2_answered_twice']);
    const reading = await twice('No');
    expect(of('answered_twice', reading)[0]?.detail).toBe('AUDT-1 is answered twice: Yes, and No.');
    expect(reading.facts.mds2?.answers.find(({ questionId }) => questionId === 'AUDT-1')?.answer).toBe('YES');
    const emptyFirst = await read({ 'AUDT-1': [null] }, (rows) => [...rows, ['AUDT-1', 'q', 'No']]);
    expect(emptyFirst.facts.mds2?.answers.find(({ questionId }) => questionId === 'AUDT-1')?.answer).toBe('NO');
  });

  it('without answer or note are told of together, as a HINT while others are answered', async () => {
    const reading = await read({ ...blank('AUDT-1', 'AUDT-2'), 'AUDT-3': [null, 'only a note'] });
    expect(told(reading)).toEqual(['HINT mds2_unanswered']);
    expect(reading.findings[0]).toMatchObject({
      detail: '2 of 233 questions have neither answer nor note: AUDT-1, AUDT-2.',
    });
    expect(told(await read({ ...blank(...questions), ...DOC }))).toEqual(['WARNING mds2_no_answers']);
  });

  it('whose answer is to be found in a note that is not there are told of', async () => {
    const reading = await read({ 'AUDT-1': ['See Note'], 'AUDT-2': ['See note 7'], 'AUDT-3': ['See Note', 'here'] });
    expect(told(reading)).toEqual(['WARNING mds2_note_missing']);
    expect(reading.findings[0]?.detail).toContain('AUDT-1, AUDT-2.');
  });
});

describe('an answer against its gate is a WARNING', () => {
  const rest = (section: string, first: string) =>
    questions.filter((id) => id.startsWith(`${section}-`) && id !== first);
  const all = (ids: string[], answer: string): Filled => Object.fromEntries(ids.map((id) => [id, [answer]]));
  const children = (id: string) => questions.filter((other) => other.startsWith(`${id}.`));

  it.each<[string, Filled, string[]]>([
    ['CSUP-1: No, the rest N/A', { 'CSUP-1': ['No'], ...all(rest('CSUP', 'CSUP-1'), 'N/A') }, []],
    [
      'CSUP-1: No, the rest left blank',
      { 'CSUP-1': ['No'], ...blank(...rest('CSUP', 'CSUP-1')) },
      ['HINT mds2_unanswered'],
    ],
    [
      'CSUP-1: No, one answered',
      { 'CSUP-1': ['No'], ...all(rest('CSUP', 'CSUP-1'), 'N/A'), 'CSUP-7': ['No'] },
      ['WARNING mds2_contradicts_gate'],
    ],
    [
      'CSUP-1: No, one explained',
      { 'CSUP-1': ['No'], ...all(rest('CSUP', 'CSUP-1'), 'N/A'), 'CSUP-7': ['See Note', 'n'], 'CSUP-8': ['in words'] },
      [],
    ],
    ['CSUP-1: Yes, all the rest N/A', all(rest('CSUP', 'CSUP-1'), 'N/A'), ['WARNING mds2_gate_unanswered']],
    ['PLOK-1: Yes, the rest N/A', { 'PLOK-1': ['Yes'], ...all(rest('PLOK', 'PLOK-1'), 'N/A') }, []],
    ['PLOK-1: Yes, the rest answered', { 'PLOK-1': ['Yes'] }, ['WARNING mds2_contradicts_gate']],
    ['PLOK-1: No, the rest N/A', all(rest('PLOK', 'PLOK-1'), 'N/A'), ['WARNING mds2_gate_unanswered']],
    ['MLDP-2: No, MLDP-3 answered', { 'MLDP-2': ['No'] }, []],
    ['MLDP-2: No, MLDP-3 N/A', { 'MLDP-2': ['No'], 'MLDP-3': ['N/A'] }, ['WARNING mds2_gate_unanswered']],
    ['MLDP-2: Yes, MLDP-3 N/A', { 'MLDP-3': ['N/A'] }, []],
    ['MLDP-2: Yes, MLDP-3 answered all the same', {}, []],
    ['STCF-1: No, its children answered', { 'STCF-1': ['No'] }, ['WARNING mds2_contradicts_gate']],
    ['STCF-1: No, its children N/A', { 'STCF-1': ['No'], ...all(children('STCF-1'), 'N/A') }, []],
    ['STCF-1: Yes, its children N/A', all(children('STCF-1'), 'N/A'), ['WARNING mds2_gate_unanswered']],
    ['STCF-1: Yes, one of its children N/A', { 'STCF-1.3': ['N/A'] }, []],
    ['TXCF-2: No, its child answered', { 'TXCF-2': ['No'] }, []],
    ['TXCF-2: No, its child N/A', { 'TXCF-2': ['No'], 'TXCF-2.1': ['N/A'] }, ['WARNING mds2_gate_unanswered']],
    ['TXCF-2: Yes, its child N/A', { 'TXCF-2.1': ['N/A'] }, []],
    ...['CSUP-2', 'CSUP-3', 'CSUP-4', 'CSUP-5', 'CSUP-6'].flatMap((id): [string, Filled, string[]][] => [
      [`${id}: No, its children N/A`, { [id]: ['No'], ...all(children(id), 'N/A') }, []],
      [
        `${id}: No, its children answered`,
        { [id]: ['No'], ...all(children(id), 'No') },
        ['WARNING mds2_contradicts_gate'],
      ],
      [`${id}: Yes, its children N/A`, all(children(id), 'N/A'), ['WARNING mds2_gate_unanswered']],
    ]),
  ])('%s', async (_, filled, expected) => {
    expect(told(await read(filled))).toEqual(expected);
  });

  it('which says both, and where', async () => {
    const [finding] = of('contradicts_gate', await read({ 'STCF-1': ['No, not yet'], 'STCF-1.1': ['N/A'] }));
    expect(finding?.detail).toBe(
      'STCF-1 is "No, not yet", so these do not apply, and yet are answered: STCF-1.2 Yes, STCF-1.3 Yes.',
    );
    expect(finding?.place?.cell).toMatch(/^MDS2!A\d+$/);
  });

  it('in JSON, too', () => {
    const answers = [
      { id: 'PLOK-1', answer: 'YES' },
      { id: 'PLOK-2', answer: 'NO' },
    ];
    const reading = readMds2Json({ format: 'tasuki.mds2', formatVersion: 1, edition: 'HN 1-2019', answers });
    expect(of('contradicts_gate', reading)[0]?.place).toEqual({ pointer: '/answers/1' });
  });
});

describe('the header', () => {
  it('is told of where it is missing, its fields together', async () => {
    const reading = await read(blank('DOC-1', 'DOC-3'));
    expect(told(reading)).toEqual(['WARNING mds2_header_missing']);
    expect(reading.findings[0]?.detail).toBe('The form does not say the manufacturer, the models.');
    expect(told(await readMds2Xlsx(formOf([HEADS, ...formRows({}, 'HN 1-2013')])))).toEqual([
      'WARNING mds2_header_missing',
    ]);
  });

  it('is told of where its date cannot be read for certain', async () => {
    const reading = await read({ 'DOC-7': ['03/04/2024'] });
    expect(told(reading)).toEqual(['WARNING mds2_date_unreadable']);
    expect(reading.facts.mds2?.releasedOn).toBeNull();
  });
});
