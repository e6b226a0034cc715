import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useNumbers } from '../../ui/when.tsx';

interface WhereHeldProps {
  releaseId: string;
  assetCount: number | null;
  siteCounts: readonly { assetCount: number; site: { id: string; name: string; englishName: string | null } | null }[];
}

/** How many devices of a release there are, and where: each number leads to them. */
export function WhereHeld({ releaseId, assetCount, siteCounts }: WhereHeldProps) {
  const { t } = useWords('devices');
  const { count } = useNumbers();
  const language = useLanguage();
  if (assetCount === null) return null;
  return (
    <div>
      <Anchor fw={650} renderRoot={(props) => <Link to="/assets" search={{ releaseId }} {...props} />}>
        {t('where.devices', { count: assetCount, number: count(assetCount) })}
      </Anchor>
      {siteCounts.map(({ site, assetCount: ofSite }) =>
        site ? (
          <Text key={site.id} size="xs" dir="auto">
            {t('where.atSite', { site: nameOf(site, language), number: count(ofSite) })}
          </Text>
        ) : null,
      )}
    </div>
  );
}
