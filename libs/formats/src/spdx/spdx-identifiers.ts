import type { Component } from '../document.ts';
import { hashOf, wellFormedCpe, wellFormedPurl } from './identifiers.ts';
import type { Path, Report } from './shape.ts';
import { quoted } from './spdx-findings.ts';

export interface StatedIdentifier {
  kind: 'purl' | 'cpe23' | 'cpe22';
  text: string;
  path: Path;
}

/** The first well-formed identifier of each kind; a CPE 2.3 goes before a CPE 2.2. Malformed ones are reported. */
export function identifiersAmong(stated: StatedIdentifier[], report: Report): Pick<Component, 'purl' | 'cpe'> {
  const found = new Map<StatedIdentifier['kind'], string>();
  for (const { kind, text, path } of stated) {
    const wellFormed = kind === 'purl' ? wellFormedPurl(text) : wellFormedCpe(text);
    if (wellFormed === null) {
      const [reason, what] =
        kind === 'purl'
          ? (['formats.spdx_purl_malformed', 'package URL'] as const)
          : (['formats.spdx_cpe_malformed', 'CPE'] as const);
      report(reason, `${quoted(text)} is no ${what}.`, path);
    } else if (!found.has(kind)) {
      found.set(kind, wellFormed);
    }
  }
  return { purl: found.get('purl') ?? null, cpe: found.get('cpe23') ?? found.get('cpe22') ?? null };
}

/** A checksum as the model writes it, or nothing where it is malformed, which is reported. */
export function hashesOf(algorithm: string, value: string, path: Path, report: Report): string[] {
  const hash = hashOf(algorithm, value);
  if (hash !== null) return [hash];
  report('formats.spdx_hash_malformed', `${quoted(value)} is no checksum of ${quoted(algorithm)}.`, path);
  return [];
}
