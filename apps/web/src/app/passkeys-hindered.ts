interface Here {
  isSecureContext: boolean;
  location: { hostname: string };
  PublicKeyCredential?: unknown;
}

/**
 * What stands against passkeys at a page: that it came neither by https nor from `localhost`, that it was opened by a bare
 * address (browsers keep passkeys for names), or a browser that does not know them; null: nothing.
 */
export function passkeysHinderedBy(here: Here): 'insecure' | 'address' | 'browser' | null {
  if (!here.isSecureContext) return 'insecure';
  if (/^[\d.]+$|^\[/.test(here.location.hostname)) return 'address';
  return typeof here.PublicKeyCredential === 'function' ? null : 'browser';
}
