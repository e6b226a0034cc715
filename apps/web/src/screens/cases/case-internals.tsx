import { Paper, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import type { CaseOfPage } from './case.query.ts';
import { WordsField } from './words-field.tsx';

const KeepCaseInternalsMutation = graphql(`
  mutation KeepCaseInternals($input: KeepCaseInternalsInput!) {
    keepCaseInternals(input: $input) {
      case {
        id
      }
    }
  }
`);

const FIELDS = ['notes', 'contacts', 'measures'] as const;

/** What the own organisation keeps for itself, set apart from what is shared. */
export function CaseInternals({ one: { id, internals } }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  const mayKeep = useMay('keep Case');
  const act = useAct(KeepCaseInternalsMutation);
  const form = useForm({
    initialValues: {
      notes: internals?.notes ?? '',
      contacts: internals?.contacts ?? '',
      measures: internals?.measures ?? '',
    },
  });
  return (
    <Paper withBorder p="md" style={{ borderInlineStart: '4px solid var(--mantine-color-yellow-6)' }}>
      <Section title={t('internals.title')} lead={t('internals.lead')}>
        {mayKeep ? (
          <ActForm
            form={form}
            act={act}
            submit={t('internals.keep')}
            onSubmit={({ notes, contacts, measures }) =>
              act.mutate({
                input: {
                  caseId: id,
                  version: internals?.version ?? 0,
                  notes: notes.trim() || null,
                  contacts: contacts.trim() || null,
                  measures: measures.trim() || null,
                },
              })
            }
          >
            {FIELDS.map((field) => (
              <WordsField key={field} label={t(`internals.${field}`)} field={form.getInputProps(field)} />
            ))}
          </ActForm>
        ) : (
          <Facts
            facts={FIELDS.map((field) => ({
              label: t(`internals.${field}`),
              value: internals?.[field] && (
                <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {internals[field]}
                </Text>
              ),
            }))}
          />
        )}
      </Section>
    </Paper>
  );
}
