import type { Component, Sbom } from '../document.ts';

/** A component with what matters to a test. */
export function component(name: string, more: Partial<Component> = {}): Component {
  return {
    ref: `#${name}`,
    type: 'library',
    group: null,
    name,
    version: '1.0.0',
    supplier: null,
    purl: null,
    cpe: null,
    licences: [],
    hashes: [],
    supportLevel: null,
    endOfSupportOn: null,
    place: '/components/0',
    ...more,
  };
}

/** A component of npm, with its purl. */
export function npm(name: string, version: string, more: Partial<Component> = {}): Component {
  return component(name, { version, purl: `pkg:npm/${name}@${version}`, ...more });
}

export function sbom(components: Component[], more: Partial<Sbom> = {}): Sbom {
  const dependsOn = components.map(() => []);
  return { components, subject: null, dependsOn, hasRelationships: false, generationContext: null, tools: [], ...more };
}
