import { useViewer } from '../../app/session.ts';

/** Whether somebody answers for a hospital at all; for which of its sites, the API says. */
export function useMayAnswer(): boolean {
  const { roles } = useViewer();
  return roles.includes('HOSPITAL_SECURITY') || roles.includes('HOSPITAL_DEVICE');
}
