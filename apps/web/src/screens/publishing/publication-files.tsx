import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { graphql } from '../../app/graphql.ts';
import { failureOf } from '../../app/failure.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { FileFacts } from './file-facts.tsx';
import type { OwnPublication } from './publication-query.ts';
import classes from './publishing.module.css';

const RequestDownload = graphql(`
  mutation RequestDownload($input: RequestDownloadInput!) {
    requestDownload(input: $input) {
      url
    }
  }
`);

/** The files with their hashes and signatures. */
export function PublicationFiles({ publication }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const { size } = useNumbers();
  const download = useAct(RequestDownload, {
    // A signed link that answers with an attachment: the page stays.
    onDone: ({ requestDownload: { url } }) => window.location.assign(url),
  });
  const { artifacts, signatures } = publication;
  return (
    <section aria-labelledby="publication-files">
      <Title order={2} size="h3" id="publication-files" mb="sm">
        {t('files.heading')}
      </Title>
      {artifacts.length === 0 && <Text c="dimmed">{t('files.none')}</Text>}
      {download.error && <FailureNotice failure={failureOf(download.error)} />}
      <Stack component="ul" gap="sm" className={classes['plain'] ?? ''}>
        {artifacts.map((artifact) => (
          <Paper component="li" key={artifact.id} withBorder p="md">
            <Stack gap={6}>
              <Group justify="space-between" gap="xs">
                <Group gap="xs">
                  <Text fw={650} dir="auto">
                    {artifact.name}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {size(artifact.sizeBytes)}
                  </Text>
                </Group>
                <Button
                  size="xs"
                  variant="default"
                  data-print="no"
                  aria-label={t('file.downloadOne', { name: artifact.name })}
                  loading={download.isPending && download.variables?.input.artifactId === artifact.id}
                  onClick={() => download.mutate({ input: { artifactId: artifact.id } })}
                >
                  {t('file.download')}
                </Button>
              </Group>
              <FileFacts {...artifact} />
              <Text className={classes['hash'] ?? ''} c="dimmed">
                SHA-256 {artifact.sha256}
              </Text>
              {signatures
                .filter(({ artifactName }) => artifactName === artifact.name)
                .map((one) => (
                  <Group key={one.signatureName} gap="xs">
                    <Tag tone={one.result === 'VALID' ? 'good' : one.result === 'PENDING' ? 'quiet' : 'grave'}>
                      {term('SignatureResult', one.result)}
                    </Tag>
                    <Text size="sm" dir="auto">
                      {t('file.signature', { name: one.signatureName })}
                      {one.keyUserIds.length > 0 && ` · ${one.keyUserIds.join(', ')}`}
                    </Text>
                    {one.keyRevokedAt && <Tag tone="warning">{t('file.keyRevoked')}</Tag>}
                  </Group>
                ))}
            </Stack>
          </Paper>
        ))}
      </Stack>
    </section>
  );
}
