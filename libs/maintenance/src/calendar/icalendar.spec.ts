import { describe, expect, it } from '@jest/globals';
import { type CalendarEntry, icalendar } from './icalendar.ts';

const entry = (facts: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'one@tasuki.example',
  changedAt: new Date('2026-05-01T01:02:03.456Z'),
  when: { startsAt: new Date('2026-06-01T13:00:00Z'), endsAt: new Date('2026-06-01T17:00:00Z') },
  summary: 'Update',
  description: 'Viewer',
  location: 'Main site',
  url: 'https://tasuki.example/decisions',
  ...facts,
});
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

describe('a calendar', () => {
  it('tells times in UTC, and days as days', () => {
    const lines = unfolded(
      icalendar('Main site', [entry(), entry({ uid: 'two@tasuki.example', when: { day: '2026-07-09' } })]),
    );
    expect(lines.slice(0, 4)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tasuki//Updates and reviews//EN',
      'CALSCALE:GREGORIAN',
    ]);
    expect(lines.slice(lines.indexOf('BEGIN:VEVENT'))).toEqual([
      'BEGIN:VEVENT',
      'UID:one@tasuki.example',
      'DTSTAMP:20260501T010203Z',
      'LAST-MODIFIED:20260501T010203Z',
      'DTSTART:20260601T130000Z',
      'DTEND:20260601T170000Z',
      'SUMMARY:Update',
      'DESCRIPTION:Viewer',
      'LOCATION:Main site',
      'URL:https://tasuki.example/decisions',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:two@tasuki.example',
      'DTSTAMP:20260501T010203Z',
      'LAST-MODIFIED:20260501T010203Z',
      'DTSTART;VALUE=DATE:20260709',
      'TRANSP:TRANSPARENT',
      'SUMMARY:Update',
      'DESCRIPTION:Viewer',
      'LOCATION:Main site',
      'URL:https://tasuki.example/decisions',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('keeps what people type from becoming lines or values of its own', () => {
    const summary = 'One, two; three\\four\r\nATTENDEE:mailto:x@y.example\nEND:VEVENT\u0007';
    const lines = unfolded(icalendar('A;B', [entry({ summary })]));
    expect(lines).toContain(String.raw`SUMMARY:One\, two\; three\\four\nATTENDEE:mailto:x@y.example\nEND:VEVENT `);
    expect(lines).toContain(String.raw`NAME:A\;B`);
    expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
  });

  it('has no line longer than 75 octets, and cuts no character', () => {
    const summary = '更新:'.padEnd(100, '器') + '😀'.repeat(30);
    const text = icalendar('第一病院', [entry({ summary })]);
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
    expect(text.isWellFormed()).toBe(true);
    expect(unfolded(text)).toContain(`SUMMARY:${summary}`);
  });
});
