import { Paper, Stack, Text, Title } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTerm, useWords } from '../../../app/language.ts';
import { Due } from '../../../ui/due.tsx';
import { Section } from '../../../ui/section.tsx';
import { TermHelp } from '../../../ui/term-help.tsx';
import { AnswerForm } from './answer-form.tsx';
import { type DeliveryOfPage, isAwaited } from './delivery.ts';
import { NotRecorded } from './not-recorded.tsx';
import { SiteAnswer } from './site-answer.tsx';
import type { Refused } from './use-answering.ts';
import classes from './publication.module.css';

interface AnsweringProps {
  delivery: DeliveryOfPage;
  /** What was asked before the publication was withdrawn: to be read, not to be answered. */
  isFormer?: boolean;
}

/** What is asked until when, the form to answer it, and what each site said. */
export function Answering({ delivery, isFormer = false }: AnsweringProps) {
  const { t } = useWords('inbox');
  const term = useTerm();
  // Kept here: the form goes as soon as the page knows that nothing more is to be answered.
  const [refused, setRefused] = useState<readonly Refused[] | null>(null);
  const { siteId } = useSearch({ from: '/signed-in/publications/$publicationId' });
  const { actions, sites, notice, state } = delivery;
  const awaited = sites.filter((site) => isAwaited(delivery, site));
  const answerable = awaited.filter(({ mayAcknowledge }) => mayAcknowledge);
  const title = notice === 'WITHDRAWAL' ? 'asked.withdrawal' : isFormer ? 'asked.former' : 'asked.title';
  const preferred = answerable.filter((site) => site.siteId === siteId);

  return (
    <Section title={t(title)} lead={state === 'CLOSED' && t('asked.closed')}>
      {actions.length === 0 ? (
        <Text>{t('asked.nothing')}</Text>
      ) : (
        <ul className={classes['asked']}>
          {actions.map(({ kind, dueOn }) => (
            <li key={kind}>
              <TermHelp of={`RequiredActionKind_${kind}`}>{term('RequiredActionKind', kind)}</TermHelp> ·{' '}
              {t('asked.due')} <Due on={dueOn} isOpen={state === 'OPEN'} />
            </li>
          ))}
        </ul>
      )}
      {answerable.length > 0 && (
        <Paper withBorder p="md" data-print="no">
          <Stack>
            <Title order={3} size="h5">
              {t('answer.title')}
            </Title>
            <AnswerForm
              // Sites that answered in the meantime are not asked again.
              key={answerable.map((site) => site.siteId).join()}
              delivery={delivery}
              sites={answerable}
              chosen={preferred.length > 0 ? preferred : answerable}
              onDone={setRefused}
            />
          </Stack>
        </Paper>
      )}
      {awaited.length > 0 && answerable.length === 0 && <Text c="dimmed">{t('asked.byOthers')}</Text>}
      <div role="status">
        {refused?.length === 0 && <Text fw={600}>{t('answer.done')}</Text>}
        {refused && refused.length > 0 && <NotRecorded refused={refused} sites={sites} />}
      </div>
      <ul className={classes['sites']} aria-label={t('asked.sites')}>
        {sites.map((site) => (
          <SiteAnswer
            key={site.siteId}
            delivery={delivery}
            site={site}
            mayAnswer={site.mayAcknowledge && state !== 'CLOSED'}
          />
        ))}
      </ul>
    </Section>
  );
}
