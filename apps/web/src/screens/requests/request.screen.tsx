import { Anchor, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useLive } from '../../app/live.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { RequestActs } from './request-acts.tsx';
import { RequestClock, useDurations } from './request-clock.tsx';
import { RequestChanged, RequestQuery, type RequestOfPage } from './request.query.ts';
import { RequestStateTag } from './request-state-tag.tsx';
import { RequestThread } from './request-thread.tsx';

const route = getRouteApi('/signed-in/requests/$id');

/** One request: its clock, what was said, and what may be done. */
export function RequestScreen() {
  const { id } = route.useParams();
  const { t } = useWords('requests');
  const answer = useAnswer(RequestQuery, { id });
  useLive(RequestChanged, { id });
  return (
    <Answered of={answer} title={t('title')}>
      {({ informationRequest }) => <RequestPage request={informationRequest} />}
    </Answered>
  );
}

function RequestPage({ request }: { request: RequestOfPage }) {
  const { t } = useWords('requests');
  const term = useTerm();
  const language = useLanguage();
  const durations = useDurations();
  const { hospital, vendor, declineReason, promisedHours, dueAt, closedAt } = request;
  return (
    <Page title={request.title} above={[{ label: t('title'), link: { to: '/requests' } }]}>
      <Facts
        facts={[
          { label: t('state'), value: <RequestStateTag state={request.state} /> },
          { label: t('declineReason'), value: declineReason && term('DeclineReason', declineReason) },
          { label: t('clock'), value: <RequestClock request={request} /> },
          { label: t('urgency'), value: term('RequestUrgency', request.urgency) },
          {
            label: t('promised'),
            value: promisedHours === null ? t('nonePromised') : t('within', { time: durations(promisedHours) }),
          },
          { label: t('dueAt'), value: dueAt && <When at={dueAt} /> },
          { label: t('hospital'), value: <span dir="auto">{nameOf(hospital, language)}</span> },
          { label: t('vendor'), value: <span dir="auto">{nameOf(vendor, language)}</span> },
          { label: t('about'), value: <About request={request} /> },
          { label: t('askedAt'), value: <When at={request.askedAt} /> },
          { label: t('closedAt'), value: closedAt && <When at={closedAt} /> },
        ]}
      />
      {request.pauses.length > 0 && (
        <Section title={t('pauses')} lead={t('pausesLead')}>
          <Stack component="ul" gap={2} m={0}>
            {request.pauses.map(({ fromAt, untilAt }) => (
              <li key={fromAt}>
                <When at={fromAt} /> – {untilAt ? <When at={untilAt} /> : t('stillPaused')}
              </li>
            ))}
          </Stack>
        </Section>
      )}
      <RequestThread requestId={request.id} />
      <RequestActs request={request} />
    </Page>
  );
}

function About({ request }: { request: RequestOfPage }) {
  const { t } = useWords('requests');
  const language = useLanguage();
  const pageOfPublication =
    sideOf(useViewer()) === 'vendor' ? '/publishing/$publicationId' : '/publications/$publicationId';
  const { product, release, publication, mds2QuestionId, component, vulnerability } = request;
  return (
    <Stack gap={2}>
      {product && (
        <Anchor
          dir="auto"
          renderRoot={(props) => <Link to="/products/$productId" params={{ productId: product.id }} {...props} />}
        >
          {nameOf(product, language)} {release?.version}
        </Anchor>
      )}
      {publication && (
        <Anchor
          dir="auto"
          renderRoot={(props) => <Link to={pageOfPublication} params={{ publicationId: publication.id }} {...props} />}
        >
          {titleOf(publication, language)}
        </Anchor>
      )}
      {mds2QuestionId && <Text size="sm">{t('ofMds2', { id: mds2QuestionId })}</Text>}
      {component && (
        <Text size="sm" dir="auto">
          {t('ofComponent', { name: component })}
        </Text>
      )}
      {vulnerability && <Text size="sm">{vulnerability}</Text>}
    </Stack>
  );
}
