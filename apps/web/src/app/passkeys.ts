import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { send } from './ask.ts';
import { Failure } from './failure.ts';
import { passkeysHinderedBy } from './passkeys-hindered.ts';

/** Fetched when a passkey is first asked for. */
const webAuthn = () => import('@simplewebauthn/browser');

/** Why there can be no passkeys here; null: there can. */
export const whyNoPasskeys = () => passkeysHinderedBy(window);

/** Signs in with a passkey, or proves it again; the browser asks which. */
export async function provePasskey(): Promise<void> {
  const { startAuthentication } = await webAuthn();
  const optionsJSON = await send<PublicKeyCredentialRequestOptionsJSON>('/auth/passkey/generate-authenticate-options');
  const response = await startAuthentication({ optionsJSON }).catch(refuse);
  await send('/auth/passkey/verify-authentication', { response });
}

/**
 * Offers passkeys among what the browser fills into the field of the e-mail address. False when none was chosen, be it that
 * the browser cannot, or that something else was done meanwhile.
 */
export async function takeOfferedPasskey(): Promise<boolean> {
  const { browserSupportsWebAuthnAutofill, startAuthentication } = await webAuthn();
  if (whyNoPasskeys() !== null || !(await browserSupportsWebAuthnAutofill())) return false;
  const optionsJSON = await send<PublicKeyCredentialRequestOptionsJSON>('/auth/passkey/generate-authenticate-options');
  const response = await startAuthentication({ optionsJSON, useBrowserAutofill: true }).catch(() => null);
  if (!response) return false;
  await send('/auth/passkey/verify-authentication', { response });
  return true;
}

/** Takes the offer back: another step came. */
export async function withdrawOffer(): Promise<void> {
  const { WebAuthnAbortService } = await webAuthn();
  WebAuthnAbortService.cancelCeremony();
}

/** Makes a passkey on this device, or on one that the browser reaches. */
export async function addPasskey(name: string): Promise<void> {
  const { startRegistration } = await webAuthn();
  const optionsJSON = await send<PublicKeyCredentialCreationOptionsJSON>('/auth/passkey/generate-register-options');
  const response = await startRegistration({ optionsJSON }).catch(refuse);
  await send('/auth/passkey/verify-registration', { response, name });
}

/** What the browser says, as a refusal with words of ours. */
function refuse(error: WebAuthnError): never {
  const isKnown = error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
  const isGivenUp = error.name === 'NotAllowedError' || error.code === 'ERROR_CEREMONY_ABORTED';
  const reason = isKnown ? 'passkeyHeld' : isGivenUp ? 'passkeyGivenUp' : 'passkeyFailed';
  throw new Failure({ code: 'PASSKEY', reason: `portal.${reason}`, message: error.message });
}
