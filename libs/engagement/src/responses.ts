/** How many hospitals had it, had opened it and had answered it, by an instant. */
export interface ResponsePoint {
  at: Date;
  delivered: number;
  viewed: number;
  acknowledged: number;
}

export const RESPONSES = ['delivered', 'viewed', 'acknowledged'] as const;
export type Response = (typeof RESPONSES)[number];

/** So many hospitals did so within an hour or a day that ended so long after the publication. */
export interface ResponseCount {
  response: Response;
  hour: number;
  hospitals: number;
}

/** What a page can draw and a person can read. */
export const MAX_POINTS = 200;
const HOUR_MS = 3_600_000;

/**
 * The sums at the end of each hour or day in which there was news, from the publication until now; of very many, as
 * many as can be drawn.
 */
export function responsesOverTime(publishedAt: Date, counts: readonly ResponseCount[], now: Date): ResponsePoint[] {
  const sums = { delivered: 0, viewed: 0, acknowledged: 0 };
  const points: ResponsePoint[] = [{ at: publishedAt, ...sums }];
  const byHour = Map.groupBy(counts, ({ hour }) => hour);
  for (const hour of [...byHour.keys()].toSorted((a, b) => a - b)) {
    for (const { response, hospitals } of byHour.get(hour) ?? []) sums[response] += hospitals;
    const end = Math.min(publishedAt.getTime() + hour * HOUR_MS, now.getTime());
    points.push({ at: new Date(end), ...sums });
  }
  if (points.at(-1)?.at.getTime() !== now.getTime()) points.push({ at: now, ...sums });
  return thinned(points);
}

/** The first and the last stay. */
function thinned(points: readonly ResponsePoint[]): ResponsePoint[] {
  if (points.length <= MAX_POINTS) return [...points];
  const step = (points.length - 1) / (MAX_POINTS - 1);
  return Array.from({ length: MAX_POINTS }, (_, i) => points[Math.round(i * step)]).filter(
    (point) => point !== undefined,
  );
}
