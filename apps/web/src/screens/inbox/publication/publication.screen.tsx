import { Button, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { failureOf, leadsNowhere } from '../../../app/failure.ts';
import { titleOf, useLanguage, useWords } from '../../../app/language.ts';
import { useAnswer } from '../../../app/queries.ts';
import { sideOf, useViewer } from '../../../app/session.ts';
import { AskVendorButton } from '../../requests/ask-vendor-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { FailureNotice, NotFound } from '../../../ui/problem.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { ChasedSites } from '../../chasing/chased-sites.tsx';
import { PlanOfPublication } from '../../updates/plan-of-publication.tsx';
import { AffectedDevices } from './affected-devices.tsx';
import { Answering } from './answering.tsx';
import { ChangedSince } from './changed-since.tsx';
import { Contents } from './contents.tsx';
import { Files } from './files.tsx';
import { Installation } from './installation.tsx';
import { Justified } from './justified.tsx';
import { PublicationFacts } from './publication-facts.tsx';
import { PublicationQuery } from './publication.query.ts';
import { Recorded } from './recorded.tsx';
import { Revisions } from './revisions.tsx';
import { Standing } from './standing.tsx';
import { useOpened } from './use-opened.ts';

/** One document as a hospital reads it, and a regulator, to whom nothing is delivered: what it is, what it asks, and everything about it that one may need then. */
export function PublicationScreen() {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const { publicationId } = useParams({ from: '/signed-in/publications/$publicationId' });
  const { data, error, refetch, isPlaceholderData } = useAnswer(PublicationQuery, { id: publicationId });
  const publication = isPlaceholderData ? undefined : data?.publication;
  useOpened(publication?.myDelivery ?? null);
  useOpened(publication?.withdrawal ?? null);

  if (!publication) {
    if (!error) return <Waiting />;
    if (leadsNowhere(failureOf(error))) return <NotFound />;
    return <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
  }
  const { titleJa, titleEn, summaryJa, summaryEn, myDelivery, withdrawal } = publication;
  const title = titleOf(publication, language);
  const otherTitle = [titleJa, titleEn].find((one) => one !== null && one !== title);
  const summary = language === 'ja' ? (summaryJa ?? summaryEn) : (summaryEn ?? summaryJa);
  const current = withdrawal ?? myDelivery;
  return (
    <Page
      title={title}
      lead={otherTitle && <bdi>{otherTitle}</bdi>}
      above={[
        isHospital
          ? { label: t('title'), link: { to: '/inbox' } }
          : { label: t('common:navigation.library'), link: { to: '/library' } },
      ]}
      actions={
        <>
          <AskVendorButton about={{ publicationId: publication.id }} />
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('publication.print')}
          </Button>
        </>
      }
    >
      <Standing publication={publication} />
      <PublicationFacts publication={publication} />
      {summary && (
        <Text dir="auto" maw="48rem" style={{ whiteSpace: 'pre-wrap' }}>
          {summary}
        </Text>
      )}
      {current && <Answering key={current.id} delivery={current} />}
      {withdrawal && myDelivery && <Answering delivery={myDelivery} isFormer />}
      <Contents publication={publication} />
      {publication.kind === 'UPDATE_PACKAGE' && isHospital && (
        <PlanOfPublication publicationId={publication.id} isInForce={publication.state === 'PUBLISHED'} />
      )}
      {publication.kind === 'UPDATE_PACKAGE' && <Installation publication={publication} />}
      <Files publication={publication} />
      <Justified publication={publication} />
      <ChangedSince publication={publication} />
      {current && <AffectedDevices delivery={current} />}
      {current && <ChasedSites publicationId={publication.id} ofHospitals={false} />}
      <Revisions publication={publication} />
      {withdrawal && <Recorded delivery={withdrawal} />}
      {myDelivery && <Recorded delivery={myDelivery} />}
    </Page>
  );
}
