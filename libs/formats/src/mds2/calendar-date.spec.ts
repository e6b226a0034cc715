import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDateIn } from './calendar-date.ts';

it.each([
  ['2024-03-31', '2024-03-31'],
  ['2024-03-31T12:00:00', '2024-03-31'],
  ['2024/3/5', '2024-03-05'],
  ['２０２４年３月５日', '2024-03-05'],
  ['令和6年3月31日', '2024-03-31'],
  ['令和元年5月1日', '2019-05-01'],
  ['H31.4.30', '2019-04-30'],
  ['March 31, 2024', '2024-03-31'],
  ['Sept. 3rd, 2024', '2024-09-03'],
  ['31-Mar-2024', '2024-03-31'],
  ['3 May 2024', '2024-05-03'],
  ['31.3.2024', '2024-03-31'],
  ['31/03/2024', '2024-03-31'],
  ['03/31/2024', '2024-03-31'],
  ['04/04/2024', '2024-04-04'],
  ['Rev. 2 (2024-03-31)', '2024-03-31'],
  ['45382', '2024-03-31'],
])('%j is %s', (text, date) => {
  expect(calendarDateIn(text)).toBe(date);
});

it.each([
  '',
  'soon',
  '03/04/2024',
  '2024-02-30',
  '2024-13-01',
  'March 2024',
  '2024',
  '12024-03-31',
  '99999',
  'for 6/3/31',
])('%j is no certain date', (text) => {
  expect(calendarDateIn(text)).toBeNull();
});

it('gives a day that exists, or nothing', () => {
  const piece = fc.constantFrom('2024', '6', '31', '0', '令和', 'march', '/', '-', '.', ' ', '年', '月');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (text) => {
        const date = calendarDateIn(text);
        if (date !== null) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
      },
    ),
  );
});
