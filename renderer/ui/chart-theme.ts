import { useComputedColorScheme } from '@mantine/core';

/** Colours and sizes for one colour scheme; the series colours keep apart for every kind of colour vision. */
export type ChartTokens = {
  readonly dark: boolean;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  /** Raises risk, and lowers it. */
  readonly raises: string;
  readonly lowers: string;
  readonly neutral: string;
  readonly series: readonly string[];
  /** From little to much, one hue. */
  readonly ramp: readonly string[];
};

const light: ChartTokens = {
  dark: false,
  text: '#1b2733',
  muted: '#55636f',
  line: '#dde3e8',
  surface: '#ffffff',
  raises: '#e07b0c',
  lowers: '#2f7cc4',
  neutral: '#8b98a3',
  series: ['#1f6bb5', '#e07b0c', '#4fa3a0', '#8a5fa8', '#c9a227', '#6b7c8c', '#0b3152', '#b2563a'],
  ramp: ['#eef5fb', '#c4dcf1', '#8bbae2', '#4d91d4', '#1f6bb5', '#0f4577'],
};

const dark: ChartTokens = {
  dark: true,
  text: '#dfe6ec',
  muted: '#98a6b2',
  line: '#313c47',
  surface: '#192129',
  raises: '#f2993a',
  lowers: '#5b9fdc',
  neutral: '#7c8a96',
  series: ['#5b9fdc', '#f2993a', '#63bdb8', '#b391cf', '#dcbc55', '#95a3b0', '#a5c8e9', '#d98469'],
  ramp: ['#1d2a36', '#1d3f60', '#215b90', '#3580cd', '#6fabe0', '#b4d5f2'],
};

export function chartTokens(scheme: 'light' | 'dark'): ChartTokens {
  return scheme === 'dark' ? dark : light;
}

export function useChartTokens(): ChartTokens {
  return chartTokens(useComputedColorScheme('light'));
}
