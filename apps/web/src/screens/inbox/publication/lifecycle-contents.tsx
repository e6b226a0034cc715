import { Stack } from '@mantine/core';
import { useWords } from '../../../app/language.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Section } from '../../../ui/section.tsx';
import { Day } from '../../../ui/when.tsx';
import type { PublicationOfPage } from './publication.query.ts';

type Notice = NonNullable<NonNullable<PublicationOfPage['artifacts'][number]['reading']>['lifecycleNotice']>;

/** Which dates hold now, which held before, and what one can do who goes on using it. */
export function LifecycleContents({ notice }: { notice: Notice }) {
  const { t } = useWords('inbox');
  const dates = (now: string | null, before: string | null) =>
    (now ?? before) && (
      <>
        {now ? <Day on={now} /> : '–'}
        {before && before !== now && (
          <>
            {' '}
            ({t('lifecycle.before')} <Day on={before} />)
          </>
        )}
      </>
    );
  return (
    <Section title={t('lifecycle.title')}>
      <Facts
        facts={[
          { label: t('support.endOfLife'), value: dates(notice.endOfLifeOn, notice.formerEndOfLifeOn) },
          { label: t('support.endOfSupport'), value: dates(notice.endOfSupportOn, notice.formerEndOfSupportOn) },
          {
            label: t('lifecycle.versions'),
            value: notice.versions.length > 0 && <bdi>{notice.versions.join(', ')}</bdi>,
          },
          { label: t('lifecycle.sudden'), value: notice.isSudden && t('lifecycle.suddenText') },
          { label: t('lifecycle.reason'), value: notice.reason && <span dir="auto">{notice.reason}</span> },
          { label: t('lifecycle.successor'), value: notice.successor && <bdi>{notice.successor}</bdi> },
          {
            label: t('lifecycle.controls'),
            value: notice.compensatingControls.length > 0 && (
              <Stack gap={2}>
                {notice.compensatingControls.map((line) => (
                  <span key={line} dir="auto">
                    {line}
                  </span>
                ))}
              </Stack>
            ),
          },
        ]}
      />
    </Section>
  );
}
