/** What a field of a tag-value document belongs to. */
type Section = 'document' | 'creationInfo' | 'packages' | 'files' | 'snippets' | 'hasExtractedLicensingInfos';

export interface Field {
  section: Section;
  /** What the same field is called in JSON. */
  key: string;
  /** Whether it may be given several times. */
  isList?: true;
  /** Whether it may be given several times though JSON holds one: the first counts. */
  firstCounts?: true;
  /** Whether its line begins something new: a package, a file… */
  begins?: true;
  /** The value as JSON has it; undefined when the text has not the form of the field. */
  parse?: (text: string) => unknown;
  /** The form, for whoever has to mend it. */
  form?: string;
}

const yesOrNo = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text);

function checksumOf(text: string): unknown {
  const [, algorithm, checksumValue] = /^([\w-]+)\s*:\s*(\S+)$/.exec(text) ?? [];
  return algorithm === undefined ? undefined : { algorithm, checksumValue };
}

function externalRefOf(text: string): unknown {
  const [referenceCategory, referenceType, ...locator] = text.split(/\s+/);
  const referenceLocator = locator.join(' ');
  return referenceLocator === '' ? undefined : { referenceCategory, referenceType, referenceLocator };
}

function externalDocumentOf(text: string): unknown {
  const [externalDocumentId, spdxDocument, ...rest] = text.split(/\s+/);
  const checksum = checksumOf(rest.join(' '));
  return checksum === undefined ? undefined : { externalDocumentId, spdxDocument, checksum };
}

const verificationCodeOf = (text: string): unknown => ({ packageVerificationCodeValue: text.split(/[\s(]/, 1)[0] });

const CHECKSUM = { isList: true, parse: checksumOf, form: 'ALGORITHM: value' } as const;

const inDocument = (key: string): Field => ({ section: 'document', key });
const inPackage = (key: string): Field => ({ section: 'packages', key });
const inFile = (key: string): Field => ({ section: 'files', key });
const inSnippet = (key: string): Field => ({ section: 'snippets', key });
const inLicence = (key: string): Field => ({ section: 'hasExtractedLicensingInfos', key });
const severalOf = (field: Field): Field => ({ ...field, isList: true });
const beginningOf = (field: Field): Field => ({ ...field, begins: true });

/**
 * The fields of tag-value, by their tags (SPDX 2.2 and 2.3, clauses 6 to 10). SPDXID, which is every element's, and
 * relationships stand elsewhere.
 */
export const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['SPDXVersion', inDocument('spdxVersion')],
  ['DataLicense', inDocument('dataLicense')],
  ['DocumentName', inDocument('name')],
  ['DocumentNamespace', inDocument('documentNamespace')],
  ['DocumentComment', inDocument('comment')],
  [
    'ExternalDocumentRef',
    {
      ...severalOf(inDocument('externalDocumentRefs')),
      parse: externalDocumentOf,
      form: 'DocumentRef-… namespace ALGORITHM: checksum',
    },
  ],
  ['LicenseListVersion', { section: 'creationInfo', key: 'licenseListVersion' }],
  ['Creator', { section: 'creationInfo', key: 'creators', isList: true }],
  ['Created', { section: 'creationInfo', key: 'created' }],
  ['CreatorComment', { section: 'creationInfo', key: 'comment' }],

  ['PackageName', beginningOf(inPackage('name'))],
  ['PackageVersion', inPackage('versionInfo')],
  ['PackageFileName', inPackage('packageFileName')],
  ['PackageSupplier', inPackage('supplier')],
  ['PackageOriginator', inPackage('originator')],
  ['PackageDownloadLocation', inPackage('downloadLocation')],
  ['FilesAnalyzed', { ...inPackage('filesAnalyzed'), parse: yesOrNo }],
  ['PackageVerificationCode', { ...inPackage('packageVerificationCode'), parse: verificationCodeOf }],
  ['PackageChecksum', { ...inPackage('checksums'), ...CHECKSUM }],
  ['PackageHomePage', inPackage('homepage')],
  ['PackageSourceInfo', inPackage('sourceInfo')],
  ['PackageLicenseConcluded', inPackage('licenseConcluded')],
  ['PackageLicenseInfoFromFiles', severalOf(inPackage('licenseInfoFromFiles'))],
  ['PackageLicenseDeclared', inPackage('licenseDeclared')],
  ['PackageLicenseComments', inPackage('licenseComments')],
  ['PackageCopyrightText', inPackage('copyrightText')],
  ['PackageSummary', inPackage('summary')],
  ['PackageDescription', inPackage('description')],
  ['PackageComment', inPackage('comment')],
  ['ExternalRef', { ...severalOf(inPackage('externalRefs')), parse: externalRefOf, form: 'CATEGORY type locator' }],
  ['PackageAttributionText', severalOf(inPackage('attributionTexts'))],
  ['PrimaryPackagePurpose', { ...inPackage('primaryPackagePurpose'), firstCounts: true }],
  ['ReleaseDate', inPackage('releaseDate')],
  ['BuiltDate', inPackage('builtDate')],
  ['ValidUntilDate', inPackage('validUntilDate')],

  ['FileName', beginningOf(inFile('fileName'))],
  ['FileType', severalOf(inFile('fileTypes'))],
  ['FileChecksum', { ...inFile('checksums'), ...CHECKSUM }],
  ['LicenseConcluded', inFile('licenseConcluded')],
  ['LicenseInfoInFile', severalOf(inFile('licenseInfoInFiles'))],
  ['LicenseComments', inFile('licenseComments')],
  ['FileCopyrightText', inFile('copyrightText')],
  ['FileComment', inFile('comment')],
  ['FileNotice', inFile('noticeText')],
  ['FileContributor', severalOf(inFile('fileContributors'))],
  ['FileAttributionText', severalOf(inFile('attributionTexts'))],
  ['FileDependency', severalOf(inFile('fileDependencies'))],

  ['SnippetSPDXID', beginningOf(inSnippet('SPDXID'))],
  ['SnippetFromFileSPDXID', inSnippet('snippetFromFile')],
  ['SnippetByteRange', { ...severalOf(inSnippet('ranges')), parse: (text) => ({ bytes: text }) }],
  ['SnippetLineRange', { ...severalOf(inSnippet('ranges')), parse: (text) => ({ lines: text }) }],
  ['SnippetLicenseConcluded', inSnippet('licenseConcluded')],
  ['LicenseInfoInSnippet', severalOf(inSnippet('licenseInfoInSnippets'))],
  ['SnippetLicenseComments', inSnippet('licenseComments')],
  ['SnippetCopyrightText', inSnippet('copyrightText')],
  ['SnippetComment', inSnippet('comment')],
  ['SnippetName', inSnippet('name')],
  ['SnippetAttributionText', severalOf(inSnippet('attributionTexts'))],

  ['LicenseID', beginningOf(inLicence('licenseId'))],
  ['ExtractedText', inLicence('extractedText')],
  ['LicenseName', inLicence('name')],
  ['LicenseCrossReference', severalOf(inLicence('seeAlsos'))],
  ['LicenseComment', inLicence('comment')],
]);

/** Tags whose fields tell nothing that is read here: remarks on elements, reviews, and what 2.x gave up. */
export const PASSED_OVER: ReadonlySet<string> = new Set([
  'Annotator',
  'AnnotationDate',
  'AnnotationType',
  'AnnotationComment',
  'SPDXREF',
  'Reviewer',
  'ReviewDate',
  'ReviewComment',
  'ExternalRefComment',
  'RelationshipComment',
  'ArtifactOfProjectName',
  'ArtifactOfProjectHomePage',
  'ArtifactOfProjectURI',
]);
