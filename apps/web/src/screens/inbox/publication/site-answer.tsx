import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { nameOf, useLanguage, useTerm, useWords } from '../../../app/language.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Tag } from '../../../ui/tags.tsx';
import { TermHelp } from '../../../ui/term-help.tsx';
import { When } from '../../../ui/when.tsx';
import { AnswerForm } from './answer-form.tsx';
import { CoverageForm } from './coverage-form.tsx';
import { type DeliveryOfPage, derivedAnswers, isAwaited, type SiteOfDelivery } from './delivery.ts';
import { NotRecorded } from './not-recorded.tsx';
import type { Refused } from './use-answering.ts';
import classes from './publication.module.css';

interface SiteAnswerProps {
  delivery: DeliveryOfPage;
  site: SiteOfDelivery;
  mayAnswer: boolean;
}

/** Where one site stands with a delivery, what it said, and the ways to change that. */
export function SiteAnswer({ delivery, site, mayAnswer }: SiteAnswerProps) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const language = useLanguage();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [isAnswering, { open, close }] = useDisclosure();
  const awaited = isAwaited(delivery, site);
  const { acknowledgement, coverage, coveredBy, state, viewedAt, isConnected } = site;
  const name = site.site ? nameOf(site.site, language) : t('site.unnamed');
  return (
    <li className={classes['site']} data-awaited={awaited}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4}>
          <Group gap="xs">
            <Text fw={650} dir="auto">
              {name}
            </Text>
            <Tag tone={state === 'ACKNOWLEDGED' ? 'good' : awaited ? 'notice' : 'quiet'}>
              {term('DeliverySiteState', state)}
            </Tag>
            {coverage === 'NOT_COVERED' && <Tag tone="warning">{term('Coverage', coverage)}</Tag>}
          </Group>
          {coverage === 'COVERED_BY' && (
            <Text size="sm">
              {t('site.coveredBy')} <bdi>{coveredBy ? nameOf(coveredBy, language) : t('site.unnamed')}</bdi>
            </Text>
          )}
          {coverage === 'NOT_COVERED' && <Text size="sm">{t('site.notCovered')}</Text>}
          {!isConnected && (
            <Text size="sm">
              {t('site.notConnected')} <TermHelp of="connections">{t('site.why')}</TermHelp>
            </Text>
          )}
          {viewedAt && (
            <Text size="sm" c="dimmed">
              {t('site.viewed')} <When at={viewedAt} />
            </Text>
          )}
          {derivedAnswers(site).map(({ action, answer }) => (
            <Text key={action} size="sm">
              {term('RequiredActionKind', action)}: <strong>{term('ActionAnswerWord', answer)}</strong>{' '}
              {t('site.derived')}
            </Text>
          ))}
          {acknowledgement && <Said acknowledgement={acknowledgement} />}
        </Stack>
        {mayAnswer && (
          <Group gap="xs" data-print="no">
            {acknowledgement && (
              <Button size="xs" variant="default" onClick={open}>
                {t('site.correct')}
              </Button>
            )}
            {!acknowledgement && !awaited && coverage !== 'COVERED_BY' && (
              <Button size="xs" variant="default" onClick={open}>
                {t('site.acknowledge')}
              </Button>
            )}
            {delivery.sites.length > 1 && !acknowledgement && (
              <CoverageForm delivery={delivery} site={site} name={name} />
            )}
          </Group>
        )}
      </Group>
      {refused.length > 0 && <NotRecorded refused={refused} sites={[site]} />}
      <Dialog
        opened={isAnswering}
        onClose={close}
        size="lg"
        title={t(acknowledgement ? 'site.correctTitle' : 'site.acknowledgeTitle', { name })}
      >
        <AnswerForm
          delivery={delivery}
          sites={[site]}
          chosen={[site]}
          only={site.siteId}
          former={acknowledgement}
          onDone={(whom) => {
            setRefused(whom);
            close();
          }}
          onCancel={close}
        />
      </Dialog>
    </li>
  );
}

function Said({ acknowledgement }: { acknowledgement: NonNullable<SiteOfDelivery['acknowledgement']> }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const { answers, comment, createdAt, correctsId } = acknowledgement;
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {t(correctsId ? 'site.corrected' : 'site.acknowledged')} <When at={createdAt} />
      </Text>
      {answers
        // That it was acknowledged is said above, with the time.
        .filter(({ action }) => action !== 'ACKNOWLEDGE')
        .map(({ action, answer, comment: more }) => (
          <Text key={action} size="sm">
            {term('RequiredActionKind', action)}: <strong>{term('ActionAnswerWord', answer)}</strong>
            {more && (
              <>
                {' '}
                – <bdi>{more}</bdi>
              </>
            )}
          </Text>
        ))}
      {comment && (
        <Text size="sm">
          {t('answer.comment')}: <bdi>{comment}</bdi>
        </Text>
      )}
    </Stack>
  );
}
