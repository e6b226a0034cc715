import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.ts';

/** To the form that reports what happened on a device; for whoever may report. */
export function ReportButton({ assetId }: { assetId: string }) {
  const { t } = useTranslation();
  if (!useMay('report Case')) return null;
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/cases/new" search={{ assetId }} {...props} />}>
      {t('reportIncident')}
    </Button>
  );
}
