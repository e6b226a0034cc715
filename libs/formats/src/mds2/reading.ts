import type { Mds2, Reading } from '../document.ts';
import type { Finding } from '../finding.ts';

/** What was read of a form, for the dispatcher. */
export function mds2Reading(format: 'MDS2_XLSX' | 'MDS2_JSON', mds2: Mds2 | null, findings: Finding[]): Reading {
  if (!mds2) return { format: format === 'MDS2_JSON' ? format : null, formatVersion: null, findings, facts: {} };
  const header = {
    id: mds2.documentId,
    version: null,
    title: mds2.deviceDescription,
    authors: [],
    publisher: mds2.manufacturer,
    madeAt: null,
    tlp: null,
  };
  return { format, formatVersion: mds2.edition, findings, facts: { header, mds2 } };
}
