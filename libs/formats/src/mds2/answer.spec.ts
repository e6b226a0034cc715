import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MDS2_ANSWERS } from '../document.ts';
import { readAnswer } from './answer.ts';

describe('an answer is understood as people write it', () => {
  it.each([
    ['Yes', 'YES'],
    ['yes', 'YES'],
    ['YES.', 'YES'],
    [' Ｙｅｓ ', 'YES'],
    ['Y', 'YES'],
    ['TRUE', 'YES'],
    ['はい', 'YES'],
    ['○', 'YES'],
    ['No', 'NO'],
    ['n', 'NO'],
    ['いいえ', 'NO'],
    ['×', 'NO'],
    ['N/A', 'NA'],
    ['n.a.', 'NA'],
    ['NA', 'NA'],
    ['N / A', 'NA'],
    ['Not applicable', 'NA'],
    ['該当なし', 'NA'],
    ['対象外', 'NA'],
    ['See Note', 'SEE_NOTE'],
    ['see notes', 'SEE_NOTE'],
    ['See  note.', 'SEE_NOTE'],
    ['Refer to note', 'SEE_NOTE'],
    ['注記参照', 'SEE_NOTE'],
    ['備考欄をご参照ください', 'SEE_NOTE'],
    ['', 'BLANK'],
    [' \n ', 'BLANK'],
    ['____', 'BLANK'],
    ['Please select', 'BLANK'],
    ['選択してください', 'BLANK'],
  ])('%j is plainly %s', (written, answer) => {
    expect(readAnswer('MLDP-2', written)).toEqual({ answer, raw: null, remark: null });
  });

  it.each([
    ['Yes, optional', 'YES', 'optional'],
    ['Yes,optional', 'YES', 'optional'],
    ['Yes (see note 3)', 'YES', 'see note 3'],
    ['Yes¹', 'YES', '1'],
    ['Yes1', 'YES', '1'],
    ['YES*', 'YES', '*'],
    ['Yes / See Note', 'YES', '/ See Note'],
    ['No: No end-of-life components', 'NO', 'No end-of-life components'],
    ['No - closed system', 'NO', 'closed system'],
    ['N/A: No default accounts', 'NA', 'No default accounts'],
    ['See Note 3', 'SEE_NOTE', '3'],
    ['Note 3', 'SEE_NOTE', ''],
    ['※2', 'SEE_NOTE', ''],
    ['See note: only on paper', 'SEE_NOTE', 'only on paper'],
    ['はい（任意）', 'YES', '任意'],
    ['該当なし（ソフトウェアのみ）', 'NA', 'ソフトウェアのみ'],
    ['Optional', 'OTHER', ''],
    ['Yes/No', 'OTHER', ''],
    ['Yes or No', 'OTHER', ''],
    ['No, N/A', 'OTHER', ''],
    ['はい・いいえ', 'OTHER', ''],
    ['Yesterday', 'OTHER', ''],
    ['None', 'OTHER', ''],
    ['Y2K', 'OTHER', ''],
    ['Windows 10', 'OTHER', ''],
    ['はいできます', 'OTHER', ''],
    ['-', 'OTHER', ''],
    ['#N/A', 'OTHER', ''],
  ])('%j is kept in its own words, as %s', (written, answer, remark) => {
    expect(readAnswer('MLDP-2', written)).toEqual({ answer, raw: written, remark: remark || null });
  });

  it('takes names and dates for what they are', () => {
    expect(readAnswer('DOC-1', 'No Limits Medical')).toEqual({
      answer: 'OTHER',
      raw: 'No Limits Medical',
      remark: null,
    });
    expect(readAnswer('DOC-4', 'N/A')).toEqual({ answer: 'NA', raw: null, remark: null });
    expect(readAnswer('DOC-8', 'No, not yet').answer).toBe('NO');
  });

  it('understands its own words the same way again', () => {
    const word = fc.constantFrom(
      'Yes',
      'No',
      'N/A',
      'See',
      'Note',
      'はい',
      '3',
      ',',
      '/',
      '(',
      ')',
      '¹',
      ' ',
      '\n',
      '\r',
      '_',
      'Ｙ',
      '注',
      'or',
    );
    const written = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join('')),
      fc.array(word).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(written, (written) => {
        const { answer, raw } = readAnswer('MLDP-2', written);
        expect(MDS2_ANSWERS).toContain(answer);
        if (raw !== null) expect(readAnswer('MLDP-2', raw)).toMatchObject({ answer, raw });
        else expect(answer).not.toBe('OTHER');
      }),
      { numRuns: 2_000 },
    );
  });
});
