import type { Component, StatedProduct } from '../document.ts';
import type { Inventory } from './cyclonedx-components.ts';
import type { CycloneDxDocument } from './cyclonedx-document.ts';
import { quoted } from './cyclonedx-findings.ts';
import { fragmentOf, isBomLink } from './cyclonedx-references.ts';
import { readPurl } from './identifiers.ts';
import { listOf, objectOf, referenceOf, textOf, type JsonObject } from './json-values.ts';

export interface Target {
  named: { product: StatedProduct; component: StatedProduct | null };
  /** The entry of `versions` that it stands for. */
  version: JsonObject | null;
}

/**
 * Finds what a vulnerability affects. The product is what the document is about, and the component whatever else the
 * reference names; a document about nothing in particular names its products themselves. A reference into another
 * document stays as it is: what it names is read off it as far as possible.
 */
export function readTargets(document: CycloneDxDocument, inventory: Inventory) {
  const { bom, findings, placeOf, references } = document;
  const { components, subject } = inventory;
  const about = subject === null ? null : productOf(components[subject] as Component);
  const services = servicesOf(bom);

  const named = (ref: string, pointer: string): StatedProduct => {
    const index = inventory.indexOf.get(ref);
    if (index !== undefined) return productOf(components[index] as Component);
    const service = services.get(ref);
    if (service) return { ...bare(ref, textOf(service.name) ?? ref), version: textOf(service.version) };
    if (!isBomLink(ref)) {
      if (!references.has(ref)) {
        const detail = `${quoted(ref)} is said to be affected, and is the bom-ref of nothing in the document.`;
        findings.warning('formats.cyclonedx_dangling_ref', detail, { pointer: placeOf(pointer) });
      }
      return bare(ref, ref);
    }
    return fromFragment(ref, fragmentOf(ref));
  };

  const targetOf = (affected: JsonObject, pointer: string): Target['named'] | null => {
    const written = referenceOf(affected.ref);
    if (written === null) return null;
    const ref = references.resolve(written, bom);
    const isAbout = about !== null && (ref === about.ref || (isBomLink(ref) && fragmentOf(ref) === about.ref));
    if (isAbout) return { product: about, component: null };
    const other = named(ref, `${pointer}/ref`);
    return about ? { product: about, component: other } : { product: other, component: null };
  };

  return {
    /** Lazily: a document may name a thousand versions of a thousand components. */
    *of(vulnerability: JsonObject, pointer: string): Generator<Target> {
      const affects = listOf(vulnerability.affects);
      for (const [index, item] of affects.entries()) {
        const affected = objectOf(item);
        const target = affected && targetOf(affected, `${pointer}/affects/${index}`);
        if (!target) continue;
        const versions = listOf(affected.versions)
          .map(objectOf)
          .filter((version) => version !== undefined);
        if (versions.length === 0) yield { named: target, version: null };
        for (const version of versions) yield { named: inVersion(target, version), version };
      }
      if (affects.length > 0) return;
      if (about) yield { named: { product: about, component: null }, version: null };
      else {
        const detail = 'It is not said what the vulnerability affects.';
        findings.warning('formats.cyclonedx_vulnerability_of_nothing', detail, { pointer: placeOf(pointer) });
      }
    },
  };
}

/** The version belongs to whatever the reference names: the component, or the product itself. */
function inVersion({ product, component }: Target['named'], stated: JsonObject): Target['named'] {
  const version = textOf(stated.version);
  const versionRange = textOf(stated.range);
  const change = { version: version ?? (versionRange === null ? (component ?? product).version : null), versionRange };
  return component
    ? { product, component: { ...component, ...change } }
    : { product: { ...product, ...change }, component };
}

function productOf({ ref, name, supplier, version, purl, cpe }: Component): StatedProduct {
  return { ...bare(ref, name), vendor: supplier, version, purl, cpe };
}

/** A component of another document, whose `bom-ref` is often its package URL. */
function fromFragment(ref: string, fragment: string): StatedProduct {
  const read = readPurl(fragment);
  if ('problem' in read) return bare(ref, fragment);
  return { ...bare(ref, read.name), version: read.version, purl: fragment };
}

function bare(ref: string, name: string): StatedProduct {
  return { ref, name, vendor: null, version: null, versionRange: null, purl: null, cpe: null, modelNumbers: [] };
}

/** All services by their references, those behind others included. */
function servicesOf(bom: JsonObject): Map<string, JsonObject> {
  const services = new Map<string, JsonObject>();
  const waiting = [...listOf(bom.services)];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const service = objectOf(item);
    const ref = referenceOf(service?.['bom-ref']);
    if (service && ref !== null) services.set(ref, service);
    for (const behind of listOf(service?.services)) waiting.push(behind);
  }
  return services;
}
