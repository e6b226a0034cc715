import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { titleOf, useLanguage, useWords } from '../../app/language.ts';
import { useReasons } from '../../app/reasons.ts';
import { Tag } from '../../ui/tags.tsx';
import type { AcknowledgeResult } from './use-acknowledge-many.ts';
import classes from './inbox.module.css';

interface AcknowledgeResultsProps {
  results: readonly AcknowledgeResult[];
  nameOfSite: (siteId: string) => string;
  siteId: string | undefined;
}

/** What was refused, and why, before what was taken. */
export function AcknowledgeResults({ results, nameOfSite, siteId }: AcknowledgeResultsProps) {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const sentence = useReasons();
  const refused = results.filter(({ refusal }) => refusal);
  const taken = results.filter(({ refusal }) => !refusal);
  return (
    <Stack>
      <Text role="status" fw={600}>
        {t('acknowledge.taken', { count: taken.length })}
        {refused.length > 0 && ` ${t('acknowledge.refused', { count: refused.length })}`}
      </Text>
      <ul className={classes['results']}>
        {[...refused, ...taken].map(({ delivery, siteId: ofSite, refusal }) => (
          <li key={`${delivery.id} ${ofSite}`}>
            <Group gap="xs" align="baseline" wrap="nowrap">
              <Tag tone={refusal ? 'warning' : 'good'}>{t(refusal ? 'acknowledge.no' : 'acknowledge.yes')}</Tag>
              <Text component="span">
                <bdi>{titleOf(delivery.publication, language)}</bdi> · <bdi>{nameOfSite(ofSite)}</bdi>
              </Text>
            </Group>
            {refusal && (
              <Text size="sm">
                {sentence(refusal)}{' '}
                <Anchor
                  renderRoot={(props) => (
                    <Link
                      to="/publications/$publicationId"
                      params={{ publicationId: delivery.publication.id }}
                      search={siteId ? { siteId } : {}}
                      {...props}
                    />
                  )}
                >
                  {t('acknowledge.openIt')}
                </Anchor>
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  );
}
