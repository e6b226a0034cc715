import type { Archive } from './archive.ts';
import { Refusal, type WorkbookFindings } from './refusal.ts';
import { walkXml } from './xml-part.ts';

/** Looks for what a workbook can hold beside its cells. Nothing of it is opened. @throws Refusal */
export function findSuspiciousParts(archive: Archive, findings: WorkbookFindings): void {
  const contentTypes = readContentTypes(archive);
  const names = archive.names();
  const has = (part: RegExp) => names.some((name) => part.test(name));

  if (contentTypes.some((type) => type.includes('sheet.binary'))) {
    throw new Refusal('formats.workbook_is_binary', 'It is a binary workbook (.xlsb).');
  }
  const hasMacros = contentTypes.some((type) => /macroenabled|vbaproject|macrosheet/.test(type));
  if (hasMacros || has(/vbaproject[^/]*\.bin$|\/(?:macro|dialog)sheets\//)) {
    findings.error('formats.workbook_has_macros', 'The workbook holds macros. They were not run.');
  }
  if (has(/\/(?:externallinks|querytables)\/[^/]+\.xml$|\/connections\.xml$/)) {
    const detail =
      'The workbook fetches data from other files or programs. Nothing was fetched; stored values were read.';
    findings.warning('formats.workbook_has_external_links', detail);
  }
  if (has(/\/(?:embeddings|activex)\//)) {
    const detail = 'Other documents or programs are embedded in the workbook. They were not opened.';
    findings.warning('formats.workbook_has_embedded_objects', detail);
  }
}

/** The types of single parts: the defaults for file name endings say nothing of whether such a file is there. */
function readContentTypes(archive: Archive): string[] {
  const name = '[Content_Types].xml';
  const types: string[] = [];
  walkXml(name, archive.read(name), {
    open(element, _parent, { ContentType = '' }) {
      if (element === 'Override') types.push(ContentType.toLowerCase());
    },
  });
  return types;
}
