import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { RequestMessagesQuery } from './request.query.ts';

/** What was said, the first word first; the notes of the own side are marked. */
export function RequestThread({ requestId }: { requestId: string }) {
  const { t } = useWords('requests');
  const term = useTerm();
  const language = useLanguage();
  const list = useRows(RequestMessagesQuery, { id: requestId }, ({ requestMessages }) => requestMessages);
  return (
    <Section title={t('messages')}>
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
