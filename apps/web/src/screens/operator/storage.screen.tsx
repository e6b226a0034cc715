import { Text } from '@mantine/core';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useNumbers } from '../../ui/when.tsx';

const StorageQuery = graphql(`
  query StorageUsage {
    storageUsage {
      freeBytes
      byState {
        state
        objects
        sizeBytes
      }
      largest {
        files
        sizeBytes
        organisation {
          id
          name
          englishName
          kind
        }
      }
    }
  }
`);

/** What the files take: by what becomes of them, and by organisation. */
export function StorageScreen() {
  const { t } = useWords('operator');
  const term = useTerm();
  const language = useLanguage();
  const { count, size } = useNumbers();
  const { data, error, refetch } = useAnswer(StorageQuery, {});
  const usage = data?.storageUsage;
  return (
    <Page title={t('storage.title')} lead={t('storage.lead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!usage && !error && <Waiting />}
      {usage && (
        <>
          <Facts
            facts={[
              {
                label: t('storage.total'),
                value: size(usage.byState.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)),
              },
              {
                label: t('storage.free'),
                value: usage.freeBytes === null ? t('storage.freeUnknown') : size(usage.freeBytes),
              },
            ]}
          />
          <Section title={t('storage.byState')}>
            <PlainTable
              label={t('storage.byState')}
              rows={usage.byState}
              keyOf={({ state }) => state}
              columns={[
                {
                  key: 'state',
                  header: t('storage.state'),
                  cell: ({ state }) => (
                    <div>
                      {term('StorageState', state)}
                      <Text size="sm" c="dimmed" fw={400}>
                        {t(`storage.of.${state}`)}
                      </Text>
                    </div>
                  ),
                },
                {
                  key: 'objects',
                  header: t('storage.objects'),
                  align: 'end',
                  cell: ({ objects }) => count(objects),
                },
                { key: 'size', header: t('storage.size'), align: 'end', cell: ({ sizeBytes }) => size(sizeBytes) },
              ]}
            />
          </Section>
          <Section title={t('storage.largest')}>
            {usage.largest.length === 0 ? (
              <Text>{t('storage.nobody')}</Text>
            ) : (
              <PlainTable
                label={t('storage.largest')}
                rows={usage.largest}
                keyOf={({ organisation }) => organisation.id}
                columns={[
                  {
                    key: 'organisation',
                    header: t('storage.organisation'),
                    cell: ({ organisation }) => <bdi>{nameOf(organisation, language)}</bdi>,
                  },
                  {
                    key: 'kind',
                    header: t('storage.kind'),
                    cell: ({ organisation }) => term('OrganisationKind', organisation.kind),
                  },
                  { key: 'files', header: t('storage.objects'), align: 'end', cell: ({ files }) => count(files) },
                  { key: 'size', header: t('storage.size'), align: 'end', cell: ({ sizeBytes }) => size(sizeBytes) },
                ]}
              />
            )}
          </Section>
        </>
      )}
    </Page>
  );
}
