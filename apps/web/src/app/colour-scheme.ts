import { localStorageColorSchemeManager } from '@mantine/core';

/** The key is read by `public/colour-scheme.js` too, before anything is drawn. */
export const colourScheme = localStorageColorSchemeManager({ key: 'tasuki-colour-scheme' });
