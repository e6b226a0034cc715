import { ActionIcon, Button, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { failureOf } from '../../../app/failure.ts';
import { graphql } from '../../../app/graphql.ts';
import { useTerm, useWords } from '../../../app/language.ts';
import { useAct } from '../../../app/queries.ts';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { FailureNotice } from '../../../ui/problem.tsx';
import { Section } from '../../../ui/section.tsx';
import { TermHelp } from '../../../ui/term-help.tsx';
import { useNumbers } from '../../../ui/when.tsx';
import type { PublicationOfPage } from './publication.query.ts';
import { SignatureOf } from './signature.tsx';
import classes from './publication.module.css';

type Artifact = PublicationOfPage['artifacts'][number];

const RequestDownload = graphql(`
  mutation RequestDownload($artifactId: ID!) {
    requestDownload(input: { artifactId: $artifactId }) {
      url
    }
  }
`);

/** The files as the vendor sent them, with what is needed to tell whether a copy is the same. */
export function Files({ publication }: { publication: PublicationOfPage }) {
  const { t } = useWords('inbox');
  const { size } = useNumbers();
  const { artifacts, signatures } = publication;
  const download = useAct(RequestDownload, {
    // Given as an attachment: the page stays.
    onDone: ({ requestDownload }) => window.location.assign(requestDownload.url),
  });
  if (artifacts.length === 0) return null;
  return (
    <Section title={t('files.title')} lead={t('files.lead')}>
      {download.error && <FailureNotice failure={failureOf(download.error)} />}
      <PlainTable
        label={t('files.title')}
        rows={artifacts}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', header: t('files.name'), cell: (file) => <NameOf file={file} /> },
          {
            key: 'size',
            header: t('files.size'),
            align: 'end',
            cell: ({ sizeBytes }) => <span style={{ whiteSpace: 'nowrap' }}>{size(sizeBytes)}</span>,
          },
          {
            key: 'readable',
            header: t('files.readable'),
            cell: ({ isMachineReadable }) =>
              isMachineReadable ? (
                <TermHelp of="machineReadable">{t('files.machine')}</TermHelp>
              ) : (
                <TermHelp of="machineReadable">{t('files.people')}</TermHelp>
              ),
          },
          {
            key: 'signature',
            header: t('files.signature'),
            cell: ({ name }) => (
              <SignatureOf signatures={signatures.filter(({ artifactName }) => artifactName === name)} />
            ),
          },
          { key: 'sha256', header: 'SHA-256', cell: ({ sha256, name }) => <Hash sha256={sha256} of={name} /> },
          {
            key: 'download',
            header: '',
            cell: ({ id, name }) => (
              <Button
                size="xs"
                variant="default"
                data-print="no"
                leftSection={<IconDownload size={16} aria-hidden />}
                loading={download.isPending && download.variables?.artifactId === id}
                aria-label={t('files.downloadOf', { name })}
                onClick={() => download.mutate({ artifactId: id })}
              >
                {t('files.download')}
              </Button>
            ),
          },
        ]}
      />
    </Section>
  );
}

function NameOf({ file: { name, mediaType, reading } }: { file: Artifact }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const read = reading
    ? [
        reading.format && term('DocumentFormat', reading.format),
        reading.componentCount > 0 && t('files.components', { count: reading.componentCount }),
        reading.answerCount > 0 && t('files.answers', { count: reading.answerCount }),
        reading.statementCount > 0 && t('files.statements', { count: reading.statementCount }),
      ].filter((words) => typeof words === 'string')
    : [];
  return (
    <div>
      <bdi>{name}</bdi>
      <Text size="sm" c="dimmed" fw={400}>
        {[mediaType, ...read].join(' · ')}
      </Text>
    </div>
  );
}

/** The whole hash, and not its beginning: whoever compares needs all of it. */
function Hash({ sha256, of }: { sha256: string; of: string }) {
  const { t } = useWords('inbox');
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <code className={classes['hash']}>{sha256}</code>
      <CopyButton value={sha256}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('files.copied') : t('files.copy')}>
            <ActionIcon
              variant="subtle"
              size="md"
              data-print="no"
              aria-label={copied ? t('files.copied') : t('files.copyOf', { name: of })}
              onClick={copy}
            >
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
