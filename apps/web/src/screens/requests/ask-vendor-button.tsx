import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.ts';

interface AskVendorButtonProps {
  /** What is asked about. */
  about: { productId: string } | { releaseId: string } | { publicationId: string };
}

/** To the form that asks the vendor of a product, release or publication; for whoever may ask. */
export function AskVendorButton({ about }: AskVendorButtonProps) {
  const { t } = useTranslation();
  if (!useMay('ask InformationRequest')) return null;
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/requests/new" search={about} {...props} />}>
      {t('askVendor')}
    </Button>
  );
}
