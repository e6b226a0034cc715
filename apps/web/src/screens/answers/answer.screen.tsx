import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { AnswerActs } from './answer-acts.tsx';
import { PublishedAnswerQuery, type AnswerOfPage, type VersionOfPage } from './answer.query.ts';
import { AnswerStateTag } from './answer-state-tag.tsx';

const route = getRouteApi('/signed-in/answers/$id');

/** One answer that a vendor gives to all, with what it said before. */
export function AnswerScreen() {
  const { id } = route.useParams();
  const { t } = useWords('answers');
  const answer = useAnswer(PublishedAnswerQuery, { id });
  return (
    <Answered of={answer} title={t('title')}>
      {({ publishedAnswer }) => <AnswerPage answer={publishedAnswer} />}
    </Answered>
  );
}

function AnswerPage({ answer }: { answer: AnswerOfPage }) {
  const { t } = useWords('answers');
  const language = useLanguage();
  const isVendor = sideOf(useViewer()) === 'vendor';
  const { vendor, product, release, publication, request, publishedAt, withdrawnAt, withdrawalReason } = answer;
  const [newest] = answer.versions;
  const inForce = answer.versions.find(({ state }) => state === 'IN_FORCE');
  const shown = inForce ?? newest;
  if (!newest || !shown) return null;
  const others = answer.versions.filter((version) => version !== shown);
  return (
    <Page title={shown.title} above={[{ label: t('title'), link: { to: '/answers' } }]}>
      {withdrawalReason !== null && (
        <Alert color="orange" title={t('withdrawn')}>
          {withdrawnAt && <When at={withdrawnAt} />}
          <Text dir="auto">{withdrawalReason}</Text>
        </Alert>
      )}
      <Facts
        facts={[
          { label: t('state'), value: <AnswerStateTag state={answer.state} /> },
          { label: t('vendor'), value: <span dir="auto">{nameOf(vendor, language)}</span> },
          {
            label: t('about'),
            value: (
              <span dir="auto">
                {product
                  ? [nameOf(product, language), release?.version].join(' ')
                  : publication && titleOf(publication, language)}
              </span>
            ),
          },
          { label: t('publishedAt'), value: publishedAt && <When at={publishedAt} /> },
          {
            label: t('request'),
            value: isVendor && request && (
              <Anchor
                dir="auto"
                renderRoot={(props) => <Link to="/requests/$id" params={{ id: request.id }} {...props} />}
              >
                {request.title}
              </Anchor>
            ),
          },
        ]}
      />
      <Version version={shown} />
      {isVendor && <AnswerActs answer={answer} newest={newest} />}
      {others.length > 0 && (
        <Section title={t('versions')} lead={t('versionsLead')}>
          {others.map((version) => (
            <FormerVersion key={version.number} version={version} />
          ))}
        </Section>
      )}
    </Page>
  );
}

function Version({ version: { question, words } }: { version: VersionOfPage }) {
  const { t } = useWords('answers');
  return (
    <>
      <Section title={t('question')}>
        <Words>{question}</Words>
      </Section>
      <Section title={t('answer')}>
        <Words>{words}</Words>
      </Section>
    </>
  );
}

function FormerVersion({ version }: { version: VersionOfPage }) {
  const { t } = useWords('answers');
  const term = useTerm();
  const { number, state, title, decidedAt, sendBackReason } = version;
  return (
    <details open={state === 'PROPOSED'}>
      <summary>
        {t('version', { number })} · {term('AnswerVersionState', state)}
        {decidedAt && (
          <>
            {' · '}
            <When at={decidedAt} />
          </>
        )}
      </summary>
      <Stack gap={4} mt="xs">
        {sendBackReason !== null && (
          <Text dir="auto">
            {t('reason')}: {sendBackReason}
          </Text>
        )}
        <Text fw={600} dir="auto">
          {title}
        </Text>
        <Words>{version.question}</Words>
        <Words>{version.words}</Words>
      </Stack>
    </details>
  );
}

const Words = ({ children }: { children: string }) => (
  <Text dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    {children}
  </Text>
);
