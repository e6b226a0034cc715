import { Alert, Checkbox, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ROUND_KINDS } from '../../app/choices.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { usePartners } from '../../app/partners.ts';
import { useAct, useWhole } from '../../app/queries.ts';
import { useReasons } from '../../app/reasons.ts';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { QuestionFields } from './question-fields.tsx';

const AskVendorsMutation = graphql(`
  mutation AskVendors($input: AskVendorsInput!) {
    askVendors(input: $input) {
      round {
        id
      }
      notAsked {
        vendorId
        releaseId
        reason
        message
      }
    }
  }
`);

const HoldersQuery = graphql(`
  query HoldersOfComponent($after: String, $name: String!, $vulnerability: String) {
    componentMatches(first: 100, after: $after, name: $name, vulnerability: $vulnerability) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          status
          release {
            id
            version
            product {
              id
              name
              englishName
              vendor {
                id
              }
            }
          }
        }
      }
    }
  }
`);

const route = getRouteApi('/signed-in/request-rounds/new');

/** A vendor to ask, maybe about one release. */
interface Choice {
  key: string;
  vendorId: string;
  releaseId: string | null;
  label: string;
  /** What it said already about the vulnerability. */
  status: string | null;
}

/** One question to many vendors: to all that the hospital deals with, or to those whose SBOM holds a component. */
export function NewRoundScreen() {
  const { component } = route.useSearch();
  return component === undefined ? <ToPartners /> : <ToHolders component={component} />;
}

function ToPartners() {
  const partners = usePartners();
  const choices = partners.active.map(({ organisationId, label }) => ({
    key: organisationId,
    vendorId: organisationId,
    releaseId: null,
    label,
    status: null,
  }));
  return <RoundForm key={choices.length} choices={choices} component={null} />;
}

function ToHolders({ component }: { component: string }) {
  const { vulnerability } = route.useSearch();
  const language = useLanguage();
  const nameOfOrganisation = useOrganisationNames();
  const asked = { name: component, vulnerability: vulnerability ?? null };
  const { data = [] } = useWhole(HoldersQuery, ({ componentMatches }) => componentMatches, asked);
  const found = data.flatMap(({ status, release }): Choice[] => {
    const { product } = release;
    if (!product?.vendor) return [];
    const vendorId = product.vendor.id;
    const label = `${nameOfOrganisation(vendorId)}: ${nameOf(product, language)} ${release.version}`;
    return [{ key: release.id, vendorId, releaseId: release.id, label, status }];
  });
  const choices = [...new Map(found.map((one) => [one.key, one])).values()];
  return <RoundForm key={choices.length} choices={choices} component={component} />;
}

function RoundForm({ choices, component }: { choices: readonly Choice[]; component: string | null }) {
  const { t } = useWords('requests');
  const term = useTerm();
  const reasonIn = useReasons();
  const nameOfOrganisation = useOrganisationNames();
  const { vulnerability } = route.useSearch();
  const navigate = route.useNavigate();
  // The same page sent twice asks once.
  const [key] = useState(() => crypto.randomUUID());
  const kinds = ROUND_KINDS.filter((kind) => (kind === 'COMPONENT') === (component !== null));
  const act = useAct(AskVendorsMutation, {
    onDone: ({ askVendors }) =>
      askVendors.notAsked.length === 0 && navigate({ to: '/request-rounds/$id', params: { id: askVendors.round.id } }),
  });
  const form = useForm({
    initialValues: {
      kind: kinds[0] ?? 'QUESTION',
      urgency: (component === null ? 'NORMAL' : 'URGENT') as Enumeration<'RequestUrgency'>,
      title: component === null ? '' : t('rounds.component.title', { component }),
      words: component === null ? '' : t('rounds.component.words', { component, vulnerability: vulnerability ?? '' }),
      // Who said something about it already need not be asked.
      chosen: choices.filter(({ status }) => status === null).map((one) => one.key),
    },
    validate: {
      title: (title) => (title.trim() ? null : t('ask.titleMissing')),
      words: (words) => (words.trim() ? null : t('wordsMissing')),
      chosen: (chosen) => (chosen.length > 0 ? null : t('rounds.nobody')),
    },
  });
  const { kind } = form.getValues();
  const done = act.data?.askVendors;
  return (
    <Page
      title={t('rounds.new')}
      lead={t('rounds.newLead')}
      above={[{ label: t('rounds.title'), link: { to: '/request-rounds' } }]}
    >
      {done && done.notAsked.length > 0 && (
        <Alert title={t('rounds.notAsked')} role="status">
          <ul>
            {done.notAsked.map(({ vendorId, releaseId, reason, message }) => (
              <li key={`${vendorId} ${releaseId}`}>
                <bdi>{nameOfOrganisation(vendorId)}</bdi>: {reasonIn({ reason, message })}
              </li>
            ))}
          </ul>
          <Link to="/request-rounds/$id" params={{ id: done.round.id }}>
            {t('rounds.open')}
          </Link>
        </Alert>
      )}
      <ActForm
        form={form}
        act={act}
        submit={t('rounds.send')}
        onSubmit={({ chosen, ...values }) =>
          act.mutate({
            input: {
              ...values,
              key,
              ...(vulnerability ? { vulnerability } : { component }),
              vendors: choices
                .filter((one) => chosen.includes(one.key))
                .map(({ vendorId, releaseId }) => ({ vendorId, releaseId })),
            },
          })
        }
      >
        <Select
          label={t('rounds.kind')}
          allowDeselect={false}
          data={kinds.map((value) => ({ value, label: term('RequestRoundKind', value) }))}
          {...form.getInputProps('kind')}
          onChange={(chosen) => {
            const next = kinds.find((one) => one === chosen);
            if (!next) return;
            form.setFieldValue('kind', next);
            if (next === 'CHECKLIST' && !form.getValues().title.trim()) {
              form.setFieldValue('title', t('rounds.checklist.title'));
              form.setFieldValue('words', t('rounds.checklist.words'));
            }
          }}
        />
        {kind === 'CHECKLIST' && <Text size="sm">{t('rounds.checklist.source')}</Text>}
        <QuestionFields inputOf={(field) => form.getInputProps(field)} />
        <Checkbox.Group label={t('rounds.vendors')} {...form.getInputProps('chosen')}>
          <Stack gap="xs" mt="xs">
            {choices.map(({ key: value, label, status }) => (
              <Checkbox
                key={value}
                value={value}
                label={<bdi>{label}</bdi>}
                description={status === null ? undefined : t('rounds.saidAlready')}
              />
            ))}
            {choices.length === 0 && <Text size="sm">{t('rounds.noVendors')}</Text>}
          </Stack>
        </Checkbox.Group>
      </ActForm>
    </Page>
  );
}
