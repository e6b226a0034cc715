import { MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { PATIENT_IMPACTS, REPORT_KINDS } from '../../app/choices.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { AttachedFiles, useAttached } from '../publishing/attached-files.tsx';
import { instantOf, nowLocal } from './local-instant.ts';
import { WordsField } from './words-field.tsx';

const ReportableAssetsQuery = graphql(`
  query ReportableAssets($search: String) {
    assets(first: 20, search: $search) {
      edges {
        node {
          id
          name
          serialNumber
          release {
            id
            version
            product {
              id
              name
              englishName
            }
          }
        }
      }
    }
  }
`);

const ReportedAssetQuery = graphql(`
  query ReportedAsset($id: ID!) {
    asset(id: $id) {
      id
      name
      serialNumber
      release {
        id
        version
        product {
          id
          name
          englishName
        }
      }
    }
  }
`);

const ReportIncidentMutation = graphql(`
  mutation ReportIncident($input: ReportIncidentInput!) {
    reportIncident(input: $input) {
      case {
        id
      }
    }
  }
`);

const LONGEST_TITLE = 200;
const MOST_ASSETS = 100;
const TYPING_MS = 200;
const PLACE = 'case-report';

const route = getRouteApi('/signed-in/cases/new');

/** A hospital tells the vendor of its devices what happened, or what it suspects. */
export function ReportScreen() {
  const { t } = useWords('cases');
  const { assetId } = route.useSearch();
  const asset = useAnswer(ReportedAssetQuery, { id: assetId ?? '' }, { enabled: Boolean(assetId), refreshes: false });
  return (
    <Page title={t('report.title')} lead={t('report.lead')} above={[{ label: t('title'), link: { to: '/cases' } }]}>
      {(!assetId || asset.data || asset.error) && <ReportForm first={asset.data?.asset} />}
    </Page>
  );
}

interface ReportableAsset {
  id: string;
  name: string | null;
  serialNumber: string | null;
  release: { version: string; product: { name: string; englishName: string | null } };
}

function ReportForm({ first }: { first: ReportableAsset | undefined }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const navigate = route.useNavigate();
  const attached = useAttached(PLACE);
  const act = useAct(ReportIncidentMutation, {
    onDone: ({ reportIncident }) => {
      attached.forget();
      return navigate({ to: '/cases/$id', params: { id: reportIncident.case.id } });
    },
  });
  const form = useForm({
    initialValues: {
      kind: 'INCIDENT' as Enumeration<'ReportKind'>,
      assetIds: first ? [first.id] : [],
      title: '',
      words: '',
      noticedAt: nowLocal(),
      patientImpact: 'UNKNOWN' as Enumeration<'PatientImpact'>,
    },
    validate: {
      assetIds: (ids) => (ids.length > 0 ? null : t('report.assetsMissing')),
      title: (title) => (title.trim() ? null : t('subjectMissing')),
      words: (words) => (words.trim() ? null : t('wordsMissing')),
      noticedAt: (at) => (at ? null : t('timeMissing')),
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('report.send')}
      onSubmit={({ noticedAt, ...values }) =>
        act.mutate({ input: { ...values, noticedAt: instantOf(noticedAt), uploadIds: attached.uploadIds } })
      }
    >
      <Select
        label={t('kind')}
        allowDeselect={false}
        data={REPORT_KINDS.map((value) => ({ value, label: term('CaseKind', value) }))}
        {...form.getInputProps('kind')}
      />
      <AssetsField first={first} field={form.getInputProps('assetIds')} />
      <TextInput label={t('subject')} maxLength={LONGEST_TITLE} {...form.getInputProps('title')} />
      <WordsField label={t('report.words')} description={t('plainText')} field={form.getInputProps('words')} />
      <TextInput
        type="datetime-local"
        label={t('noticedAt')}
        description={t('report.noticedHelp')}
        {...form.getInputProps('noticedAt')}
      />
      <Select
        label={t('patientImpact')}
        allowDeselect={false}
        data={PATIENT_IMPACTS.map((value) => ({ value, label: term('PatientImpact', value) }))}
        {...form.getInputProps('patientImpact')}
      />
      <AttachedFiles place={PLACE} error={form.errors['uploadIds']} label={t('files')} help={t('filesHelp')} />
      <Text size="sm" c="dimmed">
        {t('report.seenBy')}
      </Text>
    </ActForm>
  );
}

interface AssetsFieldProps {
  first: ReportableAsset | undefined;
  field: { value?: string[]; onChange: (ids: string[]) => void; error?: React.ReactNode };
}

/** Devices of the own hospital, by name or serial number: of however many, those that fit are asked for. */
function AssetsField({ first, field }: AssetsFieldProps) {
  const { t } = useWords('cases');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [known, setKnown] = useState(() => new Map(first ? [[first.id, first]] : []));
  const { data } = useAnswer(ReportableAssetsQuery, { search: settled || null });
  const all = new Map([
    ...known,
    ...(data?.assets.edges ?? []).map(({ node }) => [node.id, node as ReportableAsset] as const),
  ]);
  const label = ({ name, serialNumber, release }: ReportableAsset) =>
    [name ?? `${nameOf(release.product, language)} ${release.version}`, serialNumber].filter(Boolean).join(' · ');
  return (
    <MultiSelect
      label={t('report.assets')}
      description={t('report.assetsHelp')}
      searchable
      maxValues={MOST_ASSETS}
      nothingFoundMessage={t('report.noAsset')}
      data={[...all.values()].map((one) => ({ value: one.id, label: label(one) }))}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      {...field}
      onChange={(ids) => {
        // What is chosen keeps its name when the next search finds others.
        setKnown(new Map(ids.flatMap((id) => (all.has(id) ? [[id, all.get(id) as ReportableAsset] as const] : []))));
        field.onChange(ids);
      }}
    />
  );
}
