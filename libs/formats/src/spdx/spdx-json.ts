import type { Reading } from '../document.ts';
import { jsonNameOf, pointerTo } from './shape.ts';
import { SpdxFindings } from './spdx-findings.ts';
import { readSpdx2, type Source } from './spdx2.ts';

const JSON_SOURCE: Source = {
  format: 'SPDX_JSON',
  placeOf: (path) => ({ pointer: pointerTo(path) }),
  nameOf: jsonNameOf,
};

/** Reads an SBOM in the JSON of SPDX 2.2 or 2.3. Never throws because of what is in it. */
export function readSpdxJson(document: unknown): Reading {
  return readSpdx2(document, JSON_SOURCE, new SpdxFindings());
}
