import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { nameOf, useLanguage } from '../../app/language.ts';

interface VendorLinkProps {
  vendor: { id: string; name: string; englishName: string | null };
}

/** A vendor by its name, which leads to how it answers. */
export function VendorLink({ vendor }: VendorLinkProps) {
  const language = useLanguage();
  return (
    <Anchor
      dir="auto"
      renderRoot={(props) => <Link to="/vendors/$vendorId" params={{ vendorId: vendor.id }} {...props} />}
    >
      {nameOf(vendor, language)}
    </Anchor>
  );
}
