import { useWords } from '../../app/language.ts';

/** Why signing in by an organisation's provider ended here. */
const REASONS = [
  'sso_not_offered',
  'sso_start_again',
  'sso_provider_away',
  'sso_provider_refused',
  'sso_client_refused',
  'sso_bad_answer',
  'sso_email_unverified',
  'sso_no_member',
  'sso_linked_otherwise',
  'sso_account_exists',
  'organisation_suspended',
  'unavailable',
] as const;

/** The sentence of `?reason=sign_in.sso_no_member`; of any other one, that it did not work. */
export function useReturnReasons() {
  const { t } = useWords('account');
  return (reason: string): string => {
    const name = reason.slice(reason.indexOf('.') + 1);
    const known = REASONS.find((one) => one === name);
    return t(known ? `returned.${known}` : 'returned.other');
  };
}
