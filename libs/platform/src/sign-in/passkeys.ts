import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { invalidInput, type TasukiError } from '#libs/kernel';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopbackHost = (hostname: string): boolean => LOOPBACK.has(hostname);

/** Whether the portal is reached on the machine that it runs on only. */
export const isLoopback = (url: string): boolean => isLoopbackHost(new URL(url).hostname);

/** Passkeys belong to a name: on one's own machine to `localhost`, because WebAuthn knows no bare addresses. */
function placeOf(baseUrl: string): URL {
  const url = new URL(baseUrl);
  if (isLoopback(baseUrl)) url.hostname = 'localhost';
  return url;
}

/** better-auth's passkeys: kept on the device, and unlocked there by PIN or biometry each time, so that one is two factors. */
export function passkeys(baseUrl: string) {
  const place = placeOf(baseUrl);
  return passkey({
    rpID: place.hostname,
    rpName: 'Tasuki',
    origin: place.origin,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    // The plugin itself would do with a touch.
    registration: {
      afterVerification: async ({ verification }) => {
        if (!verification.registrationInfo?.userVerified) throw unverified();
      },
    },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw unverified();
      },
    },
  });
}

const unverified = () => new APIError('UNAUTHORIZED', { code: 'PASSKEY_UNVERIFIED' });

/** Why passkeys cannot work where this page was opened; null where they can. */
export function passkeysRefusedAt(baseUrl: string, host: string | null): TasukiError | null {
  const place = placeOf(baseUrl);
  if (/^[\d.]+$|^\[/.test(place.hostname) || (place.protocol !== 'https:' && place.hostname !== 'localhost')) {
    return passkeysNotHere(
      'Passkeys need the portal to have a name and https, not a bare address. Use your password here.',
    );
  }
  // Elsewhere a proxy may call the server by a name of its own, and the browser itself says what is wrong.
  if (!isLoopback(baseUrl) || host === null || host === place.host) return null;
  return passkeysNotHere(`Passkeys work at ${place.origin} only. Open the portal there.`);
}

const passkeysNotHere = (message: string) => invalidInput('sign_in.passkeys_not_here', message);
