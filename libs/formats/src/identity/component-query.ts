import { formatCpe, readCpeQuery } from './cpe.ts';
import { readHash } from './hash.ts';
import { licenceIds, licenceKey } from './licence.ts';
import { normalisedName } from './name.ts';
import { readPurlQuery } from './purl.ts';
import { isRefusal, quoted, type Refusal } from './refusal.ts';
import { readStatedRange } from './release-version.ts';
import type { VersionRange } from './vers.ts';
import { vulnerabilityKey } from './vulnerability-id.ts';

/** What somebody types to find components; empty is the same as left out. All of it must hold. */
export interface ComponentSearch {
  name?: string | null;
  purl?: string | null;
  /** `vers:…`, `>=4.0.0|<4.17.21` or in words; of what the name, purl or CPE says. */
  versionRange?: string | null;
  cpe?: string | null;
  hash?: string | null;
  licence?: string | null;
  vulnerability?: string | null;
}

/** The keys that an index is asked for; null: not asked. */
export interface ComponentQuery {
  /** By `normalisedName`. */
  name: string | null;
  /** By `purlBase`. */
  purlBase: string | null;
  /** Exactly this version. */
  version: string | null;
  /** For `contains`, which also says when a version cannot be compared. */
  range: VersionRange | null;
  /** By `cpeBase`. */
  cpeBase: string | null;
  /** The CPE 2.3 formatted string, for `cpeFits`. */
  cpe: string | null;
  /** `sha256:0a1b…` */
  hash: string | null;
  /** By `licenceKey` of one of `licenceIds`. */
  licence: string | null;
  /** By `vulnerabilityKey`. */
  vulnerability: string | null;
}

export interface ComponentRefusal extends Refusal {
  /** null: the query as a whole. */
  field: keyof ComponentSearch | null;
}

/** Longer than anything real; a refusal is kinder than a search that cannot succeed. */
const MAX_LENGTH = 2_000;

/** Checks a search and brings each part into the form of the index. All that is wrong with it is said at once. */
export function readComponentQuery(search: ComponentSearch): ComponentQuery | ComponentRefusal[] {
  const refusals: ComponentRefusal[] = [];
  const read = <Read>(field: keyof ComponentSearch, reader: (text: string) => Read | Refusal): Read | null => {
    const text = search[field]?.trim();
    if (!text) return null;
    const answer = text.length > MAX_LENGTH ? tooLong(text) : reader(text);
    if (!isRefusal(answer)) return answer;
    refusals.push({ field, ...answer });
    return null;
  };

  const purl = read('purl', readPurlQuery);
  const ranged = read('versionRange', (range) => readRange(range, purl && search.purl));
  const cpe = read('cpe', readCpeQuery);
  const query: ComponentQuery = {
    name: read('name', normalisedName),
    purlBase: purl?.base ?? null,
    version: purl?.version ?? null,
    range: ranged ?? purl?.range ?? null,
    cpeBase: cpe?.base ?? null,
    cpe: cpe && formatCpe(cpe.cpe),
    hash: read('hash', readHash),
    licence: read('licence', readLicence),
    vulnerability: read('vulnerability', readVulnerability),
  };
  if (refusals.length > 0) return refusals;
  const lack = lackOf(query);
  return lack ? [lack] : query;
}

function tooLong(text: string): Refusal {
  return {
    refused: `${quoted(text)} has more than ${MAX_LENGTH} characters.`,
    advice: 'Look for the component by a shorter name, or by its purl: pkg:npm/lodash.',
  };
}

/** Of a purl's kind of versions when there is a purl. */
function readRange(range: string, purl: string | null | undefined): VersionRange | null | Refusal {
  if (purl) {
    const query = readPurlQuery(purl, range);
    return isRefusal(query) ? query : query.range;
  }
  const read = readStatedRange(range);
  if (read) return read;
  return {
    refused: `${quoted(range)} is no range of versions that can be read.`,
    advice: 'Write for example ">= 2.0, < 2.4", "2.x" or vers:generic/>=2.0|<2.4.',
  };
}

function readLicence(text: string): string | Refusal {
  const [licence, ...others] = licenceIds(text);
  if (licence !== undefined && others.length === 0) return licenceKey(licence);
  return {
    refused: `${quoted(text)} names more than one licence.`,
    advice: 'Look for one at a time, for example Apache-2.0: expressions that hold it are found as well.',
  };
}

function readVulnerability(text: string): string | Refusal {
  const id = vulnerabilityKey(text);
  const isCve = id.startsWith('CVE');
  if (isCve ? /^CVE-\d{4}-\d{4,}$/.test(id) : /^[a-z]\w*[-:]\S*\d\S*$/i.test(id)) return id;
  return {
    refused: `${quoted(text)} is no id of a vulnerability.`,
    advice: 'Write the whole id, for example CVE-2021-44228 or GHSA-jfh8-c2jp-5v3q.',
  };
}

function lackOf(query: ComponentQuery): ComponentRefusal | null {
  const { name, purlBase, cpe, hash, licence, vulnerability, range } = query;
  if ([name, purlBase, cpe, hash, licence, vulnerability].some((key) => key !== null)) return null;
  const advice = 'Give a name, purl, CPE, hash, licence or vulnerability, for example the purl pkg:npm/lodash.';
  if (range === null) return { field: null, refused: 'Nothing is said of what to look for.', advice };
  return { field: 'versionRange', refused: 'A range of versions alone does not say of what.', advice };
}
