export { CredentialMemo, hashCredential } from './credential-memo.ts';
export { preferredLanguage } from './language.ts';
export { mountSignIn } from './mount.ts';
export { hashPassword } from './password.ts';
export { announceRevoked, RevocationListener, type RevocationListenerOptions } from './revocation.ts';
export { createSignIn, SignIn, type Account, type Identity, type SignInOptions } from './sign-in.ts';
export type { SqlRunner } from './sql.ts';
