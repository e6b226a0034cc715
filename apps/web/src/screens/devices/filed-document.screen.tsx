import { Alert, Anchor, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Page } from '../../ui/page.tsx';
import { Day, When } from '../../ui/when.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Facts } from './facts.tsx';
import { FiledFile } from './filed-file.tsx';
import { ReleaseName } from '../../ui/release-name.tsx';
import classes from './devices.module.css';

const FiledDocumentQuery = graphql(`
  query FiledDocument($id: ID!) {
    filedDocument(id: $id) {
      id
      kind
      title
      source
      sourceNote
      receivedOn
      filedAt
      removedAt
      removalReason
      confirmedByPublicationId
      releases {
        id
        version
        product {
          id
          name
          englishName
          makerName
          vendor {
            name
            englishName
          }
        }
      }
      files {
        id
        name
        mediaType
        sizeBytes
        sha256
        isMachineReadable
        reading {
          format
          formatVersion
          componentCount
          statementCount
          answerCount
        }
      }
    }
  }
`);

const RemoveFiledMutation = graphql(`
  mutation RemoveFiled($input: RemoveFiledDocumentInput!) {
    removeFiledDocument(input: $input) {
      filedDocument {
        id
        removedAt
      }
    }
  }
`);

type FiledDocument = ResultOf<typeof FiledDocumentQuery>['filedDocument'];

export function FiledDocumentScreen() {
  const { t } = useWords('devices');
  const { filedId } = useParams({ from: '/signed-in/filed/$filedId' });
  const answer = useAnswer(FiledDocumentQuery, { id: filedId });
  return (
    <Answered of={answer} title={t('filed.title')}>
      {({ filedDocument }) => <FiledDocumentPage document={filedDocument} />}
    </Answered>
  );
}

/** One document that the hospital filed: where it came from, what was read in it, and whether the vendor confirms it. */
function FiledDocumentPage({ document }: { document: FiledDocument }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const mayRemove = useMay('remove FiledDocument');
  return (
    <Page
      title={document.title}
      above={[{ label: t('filed.title'), link: { to: '/filed' } }]}
      actions={mayRemove && document.removedAt === null && <Remove filedDocumentId={document.id} />}
    >
      {document.removedAt !== null && (
        <Alert color="orange" title={t('filed.removedTitle')}>
          <When at={document.removedAt} />
          <Text size="sm" dir="auto">
            {document.removalReason}
          </Text>
        </Alert>
      )}
      {document.confirmedByPublicationId === null ? (
        <Alert title={t('unconfirmed')}>{t('filed.unconfirmedText')}</Alert>
      ) : (
        <Alert color="green" title={t('filed.confirmedTitle')}>
          <Anchor renderRoot={(props) => <Link to={`/publications/${document.confirmedByPublicationId}`} {...props} />}>
            {t('filed.confirmedLink')}
          </Anchor>
        </Alert>
      )}
      <Paper withBorder p="lg">
        <Facts
          facts={[
            [t('filed.kind'), term('PublicationKind', document.kind)],
            [t('filed.source'), term('FiledSource', document.source)],
            [t('filed.sourceNote'), document.sourceNote],
            [t('filed.receivedOn'), <Day key="received" on={document.receivedOn} />],
            [t('filed.filedAt'), <When key="filed" at={document.filedAt} />],
            [
              t('filed.releases'),
              <Stack key="releases" gap={4}>
                {document.releases.map((release) => (
                  <ReleaseName key={release.id} release={release} />
                ))}
              </Stack>,
            ],
          ]}
        />
      </Paper>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('filed.files')}
        </Title>
        <ul className={classes['plainList']}>
          {document.files.map((file) => (
            <li key={file.id}>
              <FiledFile file={file} />
            </li>
          ))}
        </ul>
      </Stack>
    </Page>
  );
}

const LONGEST = 2_000;

function Remove({ filedDocumentId }: { filedDocumentId: string }) {
  const { t } = useWords('devices');
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(RemoveFiledMutation);
  return (
    <Confirm
      label={t('filed.remove')}
      title={t('filed.removeTitle')}
      act={act}
      isGrave
      onConfirm={() => {
        setIsAsked(true);
        if (reason.trim() !== '') act.mutate({ input: { filedDocumentId, reason: reason.trim() } });
      }}
    >
      <Text size="sm">{t('filed.removeText')}</Text>
      <Textarea
        label={t('filed.removeReason')}
        withAsterisk
        autosize
        minRows={2}
        maxLength={LONGEST}
        error={isAsked && reason.trim() === '' ? t('filed.removeReasonMissing') : undefined}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  );
}
