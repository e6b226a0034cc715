import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { SharesChoice } from './shares-choice.tsx';

const Propose = graphql(`
  mutation ProposeRelationship($input: ProposeRelationshipInput!) {
    proposeRelationship(input: $input) {
      relationship {
        id
      }
    }
  }
`);

/** Only how a code looks; whether there is one, the API says. */
const CODE = /^[a-z0-9]{4}-[a-z0-9]{4}$/i;

/** Asks the other side, by the code that it told, to deal with the own organisation. */
export function ProposeRelationship({ onDone }: { onDone: () => void }) {
  const { t } = useWords('dealings');
  const isHospital = sideOf(useViewer()) === 'hospital';
  const propose = useAct(Propose, { onDone });
  const form = useForm({
    initialValues: { code: '', shares: 'COUNTS' as Enumeration<'Shares'> },
    validate: {
      code: (code) => {
        if (!code.trim()) return t('relationships.codeMissing');
        return CODE.test(code.trim()) ? null : t('relationships.codeWrong');
      },
    },
  });
  return (
    <ActForm
      form={form}
      act={propose}
      submit={t('relationships.propose')}
      onCancel={onDone}
      onSubmit={({ code, shares }) =>
        propose.mutate({ input: { code: code.trim().toUpperCase(), ...(isHospital ? { shares } : {}) } })
      }
    >
      <Text size="sm">{t(isHospital ? 'relationships.proposeHospital' : 'relationships.proposeVendor')}</Text>
      <TextInput
        label={t('relationships.code')}
        description={t('relationships.codeHelp')}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('code')}
      />
      {isHospital && <SharesChoice {...form.getInputProps('shares')} />}
    </ActForm>
  );
}
