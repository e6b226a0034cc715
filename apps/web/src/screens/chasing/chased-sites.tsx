import { Button, Card, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { ChasedSitesQuery } from './chase.query.ts';
import { ChasedSteps } from './chased-steps.tsx';

interface ChasedSitesProps {
  publicationId: string;
  /** Of several hospitals: it says whose site each is. */
  ofHospitals: boolean;
}

/** The chase of a publication, site by site. */
export function ChasedSites({ publicationId, ofHospitals }: ChasedSitesProps) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const language = useLanguage();
  const { count } = useNumbers();
  const [isOnlyOpen, setIsOnlyOpen] = useState(ofHospitals);
  const list = useRows(
    ChasedSitesQuery,
    { publicationId, isAnswered: isOnlyOpen ? false : null },
    ({ chasedSites }) => chasedSites,
  );
  const { rows, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch, total } = list;
  return (
    <Section
      title={t(ofHospitals ? 'sites.title' : 'sites.own')}
      lead={ofHospitals ? t('sites.lead') : t('sites.ownLead')}
      actions={
        ofHospitals && (
          <Checkbox
            label={t('sites.onlyOpen')}
            checked={isOnlyOpen}
            onChange={({ currentTarget }) => setIsOnlyOpen(currentTarget.checked)}
          />
        )
      }
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {isPending && <Waiting />}
      {!isPending && rows.length === 0 && <Text c="dimmed">{t('sites.none')}</Text>}
      {rows.map((row) => (
        <Card key={`${row.deliveryId}${row.siteId}`} withBorder>
          <Stack gap="sm">
            <Group gap="xs">
              <Text fw={600} dir="auto">
                {ofHospitals && `${nameOf(row.hospital, language)} · `}
                {row.site ? nameOf(row.site, language) : '–'}
              </Text>
              <Tag tone={row.isAnswered ? 'good' : 'warning'}>
                {row.isAnswered ? t('sites.answered') : term('DeliverySiteState', row.state)}
              </Tag>
            </Group>
            <ChasedSteps site={row} />
          </Stack>
        </Card>
      ))}
      {hasNextPage && (
        <Group>
          <Text size="sm" c="dimmed">
            {t('common:rowsOf', { shown: count(rows.length), total: count(total ?? rows.length) })}
          </Text>
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('common:showMore')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
