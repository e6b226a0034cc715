// In a layer of their own, so that ours win in whatever order the files come.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './ui/global.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { colourScheme } from './app/colour-scheme.ts';
import { startLanguage } from './app/language.ts';
import { makeQueryClient } from './app/queries.ts';
import { makeRouter } from './app/router.ts';
import { readableGreys, theme } from './app/theme.ts';
import { Notices } from './ui/notices.tsx';

// What components write into the page as <style> carries the nonce that the page's policy names.
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
// The library that holds the page still behind a dialog looks for it here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

await startLanguage();
const client = makeQueryClient();
const router = makeRouter(client);

const place = document.getElementById('portal');
if (!place) throw new Error('The page has no place for the portal.');
createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableGreys}
      defaultColorScheme="auto"
      colorSchemeManager={colourScheme}
      getStyleNonce={() => styleNonce}
    >
      <Notices />
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
