export * from './document.ts';
export { Findings, MAX_FINDINGS, type Finding, type FindingReason, type Place } from './finding.ts';
export { recognise, type Declared, type MediaType, type Recognition } from './recognise.ts';
export { checkWellFormed, type CheckedType } from './well-formed.ts';
export { DocumentReader, type FileToRead, type ReadFile } from './reading/document-reader.ts';
export { isReadable, isStructured } from './reading/readable.ts';
export type { Completeness, SbomElement, SbomStandard } from './sbom/completeness.ts';
