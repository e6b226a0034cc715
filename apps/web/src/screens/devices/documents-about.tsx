import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { failureOf } from '../../app/failure.ts';
import { SeverityTag, Tag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import classes from './devices.module.css';

const DocumentsInForceQuery = graphql(`
  query DocumentsInForce($releaseId: ID!, $first: Int!, $after: String) {
    publications(first: $first, after: $after, releaseId: $releaseId, state: PUBLISHED) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          severity
          titleJa
          titleEn
          publishedAt
          myDelivery {
            id
            state
            dueOn
            isOverdue
            openSites
          }
        }
      }
    }
  }
`);

const FiledAboutQuery = graphql(`
  query FiledAbout($releaseId: ID!, $first: Int!, $after: String) {
    filedDocuments(first: $first, after: $after, releaseId: $releaseId) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          title
          receivedOn
          confirmedByPublicationId
        }
      }
    }
  }
`);

/** What is in force about a release, what of it waits for an answer, and what the hospital filed itself. */
export function DocumentsAbout({ releaseId }: { releaseId: string }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const language = useLanguage();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const published = useRows(DocumentsInForceQuery, { releaseId }, ({ publications }) => publications);
  const own = useRows(FiledAboutQuery, { releaseId }, ({ filedDocuments }) => filedDocuments, { enabled: isHospital });
  const { data, error, refetch } = published;
  const unfinished = [published, own].find(({ hasNextPage }) => hasNextPage);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('documents.title')}
      </Title>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {data && published.rows.length + own.rows.length === 0 && (
        <Empty title={t('documents.none')}>{t('documents.noneText')}</Empty>
      )}
      <ul className={classes['plainList']}>
        {published.rows.map(({ myDelivery: delivery, ...document }) => (
          <li key={document.id}>
            <Group gap="xs">
              <SeverityTag severity={document.severity} />
              <Text component="span" size="sm" c="dimmed">
                {term('PublicationKind', document.kind)}
              </Text>
              <Anchor dir="auto" renderRoot={(props) => <Link to={`/publications/${document.id}`} {...props} />}>
                {titleOf(document, language)}
              </Anchor>
              {document.publishedAt && (
                <Text component="span" size="sm" c="dimmed">
                  <When at={document.publishedAt} />
                </Text>
              )}
              {delivery && delivery.openSites > 0 && (
                <Tag tone={delivery.isOverdue ? 'grave' : 'notice'}>
                  {delivery.isOverdue ? t('documents.overdue') : term('DeliveryState', delivery.state)}
                </Tag>
              )}
              {delivery?.dueOn && delivery.openSites > 0 && (
                <Text component="span" size="sm">
                  {t('documents.due')} <Day on={delivery.dueOn} />
                </Text>
              )}
            </Group>
          </li>
        ))}
        {own.rows.map((document) => (
          <li key={document.id}>
            <Group gap="xs">
              <Tag tone={document.confirmedByPublicationId ? 'good' : 'notice'}>
                {document.confirmedByPublicationId ? t('filed.confirmed') : t('unconfirmed')}
              </Tag>
              <Text component="span" size="sm" c="dimmed">
                {term('PublicationKind', document.kind)}
              </Text>
              <Anchor
                dir="auto"
                renderRoot={(props) => <Link to="/filed/$filedId" params={{ filedId: document.id }} {...props} />}
              >
                {document.title}
              </Anchor>
              <Text component="span" size="sm" c="dimmed">
                <Day on={document.receivedOn} />
              </Text>
            </Group>
          </li>
        ))}
      </ul>
      {unfinished && (
        <Group data-print="no">
          <Button size="xs" variant="default" onClick={() => void unfinished.fetchNextPage()}>
            {t('common:showMore')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
