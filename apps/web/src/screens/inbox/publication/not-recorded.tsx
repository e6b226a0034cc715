import { Alert } from '@mantine/core';
import { nameOf, useLanguage, useWords } from '../../../app/language.ts';
import { useReasons } from '../../../app/reasons.ts';
import type { SiteOfDelivery } from './delivery.ts';
import type { Refused } from './use-answering.ts';

interface NotRecordedProps {
  refused: readonly Refused[];
  sites: readonly SiteOfDelivery[];
}

/** For which sites an answer was not recorded, and why. */
export function NotRecorded({ refused, sites }: NotRecordedProps) {
  const { t } = useWords('inbox');
  const sentence = useReasons();
  const language = useLanguage();
  return (
    <Alert role="alert" color="red" title={t('answer.notRecorded')}>
      <ul>
        {refused.map(({ siteId, failure }) => {
          const site = sites.find((one) => one.siteId === siteId)?.site;
          return (
            <li key={siteId}>
              <bdi>{site ? nameOf(site, language) : t('site.unnamed')}</bdi>: {sentence(failure)}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
