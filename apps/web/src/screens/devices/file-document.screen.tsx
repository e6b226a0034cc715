import { Paper, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FILED_SOURCES, KINDS } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { FilePicker } from '../publishing/file-picker.tsx';
import { TransferRow } from '../publishing/transfer-row.tsx';
import { type Transfer, transfers } from '../publishing/transfer/transfers.ts';
import { useTransfers } from '../publishing/transfer/use-transfers.ts';
import { ReleaseBasket } from './release-basket.tsx';
import classes from './devices.module.css';

const FileDocumentMutation = graphql(`
  mutation FileDocument($input: FileDocumentInput!) {
    fileDocument(input: $input) {
      filedDocument {
        id
      }
    }
  }
`);

type Values = {
  title: string;
  kind: Enumeration<'PublicationKind'> | null;
  source: Enumeration<'FiledSource'>;
  sourceNote: string;
  receivedOn: string;
  releaseIds: string[];
  uploadIds: string[];
};

/** Where the files of this form wait, beside those of publications. */
const PLACE = 'filed';

const readyOf = (moving: readonly Transfer[]) =>
  moving.flatMap(({ stage, uploadId }) => (stage === 'READY' && uploadId !== null ? [uploadId] : []));

/** Today, where the reader is. */
const today = () => new Date().toLocaleDateString('sv-SE');

/** Files a document that reached the hospital another way. */
export function FileDocumentScreen() {
  const { t } = useWords('devices');
  const navigate = useNavigate();
  const viewer = useViewer();
  const { releaseId } = useSearch({ from: '/signed-in/filed/new' });
  const moving = useTransfers(viewer.userId, PLACE);
  const form = useForm<Values>({
    initialValues: {
      title: '',
      kind: null,
      source: 'MAIL',
      sourceNote: '',
      receivedOn: today(),
      releaseIds: releaseId ? [releaseId] : [],
      uploadIds: [],
    },
    validate: {
      title: (title) => (title.trim() ? null : t('filed.titleMissing')),
      kind: (kind) => (kind ? null : t('filed.kindMissing')),
      releaseIds: (ids) => (ids.length > 0 ? null : t('filed.releasesMissing')),
      uploadIds: () => problemOf(moving) && t(`filed.${problemOf(moving) ?? 'filesMissing'}`),
    },
  });
  const { forget } = useDraft('filed-document', viewer.userId, form);
  const act = useAct(FileDocumentMutation, {
    async onDone({ fileDocument }, { input }) {
      forget();
      transfers.forgetUploads(input.uploadIds);
      await navigate({ to: '/filed/$filedId', params: { filedId: fileDocument.filedDocument.id } });
    },
  });
  return (
    <Page
      title={t('filed.file')}
      lead={t('filed.fileLead')}
      above={[{ label: t('filed.title'), link: { to: '/filed' } }]}
    >
      <Paper withBorder p="lg" maw={960}>
        <ActForm
          form={form}
          act={act}
          submit={t('filed.file')}
          onCancel={() => void navigate({ to: '/filed' })}
          onSubmit={({ kind, ...values }) =>
            kind &&
            act.mutate({
              input: {
                ...values,
                kind,
                title: values.title.trim(),
                sourceNote: values.sourceNote.trim() || null,
                uploadIds: readyOf(moving),
              },
            })
          }
        >
          <Stack gap="xs">
            <FilePicker
              present={moving.map(({ name }) => name)}
              takesPrograms={form.getValues().kind === 'UPDATE_PACKAGE'}
              onFiles={(files) =>
                viewer.userId &&
                viewer.organisation &&
                transfers.add({ userId: viewer.userId, organisationId: viewer.organisation.id }, PLACE, files)
              }
            />
            {moving.length > 0 && (
              <ul className={classes['plainList']} aria-label={t('filed.files')}>
                {moving.map((transfer) => (
                  <TransferRow key={transfer.key} transfer={transfer} />
                ))}
              </ul>
            )}
            <Missing words={problemOf(moving) && form.errors['uploadIds']} />
          </Stack>
          <Described form={form} />
          <Stack gap="xs">
            <Text fw={500} size="sm">
              {t('filed.releases')}
            </Text>
            <ReleaseBasket
              label={t('filed.releases')}
              addLabel={t('filed.addRelease')}
              releaseIds={form.getValues().releaseIds}
              onChange={(releaseIds) => form.setFieldValue('releaseIds', releaseIds)}
            />
            <Missing words={form.errors['releaseIds']} />
          </Stack>
        </ActForm>
      </Paper>
    </Page>
  );
}

function problemOf(moving: readonly Transfer[]): 'filesMissing' | 'filesWaiting' | null {
  const ready = readyOf(moving).length;
  if (moving.length > ready) return 'filesWaiting';
  return ready === 0 ? 'filesMissing' : null;
}

const Missing = ({ words }: { words: ReactNode }) =>
  words ? (
    <Text role="alert" size="sm" c="var(--mantine-color-error)">
      {words}
    </Text>
  ) : null;

function Described({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useWords('devices');
  const term = useTerm();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput label={t('filed.documentTitle')} withAsterisk maxLength={200} {...form.getInputProps('title')} />
      <Select
        label={t('filed.kind')}
        withAsterisk
        data={KINDS.map((value) => ({ value, label: term('PublicationKind', value) }))}
        {...form.getInputProps('kind')}
      />
      <Select
        label={t('filed.source')}
        allowDeselect={false}
        data={FILED_SOURCES.map((value) => ({ value, label: term('FiledSource', value) }))}
        {...form.getInputProps('source')}
      />
      <DayInput label={t('filed.receivedOn')} withAsterisk max={today()} {...form.getInputProps('receivedOn')} />
      <TextInput
        label={t('filed.sourceNote')}
        description={t('filed.sourceNoteHelp')}
        maxLength={500}
        {...form.getInputProps('sourceNote')}
      />
    </SimpleGrid>
  );
}
