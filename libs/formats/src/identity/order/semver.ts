import semver from 'semver';
import { compareDigits, compareLists, compareText, isDigits, orderBy } from './order.ts';

/** Semantic versions, with or without `v`, and with zeros put where a person leaves out the end: `1.2` is `1.2.0`. */
export const semverOrder = orderBy(read, semver.compare);

const BEGINNING = /^[v=]?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?!\d)/i;

function read(version: string): semver.SemVer | null {
  const [beginning, major, minor, patch] = BEGINNING.exec(version) ?? [];
  if (beginning === undefined) return null;
  return semver.parse(`${major}.${minor ?? 0}.${patch ?? 0}${version.slice(beginning.length)}`, { loose: true });
}

/** NuGet's: up to four numbers, then as semantic versions, without regard to case. */
export const nugetOrder = orderBy(readNuget, compareNuget);

interface NugetVersion {
  numbers: string[];
  labels: string[];
}

const NUGET = /^v?(\d+(?:\.\d+){0,3})(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]*)?$/i;

function readNuget(version: string): NugetVersion | null {
  const match = NUGET.exec(version);
  if (!match) return null;
  return { numbers: (match[1] ?? '').split('.'), labels: match[2]?.toLowerCase().split('.') ?? [] };
}

function compareNuget(a: NugetVersion, b: NugetVersion): number | null {
  const numbers = compareLists(a.numbers, b.numbers, '0', compareDigits);
  if (numbers !== 0) return numbers;
  if (a.labels.length === 0 || b.labels.length === 0) return b.labels.length - a.labels.length;
  return compareLists(a.labels, b.labels, undefined, compareLabels);
}

function compareLabels(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  if (isDigits(a) && isDigits(b)) return compareDigits(a, b);
  return Number(isDigits(b)) - Number(isDigits(a)) || compareText(a, b);
}
