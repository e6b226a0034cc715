import type { Facts } from '../document.ts';
import { readComponents } from './cyclonedx-components.ts';
import { readDependencies } from './cyclonedx-dependencies.ts';
import type { CycloneDxDocument } from './cyclonedx-document.ts';
import { readGenerationContext, readHeader, readTools } from './cyclonedx-header.ts';
import { readStatements } from './cyclonedx-vulnerabilities.ts';

/**
 * Everything that is read out of a CycloneDX document, whether it was JSON or XML. A document that names vulnerabilities,
 * and no component apart from the one it is about, is no SBOM.
 */
export function readFacts(document: CycloneDxDocument): Facts {
  const { findings } = document;
  const header = readHeader(document);
  if (header.id === null) {
    findings.hint('formats.cyclonedx_no_serial_number', 'The document has no serial number.');
  }
  const inventory = readComponents(document, header.madeAt);
  const graph = readDependencies(document, inventory);
  const statements = readStatements(document, inventory);

  const { components, subject } = inventory;
  const isInventory = components.some((_component, index) => index !== subject);
  if (!isInventory) findings.hint('formats.cyclonedx_no_components', 'The document lists no components.');
  const sbom = {
    components,
    subject,
    ...graph,
    generationContext: readGenerationContext(document),
    tools: readTools(document),
  };
  return {
    header,
    ...((isInventory || statements.length === 0) && { sbom }),
    ...(statements.length > 0 && { statements }),
  };
}
