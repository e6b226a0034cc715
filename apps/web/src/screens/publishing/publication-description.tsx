import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { SeverityTag, TlpTag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { HospitalName } from './hospital-name.tsx';
import type { OwnPublication } from './publication-query.ts';
import classes from './publishing.module.css';

/** What a publication says of itself, to be read before one's name stands under it. */
export function PublicationDescription({ publication }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const language = useLanguage();
  const { releases, actions, namedHospitals } = publication;
  return (
    <section aria-labelledby="publication-description">
      <Title order={2} size="h3" id="publication-description" mb="sm">
        {t('description.heading')}
      </Title>
      <dl className={classes['facts']}>
        <Fact name={t('description.titleJa')}>{publication.titleJa && <Words>{publication.titleJa}</Words>}</Fact>
        <Fact name={t('description.titleEn')}>{publication.titleEn && <Words>{publication.titleEn}</Words>}</Fact>
        <Fact name={t('description.summaryJa')}>{publication.summaryJa && <Words>{publication.summaryJa}</Words>}</Fact>
        <Fact name={t('description.summaryEn')}>{publication.summaryEn && <Words>{publication.summaryEn}</Words>}</Fact>
        <Fact name={t('column.kind')}>{term('PublicationKind', publication.kind)}</Fact>
        <Fact name={t('column.severity')}>
          <SeverityTag severity={publication.severity} />
        </Fact>
        <Fact name={t('description.tlp')}>
          <TlpTag tlp={publication.tlp} />
        </Fact>
        <Fact name={t('releases.label')}>
          {releases.length > 0 && (
            <ul className={classes['plain']}>
              {releases.map(({ id, version, product }) => (
                <li key={id} dir="auto">
                  {nameOf(product, language)} {version}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={t('description.effectiveOn.other')}>
          {publication.effectiveOn && <Day on={publication.effectiveOn} />}
        </Fact>
        <Fact name={t('actions.label')}>
          {actions.length > 0 && (
            <ul className={classes['plain']}>
              {actions.map(({ kind, dueOn }) => (
                <li key={kind}>
                  <Group gap="xs">
                    {term('RequiredActionKind', kind)}
                    <Text component="span" size="sm" c="dimmed">
                      {t('actions.until')} <Day on={dueOn} />
                    </Text>
                  </Group>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {namedHospitals.length > 0 && (
          <Fact name={t('hospitals.label')}>
            <ul className={classes['plain']}>
              {namedHospitals.map(({ hospitalId, emails }) => (
                <li key={hospitalId}>
                  <HospitalName id={hospitalId} />
                  {emails.length > 0 && (
                    <Text component="span" size="sm" c="dimmed">
                      {' '}
                      {emails.join(', ')}
                    </Text>
                  )}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useWords('publishing');
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {children || (
          <Text component="span" c="dimmed">
            {t('none')}
          </Text>
        )}
      </dd>
    </>
  );
}

const Words = ({ children }: { children: string }) => (
  <Stack gap={0} className={classes['summary'] ?? ''} dir="auto">
    {children}
  </Stack>
);
