import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../app/language.ts';
import { When } from '../../../ui/when.tsx';
import type { PublicationOfPage } from './publication.query.ts';

/** What one must know before one reads on: that it holds no more, or is not yet confirmed. */
export function Standing({ publication }: { publication: PublicationOfPage }) {
  const { t } = useWords('inbox');
  const { state, revisions, isSecondCheckPending, secondCheckMissedAt, secondCheckedAt } = publication;
  const inForce = revisions.find((other) => other.state === 'PUBLISHED');
  const isMissed = secondCheckMissedAt !== null && secondCheckedAt === null;
  return (
    <>
      {state === 'WITHDRAWN' && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('standing.withdrawn.title')}>
          <Stack gap="xs">
            <Text size="sm">{t('standing.withdrawn.text')}</Text>
            {publication.withdrawalReason && (
              <Text size="sm">
                {t('standing.withdrawn.reason')} <bdi>{publication.withdrawalReason}</bdi>
              </Text>
            )}
            {publication.withdrawnAt && (
              <Text size="sm">
                {t('standing.withdrawn.at')} <When at={publication.withdrawnAt} />
              </Text>
            )}
          </Stack>
        </Alert>
      )}
      {state === 'SUPERSEDED' && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('standing.superseded.title')}>
          <Text size="sm">{t('standing.superseded.text')}</Text>
          {inForce && (
            <Anchor
              size="sm"
              renderRoot={(props) => (
                <Link to="/publications/$publicationId" params={{ publicationId: inForce.id }} {...props} />
              )}
            >
              {t('standing.superseded.open', { revision: inForce.revision })}
            </Anchor>
          )}
        </Alert>
      )}
      {isSecondCheckPending && (
        <Alert color="orange" icon={<IconInfoCircle aria-hidden />} title={t('standing.emergency.title')}>
          <Text size="sm">{t('standing.emergency.text')}</Text>
          {publication.secondCheckDueAt && !isMissed && (
            <Text size="sm">
              {t('standing.emergency.due')} <When at={publication.secondCheckDueAt} />
            </Text>
          )}
          {isMissed && (
            <Text size="sm" fw={600}>
              {t('standing.emergency.missed')}
            </Text>
          )}
        </Alert>
      )}
    </>
  );
}
