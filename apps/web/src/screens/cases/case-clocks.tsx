import { Button, Group, Paper, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { CASE_CLOCK_BASES } from '../../app/choices.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import type { CaseOfPage } from './case.query.ts';
import { ClockTag } from './clock-tag.tsx';
import { instantOf, nowLocal } from './local-instant.ts';
import { WordsField } from './words-field.tsx';

const StartCaseClockMutation = graphql(`
  mutation StartCaseClock($input: StartCaseClockInput!) {
    startCaseClock(input: $input) {
      case {
        id
      }
    }
  }
`);

const MeetCaseClockMutation = graphql(`
  mutation MeetCaseClock($input: MeetCaseClockInput!) {
    meetCaseClock(input: $input) {
      case {
        id
      }
    }
  }
`);

/** By when something is due, why, for whom, and how much time is left. */
export function CaseClocks({ one, isSide }: { one: CaseOfPage; isSide: boolean }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const language = useLanguage();
  const ownId = useViewer().organisation?.id;
  const mayStart = useMay('time Case') && isSide && one.state !== 'CLOSED';
  const mayMeet = useMay('meet CaseClock');
  return (
    <Section title={t('clocks.title')} lead={t('clocks.lead')} actions={mayStart && <StartClock caseId={one.id} />}>
      {one.clocks.length === 0 && <Text size="sm">{t('clocks.none')}</Text>}
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {one.clocks.map((clock) => (
          <Paper key={clock.id} component="li" withBorder p="sm">
            <Group gap="xs" justify="space-between">
              <Stack gap={2}>
                <Text fw={600}>{term('CaseClockBasis', clock.basis)}</Text>
                <Text size="sm" dir="auto">
                  {nameOf(clock.organisation, language)}
                </Text>
                <Text size="sm">
                  {t('clocks.awareAt')} <When at={clock.awareAt} />
                </Text>
                <Text size="sm">
                  {t('clocks.dueAt')} <When at={clock.dueAt} />
                </Text>
                {clock.metAt && (
                  <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                    <When at={clock.metAt} /> {clock.metWords}
                  </Text>
                )}
              </Stack>
              <Group gap="xs">
                <ClockTag clock={clock} />
                {mayMeet && clock.organisation.id === ownId && !clock.metAt && <MeetClock clockId={clock.id} />}
              </Group>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Section>
  );
}

function StartClock({ caseId }: { caseId: string }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const act = useAct(StartCaseClockMutation, { onDone: () => close() });
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: { basis: 'EU_24_HOURS' as Enumeration<'CaseClockBasis'>, awareAt: nowLocal() },
    validate: { awareAt: (at) => (at ? null : t('timeMissing')) },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('clocks.start')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('clocks.start')}>
        <ActForm
          form={form}
          act={act}
          submit={t('clocks.start')}
          onCancel={close}
          onSubmit={({ basis, awareAt }) => act.mutate({ input: { caseId, basis, awareAt: instantOf(awareAt) } })}
        >
          <Text>{t('clocks.startText')}</Text>
          <Select
            label={t('clocks.basis')}
            allowDeselect={false}
            data={CASE_CLOCK_BASES.map((value) => ({ value, label: term('CaseClockBasis', value) }))}
            {...form.getInputProps('basis')}
          />
          <TextInput type="datetime-local" label={t('clocks.awareAt')} {...form.getInputProps('awareAt')} />
        </ActForm>
      </Dialog>
    </>
  );
}

function MeetClock({ clockId }: { clockId: string }) {
  const { t } = useWords('cases');
  const act = useAct(MeetCaseClockMutation, { onDone: () => close() });
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: { words: '' },
    validate: { words: (words) => (words.trim() ? null : t('wordsMissing')) },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('clocks.meet')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('clocks.meet')}>
        <ActForm
          form={form}
          act={act}
          submit={t('clocks.meet')}
          onCancel={close}
          onSubmit={({ words }) => act.mutate({ input: { caseClockId: clockId, words } })}
        >
          <WordsField label={t('clocks.metBy')} field={form.getInputProps('words')} />
        </ActForm>
      </Dialog>
    </>
  );
}
