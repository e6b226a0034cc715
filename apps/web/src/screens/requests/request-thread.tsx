import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { RequestMessagesQuery } from './request.query.ts';

const DownloadAttachment = graphql(`
  mutation DownloadAttachment($artifactId: ID!) {
    requestDownload(input: { artifactId: $artifactId }) {
      url
    }
  }
`);

/** What was said, the first word first; the notes of the own side are marked. */
export function RequestThread({ requestId }: { requestId: string }) {
  const { t } = useWords('requests');
  const term = useTerm();
  const language = useLanguage();
  const { size } = useNumbers();
  const download = useAct(DownloadAttachment, {
    // Given as an attachment: the page stays.
    onDone: ({ requestDownload }) => window.location.assign(requestDownload.url),
  });
  const list = useRows(RequestMessagesQuery, { id: requestId }, ({ requestMessages }) => requestMessages);
  return (
    <Section title={t('messages')}>
      {download.error && <FailureNotice failure={failureOf(download.error)} />}
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {list.rows.map((message) => (
          <Paper key={message.id} component="li" withBorder p="sm">
            <Group gap="xs" mb={4}>
              <Text fw={600} dir="auto">
                {nameOf(message.organisation, language)}
              </Text>
              <Text size="sm" dir="auto">
                {message.authorName ?? t('program')}
              </Text>
              <Text size="sm" c="dimmed">
                <When at={message.writtenAt} />
              </Text>
              {message.isInternal ? (
                <Tag tone="warning">{t('internalNote')}</Tag>
              ) : (
                <Tag tone="quiet">{term('RequestMessageKind', message.kind)}</Tag>
              )}
              {message.waitsForHospital && <Tag tone="notice">{t('waitsForHospital')}</Tag>}
            </Group>
            <Text dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {message.words}
            </Text>
            {message.attachments.length > 0 && (
              <Stack component="ul" gap={4} mt="xs" p={0} style={{ listStyle: 'none' }}>
                {message.attachments.map(({ id, uploadId, name, sizeBytes, sha256 }) => (
                  <li key={id}>
                    <Button
                      variant="default"
                      leftSection={<IconDownload size={16} aria-hidden />}
                      onClick={() => download.mutate({ artifactId: uploadId })}
                    >
                      <span dir="auto">{`${name} (${size(sizeBytes)})`}</span>
                    </Button>
                    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      SHA-256 {sha256}
                    </Text>
                  </li>
                ))}
              </Stack>
            )}
          </Paper>
        ))}
      </Stack>
      {list.hasNextPage && (
        <Group>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:showMore')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
