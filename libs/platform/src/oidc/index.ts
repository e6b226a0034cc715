export { type Errand, issuerOf, Oidc, type ProviderSettings, type Vouched } from './oidc.ts';
export { SecretBox } from './secret-box.ts';
