import { Group, Paper, Stack, Text } from '@mantine/core';
import { nameOf, useLanguage, useTerm, useWords } from '../../../app/language.ts';
import { Facts } from '../../../ui/facts.tsx';
import { PublicationStateTag, SeverityTag, Tag, TlpTag } from '../../../ui/tags.tsx';
import { TermHelp } from '../../../ui/term-help.tsx';
import { Day, When } from '../../../ui/when.tsx';
import type { PublicationOfPage } from './publication.query.ts';

/** Who says it, how grave it is, what it is about, and to whom it may be passed on. */
export function PublicationFacts({ publication }: { publication: PublicationOfPage }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const language = useLanguage();
  const { kind, severity, tlp, state, revision, isEditorial, vendor, publishedAt, effectiveOn, releases } = publication;
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group gap="xs">
          <SeverityTag severity={severity} />
          <Tag tone="quiet">{term('PublicationKind', kind)}</Tag>
          {state !== 'PUBLISHED' && <PublicationStateTag state={state} />}
        </Group>
        <Facts
          facts={[
            { label: t('facts.vendor'), value: <bdi>{nameOf(vendor, language)}</bdi> },
            {
              label: t('facts.tlp'),
              value: (
                <Group gap={6}>
                  <TlpTag tlp={tlp} />
                  <span data-print="no">
                    <TermHelp of={`Tlp_${tlp}`}>{t('facts.tlpHelp')}</TermHelp>
                  </span>
                </Group>
              ),
            },
            {
              label: t('facts.revision'),
              value: t(isEditorial ? 'facts.revisionEditorial' : 'facts.revisionOf', { revision }),
            },
            { label: t('facts.published'), value: publishedAt && <When at={publishedAt} /> },
            { label: t('facts.effective'), value: effectiveOn && <Day on={effectiveOn} /> },
            {
              label: t('facts.releases'),
              value: releases.length > 0 && (
                <Stack gap={4}>
                  {releases.map(({ id, product, version, stage, endOfSupportOn }) => (
                    <div key={id}>
                      <bdi>
                        {nameOf(product, language)} {version}
                      </bdi>
                      <Text size="sm" c="dimmed">
                        <TermHelp of={`LifeCycleStage_${stage}`}>{term('LifeCycleStage', stage)}</TermHelp>
                        {endOfSupportOn && (
                          <>
                            {' · '}
                            {t('facts.endOfSupport')} <Day on={endOfSupportOn} />
                          </>
                        )}
                      </Text>
                    </div>
                  ))}
                </Stack>
              ),
            },
          ]}
        />
      </Stack>
    </Paper>
  );
}
