import { useWords } from '../../app/language.ts';

/** In this order: each of the later names stands in what the earlier ones call themselves, too. */
const BROWSERS = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\bFirefox\/|\bFxiOS\//],
  ['Chrome', /\bChrome\/|\bCriOS\/|\bHeadlessChrome\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['Windows', /\bWindows\b/],
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

const first = (names: readonly (readonly [string, RegExp])[], device: string) =>
  names.find(([, pattern]) => pattern.test(device))?.[0];

/** A browser in words, from how it calls itself: `Firefox (Windows)`. */
export function useDeviceNames() {
  const { t } = useWords('account');
  return (device: string | null): string => {
    const browser = first(BROWSERS, device ?? '');
    const system = first(SYSTEMS, device ?? '');
    if (browser && system) return `${browser} (${system})`;
    return browser ?? system ?? t('sessions.unknown');
  };
}
