import type { Component, DocumentHeader, Sbom } from '../document.ts';

/** What can be asked of each component by itself. */
export const COMPONENT_ELEMENTS = [
  'SUPPLIER',
  'COMPONENT_NAME',
  'VERSION',
  'OTHER_IDENTIFIER',
  'HASH',
  'LICENCE',
  'SUPPORT_LEVEL',
  'END_OF_SUPPORT',
] as const;
export type ComponentElement = (typeof COMPONENT_ELEMENTS)[number];

/** Relationships are asked of each component among the others; the rest of the document once. */
export type CompletenessElement =
  ComponentElement | 'RELATIONSHIP' | 'AUTHOR' | 'TIMESTAMP' | 'TOOL' | 'GENERATION_CONTEXT';

const NTIA: CompletenessElement[] = [
  'SUPPLIER',
  'COMPONENT_NAME',
  'VERSION',
  'OTHER_IDENTIFIER',
  'RELATIONSHIP',
  'AUTHOR',
  'TIMESTAMP',
];

/**
 * What an SBOM should hold at least, by whom:
 * - NTIA_2021: "The Minimum Elements For a Software Bill of Materials (SBOM)", US Department of Commerce, July 2021;
 *   its data fields.
 * - CISA_2025_DRAFT: "2025 Minimum Elements for a Software Bill of Materials (SBOM)", draft for public comment, August
 *   2025; which adds four data fields.
 * - FDA_PREMARKET: "Cybersecurity in Medical Devices: Quality System Considerations and Content of Premarket
 *   Submissions", US FDA; which asks for NTIA's fields, and for each component's level and end of support.
 */
const STANDARDS = {
  NTIA_2021: NTIA,
  CISA_2025_DRAFT: [...NTIA, 'HASH', 'LICENCE', 'TOOL', 'GENERATION_CONTEXT'],
  FDA_PREMARKET: [...NTIA, 'SUPPORT_LEVEL', 'END_OF_SUPPORT'],
} as const satisfies Record<string, CompletenessElement[]>;

export type CompletenessStandard = keyof typeof STANDARDS;

export interface Completeness {
  standard: CompletenessStandard;
  /** The mean of its elements, each of which weighs the same: 0 to 1. */
  score: number;
  elements: ElementCompleteness[];
}

export interface ElementCompleteness {
  element: CompletenessElement;
  /** How many have it, out of all components; or 1 or 0 of 1 where it is asked of the document. */
  satisfied: number;
  total: number;
}

/** How complete an SBOM is by each standard. One without components satisfies nothing that is asked of components. */
export function completenessOf(sbom: Sbom, header: DocumentHeader): Completeness[] {
  const counts = countsOf(sbom, header);
  return Object.entries(STANDARDS).map(([standard, elements]) => {
    const counted = elements.map((element) => counts[element]);
    const score = counted.reduce((sum, { satisfied, total }) => sum + (total === 0 ? 0 : satisfied / total), 0);
    return { standard: standard as CompletenessStandard, score: score / elements.length, elements: counted };
  });
}

/** Whether a component lacks what is asked of it. A level of support that is unknown counts as none. */
export function misses(component: Component, element: ComponentElement): boolean {
  switch (element) {
    case 'SUPPLIER':
      return component.supplier === null;
    case 'COMPONENT_NAME':
      return component.name === '';
    case 'VERSION':
      return component.version === null;
    case 'OTHER_IDENTIFIER':
      return component.purl === null && component.cpe === null;
    case 'HASH':
      return component.hashes.length === 0;
    case 'LICENCE':
      return component.licences.length === 0;
    case 'SUPPORT_LEVEL':
      return component.supportLevel === null || component.supportLevel === 'UNKNOWN';
    case 'END_OF_SUPPORT':
      return component.endOfSupportOn === null;
  }
}

/** The components of which nothing says what they belong to or consist of. A subject all alone has nobody to relate to. */
export function unrelated(sbom: Sbom): number[] {
  const isRelated = new Uint8Array(sbom.components.length);
  for (const [from, targets] of sbom.dependsOn.entries()) {
    for (const to of targets) isRelated[from] = isRelated[to] = 1;
  }
  if (sbom.components.length === 1 && sbom.subject === 0) isRelated[0] = 1;
  return [...sbom.components.keys()].filter((index) => isRelated[index] === 0);
}

function countsOf(sbom: Sbom, header: DocumentHeader): Record<CompletenessElement, ElementCompleteness> {
  const total = sbom.components.length;
  const perComponent = COMPONENT_ELEMENTS.map((element): [ComponentElement, ElementCompleteness] => {
    const satisfied = sbom.components.reduce((sum, component) => sum + (misses(component, element) ? 0 : 1), 0);
    return [element, { element, satisfied, total }];
  });
  const ofDocument = (element: CompletenessElement, isThere: boolean): ElementCompleteness => ({
    element,
    satisfied: isThere ? 1 : 0,
    total: 1,
  });
  return {
    ...(Object.fromEntries(perComponent) as Record<ComponentElement, ElementCompleteness>),
    RELATIONSHIP: { element: 'RELATIONSHIP', satisfied: total - unrelated(sbom).length, total },
    AUTHOR: ofDocument('AUTHOR', header.authors.length > 0),
    TIMESTAMP: ofDocument('TIMESTAMP', header.madeAt !== null),
    TOOL: ofDocument('TOOL', sbom.tools.length > 0),
    GENERATION_CONTEXT: ofDocument('GENERATION_CONTEXT', sbom.generationContext !== null),
  };
}
