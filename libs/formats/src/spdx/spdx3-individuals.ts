const INDIVIDUALS =
  /(?:^|[/#_])(?:NoneElement|NoAssertionElement|SpdxOrganization|None(?:License)?|NoAssertion(?:License)?)$/;

/** What the specification itself defines: no element, no assertion, its own authors, a licence of its list. */
export function isIndividual(reference: string): boolean {
  return INDIVIDUALS.test(reference) || /^https?:\/\/spdx\.org\/(?:licenses|rdf)\//.test(reference);
}

/** Whether a reference says that there is no element (NONE), or that nothing is said of it (NOASSERTION). */
export function absenceOf(reference: unknown): 'NONE' | 'NOASSERTION' | null {
  if (typeof reference !== 'string') return null;
  if (/(?:^|\/)NoneElement$/.test(reference)) return 'NONE';
  return /(?:^|\/)NoAssertionElement$/.test(reference) ? 'NOASSERTION' : null;
}
