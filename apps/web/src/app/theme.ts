import {
  Alert,
  Anchor,
  Badge,
  createTheme,
  type CSSVariablesResolver,
  Loader,
  type MantineColorsTuple,
  Tooltip,
} from '@mantine/core';

const sash: MantineColorsTuple = [
  '#e6f7f8',
  '#d2ebed',
  '#a5d6da',
  '#74c0c6',
  '#4daeb5',
  '#34a2ab',
  '#0b6b74',
  '#08616a',
  '#05545c',
  '#00464d',
];

/**
 * What is the browser's own font on each system, Japanese ones included: nothing is fetched for it. Every colour of words
 * has a contrast of 4.5 to what is behind it, in light and dark (WCAG 2.2 AA; axe tests hold it).
 */
export const theme = createTheme({
  primaryColor: 'sash',
  primaryShade: { light: 6, dark: 4 },
  colors: { sash },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', 'Hiragino Kaku Gothic ProN', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', monospace",
  defaultRadius: 'md',
  headings: { fontWeight: '650' },
  components: {
    // A link in a sentence is told by its line, not by its colour alone.
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    Badge: Badge.extend({ defaultProps: { radius: 'sm', tt: 'none' } }),
    Loader: Loader.extend({ defaultProps: { type: 'dots' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { withArrow: true, multiline: true, events: { hover: true, focus: true, touch: true } },
    }),
    Alert: Alert.extend({ defaultProps: { variant: 'outline' } }),
  },
});

/** Mantine's own grey for quieter words is too light to be read by everybody. */
export const readableGreys: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4a5259',
    '--mantine-color-placeholder': '#5f676e',
    '--mantine-color-error': '#b3171f',
  },
  dark: {
    '--mantine-color-dimmed': '#b8bcc2',
    '--mantine-color-placeholder': '#a3a8ae',
    '--mantine-color-error': '#ff8787',
  },
});
