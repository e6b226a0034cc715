import { Alert, Anchor, Button, Tabs } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { NOTICES } from '../../app/choices.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useLive } from '../../app/live.ts';
import { useAnswer } from '../../app/queries.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { SeverityTag } from '../../ui/tags.tsx';
import { OutsideRecipients } from './outside-recipients.tsx';
import { Recipients } from './recipients.tsx';
import { ResponseFigures } from './response-figures.tsx';
import { ProgressChanged, type ResponsesOf, ResponsesQuery } from './responses.query.ts';
import { ResponsesOverTime } from './responses-over-time.tsx';

export function ResponsesScreen() {
  const { t } = useWords('vendor');
  const { publicationId } = useParams({ from: '/signed-in/publishing/$publicationId/responses' });
  const { notice = 'PUBLICATION' } = useSearch({ from: '/signed-in/publishing/$publicationId/responses' });
  const answer = useAnswer(ResponsesQuery, { id: publicationId, notice });
  useLive(ProgressChanged, { id: publicationId });
  return (
    <Answered of={answer} title={t('responses.title')}>
      {({ publication }) => <ResponsesPage publication={publication} />}
    </Answered>
  );
}

/** Who has it, who opened it, who answered, and who is late. */
function ResponsesPage({ publication }: { publication: ResponsesOf }) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const { notice = 'PUBLICATION' } = useSearch({ from: '/signed-in/publishing/$publicationId/responses' });
  const { id, progress, responsesOverTime, withdrawnAt } = publication;
  const title = titleOf(publication, language);
  return (
    <Page
      title={t('responses.title')}
      tabTitle={`${t('responses.title')}: ${title}`}
      lead={
        <>
          <Anchor
            dir="auto"
            renderRoot={(props) => <Link to="/publishing/$publicationId" params={{ publicationId: id }} {...props} />}
          >
            {title}
          </Anchor>{' '}
          · {t('responses.which', { kind: term('PublicationKind', publication.kind), revision: publication.revision })}
        </>
      }
      above={[{ label: t('responses.publishing'), link: { to: '/publishing' } }]}
      actions={
        <>
          <SeverityTag severity={publication.severity} />
          {publication.publishedAt && (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/publishing/$publicationId/chase" params={{ publicationId: id }} {...props} />
              )}
            >
              {t('responses.chase')}
            </Button>
          )}
        </>
      }
    >
      {withdrawnAt && (
        <Tabs
          value={notice}
          onChange={(value) =>
            void navigate({
              to: '/publishing/$publicationId/responses',
              params: { publicationId: id },
              search: { notice: NOTICES.find((one) => one === value) },
              replace: true,
            })
          }
        >
          <Tabs.List aria-label={t('responses.notice')}>
            {NOTICES.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`responses.notices.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {/* The page below is the panel of either. */}
          <Tabs.Panel value={notice}>{null}</Tabs.Panel>
        </Tabs>
      )}
      {!progress || !publication.publishedAt ? (
        <Empty title={t('responses.notYet')}>{t('responses.notYetText')}</Empty>
      ) : (
        <>
          {progress.isDelivering && <Alert>{t('responses.delivering')}</Alert>}
          <ResponseFigures publicationId={id} notice={notice} progress={progress} />
          {responsesOverTime && responsesOverTime.length > 0 && <ResponsesOverTime points={responsesOverTime} />}
          <Recipients publicationId={id} notice={notice} />
          <OutsideRecipients publicationId={id} recipients={publication.outsideRecipients} />
        </>
      )}
    </Page>
  );
}
