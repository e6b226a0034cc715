import type { Mds2 } from '../document.ts';
import { type Finding, Findings } from '../finding.ts';
import { comparable } from './text.ts';

/** A product as the portal knows it, with its vendor and its versions. */
export interface NamedProduct {
  names: string[];
  identifiers: string[];
  vendorNames: string[];
  versions: string[];
}

const ADVICE = {
  'formats.mds2_other_manufacturer':
    'Check that the form belongs to this product, or say why another name stands there.',
  'formats.mds2_other_model': 'Check that the form belongs to this product, or say why another model stands there.',
  'formats.mds2_other_version': 'Check that the form belongs to this version, or say why another one stands there.',
} as const;

/** Header fields that name another product than the one the form is published for. Spelling is compared forgivingly. */
export function headerDisagrees(mds2: Mds2, product: NamedProduct): Finding[] {
  const findings = new Findings(ADVICE);
  const { manufacturer, deviceDescription, models } = mds2;
  const { vendorNames, names, identifiers, versions } = product;

  if (
    manufacturer !== null &&
    vendorNames.length > 0 &&
    !vendorNames.some((name) => isSameCompany(manufacturer, name))
  ) {
    const detail = `The form is by "${short(manufacturer)}", the product by ${quoted(vendorNames)}.`;
    findings.warning('formats.mds2_other_manufacturer', detail);
  }
  const known = [...names, ...identifiers];
  // A form for several models is for this one, too; the description may name it where the models do not.
  const named = [...models, ...(deviceDescription === null ? [] : [deviceDescription])];
  if (models.length > 0 && known.length > 0 && !named.some((model) => known.some((name) => isSameModel(model, name)))) {
    const detail = `The form is about ${quoted(models)}, the product is ${quoted(known)}.`;
    findings.warning('formats.mds2_other_model', detail);
  }
  const stated = named.flatMap(versionsIn);
  const isOther = stated.length > 0 && !stated.some((one) => versions.some((other) => isSameVersion(one, other)));
  if (versions.length > 0 && isOther) {
    const detail = `The form names the version ${quoted(stated)}, the release is ${quoted(versions)}.`;
    findings.warning('formats.mds2_other_version', detail);
  }
  return findings.list();
}

/** What a company's name ends or begins with, and says nothing. */
const COMPANY_FORMS =
  /株式会社|有限会社|合同会社|\(株\)|\(有\)|\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|plc|gmbh|ag|kg|kgaa|sa|sas|srl|spa|bv|nv|ab|as|oy|k\.?k)\b\.?/g;

function isSameCompany(a: string, b: string): boolean {
  const [first, second] = [a, b].map((name) => tokensOf(comparable(name).replace(COMPANY_FORMS, ' ')));
  return hold(first, second) || hold(second, first);
}

/** `MVR-435` is `MediCapture MVR435 v2.1`; `X1` is not `X10`; `MVR series` is every MVR. */
function isSameModel(a: string, b: string): boolean {
  const [first, second] = [a, b].map((name) => tokensOf(comparable(name).replace(VERSION, ' ')));
  if (hold(first, second) || hold(second, first) || isOfSeries(a, b) || isOfSeries(b, a)) return true;
  const codes = new Set(codesIn(first));
  return codesIn(second).some((code) => codes.has(code));
}

const SERIES = /\b(?:series|family|systems?)\b|シリーズ/g;

function isOfSeries(series: string, model: string): boolean {
  const name = comparable(series);
  if (!name.match(SERIES)) return false;
  const prefix = squeezed(name.replace(SERIES, ' '));
  return (
    prefix !== '' &&
    tokensOf(comparable(model))
      .concat(squeezed(model))
      .some((token) => token.startsWith(prefix))
  );
}

const LATIN = /^[a-z0-9.]+$/;

/** Whether the words of the one stand, next to each other, in the other. Japanese does not set words apart. */
function hold(whole: string[] = [], part: string[] = []): boolean {
  const joined = part.join('');
  if (joined === '') return false;
  if (runsIn(whole).includes(joined)) return true;
  return !LATIN.test(joined) && joined.length >= 3 && whole.join('').includes(joined);
}

/** What names a model even where the words around it differ: letters with a number. */
function codesIn(tokens: string[] = []): string[] {
  return runsIn(tokens).filter((run) => run.length >= 3 && /\p{L}/u.test(run) && /\d/.test(run));
}

/** Words that stand next to each other, as one: a name may be written in one word or in several. */
function runsIn(tokens: string[]): string[] {
  return tokens.flatMap((_, from) =>
    Array.from({ length: Math.min(MAX_RUN, tokens.length - from) }, (_, more) =>
      tokens.slice(from, from + more + 1).join(''),
    ),
  );
}

const MAX_RUN = 10;

function tokensOf(text: string): string[] {
  return text.slice(0, MAX_COMPARED).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function squeezed(text: string): string {
  return tokensOf(comparable(text)).join('');
}

const MAX_COMPARED = 300;
/** A `V500` may be a model, a `v5.1` is a version. */
const VERSION = /(?:\b(?:version|ver|revision|rev)|バージョン)[.: ]?(\d+(?:\.\d+){0,5})|\bv[. ]?(\d+(?:\.\d+){1,5})/g;

function versionsIn(text: string): string[] {
  const found = comparable(text.slice(0, MAX_COMPARED)).matchAll(VERSION);
  return [...found].map(([, named, dotted]) => named ?? dotted ?? '');
}

/** `5.1` of a form is every 5.1.x; `5.1.0` is `v5.1`. */
function isSameVersion(stated: string, version: string): boolean {
  const numbers = comparable(version).match(/\d+/g) ?? [];
  return stated.split('.').every((number, index) => Number(number) === Number(numbers[index] ?? 0));
}

function quoted(names: string[]): string {
  return names
    .slice(0, 5)
    .map((name) => `"${short(name)}"`)
    .join(', ');
}

function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
