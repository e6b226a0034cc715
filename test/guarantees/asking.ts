import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  type IntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { newId, type Role } from '#libs/kernel';
import type { Person } from '../support/world.ts';
import type { Rows } from './rich-world.ts';

export type RootField = GraphQLField<unknown, unknown>;

/** The schema that the running program serves. */
export async function schemaOf(person: Person): Promise<GraphQLSchema> {
  return buildClientSchema((await person.graphql(getIntrospectionQuery())) as unknown as IntrospectionQuery);
}

/** Every root field, by `Query.asset`. */
export function rootFields(schema: GraphQLSchema): Map<string, RootField> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return new Map(
    roots.flatMap((root) =>
      Object.values(root?.getFields() ?? {}).map((field) => [`${root!.name}.${field.name}`, field] as const),
    ),
  );
}

export const isConnection = (field: RootField): boolean => getNamedType(field.type).name.endsWith('Connection');

/** Something valid to say wherever the API asks for a text, by the name of the argument. */
const TEXTS: Record<string, string> = {
  email: 'someone@elsewhere.example',
  administratorEmail: 'administrator@elsewhere.example',
  password: 'correct horse battery staple',
  sha256: 'b'.repeat(64),
  contentType: 'application/json',
  value: 'MODEL-1',
  phone: '03-0000-0000',
  vulnerability: 'CVE-2026-1000',
  questionId: 'MLDP-2',
  title: 'SBOM',
  question: 'Is there one?',
  words: 'It was published.',
  issuer: 'https://login.invalid',
  localStart: '22:00',
  url: 'https://hooks.invalid/tasuki',
  kinds: 'product.registered',
  key: '019a0000-0000-7000-8000-00000000c0de',
  browserKey: 'b'.repeat(40),
  cveIds: 'CVE-2026-1000',
  jvnIds: 'JVN#12345678',
};
const ENUMS: Record<string, string> = {
  scheme: 'VENDOR',
  kind: 'SECURITY',
  means: 'POST',
  tlp: 'AMBER',
  answers: 'NO',
  severity: 'HIGH',
  'Mutation.decideEndOfSupport.input.kind': 'REPLACE',
  'Mutation.draftPublicationFromAnswer.input.kind': 'ADVISORY',
  'Mutation.offerHandovers.input.kind': 'SOLD',
  'Mutation.moveCase.input.to': 'ACKNOWLEDGED',
  'Mutation.writeCaseEntry.input.kind': 'REMARK',
  to: 'NOT_APPLICABLE',
  performer: 'VENDOR_ON_SITE',
};
const SOON = new Date(Date.now() + 30 * 86_400_000).toISOString();
const PAST = new Set([
  'receivedOn',
  'sentOn',
  'respondedOn',
  'from',
  'periodFrom',
  'releasedOn',
  'noticedAt',
  'awareAt',
  'reachedAt',
]);

/** Days of one field. */
const DAYS: Record<string, string> = {
  'Mutation.grantMandate.input.from': '2099-12-30',
  'Mutation.requestEvaluation.input.until': SOON.slice(0, 10),
};

/** What a field needs to be told although its schema leaves it open. */
const NEEDED: Record<string, readonly string[]> = {
  'Mutation.setContact': ['input.phone'],
  'Mutation.draftPublication': ['input.titleEn'],
  'Mutation.acceptInvitation': ['input.name', 'input.password'],
  'Mutation.testIdentityProvider': ['input.clientSecret'],
  'Mutation.setIdentityProvider': ['input.clientSecret'],
  'Mutation.confirmInstalledBaseLine': ['input.connections', 'input.siteId'],
  'Mutation.decideEndOfSupport': ['input.assetIds', 'input.replaceBy'],
  'Mutation.offerHandovers': ['input.assetIds', 'input.code'],
  'Query.productByIdentifier': ['vendorId'],
  'Query.publicProductByIdentifier': ['vendorId'],
  'Query.componentMatches': ['name'],
  'Mutation.askVendor': ['input.releaseId'],
  'Mutation.recordChase': ['input.reachedName'],
  'Mutation.planUpdates': ['input.assetIds'],
  'Mutation.recordUpdateStep': ['input.step.note'],
};

/** Which row a field is asked about, where the argument's own name does not say. */
const ROW_OF: Record<string, string> = {
  'Query.publication.id': 'amberId',
  'Query.productByIdentifier.value': 'identifier',
  'Query.publicProduct.id': 'productId',
  'Query.publicProductByIdentifier.value': 'identifier',
  'Query.publicPublication.id': 'clearId',
  'Mutation.requestPublicDownload.input.fileId': 'clearArtifactId',
  'Query.publicationDifference.fromId': 'amberId',
  'Query.publicationDifference.toId': 'amberId',
  'Query.releaseDifference.fromId': 'releaseId',
  'Query.releaseDifference.toId': 'releaseId',
  'Mutation.removeFiledDocument.input.filedDocumentId': 'spareFiledDocumentId',
  'Mutation.changeProduct.input.productId': 'ownProductId',
  'Mutation.addProductIdentifier.input.productId': 'ownProductId',
  'Mutation.addRelease.input.productId': 'ownProductId',
  'Mutation.changeRelease.input.releaseId': 'ownReleaseId',
  'Mutation.acceptInvitation.input.token': 'token',
  'Query.identityProviderOf.organisationCode': 'code',
  'Query.recipients.publicationId': 'amberId',
  'Query.audiencePreview.publicationId': 'draftId',
  'Query.auditReceipt.eventId': 'grantedEventId',
  'Mutation.editPublication.input.publicationId': 'draftId',
  'Mutation.submitPublication.input.publicationId': 'submittableId',
  'Mutation.sendBackPublication.input.publicationId': 'sendableId',
  'Mutation.approvePublication.input.publicationId': 'reviewId',
  'Mutation.approvePublication.input.submittedAt': 'reviewSubmittedAt',
  'Mutation.publishEmergency.input.publicationId': 'urgentId',
  'Mutation.publishEmergency.input.submittedAt': 'urgentSubmittedAt',
  'Mutation.confirmSecondCheck.input.publicationId': 'pendingId',
  'Mutation.withdrawPublication.input.publicationId': 'doomedId',
  'Mutation.draftRevision.input.publicationId': 'revisableId',
  'Mutation.recordOutsideRecipient.input.publicationId': 'amberId',
  'Mutation.grantAudit.input.publicationId': 'amberId',
  'Mutation.abandonUpload.input.uploadId': 'spareUploadId',
  'Mutation.completeUpload.input.uploadId': 'arrivingUploadId',
  'Mutation.recordUploadParts.input.uploadId': 'arrivingUploadId',
  'Mutation.coverSite.input.deliveryId': 'coverableDeliveryId',
  'Mutation.suspendOrganisation.input.organisationId': 'spareOrganisationId',
  'Mutation.readmitOrganisation.input.organisationId': 'spareOrganisationId',
  'Mutation.endMembership.input.memberId': 'spareMemberId',
  'Mutation.changeMember.input.memberId': 'spareMemberId',
  'Mutation.revokeInvitation.input.invitationId': 'spareInvitationId',
  'Mutation.removeContact.input.contactId': 'spareContactId',
  'Mutation.revokeApiKey.input.apiKeyId': 'spareApiKeyId',
  'Mutation.revokeAuditGrant.input.auditGrantId': 'spareAuditGrantId',
  'Mutation.grantMandate.input.code': 'providerCode',
  'Mutation.revokeMandate.input.mandateId': 'spareMandateId',
  'Mutation.revokeSigningKey.input.signingKeyId': 'spareSigningKeyId',
  'Mutation.endRelationship.input.relationshipId': 'spareRelationshipId',
  'Mutation.confirmRelationship.input.relationshipId': 'requestedRelationshipId',
  'Mutation.rejectInstalledBaseLine.input.lineId': 'spareLineId',
  'Mutation.requestEvaluation.input.assetId': 'evaluatingAssetId',
  'Mutation.answerEvaluation.input.evaluationId': 'requestedEvaluationId',
  'Mutation.declineRequest.input.requestId': 'spareRequestId',
  'Mutation.proposePublishedAnswer.input.requestId': 'answeredRequestId',
  'Mutation.draftPublicationFromAnswer.input.requestId': 'answeredRequestId',
  'Mutation.correctPublishedAnswer.input.answerId': 'publishedAnswerId',
  'Mutation.releasePublishedAnswer.input.answerId': 'proposedAnswerId',
  'Mutation.sendBackPublishedAnswer.input.answerId': 'otherProposedAnswerId',
  'Mutation.withdrawPublishedAnswer.input.answerId': 'spareAnswerId',
  'Mutation.moveCase.input.caseId': 'spareCaseId',
  'Mutation.changeDisclosure.input.caseId': 'disclosureId',
  'Mutation.inviteCaseParty.input.caseId': 'disclosureId',
  'Mutation.removeCaseParty.input.casePartyId': 'spareCasePartyId',
  'Mutation.decideEndOfSupport.input.ownerId': 'memberId',
  'Mutation.reproposeTransferItem.input.itemId': 'contestedItemId',
  'Mutation.withdrawTransferItem.input.itemId': 'spareItemId',
  'Mutation.retireAsset.input.assetId': 'goneAssetId',
  'Mutation.offerHandovers.input.assetIds': 'offerableAssetId',
  'Mutation.offerHandovers.input.code': 'otherHospitalCode',
  'Mutation.declineHandover.input.handoverId': 'spareHandoverId',
  'Mutation.withdrawHandover.input.handoverId': 'ownHandoverId',
  'Query.updateFigures.publicationId': 'updateId',
  'Mutation.planUpdates.input.publicationId': 'updateId',
  'Mutation.reportUpdate.input.publicationId': 'updateId',
  'Mutation.checkUpdateItems.input.applicationId': 'checkableApplicationId',
  'Query.assetImport.id': 'importId',
  'Mutation.continueAssetImport.input.importId': 'runningImportId',
  'Mutation.applyAssetImport.input.importId': 'checkedImportId',
  'Mutation.chooseImportProduct.input.importId': 'productImportId',
  'Mutation.chooseImportProduct.input.key': 'importProductKey',
  'Mutation.keepImportProduct.input.importId': 'productImportId',
  'Mutation.keepImportProduct.input.key': 'importProductKey',
  'Mutation.discardAssetImport.input.importId': 'spareImportId',
  'Mutation.confirmProductMatch.input.outsideProductId': 'notedProductId',
  'Mutation.confirmProductMatch.input.versions.outsideReleaseId': 'notedReleaseId',
  'Mutation.rejectProductMatch.input.outsideProductId': 'notedProductId',
  'Mutation.removeWebhook.input.webhookId': 'spareWebhookId',
};

/** Lists that one value is too few for: a row for each. */
const SEVERAL: Record<string, readonly string[]> = {
  'Query.mds2Comparison.releaseIds': ['releaseId', 'otherReleaseId'],
};

export interface Asked {
  query: string;
  variables: Record<string, unknown>;
}

export interface Said {
  rows: Rows;
  /** A role of the organisation that asks. */
  role: Role;
  /** Leaves to be said although they may be left out. */
  also?: readonly string[];
  /** What is said at a leaf instead of something valid: `input.siteId`. */
  instead?: Record<string, unknown>;
  selection?: string;
}

/** A question with arguments that are valid for whoever owns the rows. */
export function question(name: string, field: RootField, said: Said): Asked {
  const { instead = {} } = said;
  const spoken = [...(NEEDED[name] ?? []), ...(said.also ?? []), ...Object.keys(instead)];
  const isSaid = (path: string) => spoken.some((one) => one === path || one.startsWith(`${path}.`));

  const value = (type: GraphQLInputType, path: string): unknown => {
    if (path in instead) return instead[path];
    const bare = getNullableType(type);
    const several = SEVERAL[`${name}.${path}`];
    if (several) return several.map((key) => said.rows[key] ?? newId());
    if (isListType(bare)) return [value(bare.ofType, path)];
    if (isInputObjectType(bare)) return members(Object.values(bare.getFields()), isRequiredInputField, `${path}.`);
    return leaf(path, bare.name, isEnumType(bare) ? bare.getValues().map((one) => one.name) : []);
  };
  const members = <T extends GraphQLArgument | GraphQLInputField>(
    all: readonly T[],
    isRequired: (one: T) => boolean,
    path = '',
  ) =>
    Object.fromEntries(
      all
        .filter((one) => isRequired(one) || isSaid(path + one.name))
        .map((one) => [one.name, value(one.type, path + one.name)]),
    );
  const leaf = (path: string, type: string, words: readonly string[]): unknown => {
    const argument = path.split('.').at(-1)!;
    if (type === 'ID') return said.rows[rowKey(name, path)] ?? newId();
    if (type === 'Role') return said.role;
    const wanted = ENUMS[`${name}.${path}`] ?? ENUMS[argument];
    if (words.length > 0) return words.find((word) => word === wanted) ?? words[0];
    if (type === 'DateTime' && said.rows[rowKey(name, path)]) return said.rows[rowKey(name, path)];
    if (type === 'DateTime') return PAST.has(argument) ? '2020-01-01T00:00:00Z' : SOON;
    if (type === 'CalendarDate' && said.rows[rowKey(name, path)]) return said.rows[rowKey(name, path)];
    if (type === 'CalendarDate') return DAYS[`${name}.${path}`] ?? (PAST.has(argument) ? '2020-01-01' : '2099-12-31');
    if (type === 'Boolean') return true;
    if (type === 'String') return said.rows[rowKey(name, path)] ?? TEXTS[argument] ?? 'Words';
    return argument === 'first' ? 20 : 1;
  };

  const variables = members(field.args, isRequiredArgument);
  const given = field.args.filter((one) => one.name in variables);
  const declared = given.map((one) => `$${one.name}: ${String(one.type)}`).join(', ');
  const passed = given.map((one) => `${one.name}: $${one.name}`).join(', ');
  const [operation] = name.split('.') as [string];
  const selection = said.selection ?? (isConnection(field) ? 'totalCount edges { node { __typename } }' : '__typename');
  const returnsObject = isObjectType(getNamedType(field.type));
  return {
    query: `${operation.toLowerCase()}${declared && ` (${declared})`} { ${field.name}${passed && `(${passed})`} ${returnsObject ? `{ ${selection} }` : ''} }`,
    variables,
  };
}

function rowKey(name: string, path: string): string {
  const special = ROW_OF[`${name}.${path}`];
  if (special) return special;
  const argument = path.split('.').at(-1)!;
  if (argument === 'id') return `${name.split('.')[1]!}Id`;
  const key = argument.endsWith('Ids') ? argument.slice(0, -1) : argument;
  return ({ coveredById: 'secondSiteId', subjectId: 'amberId', publicationId: 'amberId' } as Rows)[key] ?? key;
}

/** Where a field takes ids, or values of another type: `input.namedHospitals.hospitalId`. Lists have no numbers. */
export function leaves(field: RootField, isWanted: (type: GraphQLInputType) => boolean): string[] {
  const below = (type: GraphQLInputType, path: string): string[] => {
    const named = getNamedType(type);
    if (isInputObjectType(named)) {
      return Object.values(named.getFields()).flatMap((one) => below(one.type, `${path}.${one.name}`));
    }
    return isWanted(named) ? [path] : [];
  };
  return field.args.flatMap((one) => below(one.type, one.name));
}

export const isId = (type: GraphQLInputType): boolean =>
  !isNonNullType(type) && !isListType(type) && getNamedType(type).name === 'ID';
