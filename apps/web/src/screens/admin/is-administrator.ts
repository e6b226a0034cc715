import { useViewer } from '../../app/session.ts';

const ADMINISTRATORS = ['HOSPITAL_ADMIN', 'VENDOR_ADMIN', 'AUDITOR', 'REGULATOR_VIEWER', 'OPERATOR'] as const;

/** Whether one looks after the organisation's people. The API decides; the page spares others the buttons. */
export function useIsAdministrator(): boolean {
  const { roles } = useViewer();
  return ADMINISTRATORS.some((role) => roles.includes(role));
}
