export type { Account } from './account.ts';
export { CredentialMemo, hashCredential } from './credential-memo.ts';
export { preferredLanguage } from './language.ts';
export { mountSignIn } from './mount.ts';
export { hashPassword } from './password.ts';
export { announceRevoked, RevocationListener, type RevocationListenerOptions } from './revocation.ts';
export { SIGN_IN_METHODS, type SessionFacts, type SignInMethod } from './sessions.ts';
export { createSignIn, SignIn, type Identity, type SignInOptions } from './sign-in.ts';
export type { SqlRunner } from './sql.ts';
