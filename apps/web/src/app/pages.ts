/** A list as far as it was loaded: pages, each with the cursor that it begins after. */
export interface Pages<Answer> {
  answers: readonly Answer[];
  afters: readonly (string | null)[];
  /** When each was asked for, as `Date.now()` tells it. */
  askedAt: readonly number[];
  /** How many rows there are in all, by the newest answer that says it. */
  total: number | undefined;
}

/** Which pages somebody looks at, the first and the last. */
export type View = readonly [first: number, last: number];

interface Reading<Answer> {
  ask: (after: string | null) => Promise<Answer>;
  /** The cursor behind the last row of a page; null when no more come. */
  endOf: (answer: Answer) => string | null;
  totalOf: (answer: Answer) => number | undefined;
}

export const NO_PAGES: Pages<never> = { answers: [], afters: [], askedAt: [], total: undefined };

/**
 * Asks again for the pages that somebody looks at. Pages above stay as they are until one comes to them; pages below stay where
 * they still join, and otherwise are left out, to be asked for as one goes down. So what is in the window keeps its place, and
 * the work does not grow with how far one has scrolled.
 * @param viewOf asked before each page: one may scroll on meanwhile. Null: nobody says, so all are asked for.
 */
export async function refreshed<Answer>(
  former: Pages<Answer>,
  viewOf: () => View | null,
  { ask, endOf, totalOf }: Reading<Answer>,
): Promise<Pages<Answer>> {
  const loaded = former.answers.length;
  const first = Math.min(viewOf()?.[0] ?? 0, Math.max(0, loaded - 1));
  const answers = former.answers.slice(0, first);
  const afters = former.afters.slice(0, first);
  const askedAt = former.askedAt.slice(0, first);
  let { total } = former;
  let after = former.afters[first] ?? null;
  for (let page = first; ; page += 1) {
    askedAt.push(Date.now());
    const answer = await ask(after);
    answers.push(answer);
    afters.push(after);
    total = totalOf(answer) ?? total;
    after = endOf(answer);
    if (after === null) break;
    if (page < Math.min(viewOf()?.[1] ?? loaded, loaded - 1)) continue;
    if (former.afters[page + 1] === after) {
      answers.push(...former.answers.slice(page + 1));
      afters.push(...former.afters.slice(page + 1));
      askedAt.push(...former.askedAt.slice(page + 1));
    }
    break;
  }
  return { answers, afters, askedAt, total };
}

/** The list with its next page. */
export async function grown<Answer>(
  former: Pages<Answer>,
  { ask, endOf, totalOf }: Reading<Answer>,
): Promise<Pages<Answer>> {
  const last = former.answers.at(-1);
  const after = last === undefined ? null : endOf(last);
  if (last !== undefined && after === null) return former;
  const askedAt = [...former.askedAt, Date.now()];
  const answer = await ask(after);
  return {
    answers: [...former.answers, answer],
    afters: [...former.afters, after],
    askedAt,
    total: totalOf(answer) ?? former.total,
  };
}
