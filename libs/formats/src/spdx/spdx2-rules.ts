import { isJsonObject, listAt, objectsAt, textAt, textsAt, type JsonObject } from './json-values.ts';
import type { Path, Report } from './shape.ts';
import { quoted } from './spdx-findings.ts';
import { SPDX2_RELATIONSHIPS } from './spdx-relationships.ts';

/** What holds between the parts of a document: identifiers are unique, references lead somewhere, file lists agree. */
export function checkRules(document: JsonObject, version: string, report: Report): void {
  const ids = checkIds(document, report);
  checkReferences(document, ids, report);
  checkFiles(document, version, report);
}

interface Ids {
  elements: ReadonlySet<string>;
  otherDocuments: ReadonlySet<string>;
}

function checkIds(document: JsonObject, report: Report): Ids {
  const elements = new Set<string>(['SPDXRef-DOCUMENT']);
  for (const list of ['packages', 'files', 'snippets']) {
    for (const [index, element] of objectsAt(document, list)) {
      const id = textAt(element, 'SPDXID');
      if (id === null) continue;
      if (elements.has(id)) {
        report('formats.spdx_duplicate_id', `${quoted(id)} names more than one element.`, [list, index, 'SPDXID']);
      }
      elements.add(id);
    }
  }
  const named = objectsAt(document, 'externalDocumentRefs').map(([, ref]) => textAt(ref, 'externalDocumentId') ?? '');
  return { elements, otherDocuments: new Set(named) };
}

function checkReferences(document: JsonObject, ids: Ids, report: Report): void {
  const check = (reference: string | null, path: Path): void => {
    if (reference === null || !isDangling(reference, ids)) return;
    report('formats.spdx_reference_dangling', `There is no ${quoted(reference)} in the document.`, path);
  };
  for (const [index, id] of textsAt(document, 'documentDescribes')) check(id, ['documentDescribes', index]);
  for (const [index, stated] of objectsAt(document, 'packages')) {
    for (const [at, id] of textsAt(stated, 'hasFiles')) check(id, ['packages', index, 'hasFiles', at]);
  }
  for (const [index, snippet] of objectsAt(document, 'snippets')) {
    check(textAt(snippet, 'snippetFromFile'), ['snippets', index, 'snippetFromFile']);
  }
  let external = 0;
  for (const [index, relationship] of objectsAt(document, 'relationships')) {
    const [left, right] = [textAt(relationship, 'spdxElementId'), textAt(relationship, 'relatedSpdxElement')];
    check(left, ['relationships', index, 'spdxElementId']);
    check(right, ['relationships', index, 'relatedSpdxElement']);
    if (left !== null && left === right) {
      report('formats.spdx_relation_to_itself', `${quoted(left)} is related to itself.`, ['relationships', index]);
    }
    const tellsOfComponents = SPDX2_RELATIONSHIPS.get(textAt(relationship, 'relationshipType') ?? '') ?? null;
    if (tellsOfComponents && (isExternal(left) || isExternal(right))) external += 1;
  }
  if (external > 0) {
    const detail = `${external} relationships lead to components that stand in other documents.`;
    report('formats.spdx_external_elements', detail, ['externalDocumentRefs']);
  }
}

const isExternal = (reference: string | null) => reference?.startsWith('DocumentRef-') ?? false;

/** Of a reference that is malformed something else is said. */
function isDangling(reference: string, { elements, otherDocuments }: Ids): boolean {
  if (isExternal(reference)) return !otherDocuments.has(reference.split(':', 1)[0] ?? '');
  return reference.startsWith('SPDXRef-') && !elements.has(reference);
}

function checkFiles(document: JsonObject, version: string, report: Report): void {
  for (const [index, stated] of objectsAt(document, 'packages')) {
    const isAnalyzed = stated.filesAnalyzed !== false;
    const hasCode = isJsonObject(stated.packageVerificationCode);
    // The code became optional with 2.3.
    if (isAnalyzed && !hasCode && version === '2.2') {
      const detail = 'The files of the package were analysed, but it has no verification code.';
      report('formats.spdx_files_analyzed', detail, ['packages', index]);
    } else if (!isAnalyzed && hasCode) {
      const detail = 'The package has a verification code, though its files were not analysed.';
      report('formats.spdx_files_analyzed', detail, ['packages', index, 'packageVerificationCode']);
    }
  }
  for (const [index, file] of objectsAt(document, 'files')) {
    const checksums = objectsAt(file, 'checksums');
    const hasSha1 = checksums.some(([, { algorithm }]) => algorithm === 'SHA1');
    if (listAt(file, 'checksums').length > 0 && !hasSha1) {
      report('formats.spdx_file_without_sha1', 'The file has checksums, but no SHA1.', ['files', index, 'checksums']);
    }
  }
}
