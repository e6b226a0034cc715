import { MultiSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';
import { ProductsField } from './products-field.tsx';

const Grant = graphql(`
  mutation GrantMandate($input: GrantMandateInput!) {
    grantMandate(input: $input) {
      mandate {
        id
      }
    }
  }
`);

/** What a mandate can allow so far. */
const ACTS = ['APPLY'] as const;

/** Lets a service provider act for the own organisation: for which products, where, and until when. */
export function GrantMandate({ onDone }: { onDone: () => void }) {
  const { t } = useWords('dealings');
  const term = useTerm();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const { active: sites } = useSites();
  const grant = useAct(Grant, { onDone });
  const form = useForm({
    initialValues: { code: '', productIds: [] as string[], siteIds: [] as string[], from: '', until: '' },
    validate: {
      code: (code) => (code.trim() ? null : t('relationships.codeMissing')),
      productIds: (ids) => (ids.length > 0 ? null : t('mandates.productsMissing')),
      from: (day) => (day ? null : t('mandates.dayMissing')),
      until: (day) => (day ? null : t('mandates.dayMissing')),
    },
  });
  return (
    <ActForm
      form={form}
      act={grant}
      submit={t('mandates.grant')}
      onCancel={onDone}
      onSubmit={({ code, siteIds, ...given }) =>
        grant.mutate({
          input: {
            ...given,
            code: code.trim().toUpperCase(),
            siteIds: siteIds.length > 0 ? siteIds : null,
            acts: [...ACTS],
          },
        })
      }
    >
      <Text size="sm">{t('mandates.grantText')}</Text>
      <Text size="sm">{t('mandates.acts', { acts: ACTS.map((act) => term('MandatedAct', act)).join(', ') })}</Text>
      <TextInput
        label={t('relationships.code')}
        description={t('mandates.codeHelp')}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('code')}
      />
      <ProductsField
        label={t('mandates.products')}
        description={t(isHospital ? 'mandates.productsHelpHospital' : 'mandates.productsHelpVendor')}
        {...form.getInputProps('productIds')}
      />
      {isHospital && sites.length > 1 && (
        <MultiSelect
          label={t('mandates.sites')}
          description={t('mandates.sitesHelp')}
          data={sites}
          clearable
          {...form.getInputProps('siteIds')}
        />
      )}
      <DayInput label={t('mandates.from')} {...form.getInputProps('from')} />
      <DayInput label={t('mandates.untilDay')} {...form.getInputProps('until')} />
    </ActForm>
  );
}
