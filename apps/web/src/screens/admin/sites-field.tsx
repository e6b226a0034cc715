import { MultiSelect } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { useSites } from '../../app/sites.ts';
import { sideOf, useViewer } from '../../app/session.ts';

interface SitesFieldProps {
  value?: string[];
  onChange?: (siteIds: string[]) => void;
  error?: React.ReactNode;
}

/** For which sites somebody answers; none chosen means all. Hospitals only: others have no sites. */
export function SitesField(props: SitesFieldProps) {
  const { t } = useWords('admin');
  const { active } = useSites();
  if (sideOf(useViewer()) !== 'hospital' || active.length < 2) return null;
  return (
    <MultiSelect label={t('members.sites')} description={t('members.sitesHelp')} data={active} clearable {...props} />
  );
}
