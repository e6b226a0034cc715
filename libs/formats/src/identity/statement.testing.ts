import type { StatedProduct, VexStatus, VulnerabilityStatement } from '../document.ts';

/** A product as a document may state it, with what matters to a test. */
export function product(stated: Partial<StatedProduct> = {}): StatedProduct {
  const nothing = { ref: 'P', vendor: null, version: null, versionRange: null, purl: null, cpe: null };
  return { ...nothing, name: 'Pump', modelNumbers: [], ...stated };
}

/** A statement about CVE-2024-0001, with what matters to a test. */
export function statement(
  status: VexStatus,
  stated: Partial<StatedProduct> = {},
  more: Partial<VulnerabilityStatement> = {},
): VulnerabilityStatement {
  return {
    vulnerability: 'CVE-2024-0001',
    aliases: [],
    product: product(stated),
    component: null,
    status,
    rawStatus: status.toLowerCase(),
    justification: null,
    impact: null,
    remediations: [],
    scores: [],
    title: null,
    text: null,
    cwes: [],
    place: '/vulnerabilities/0',
    ...more,
  };
}
