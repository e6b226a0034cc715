import { beforeEach, describe, expect, it } from '@jest/globals';
import { grown, NO_PAGES, type Pages, refreshed, type View } from './pages.ts';

interface Answer {
  rows: number[];
  isLast: boolean;
  total: number;
}

/** A list of numbers in pages of ten, whose cursor is the last number seen. */
let numbers: number[];
let asked: (string | null)[];
const reading = {
  ask(after: string | null): Promise<Answer> {
    asked.push(after);
    const rest = numbers.filter((number) => number > Number(after ?? -1));
    return Promise.resolve({ rows: rest.slice(0, 10), isLast: rest.length <= 10, total: numbers.length });
  },
  endOf: ({ rows, isLast }: Answer) => (isLast ? null : String(rows.at(-1))),
  totalOf: ({ total }: Answer) => total,
};
const rowsOf = ({ answers }: Pages<Answer>) => answers.flatMap(({ rows }) => rows);
const watching = (first: number, last: number) => (): View => [first, last];

async function loaded(pages: number): Promise<Pages<Answer>> {
  let list: Pages<Answer> = NO_PAGES;
  for (let page = 0; page < pages; page += 1) list = await grown(list, reading);
  asked = [];
  return list;
}

describe('a list that was loaded page by page', () => {
  beforeEach(() => {
    numbers = Array.from({ length: 100 }, (_, index) => index);
    asked = [];
  });

  it('asks again for the pages in view alone, and keeps the others where they still join', async () => {
    const list = await loaded(8);
    const fresh = await refreshed(list, watching(3, 4), reading);
    expect(asked).toEqual(['29', '39']);
    expect(rowsOf(fresh)).toEqual(numbers.slice(0, 80));
  });

  it('keeps the rows above in place when one in view is gone, and leaves out the pages below that no longer join', async () => {
    const list = await loaded(8);
    numbers = numbers.filter((number) => number !== 35);
    const fresh = await refreshed(list, watching(3, 3), reading);
    expect(rowsOf(fresh)).toEqual(numbers.slice(0, 40));
    expect(fresh.total).toBe(99);
  });

  it('shows every row once, in order, however it goes on', async () => {
    const list = await loaded(5);
    numbers = numbers.filter((number) => number !== 35).concat(100);
    let fresh = await refreshed(list, watching(3, 3), reading);
    while (!fresh.answers.at(-1)?.isLast) fresh = await grown(fresh, reading);
    expect(rowsOf(fresh)).toEqual(numbers);
  });

  it('reaches as far as one has scrolled meanwhile', async () => {
    const list = await loaded(5);
    numbers = numbers.filter((number) => number !== 3);
    let last = 0;
    const fresh = await refreshed(list, () => [0, last++], reading);
    expect(rowsOf(fresh)).toEqual(numbers.slice(0, 50));
  });

  it('asks for everything where nobody says what is in view', async () => {
    const list = await loaded(4);
    await refreshed(list, () => null, reading);
    expect(asked).toEqual([null, '9', '19', '29']);
  });

  it('is the first page when nothing was loaded, and does not grow past its end', async () => {
    numbers = [1, 2];
    const list = await refreshed(NO_PAGES as Pages<Answer>, () => null, reading);
    expect(rowsOf(list)).toEqual([1, 2]);
    expect(await grown(list, reading)).toBe(list);
  });

  it('ends where the list has become shorter than what was loaded', async () => {
    const list = await loaded(8);
    numbers = numbers.slice(0, 12);
    expect(rowsOf(await refreshed(list, watching(0, 7), reading))).toEqual(numbers);
  });
});
