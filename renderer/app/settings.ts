import { useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import type { Settings } from '../../shared/contract/index.ts';
import { useApi } from './client.tsx';
import { writeNumbersInTexts } from '../ui/number-signs.ts';
import { speak } from './i18n.ts';

export function useSettings() {
  return useQuery(useApi().system.settings.queryOptions());
}

/** Saves at once and shows at once; what the engine answers is what stays. */
export function useSaveSettings() {
  const api = useApi();
  const queries = useQueryClient();
  const key = api.system.settings.queryKey();
  return useMutation(
    api.system.saveSettings.mutationOptions({
      onMutate: (change) => {
        queries.setQueryData(key, (settings: Settings | undefined) =>
          settings === undefined ? settings : { ...settings, ...change },
        );
      },
      onSuccess: (settings) => queries.setQueryData(key, settings),
      onError: () => queries.invalidateQueries({ queryKey: key }),
    }),
  );
}

/** Makes the page speak and look as the settings say. */
export function useAppliedSettings(): Settings | undefined {
  const settings = useSettings().data;
  const { setColorScheme } = useMantineColorScheme();
  const language = settings?.language;
  const theme = settings?.theme;
  useEffect(() => {
    if (language !== undefined) speak(language);
  }, [language]);
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  useLayoutEffect(() => {
    writeNumbersInTexts(settings?.numbers ?? null);
  }, [settings?.numbers]);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['contrast'] = settings?.contrast ?? 'normal';
    dataset['privacy'] = settings?.privacy === true ? 'on' : 'off';
  }, [settings?.contrast, settings?.privacy]);
  return settings;
}
