import type { Viewer } from '../../app/session.ts';

/** Whether to offer what is for the administrators of an organisation; the API decides. */
export const mayDeal = ({ roles }: Viewer): boolean =>
  roles.includes('HOSPITAL_ADMIN') || roles.includes('VENDOR_ADMIN');
