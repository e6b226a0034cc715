import { describe, expect, it } from '@jest/globals';
import { readOpenVex } from '../vulnerability/openvex.ts';
import { boundedFacts, withBoundedStatements } from './bounds.ts';

/** What is said once of a vulnerability, and of how many products. */
const advisory = (said: { description?: string; aliases?: string[] }, products: number) =>
  readOpenVex({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://vendor.example/1',
    author: 'Vendor',
    timestamp: '2026-01-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'CVE-2026-0001', ...said },
        status: 'under_investigation',
        products: Array.from({ length: products }, (_, index) => ({ '@id': `https://vendor.example/p${index}` })),
      },
    ],
  });

describe('what a document says of many products at once', () => {
  it.each([
    ['a long text', { description: 'x'.repeat(5_000) }],
    ['many names', { aliases: Array.from({ length: 500 }, (_, index) => `GHSA-${index}`) }],
  ])('is kept up to a size, with %s, and the rest is an error', (_, said) => {
    const reading = withBoundedStatements(advisory(said, 1_000), 1_000_000);
    const kept = reading.facts.statements?.length ?? 0;
    expect(kept).toBeGreaterThan(50);
    expect(kept).toBeLessThan(500);
    expect(reading.findings[0]).toMatchObject({ severity: 'ERROR', reason: 'formats.too_many_statements' });
    expect(reading.findings[0]?.detail).toContain(`the first ${kept} of its 1000`);
  });

  it('is kept whole where it is no more than that', () => {
    const reading = advisory({ description: 'x' }, 10);
    expect(withBoundedStatements(reading)).toBe(reading);
  });

  it('counts a text only as far as it is kept', () => {
    const reading = advisory({ description: 'x'.repeat(500_000) }, 10);
    expect(withBoundedStatements(reading, 300_000)).toBe(reading);
  });
});

it('keeps nothing of what a document says of itself without end, and that is an error', () => {
  expect(boundedFacts('{"a":1}', 7)).toEqual({ json: '{"a":1}', findings: [] });
  expect(boundedFacts('{"a":12}', 7)).toMatchObject({
    json: '{}',
    findings: [{ severity: 'ERROR', reason: 'formats.facts_too_large' }],
  });
});
