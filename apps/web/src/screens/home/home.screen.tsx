import { useViewer, sideOf } from '../../app/session.ts';
import { AuditorHome } from './auditor-home.tsx';
import { HospitalHome } from './hospital-home.tsx';
import { VendorHome } from './vendor-home.tsx';
import { OperatorHome } from './operator-home.tsx';
import { RegulatorHome } from './regulator-home.tsx';
import { Page } from '../../ui/page.tsx';
import { useTranslation } from 'react-i18next';

/** Where one arrives: what waits, for the side of the portal that one is on. */
export function HomeScreen() {
  const { t } = useTranslation();
  const viewer = useViewer();
  switch (sideOf(viewer)) {
    case 'hospital':
      return <HospitalHome />;
    case 'vendor':
      return <VendorHome />;
    case 'operator':
      return <OperatorHome />;
    case 'auditor':
      return <AuditorHome />;
    case 'regulator':
      return <RegulatorHome />;
    default:
      return <Page title={t('navigation.home')}>{null}</Page>;
  }
}
