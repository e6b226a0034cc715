import { describe, expect, it } from '@jest/globals';
import { MAX_POINTS, responsesOverTime, type ResponseCount } from './responses.ts';

const HOUR_MS = 3_600_000;
const PUBLISHED = new Date('2026-11-23T03:20:00Z');
const after = (hours: number) => new Date(PUBLISHED.getTime() + hours * HOUR_MS);

describe('responses over time', () => {
  it('add up from the publication until now', () => {
    const counts: ResponseCount[] = [
      { response: 'viewed', hour: 3, hospitals: 2 },
      { response: 'delivered', hour: 1, hospitals: 5 },
      { response: 'acknowledged', hour: 72, hospitals: 1 },
      { response: 'viewed', hour: 72, hospitals: 1 },
    ];
    expect(responsesOverTime(PUBLISHED, counts, after(100))).toEqual([
      { at: PUBLISHED, delivered: 0, viewed: 0, acknowledged: 0 },
      { at: after(1), delivered: 5, viewed: 0, acknowledged: 0 },
      { at: after(3), delivered: 5, viewed: 2, acknowledged: 0 },
      { at: after(72), delivered: 5, viewed: 3, acknowledged: 1 },
      { at: after(100), delivered: 5, viewed: 3, acknowledged: 1 },
    ]);
  });

  it('never point to what is still to come', () => {
    const points = responsesOverTime(PUBLISHED, [{ response: 'delivered', hour: 1, hospitals: 1 }], after(0.5));
    expect(points.map(({ at }) => at)).toEqual([PUBLISHED, after(0.5)]);
    expect(points.at(-1)).toMatchObject({ delivered: 1 });
  });

  it('are no more than can be drawn, however long it took, and keep the first and the last', () => {
    const counts = Array.from({ length: 3000 }, (_, i) => ({
      response: 'viewed' as const,
      hour: (i + 1) * 24,
      hospitals: 1,
    }));
    const points = responsesOverTime(PUBLISHED, counts, after(3000 * 24 + 1));
    expect(points).toHaveLength(MAX_POINTS);
    expect(points[0]).toMatchObject({ at: PUBLISHED, viewed: 0 });
    expect(points.at(-1)).toMatchObject({ viewed: 3000 });
    const viewed = points.map((point) => point.viewed);
    expect(viewed).toEqual(viewed.toSorted((a, b) => a - b));
  });
});
