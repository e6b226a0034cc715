import {
  Alert,
  Anchor,
  Badge,
  createTheme,
  type CSSVariablesResolver,
  Loader,
  type MantineColorsTuple,
  Modal,
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

/** Mantine's own tones, from the seventh on so dark that words of them, and white words on them, are readable. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#f25c5c',
  '#c42127',
  '#ae1a20',
  '#98151b',
  '#821015',
];
const orange: MantineColorsTuple = [
  '#fff4e6',
  '#ffe8cc',
  '#ffd8a8',
  '#ffc078',
  '#ffa94d',
  '#f08c2e',
  '#a64b00',
  '#934200',
  '#803a00',
  '#6b3000',
];
const yellow: MantineColorsTuple = [
  '#fff9db',
  '#fff3bf',
  '#ffec99',
  '#ffe066',
  '#ffd43b',
  '#e0b000',
  '#7d5f00',
  '#6e5300',
  '#5f4800',
  '#503d00',
];
const green: MantineColorsTuple = [
  '#ebfbee',
  '#d3f9d8',
  '#b2f2bb',
  '#8ce99a',
  '#69db7c',
  '#3fb950',
  '#1b7a34',
  '#176a2d',
  '#135a26',
  '#0f4a1f',
];

/**
 * What is the browser's own font on each system, Japanese ones included: nothing is fetched for it. Every colour of words
 * has a contrast of 4.5 to what is behind it, in light and dark (WCAG 2.2 AA; axe tests hold it).
 */
export const theme = createTheme({
  primaryColor: 'sash',
  primaryShade: 6,
  colors: { sash, red, orange, yellow, green },
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
    // Its heading is drawn as a <header>, and a page has one banner: not that of a dialog.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'none' } } } }),
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
