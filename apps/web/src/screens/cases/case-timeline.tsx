import { Button, Checkbox, Group, Paper, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { CASE_TOLD_MEANS, CASE_TOLD_WHOM, CASE_WRITTEN_KINDS } from '../../app/choices.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { AttachedFiles, useAttached } from '../publishing/attached-files.tsx';
import { CaseEntriesQuery, type CaseOfPage, type EntryOfCase } from './case.query.ts';
import { instantOf, nowLocal } from './local-instant.ts';
import { WordsField } from './words-field.tsx';

const WriteCaseEntryMutation = graphql(`
  mutation WriteCaseEntry($input: WriteCaseEntryInput!) {
    writeCaseEntry(input: $input) {
      entry {
        id
      }
    }
  }
`);

const DownloadCaseFileMutation = graphql(`
  mutation DownloadCaseFile($input: RequestDownloadInput!) {
    requestDownload(input: $input) {
      url
    }
  }
`);

/** What was said and done, the first word first; what is the own organisation's alone stands apart. */
export function CaseTimeline({ one }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  const list = useRows(CaseEntriesQuery, { id: one.id }, ({ caseEntries }) => caseEntries);
  const mayWrite = useMay('write Case');
  return (
    <Section title={t('timeline.title')} lead={t('timeline.lead')}>
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {list.rows.map((entry) => (
          <Entry key={entry.id} caseId={one.id} entry={entry} all={list.rows} />
        ))}
      </Stack>
      {list.hasNextPage && (
        <Group>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:showMore')}
          </Button>
        </Group>
      )}
      {mayWrite && <Write one={one} />}
    </Section>
  );
}

function Entry({ caseId, entry, all }: { caseId: string; entry: EntryOfCase; all: readonly EntryOfCase[] }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const language = useLanguage();
  const download = useAct(DownloadCaseFileMutation, {
    onDone: ({ requestDownload }) => window.location.assign(requestDownload.url),
  });
  const isOwn = useViewer().organisation?.id === entry.organisationId;
  const mayWrite = useMay('write Case');
  const { kind, isInternal, toState, toldWhom, toldMeans, toldAt } = entry;
  const corrected = all.find(({ id }) => id === entry.correctsId);
  return (
    <Paper
      component="li"
      withBorder
      p="sm"
      {...(isInternal && { style: { borderInlineStart: '4px solid var(--mantine-color-yellow-6)' } })}
    >
      <Group gap="xs" mb={4}>
        <Text fw={600} dir="auto">
          {nameOf({ name: entry.organisationName, englishName: entry.organisationEnglishName }, language)}
        </Text>
        <Text size="sm" dir="auto">
          {entry.authorName}
        </Text>
        <Text size="sm" c="dimmed">
          <When at={entry.writtenAt} />
        </Text>
        <Tag tone="quiet">{term('CaseEntryKind', kind)}</Tag>
        {toState && <Tag tone="notice">{term('CaseState', toState)}</Tag>}
        {isInternal && <Tag tone="warning">{t('timeline.internal')}</Tag>}
      </Group>
      {toldWhom && toldMeans && toldAt && (
        <Text size="sm">
          {t('timeline.told', { whom: term('CaseToldWhom', toldWhom), means: term('CaseToldMeans', toldMeans) })}{' '}
          <When at={toldAt} />
        </Text>
      )}
      {corrected && (
        <Text size="sm" c="dimmed" dir="auto" lineClamp={2}>
          {t('timeline.corrects', { words: corrected.words })}
        </Text>
      )}
      <Text dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {entry.words}
      </Text>
      {(entry.files.length > 0 || (isOwn && mayWrite)) && (
        <Group gap="xs" mt="xs">
          {entry.files.map(({ id, uploadId, name }) => (
            <Button
              key={id}
              size="compact-sm"
              variant="default"
              onClick={() => download.mutate({ input: { artifactId: uploadId } })}
            >
              {name}
            </Button>
          ))}
          {isOwn && mayWrite && <Correct caseId={caseId} entry={entry} />}
        </Group>
      )}
    </Paper>
  );
}

function Correct({ caseId, entry }: { caseId: string; entry: EntryOfCase }) {
  const { t } = useWords('cases');
  const act = useAct(WriteCaseEntryMutation, { onDone: () => close() });
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: { words: '' },
    validate: { words: (words) => (words.trim() ? null : t('wordsMissing')) },
  });
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={open}>
        {t('timeline.correct')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('timeline.correct')}>
        <ActForm
          form={form}
          act={act}
          submit={t('timeline.correct')}
          onCancel={close}
          onSubmit={({ words }) =>
            act.mutate({
              input: { caseId, kind: 'CORRECTION', words, correctsId: entry.id, isInternal: false, uploadIds: [] },
            })
          }
        >
          <Text>{t('timeline.correctText')}</Text>
          <WordsField label={t('words')} field={form.getInputProps('words')} />
        </ActForm>
      </Dialog>
    </>
  );
}

function Write({ one: { id, state } }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const isClosed = state === 'CLOSED';
  const kinds = CASE_WRITTEN_KINDS.filter((kind) => !isClosed || kind === 'LESSON');
  const place = `case-${id}`;
  const attached = useAttached(place);
  const form = useForm({
    initialValues: {
      kind: (isClosed ? 'LESSON' : 'REMARK') as Enumeration<'CaseWrittenKind'>,
      words: '',
      isInternal: false,
      toldWhom: 'MINISTRY' as Enumeration<'CaseToldWhom'>,
      toldMeans: 'PHONE' as Enumeration<'CaseToldMeans'>,
      toldAt: nowLocal(),
    },
    validate: {
      words: (words) => (words.trim() ? null : t('wordsMissing')),
      toldAt: (at, { kind }) => (kind === 'TOLD' && !at ? t('timeMissing') : null),
    },
  });
  const act = useAct(WriteCaseEntryMutation, {
    onDone: () => {
      attached.forget();
      form.reset();
    },
  });
  const { kind, isInternal } = form.getValues();
  return (
    <ActForm
      form={form}
      act={act}
      submit={isInternal ? t('timeline.keep') : t('timeline.share')}
      onSubmit={({ toldWhom, toldMeans, toldAt, ...values }) =>
        act.mutate({
          input: {
            ...values,
            ...(values.kind === 'TOLD' && { toldWhom, toldMeans, toldAt: instantOf(toldAt) }),
            caseId: id,
            uploadIds: attached.uploadIds,
          },
        })
      }
    >
      <Select
        label={t('timeline.kind')}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: term('CaseEntryKind', value) }))}
        {...form.getInputProps('kind')}
      />
      {kind === 'TOLD' && (
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Select
            label={t('timeline.toldWhom')}
            allowDeselect={false}
            data={CASE_TOLD_WHOM.map((value) => ({ value, label: term('CaseToldWhom', value) }))}
            {...form.getInputProps('toldWhom')}
          />
          <Select
            label={t('timeline.toldMeans')}
            allowDeselect={false}
            data={CASE_TOLD_MEANS.map((value) => ({ value, label: term('CaseToldMeans', value) }))}
            {...form.getInputProps('toldMeans')}
          />
          <TextInput type="datetime-local" label={t('timeline.toldAt')} {...form.getInputProps('toldAt')} />
        </SimpleGrid>
      )}
      <WordsField label={t('words')} description={t('plainText')} field={form.getInputProps('words')} />
      <AttachedFiles place={place} error={form.errors['uploadIds']} label={t('files')} help={t('filesHelp')} />
      <Checkbox
        label={t('timeline.internal')}
        description={t('timeline.internalHelp')}
        {...form.getInputProps('isInternal', { type: 'checkbox' })}
      />
    </ActForm>
  );
}
