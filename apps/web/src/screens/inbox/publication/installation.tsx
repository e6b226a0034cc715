import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../../app/failure.ts';
import { graphql } from '../../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../../app/language.ts';
import { useAnswer } from '../../../app/queries.ts';
import { Difference, DifferenceFields } from '../../../ui/difference.tsx';
import { FailureNotice } from '../../../ui/problem.tsx';
import { Section } from '../../../ui/section.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { ManifestFields, UpdateManifest } from './update-manifest.tsx';
import type { PublicationOfPage } from './publication.query.ts';
import { SupportChange } from './support-change.tsx';

const InstallationQuery = graphql(
  `
    query Installation($publicationId: ID!, $releaseId: ID!) {
      installationDifference(publicationId: $publicationId, releaseId: $releaseId) {
        toReleaseId
        manifest {
          ...ManifestFields
        }
        difference {
          ...DifferenceFields
        }
      }
    }
  `,
  [ManifestFields, DifferenceFields],
);

/** The device engineer's question before the screwdriver: what will be different afterwards, and is there a way back? */
export function Installation({ publication }: { publication: PublicationOfPage }) {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const { releases } = publication;
  const [releaseId, setReleaseId] = useState(releases[0]?.id ?? '');
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    InstallationQuery,
    { publicationId: publication.id, releaseId },
    { enabled: releaseId !== '', refreshes: false },
  );
  if (releases.length === 0) return null;
  const answer = isPlaceholderData ? undefined : data?.installationDifference;
  return (
    <Section title={t('installation.title')} lead={t('installation.lead')}>
      {releases.length > 1 && (
        <Stack gap={4} align="flex-start" data-print="no">
          <Text size="sm">{t('installation.from')}</Text>
          <SegmentedControl
            aria-label={t('installation.from')}
            data={releases.map(({ id, product, version }) => ({
              value: id,
              label: `${nameOf(product, language)} ${version}`,
            }))}
            value={releaseId}
            onChange={setReleaseId}
          />
        </Stack>
      )}
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!answer && !error && <Waiting />}
      {answer && (
        <Stack>
          {answer.manifest ? (
            <UpdateManifest manifest={answer.manifest} />
          ) : (
            <Text>{t('installation.noManifest')}</Text>
          )}
          {answer.toReleaseId && <SupportChange fromId={releaseId} toId={answer.toReleaseId} />}
          {answer.difference ? (
            <Difference difference={answer.difference} />
          ) : (
            <Text>{t('installation.noComparison')}</Text>
          )}
        </Stack>
      )}
    </Section>
  );
}
