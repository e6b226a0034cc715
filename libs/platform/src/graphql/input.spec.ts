import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { TasukiError } from '#libs/kernel';
import { because, calendarDate, email, id, longText, parseInput, text } from './index.ts';

const schema = z.object({
  title: text(10),
  summary: longText(50).nullish(),
  siteIds: z.array(id<'Site'>()).min(1).max(2),
  severity: z.enum(['HIGH', 'LOW']),
  dueDate: calendarDate(),
  contact: email(),
});
const good = {
  title: 'Title',
  siteIds: ['019a0000-0000-7000-8000-000000000001'],
  severity: 'HIGH',
  dueDate: '2026-11-23',
  contact: 'desk@hospital.example',
};

function refusalOf(value: unknown): TasukiError {
  try {
    parseInput(schema, value);
  } catch (error) {
    if (error instanceof TasukiError) return error;
  }
  throw new Error('it was taken');
}

const reasonsOf = (value: unknown) =>
  Object.fromEntries(refusalOf(value).fields.map(({ path, reason }) => [path, reason]));

describe('input', () => {
  it('is refused with every wrong field at once, in a sentence and by a stable key', () => {
    const refusal = refusalOf({
      title: ' ',
      siteIds: ['nonsense'],
      severity: 'SEVERE',
      dueDate: '2026-02-30',
      contact: 'desk',
    });
    expect(refusal.code).toBe('INVALID_INPUT');
    expect(refusal.reason).toBe('input.invalid');
    expect(refusal.fields).toEqual([
      { path: 'title', reason: 'input.required', message: 'Fill this in.' },
      { path: 'siteIds.0', reason: 'input.not_an_id', message: 'This is not an id.' },
      { path: 'severity', reason: 'input.not_one_of', message: 'Use one of: HIGH, LOW.' },
      { path: 'dueDate', reason: 'input.not_a_date', message: 'Write an existing date like 2026-11-23.' },
      { path: 'contact', reason: 'input.bad_format', message: 'Write an e-mail address like name@example.jp.' },
    ]);
  });

  it('tells what is missing, too much and too many', () => {
    expect(reasonsOf({ ...good, title: undefined })).toEqual({ title: 'input.required' });
    expect(reasonsOf({ ...good, title: 'x'.repeat(11) })).toEqual({ title: 'input.too_long' });
    expect(reasonsOf({ ...good, siteIds: [] })).toEqual({ siteIds: 'input.required' });
    expect(reasonsOf({ ...good, siteIds: Array(3).fill(good.siteIds[0]) })).toEqual({ siteIds: 'input.too_long' });
    expect(reasonsOf({ ...good, title: 7 })).toEqual({ title: 'input.wrong_type' });
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['a bell', 'a\u0007b'],
    ['a change of direction', 'a\u202Eb'],
    ['half a character', 'a\uD83Db'],
    ['a second line', 'a\nb'],
  ])('lets %s into no line of text', (_what, title) => {
    expect(reasonsOf({ ...good, title })).toEqual({ title: 'input.control_character' });
  });

  it('keeps the lines of a long text and nothing else that is invisible', () => {
    expect(parseInput(schema, { ...good, summary: 'one\r\ntwo\rthree\n' }).summary).toBe('one\ntwo\nthree');
    expect(reasonsOf({ ...good, summary: 'a\u0000b' })).toEqual({ summary: 'input.control_character' });
  });

  it('trims and composes what was typed, and counts characters as people do', () => {
    expect(parseInput(schema, { ...good, title: '  か\u3099  ' }).title).toBe('が');
    expect(parseInput(schema, { ...good, title: '𠮷'.repeat(10) }).title).toBe('𠮷'.repeat(10));
    expect(parseInput(schema, { ...good, contact: ' Desk@Hospital.example ' }).contact).toBe('desk@hospital.example');
  });

  it('takes the reason that a rule of its own gives', () => {
    const rule = text(10).refine(() => false, because('publishing.title_taken', 'Choose another title.'));
    expect(() => parseInput(z.object({ title: rule }), good)).toThrow(
      expect.objectContaining({
        fields: [{ path: 'title', reason: 'publishing.title_taken', message: 'Choose another title.' }],
      }),
    );
  });
});
