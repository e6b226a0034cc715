import { HEADINGS_2013, type Mds2Edition, mds2Form } from './questions.ts';

/** Longer texts are no identifiers, however they begin. */
const MAX_WRITTEN = 24;

const SHAPE_2019 = /^([A-Z]{3,6})([-_ ]?)(\d{1,2}(?:\.\d{1,2}){0,3})$/;
const SHAPE_2013 = /^(?:(\d{1,2}-\d{1,2}(?:\.\d{1,2}){0,2})|([A-D])(?:[-.]?(\d{1,2}))?)$/;
const SECTIONS_2019 = new Set(mds2Form('HN 1-2019').sections.map(({ id }) => id));

/** A misprint of the form that NEMA published; forms that were filled in carry it on. */
const MISPRINTS: ReadonlyMap<string, string> = new Map([['SHAD-15', 'SAHD-15']]);

/**
 * The identifier that a cell holds, in the edition's own spelling, known there or not: ` mldp－２．１. ` is `MLDP-2.1`.
 * Null when it has not an identifier's shape.
 */
export function readQuestionId(written: string, edition: Mds2Edition): string | null {
  if (written.length > MAX_WRITTEN) return null;
  const plain = written
    .normalize('NFKC')
    // Among them the long vowel mark, which a Japanese keyboard gives for a dash.
    .replace(/[\u2010-\u2015\u2212\u30fc]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?([-.]) ?/g, '$1')
    .replace(/^[ (["']+|[ .:;,)\]"']+$/g, '')
    .toUpperCase();
  return edition === 'HN 1-2019' ? id2019(plain) : id2013(plain);
}

function id2019(plain: string): string | null {
  const [, section, dash, number] = SHAPE_2019.exec(plain) ?? [];
  // `Note 3` is none, nor is `Rev 2`; an unknown section is known by its dash.
  if (section === undefined || /^NOTES?$/.test(section)) return null;
  if (dash !== '-' && !SECTIONS_2019.has(section)) return null;
  const id = `${section}-${number}`;
  return MISPRINTS.get(id) ?? id;
}

function id2013(plain: string): string | null {
  const [, numbered, letter, number] = SHAPE_2013.exec(plain) ?? [];
  if (letter === undefined) return numbered ?? null;
  return number === undefined ? letter : `${letter}.${number}`;
}

/** Lines of the form that bear an identifier and ask nothing. */
export function isHeading(id: string, edition: Mds2Edition): boolean {
  return edition === 'HN 1-2013' && HEADINGS_2013.has(id);
}
