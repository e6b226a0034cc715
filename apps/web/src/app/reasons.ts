import { useTranslation } from 'react-i18next';
import { useLanguage } from './language.ts';

interface Refused {
  reason: string;
  message: string;
}

/**
 * Words for a refusal of the API. In English its own message is the most exact; in Japanese the sentence of its reason,
 * and the message where a newer API gives a reason that these pages do not know.
 */
export function useReasons() {
  const language = useLanguage();
  const { t, i18n } = useTranslation('reasons' as 'common');
  const { t: common } = useTranslation();
  return ({ reason, message }: Refused): string => {
    if (reason.startsWith('portal.')) return (common as (key: string) => string)(reason);
    if (language === 'en' || !i18n.exists(`reasons:${reason}`)) return message;
    return (t as (key: string) => string)(reason);
  };
}
