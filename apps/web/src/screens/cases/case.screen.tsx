import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Day, When } from '../../ui/when.tsx';
import { CaseClocks } from './case-clocks.tsx';
import { CaseInternals } from './case-internals.tsx';
import { CaseParties } from './case-parties.tsx';
import { CaseQuery, type CaseOfPage } from './case.query.ts';
import { CaseStateTag } from './case-state-tag.tsx';
import { CaseSteps } from './case-steps.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { ChangeDisclosure } from './change-disclosure.tsx';

const route = getRouteApi('/signed-in/cases/$id');

/** One case: what it is about, what comes next, its clocks, what was said, and what stays inside. */
export function CaseScreen() {
  const { id } = route.useParams();
  const { t } = useWords('cases');
  const answer = useAnswer(CaseQuery, { id });
  return (
    <Answered of={answer} title={t('title')}>
      {(data) => <CasePage one={data.case} />}
    </Answered>
  );
}

function CasePage({ one }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const language = useLanguage();
  const ownId = useViewer().organisation?.id;
  const isDisclosure = one.kind === 'DISCLOSURE';
  const isSide = ownId === one.vendor.id || ownId === one.hospital?.id;
  const mayOpen = useMay('open Case');
  const list = (words: readonly string[]) => (words.length > 0 ? words.join(', ') : null);
  return (
    <Page
      title={one.title}
      above={[{ label: t('title'), link: { to: '/cases' } }]}
      actions={
        <>
          {isDisclosure && ownId === one.vendor.id && one.state !== 'CLOSED' && <ChangeDisclosure one={one} />}
          {!isDisclosure && mayOpen && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/disclosures/new" search={{ caseId: one.id }} {...props} />}
            >
              {t('disclosure.openFrom')}
            </Button>
          )}
        </>
      }
    >
      <Facts
        facts={[
          { label: t('kind'), value: term('CaseKind', one.kind) },
          { label: t('state'), value: <CaseStateTag state={one.state} /> },
          {
            label: t('hospital'),
            value: one.hospital && <span dir="auto">{nameOf(one.hospital, language)}</span>,
          },
          { label: t('vendor'), value: <span dir="auto">{nameOf(one.vendor, language)}</span> },
          { label: t('patientImpact'), value: one.patientImpact && term('PatientImpact', one.patientImpact) },
          { label: t('noticedAt'), value: one.noticedAt && <When at={one.noticedAt} /> },
          { label: t('devices'), value: one.assetCount !== null && <Devices one={one} /> },
          { label: t('disclosure.releases'), value: one.releases.length > 0 && <Releases one={one} /> },
          { label: t('disclosure.reporter'), value: isDisclosure && (one.reporterName ?? t('disclosure.unnamed')) },
          { label: t('disclosure.cveIds'), value: list(one.cveIds) },
          { label: t('disclosure.jvnIds'), value: list(one.jvnIds) },
          { label: t('disclosure.embargo'), value: one.embargoUntil && <Day on={one.embargoUntil} /> },
          {
            label: t('disclosure.source'),
            value: one.source && (
              <Anchor
                dir="auto"
                renderRoot={(props) => <Link to="/cases/$id" params={{ id: one.source?.id ?? '' }} {...props} />}
              >
                {one.source.title}
              </Anchor>
            ),
          },
          { label: t('disclosure.advisory'), value: one.publication && <Advisory publication={one.publication} /> },
          { label: t('openedAt'), value: <When at={one.openedAt} /> },
          { label: t('closedAt'), value: one.closedAt && <When at={one.closedAt} /> },
        ]}
      />
      <CaseSteps one={one} />
      <CaseClocks one={one} isSide={isSide} />
      <CaseTimeline one={one} />
      {isDisclosure && <CaseParties one={one} />}
      {isSide && <CaseInternals key={one.internals?.version ?? 0} one={one} />}
    </Page>
  );
}

function Devices({ one: { assets, assetCount } }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  return (
    <Stack gap={2}>
      <Text size="sm">{t('deviceCount', { count: assetCount ?? 0 })}</Text>
      {assets.length === 0 && <Text size="sm">{t('devicesNotShared')}</Text>}
      {assets.map(({ id, name, serialNumber }) => (
        <Anchor
          key={id}
          dir="auto"
          renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId: id }} {...props} />}
        >
          {[name, serialNumber].filter(Boolean).join(' · ') || id}
        </Anchor>
      ))}
    </Stack>
  );
}

function Releases({ one: { releases } }: { one: CaseOfPage }) {
  const language = useLanguage();
  return (
    <Stack gap={2}>
      {releases.map(({ id, version, product }) => (
        <Anchor
          key={id}
          dir="auto"
          renderRoot={(props) => <Link to="/products/$productId" params={{ productId: product.id }} {...props} />}
        >
          {nameOf(product, language)} {version}
        </Anchor>
      ))}
    </Stack>
  );
}

function Advisory({ publication }: { publication: NonNullable<CaseOfPage['publication']> }) {
  const language = useLanguage();
  const page = sideOf(useViewer()) === 'vendor' ? '/publishing/$publicationId' : '/publications/$publicationId';
  return (
    <Group>
      <Anchor
        dir="auto"
        renderRoot={(props) => <Link to={page} params={{ publicationId: publication.id }} {...props} />}
      >
        {titleOf(publication, language)}
      </Anchor>
    </Group>
  );
}
