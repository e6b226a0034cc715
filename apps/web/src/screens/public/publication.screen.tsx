import { Alert, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer, useDeed } from '../../app/queries.ts';
import { Page } from '../../ui/page.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { FailureNotice, Problem } from '../../ui/problem.tsx';
import { PublicationStateTag, SeverityTag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Day, useNumbers, When } from '../../ui/when.tsx';

const PublicationQuery = graphql(`
  query PublicPublication($id: ID!) {
    publicPublication(id: $id) {
      id
      kind
      state
      revision
      titleJa
      titleEn
      summaryJa
      summaryEn
      severity
      effectiveOn
      publishedAt
      withdrawnAt
      withdrawalReason
      vendor {
        name
        englishName
      }
      files {
        id
        name
        sizeBytes
        sha256
        mediaType
      }
    }
  }
`);

const RequestDownload = graphql(`
  mutation RequestPublicDownload($input: RequestPublicDownloadInput!) {
    requestPublicDownload(input: $input) {
      url
    }
  }
`);

type Publication = ResultOf<typeof PublicationQuery>['publicPublication'];

/** One document that its vendor gave to everybody (TLP:CLEAR), with its files. */
export function PublicPublicationScreen() {
  const { t } = useWords('public');
  const term = useTerm();
  const language = useLanguage();
  const { publicationId } = useParams({ from: '/public/public/publications/$publicationId' });
  const { data, error, refetch } = useAnswer(
    PublicationQuery,
    { id: publicationId },
    { asAnybody: true, refreshes: false },
  );
  if (error && !data) return <Problem error={failureOf(error)} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { publicPublication: publication } = data;
  const summary =
    language === 'ja'
      ? (publication.summaryJa ?? publication.summaryEn)
      : (publication.summaryEn ?? publication.summaryJa);
  return (
    <Page
      title={titleOf(publication, language)}
      lead={`${nameOf(publication.vendor, language)} · ${term('PublicationKind', publication.kind)}`}
      above={[{ label: t('products.title'), link: { to: '/public' } }]}
      actions={<PrintButton />}
    >
      <Group gap="xs">
        <SeverityTag severity={publication.severity} />
        <PublicationStateTag state={publication.state} />
      </Group>
      {publication.withdrawnAt && (
        <Alert color="orange" title={t('publication.withdrawn')}>
          <When at={publication.withdrawnAt} />
          {publication.withdrawalReason && <Text dir="auto">{publication.withdrawalReason}</Text>}
        </Alert>
      )}
      <Text size="sm">
        {t('publication.publishedAt')} <When at={publication.publishedAt} /> ·{' '}
        {t('publication.revision', { number: publication.revision })}
        {publication.effectiveOn && (
          <>
            {' · '}
            {t('publication.effectiveOn')} <Day on={publication.effectiveOn} />
          </>
        )}
      </Text>
      {summary && (
        <Text dir="auto" style={{ whiteSpace: 'pre-line' }}>
          {summary}
        </Text>
      )}
      <Files publication={publication} />
    </Page>
  );
}

function Files({ publication }: { publication: Publication }) {
  const { t } = useWords('public');
  const { size } = useNumbers();
  const download = useDeed(
    (fileId: string) => ask(RequestDownload, { input: { fileId } }, undefined, { asAnybody: true }),
    {
      onDone: ({ requestPublicDownload }) => window.location.assign(requestPublicDownload.url),
    },
  );
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('publication.files')}
      </Title>
      {download.error && <FailureNotice failure={failureOf(download.error)} />}
      {publication.files.length === 0 && <Text c="dimmed">{t('publication.noFiles')}</Text>}
      {publication.files.map((file) => (
        <Card key={file.id} withBorder>
          <Group justify="space-between" gap="sm">
            <Stack gap={2} flex="1 1 16rem">
              <Text fw={600} dir="auto">
                {file.name}
              </Text>
              <Text size="sm" c="dimmed">
                {size(file.sizeBytes)} · {file.mediaType}
              </Text>
              <Text size="xs" c="dimmed">
                SHA-256 <Code>{file.sha256}</Code>
              </Text>
            </Stack>
            {publication.state === 'PUBLISHED' && (
              <Button
                variant="default"
                data-print="no"
                leftSection={<IconDownload size={16} aria-hidden />}
                loading={download.isPending && download.variables === file.id}
                aria-label={t('publication.downloadOf', { name: file.name })}
                onClick={() => download.mutate(file.id)}
              >
                {t('publication.download')}
              </Button>
            )}
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
