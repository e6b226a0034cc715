import { describe, expect, it } from '@jest/globals';
import type { LifecycleNotice } from '../document.ts';
import type { Finding } from '../finding.ts';
import { noticeDisagrees, readLifecycleNotice } from './lifecycle-notice.ts';
import { lifecycleNoticeExample } from './lifecycle-notice.testing.ts';

const read = (changes: object = {}) => readLifecycleNotice({ ...lifecycleNoticeExample, ...changes });
const told = (findings: Finding[]) =>
  findings.map(({ severity, reason, place }) => [severity, reason, place?.pointer].filter(Boolean).join(' '));
const toldOf = (changes: object) => told(read(changes).findings);

describe('a life-cycle notice', () => {
  it('given in time is read without a word', () => {
    expect(read()).toEqual({
      format: 'LIFECYCLE_NOTICE',
      formatVersion: '1',
      findings: [],
      facts: {
        header: {
          id: 'MAKER-LCN-2026-002',
          version: null,
          title: 'Infusion pump 2.x reaches its end of life',
          authors: ['Product management'],
          publisher: 'Example Maker',
          madeAt: '2026-03-31T00:00:00.000Z',
          tlp: null,
        },
        lifecycleNotice: {
          event: 'END_OF_LIFE',
          versions: ['2.3.0', '2.4.1'],
          endOfLifeOn: '2027-03-31',
          endOfSupportOn: '2029-03-31',
          formerEndOfLifeOn: null,
          formerEndOfSupportOn: null,
          isSudden: false,
          reason: 'The operating system is no longer supported by its maker.',
          compensatingControls: ['Put the pump on a network of its own.', 'Block port 22 at the firewall.'],
          successor: 'Infusion pump 3.0',
        },
      },
    });
  });

  it.each([
    [{ endOfLifeOn: '2029-04-01' }, 'ERROR formats.life_ends_after_support /endOfLifeOn'],
    [{ endOfLifeOn: '2027-02-29' }, 'ERROR formats.field_malformed /endOfLifeOn'],
    [{ endOfSupportOn: 'March 2029' }, 'ERROR formats.field_malformed /endOfSupportOn'],
    [{ endOfLifeOn: null }, 'ERROR formats.notice_date_missing /event'],
    [{ event: 'END_OF_SUPPORT', endOfSupportOn: null }, 'ERROR formats.notice_date_missing /event'],
    [{ event: 'LIMITED_SUPPORT', endOfLifeOn: null, endOfSupportOn: null }, 'ERROR formats.notice_date_missing /event'],
    [
      { event: 'DATE_CHANGE', endOfLifeOn: null, endOfSupportOn: null },
      ['ERROR formats.notice_date_missing /event', 'WARNING formats.notice_changes_nothing /event'],
    ],
    [{ event: 'DEMISE' }, 'ERROR formats.field_malformed /event'],
    [{ endOfSupportOn: null }, 'WARNING formats.notice_names_no_end_of_support'],
    [{ madeAt: null }, 'WARNING formats.notice_is_undated'],
    [{ madeAt: '31.3.2026' }, 'ERROR formats.field_malformed /madeAt'],
    [{ endOfSupportOn: '2028-03-30' }, 'WARNING formats.notice_is_short /endOfSupportOn'],
    [{ isSudden: true, reason: null }, 'WARNING formats.sudden_without_reason'],
    [{ isSudden: true, compensatingControls: [] }, 'WARNING formats.sudden_without_controls'],
    [{ event: 'DATE_CHANGE' }, 'WARNING formats.notice_changes_nothing /event'],
    [{ event: 'DATE_CHANGE', formerEndOfSupportOn: '2029-03-31' }, 'WARNING formats.notice_changes_nothing /event'],
    [{ endOfSuportOn: '2029-03-31' }, 'ERROR formats.field_unknown /endOfSuportOn'],
  ])('with %j is told: %s', (changes, findings) => {
    expect(toldOf(changes)).toEqual([findings].flat());
  });

  it('gives two years, to the day, counted from where it was made', () => {
    expect(toldOf({ endOfSupportOn: '2028-03-31' })).toEqual([]);
    // In Tokyo the first of April has begun when it is still March in UTC.
    const late = { madeAt: '2026-04-01T08:00:00+09:00', endOfSupportOn: '2028-03-31' };
    expect(read(late).findings).toMatchObject([{ reason: 'formats.notice_is_short' }]);
    expect(read(late).findings[0]?.detail).toContain('730 days after');
  });

  it('that is not sudden needs no reason', () => {
    expect(toldOf({ reason: null, compensatingControls: [] })).toEqual([]);
    expect(toldOf({ isSudden: false, reason: null, compensatingControls: [] })).toEqual([]);
  });

  it('may also come too late', () => {
    const [finding] = read({ endOfLifeOn: '2026-01-31', endOfSupportOn: '2026-03-01' }).findings;
    expect(finding?.reason).toBe('formats.notice_is_short');
    expect(finding?.detail).toContain('30 days before');
  });

  it('that puts the end off is not short, one that brings it nearer is', () => {
    const change = { event: 'DATE_CHANGE', endOfLifeOn: null, endOfSupportOn: '2027-03-31' };
    expect(toldOf({ ...change, formerEndOfSupportOn: '2026-12-31' })).toEqual([]);
    expect(toldOf({ ...change, formerEndOfSupportOn: '2028-12-31' })).toEqual([
      'WARNING formats.notice_is_short /endOfSupportOn',
    ]);
  });
});

describe('a notice beside the catalogue', () => {
  const notice = read().facts.lifecycleNotice as LifecycleNotice;
  const release = (version: string, dates: object = {}) => ({
    version,
    endOfLifeOn: null,
    endOfSupportOn: null,
    ...dates,
  });

  it('agrees when the catalogue says the same, or nothing', () => {
    const same = { endOfLifeOn: '2027-03-31', endOfSupportOn: '2029-03-31' };
    expect(noticeDisagrees(notice, [release('2.3.0', same), release('2.4.1'), release('3.0')])).toEqual([]);
  });

  it('disagrees about versions and dates', () => {
    const other = release('2.3.0', { endOfLifeOn: '2026-12-31' });
    const findings = noticeDisagrees(notice, [other, release('3.0', { endOfLifeOn: '2035-12-31' })]);
    expect(told(findings)).toEqual([
      'WARNING formats.notice_of_other_release /versions/1',
      'WARNING formats.notice_date_differs /endOfLifeOn',
    ]);
    expect(findings[1]?.detail).toBe('Of version "2.3.0" the notice says 2027-03-31, the catalogue 2026-12-31.');
  });

  it('without versions is about every release', () => {
    const all = { ...notice, versions: [] };
    const findings = noticeDisagrees(all, [release('1'), release('2', { endOfSupportOn: '2028-01-01' })]);
    expect(told(findings)).toEqual(['WARNING formats.notice_date_differs /endOfSupportOn']);
  });

  it('that changes a date agrees with the catalogue before and after', () => {
    const change: LifecycleNotice = { ...notice, event: 'DATE_CHANGE', formerEndOfSupportOn: '2028-12-31' };
    for (const [endOfSupportOn, count] of [
      ['2028-12-31', 0],
      ['2029-03-31', 0],
      ['2030-01-01', 1],
    ] as const) {
      const releases = [release('2.3.0', { endOfSupportOn }), release('2.4.1')];
      expect(noticeDisagrees(change, releases)).toHaveLength(count);
    }
  });
});
