import { Button, Card, createTheme, Drawer, Modal, rem } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

/** The house blue; shade 6 on white and shade 4 on dark keep a contrast above 4.5. */
const harbour: MantineColorsTuple = [
  '#eaf3fb',
  '#d3e4f4',
  '#a5c8e9',
  '#74aade',
  '#4d91d4',
  '#3580cd',
  '#1f6bb5',
  '#17568f',
  '#12446f',
  '#0b3152',
];
/** Risk. Blue and orange stay apart for every kind of colour vision. */
const amber: MantineColorsTuple = [
  '#fff4e6',
  '#ffe5c7',
  '#fdc98f',
  '#f9ab54',
  '#f39226',
  '#d97400',
  '#b35c00',
  '#964d00',
  '#7a3f00',
  '#5e3000',
];

/** Surfaces of the dark scheme: a little blue, so that they belong to the house. */
const night: MantineColorsTuple = [
  '#dfe6ec',
  '#b8c4ce',
  '#98a6b2',
  '#73828f',
  '#3a4653',
  '#2c3741',
  '#202a33',
  '#192129',
  '#141b21',
  '#0e1418',
];

export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 6, dark: 6 },
  colors: { harbour, orange: amber, dark: night },
  autoContrast: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(18) },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: rem(22), lineHeight: '1.3' },
      h2: { fontSize: rem(17), lineHeight: '1.35' },
      h3: { fontSize: rem(15) },
      h4: { fontSize: rem(15) },
      h5: { fontSize: rem(14) },
    },
  },
  defaultRadius: 'md',
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(16) },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Drawer: Drawer.extend({
      defaultProps: { overlayProps: { backgroundOpacity: 0.3, blur: 0 } },
      styles: { title: { fontWeight: 650, fontSize: rem(17) } },
    }),
    Modal: Modal.extend({
      defaultProps: { overlayProps: { backgroundOpacity: 0.3, blur: 0 }, centered: true },
      styles: { title: { fontWeight: 650, fontSize: rem(17) } },
    }),
    Card: Card.extend({ styles: { root: { backgroundColor: 'var(--holdfast-surface)' } } }),
    Button: Button.extend({ styles: { label: { fontWeight: 550 } } }),
  },
});

/** The tokens that stylesheets use beside Mantine's own. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f5f7f9',
    '--mantine-color-text': '#1b2733',
    '--mantine-color-dimmed': '#55636f',
    '--holdfast-surface': '#ffffff',
    '--holdfast-surface-raised': '#f8fafb',
    '--holdfast-line': '#dde3e8',
    '--holdfast-line-faint': '#edf0f3',
    '--holdfast-hover': '#f0f5fa',
    '--holdfast-text-muted': '#55636f',
    '--holdfast-raises': '#e07b0c',
    '--holdfast-raises-text': '#9a4f00',
    '--holdfast-lowers': '#2f7cc4',
    '--holdfast-lowers-text': '#17568f',
    '--holdfast-track': '#e6ebef',
    '--holdfast-scrollbar': '#a9b4be',
  },
  dark: {
    '--mantine-color-body': '#12181e',
    '--mantine-color-text': '#dfe6ec',
    '--mantine-color-dimmed': '#98a6b2',
    '--holdfast-surface': '#192129',
    '--holdfast-surface-raised': '#1f2831',
    '--holdfast-line': '#313c47',
    '--holdfast-line-faint': '#252f38',
    '--holdfast-hover': '#222d38',
    '--holdfast-text-muted': '#98a6b2',
    '--holdfast-raises': '#f2993a',
    '--holdfast-raises-text': '#f9ab54',
    '--holdfast-lowers': '#5b9fdc',
    '--holdfast-lowers-text': '#86b9ea',
    '--holdfast-track': '#2c3741',
    '--holdfast-scrollbar': '#4d5a66',
    '--mantine-color-harbour-light': 'rgba(77, 145, 212, 0.18)',
    '--mantine-color-harbour-light-hover': 'rgba(77, 145, 212, 0.26)',
    '--mantine-color-harbour-light-color': '#a5c8e9',
    '--mantine-color-orange-light': 'rgba(243, 146, 38, 0.16)',
    '--mantine-color-orange-light-hover': 'rgba(243, 146, 38, 0.24)',
    '--mantine-color-orange-light-color': '#fdc98f',
    '--mantine-color-anchor': '#86b9ea',
  },
});
