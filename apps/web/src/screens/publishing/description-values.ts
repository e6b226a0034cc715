import type { UseFormReturnType } from '@mantine/form';
import type { Enumeration } from '../../app/graphql.ts';
import type { DescribedPublication } from './publication-query.ts';
import { ASKED_BY_KIND, proposedDueOn } from './due-dates.ts';

type Kind = Enumeration<'PublicationKind'>;
/** What is wrong, by the place in the values: `actions.0.dueOn`. */
export type Errors = UseFormReturnType<DescriptionValues>['errors'];
export type Severity = Enumeration<'Severity'>;

/** What is typed about a publication. Fields have the names of the API's input, so that what it refuses stands at its field. */
export type DescriptionValues = {
  titleJa: string;
  titleEn: string;
  summaryJa: string;
  summaryEn: string;
  severity: Severity;
  tlp: Enumeration<'Tlp'>;
  effectiveOn: string;
  releaseIds: { id: string; label: string }[];
  actions: { kind: Enumeration<'RequiredActionKind'>; dueOn: string }[];
  namedHospitals: { hospitalId: string; emails: string }[];
};

/** Of documents that only inform, and of those that warn. */
const SEVERITY_OF_KIND: Partial<Record<Kind, Severity>> = {
  ADVISORY: 'HIGH',
  UPDATE_PACKAGE: 'MEDIUM',
  LIFECYCLE_NOTICE: 'MEDIUM',
};

export const blankDescription = (kind: Kind | null): DescriptionValues => {
  const severity = (kind && SEVERITY_OF_KIND[kind]) ?? 'INFO';
  const asked = kind ? ASKED_BY_KIND[kind] : [];
  return {
    titleJa: '',
    titleEn: '',
    summaryJa: '',
    summaryEn: '',
    severity,
    tlp: 'AMBER',
    effectiveOn: '',
    releaseIds: [],
    actions: asked.map((action) => ({ kind: action, dueOn: proposedDueOn(action, severity, new Date()) })),
    namedHospitals: [],
  };
};

export const descriptionOf = (publication: DescribedPublication): DescriptionValues => ({
  titleJa: publication.titleJa ?? '',
  titleEn: publication.titleEn ?? '',
  summaryJa: publication.summaryJa ?? '',
  summaryEn: publication.summaryEn ?? '',
  severity: publication.severity,
  tlp: publication.tlp,
  effectiveOn: publication.effectiveOn ?? '',
  releaseIds: publication.releases.map(({ id, version, product }) => ({ id, label: `${product.name} ${version}` })),
  actions: publication.actions.map(({ kind, dueOn }) => ({ kind, dueOn })),
  namedHospitals: publication.namedHospitals.map(({ hospitalId, emails }) => ({
    hospitalId,
    emails: emails.join('\n'),
  })),
});

/** As the API takes it, for a first draft and for every later edit. */
export const descriptionInput = (values: DescriptionValues) => ({
  titleJa: values.titleJa.trim() || null,
  titleEn: values.titleEn.trim() || null,
  summaryJa: values.summaryJa.trim() || null,
  summaryEn: values.summaryEn.trim() || null,
  severity: values.severity,
  tlp: values.tlp,
  effectiveOn: values.effectiveOn || null,
  releaseIds: values.releaseIds.map(({ id }) => id),
  actions: values.actions,
  namedHospitals: values.namedHospitals.map(({ hospitalId, emails }) => ({ hospitalId, emails: emailsIn(emails) })),
});

/** One a line, or as people paste them: with commas, semicolons or spaces between. */
export const emailsIn = (text: string): string[] => [...new Set(text.split(/[\s,;、；，]+/).filter(Boolean))];
