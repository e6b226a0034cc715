import type { MailLanguage } from '../mail/index.ts';

/** The first of our languages in an Accept-Language header; Japanese when it names neither. */
export function preferredLanguage(acceptLanguage: string | null | undefined): MailLanguage {
  for (const range of (acceptLanguage ?? '').toLowerCase().split(',')) {
    const [language] = range.trim().split(/[-;]/);
    if (language === 'ja' || language === 'en') return language;
  }
  return 'ja';
}
