import type { ResultOf, VariablesOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
import { graphql } from '../../app/graphql.ts';

const OpenDelegateLink = graphql(`
  mutation OpenDelegateLink($input: DelegateLinkInput!) {
    openDelegateLink(input: $input) {
      opened {
        delegateName
        expiresAt
        publication {
          vendorName
          hospitalName
          siteName
          kind
          severity
          titleJa
          titleEn
          summaryJa
          summaryEn
          fileNames
          actions {
            kind
            dueOn
          }
        }
      }
    }
  }
`);

const SendDelegateCode = graphql(`
  mutation SendDelegateCode($input: SendDelegateCodeInput!) {
    sendDelegateCode(input: $input) {
      isDone
    }
  }
`);

const MoveDelegateLink = graphql(`
  mutation MoveDelegateLink($input: MoveDelegateLinkInput!) {
    moveDelegateLink(input: $input) {
      isDone
    }
  }
`);

const AcknowledgeByLink = graphql(`
  mutation AcknowledgeByLink($input: AcknowledgeByLinkInput!) {
    acknowledgeByLink(input: $input) {
      opened {
        delegateName
      }
    }
  }
`);

export type OpenedLink = ResultOf<typeof OpenDelegateLink>['openDelegateLink']['opened'];
type AcknowledgeInput = VariablesOf<typeof AcknowledgeByLink>['input'];

const KEY = 'tasuki-browser';
const KEY_BYTES = 24;

/** What this browser keeps to itself: by it the link knows the browser that opened it first. */
function browserKey(): string {
  const kept = localStorage.getItem(KEY);
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const made = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  localStorage.setItem(KEY, made);
  return made;
}

const anybody = { asAnybody: true } as const;
const holder = (secret: string) => ({ secret, browserKey: browserKey() });

export const open = async (secret: string) =>
  (await ask(OpenDelegateLink, { input: holder(secret) }, undefined, anybody)).openDelegateLink.opened;
export const sendCode = (secret: string) => ask(SendDelegateCode, { input: { secret } }, undefined, anybody);
export const move = (secret: string, code: string) =>
  ask(MoveDelegateLink, { input: { ...holder(secret), code } }, undefined, anybody);
export const acknowledge = (secret: string, said: Omit<AcknowledgeInput, 'secret' | 'browserKey'>) =>
  ask(AcknowledgeByLink, { input: { ...holder(secret), ...said } }, undefined, anybody);
