import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Enumeration } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { Due } from '../../ui/due.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SeverityTag, Tag } from '../../ui/tags.tsx';
import classes from './home.module.css';

interface UrgentDelivery {
  id: string;
  severity: Enumeration<'Severity'>;
  kind: Enumeration<'PublicationKind'>;
  notice: Enumeration<'Notice'>;
  dueOn: string | null;
  affectedAssets: number;
  publication: {
    id: string;
    titleJa: string | null;
    titleEn: string | null;
    vendor: { name: string; englishName: string | null };
  };
}

/** The few things with which the day begins. */
export function Urgent({ deliveries }: { deliveries: readonly UrgentDelivery[] }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const language = useLanguage();
  if (deliveries.length === 0) return <Empty title={t('home.calm.title')}>{t('home.calm.text')}</Empty>;
  return (
    <Stack gap="sm" component="section" aria-labelledby="urgent">
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4" id="urgent">
          {t('home.urgent')}
        </Title>
        <Anchor size="sm" renderRoot={(props) => <Link to="/inbox" search={{ state: 'OPEN' }} {...props} />}>
          {t('home.allOpen')}
        </Anchor>
      </Group>
      <ul className={classes['urgent']}>
        {deliveries.map(({ id, severity, kind, notice, dueOn, affectedAssets, publication }) => (
          <li key={id}>
            <Link
              to="/publications/$publicationId"
              params={{ publicationId: publication.id }}
              className={classes['delivery'] ?? ''}
            >
              <span>
                <Text component="span" display="block" fw={600} dir="auto">
                  {titleOf(publication, language)}
                </Text>
                <Text component="span" display="block" size="sm" c="dimmed">
                  <bdi>{nameOf(publication.vendor, language)}</bdi> · {term('PublicationKind', kind)} ·{' '}
                  {t('devices', { count: affectedAssets })}
                </Text>
              </span>
              <Group component="span" gap="xs">
                {notice === 'WITHDRAWAL' && <Tag tone="warning">{term('Notice', notice)}</Tag>}
                <SeverityTag severity={severity} />
                {dueOn && <Due on={dueOn} isOpen />}
              </Group>
            </Link>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
