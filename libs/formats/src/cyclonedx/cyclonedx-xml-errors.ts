import { quoted } from './cyclonedx-findings.ts';

export interface XmlViolation {
  line: number;
  detail: string;
}

interface XmlError {
  line: number;
  message: string;
}

/** Turns what libxml2 says about an invalid document into sentences, one for each element or attribute. */
export function tellXml(errors: readonly XmlError[]): XmlViolation[] {
  const violations = new Map<string, XmlViolation>();
  for (const { line, message } of errors) {
    const [, element = '', attribute, problem = ''] = SUBJECT.exec(message.replaceAll(NAMESPACE, '').trim()) ?? [];
    // Equal references are found, and told, by whoever reads the document.
    if (problem.includes("in unique identity-constraint 'bom-ref'")) continue;
    const subject = attribute === undefined ? `<${element}>` : `${quoted(attribute)} of <${element}>`;
    const key = `${line} ${subject}`;
    // After a rule that a value breaks it is said once more that the value is not valid.
    if (!violations.has(key)) violations.set(key, { line, detail: `${subject}: ${sentenceOf(problem || message)}` });
  }
  return [...violations.values()];
}

const NAMESPACE = /\{http:\/\/cyclonedx\.org\/schema\/bom\/[\d.]+\}/g;
const SUBJECT = /^Element '([^']*)'(?:, attribute '([^']*)')?: ([^]*)$/;

/** A value may hold anything, quotes included: it ends where the rest of the sentence begins for the last time. */
const SENTENCES: [RegExp, (...parts: string[]) => string][] = [
  [
    /^\[facet 'enumeration'\] The value '([^]*)' is not an element of the set \{([^]*)\}\.$/,
    (value = '', allowed = '') => `${quoted(value)} is none of the values allowed: ${allowed.replaceAll("'", '')}.`,
  ],
  [
    /^\[facet 'pattern'\] The value '([^]*)' is not accepted by the pattern '([^]*)'\.$/,
    (value = '', pattern = '') =>
      `${quoted(value)} is not ${PATTERNS.get(pattern.slice(0, 9)) ?? `of the form ${pattern}`}.`,
  ],
  [/^\[facet 'minLength'\]/, () => 'the text is empty.'],
  [
    /^'([^]*)' is not a valid value of the (?:local )?(?:atomic|union|list) type(?: 'xs:(\w+)')?\.$/,
    (value = '', type = '') => `${quoted(value)} is not ${TYPES.get(type) ?? 'a value that can stand here'}.`,
  ],
  [/^The attribute '([^']*)' is required but missing\.$/, (name = '') => `the attribute ${quoted(name)} is missing.`],
  [/^The attribute '([^']*)' is not allowed\.$/, (name = '') => `the format knows no attribute ${quoted(name)} here.`],
  [
    /^This element is not expected\.(?: Expected is(?: one of)? \( ([^]*) \)\.)?$/,
    (expected = '') => `it cannot stand here${expected && `; next could come ${namesIn(expected)}`}.`,
  ],
  [
    /^Missing child element\(s\)\.(?: Expected is(?: one of)? \( ([^]*) \)\.)?$/,
    (expected = '') => `an element is missing in it${expected && `: ${namesIn(expected)}`}.`,
  ],
];

/** The patterns that are met most, by how they begin. */
const PATTERNS = new Map([
  ['urn:uuid:', 'urn:uuid: with a UUID in lower case'],
  ['([a-fA-F0', 'a hash in hexadecimal digits, of a length that hashes have'],
  ['([c][pP][', 'a CPE name'],
]);

const TYPES = new Map([
  ['dateTime', 'a date with time, such as 2025-01-31T12:00:00Z'],
  ['date', 'a date, such as 2025-01-31'],
  ['boolean', 'true or false'],
  ['integer', 'a whole number'],
  ['positiveInteger', 'a whole number above 0'],
  ['decimal', 'a number'],
  ['anyURI', 'a URI'],
]);

/** What extensions may add (`##other`) helps nobody. */
function namesIn(expected: string): string {
  return expected
    .split(', ')
    .filter((name) => !name.startsWith('##'))
    .join(', ');
}

function sentenceOf(problem: string): string {
  for (const [form, tell] of SENTENCES) {
    const parts = form.exec(problem);
    if (parts) return tell(...parts.slice(1).map((part) => part ?? ''));
  }
  return problem;
}
