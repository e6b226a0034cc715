import { quoted, type SpdxFindings } from './spdx-findings.ts';

export interface TaggedLine {
  tag: string;
  value: string;
  line: number;
}

const BEGIN = '<text>';
const END = '</text>';

/** The fields of a tag-value document, one after the other; comments and empty lines are left out. */
export function* taggedLines(text: string, findings: SpdxFindings): Generator<TaggedLine> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length; index += 1) {
    const content = (lines[index] ?? '').trim();
    if (content === '' || content.startsWith('#')) continue;
    const line = index + 1;
    const colon = content.indexOf(':');
    const tag = content.slice(0, Math.max(colon, 0)).trimEnd();
    if (!/^[A-Za-z]\w*$/.test(tag)) {
      findings.add('formats.spdx_line_malformed', `${quoted(content)} has no tag.`, { line });
      continue;
    }
    const value = content.slice(colon + 1).trim();
    if (!value.startsWith(BEGIN)) {
      yield { tag, value, line };
      continue;
    }
    let last = index;
    while (last < lines.length && !lines[last]?.includes(END)) last += 1;
    if (last === lines.length) {
      findings.add('formats.spdx_line_malformed', `The text of ${tag} has no end: ${END} is missing.`, { line });
      return;
    }
    const whole = [value, ...lines.slice(index + 1, last + 1)].join('\n');
    yield { tag, value: whole.slice(BEGIN.length, whole.indexOf(END)).trim(), line };
    index = last;
  }
}
