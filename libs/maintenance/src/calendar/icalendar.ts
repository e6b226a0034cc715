/** An entry of a calendar: between two instants, or on a whole day. */
export interface CalendarEntry {
  uid: string;
  changedAt: Date;
  when: { startsAt: Date; endsAt: Date } | { day: string };
  summary: string;
  description: string;
  location: string;
  url: string;
}

const OCTETS_A_LINE = 75;

/** An iCalendar stream (RFC 5545, with the name and refresh interval of RFC 7986). */
export function icalendar(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tasuki//Updates and reviews//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ uid, changedAt, when, summary, description, location, url }: CalendarEntry): string[] {
  const times =
    'day' in when
      ? [`DTSTART;VALUE=DATE:${when.day.replaceAll('-', '')}`, 'TRANSP:TRANSPARENT']
      : [`DTSTART:${utc(when.startsAt)}`, `DTEND:${utc(when.endsAt)}`];
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(changedAt)}`,
    `LAST-MODIFIED:${utc(changedAt)}`,
    ...times,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `LOCATION:${escaped(location)}`,
    `URL:${url}`,
    'END:VEVENT',
  ];
}

const utc = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d+/g, '');

/** TEXT of RFC 5545, 3.3.11. Names are typed by people: other control characters are not allowed in it. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replace(/\r\n?|\n/g, String.raw`\n`)
    .replace(/(?!\t)\p{Cc}/gu, ' ');

/** No line is longer than 75 octets; what follows begins with a space. A character is never cut in two. */
function folded(line: string): string {
  let octets = 0;
  let text = '';
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > OCTETS_A_LINE) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
