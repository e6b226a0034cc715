import type account from './account.en.json';
import type admin from './admin.en.json';
import type answers from './answers.en.json';
import type audit from './audit.en.json';
import type chasing from './chasing.en.json';
import type common from './common.en.json';
import type dealings from './dealings.en.json';
import type devices from './devices.en.json';
import type glossary from './glossary.en.json';
import type handovers from './handovers.en.json';
import type inbox from './inbox.en.json';
import type imports from './imports.en.json';
import type kinds from './kinds.en.json';
import type lifecycle from './lifecycle.en.json';
import type operator from './operator.en.json';
import type publicPages from './public.en.json';
import type publishing from './publishing.en.json';
import type cases from './cases.en.json';
import type requests from './requests.en.json';
import type terms from './terms.en.json';
import type updates from './updates.en.json';
import type vendor from './vendor.en.json';
import type webhooks from './webhooks.en.json';

/** The words of each area. The English file says which there are; a test holds the Japanese one against it. */
export interface Words {
  account: typeof account;
  admin: typeof admin;
  answers: typeof answers;
  audit: typeof audit;
  chasing: typeof chasing;
  common: typeof common;
  dealings: typeof dealings;
  devices: typeof devices;
  glossary: typeof glossary;
  handovers: typeof handovers;
  inbox: typeof inbox;
  imports: typeof imports;
  kinds: typeof kinds;
  lifecycle: typeof lifecycle;
  operator: typeof operator;
  public: typeof publicPages;
  publishing: typeof publishing;
  cases: typeof cases;
  requests: typeof requests;
  terms: typeof terms;
  updates: typeof updates;
  vendor: typeof vendor;
  webhooks: typeof webhooks;
}

export type Area = keyof Words;

const files = import.meta.glob<Record<string, unknown>>('./*.json', { import: 'default' });

/** Words of one area in one language, fetched when something of it is first shown. */
export async function loadWords(area: string, language: string): Promise<Record<string, unknown>> {
  const file = files[`./${area}.${language}.json`];
  // `reasons` has no English file: there the API's own message is shown.
  return file ? file() : {};
}
