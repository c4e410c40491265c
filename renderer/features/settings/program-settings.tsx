import {
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  useMantineColorScheme,
} from '@mantine/core';
import { useMemo } from 'react';
import type { Settings } from '../../../shared/contract/index.ts';
import { isLanguage, speak } from '../../app/i18n.ts';
import { PersonField } from '../../app/account-parts/person-field.tsx';
import { appMessages } from '../../app/messages.ts';
import { useSaveSettings } from '../../app/settings.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { numberStyles, numberWriter } from '../../ui/number-signs.ts';
import { ErrorState } from '../../ui/states.tsx';
import { settingsMessages } from './messages.ts';

const weekStarts = ['monday', 'sunday', 'saturday'] as const;
/** Days after a Sunday. */
const daysAfterSunday = { sunday: 0, monday: 1, saturday: 6 } as const;
const themes = ['light', 'dark', 'system'] as const;

function weekdayName(day: (typeof weekStarts)[number], language: string): string {
  // 2024-09-01 was a Sunday.
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 8, 1 + daysAfterSunday[day])),
  );
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Each choice is saved as it is made. */
export function ProgramSettings({ settings }: { readonly settings: Settings }) {
  const t = useMessages(settingsMessages);
  const words = useMessages(appMessages);
  const language = useLanguage();
  const save = useSaveSettings();
  const { setColorScheme } = useMantineColorScheme();
  const zones = useMemo(
    () => [...new Set(['UTC', settings.zone, ...Intl.supportedValuesOf('timeZone')])],
    [settings.zone],
  );
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <PersonField />
        <Select
          label={t('language')}
          allowDeselect={false}
          data={[
            { value: '', label: t('languageSystem') },
            { value: 'en', label: words('language.en') },
            { value: 'es', label: words('language.es') },
          ]}
          value={settings.language ?? ''}
          onChange={(value) => {
            const chosen = isLanguage(value) ? value : null;
            speak(chosen);
            save.mutate({ language: chosen });
          }}
        />
        <Select
          label={t('weekStart')}
          allowDeselect={false}
          data={weekStarts.map((day) => ({ value: day, label: weekdayName(day, language) }))}
          value={settings.weekStart}
          onChange={(value) => {
            const day = weekStarts.find((start) => start === value);
            if (day !== undefined) save.mutate({ weekStart: day });
          }}
        />
        <Select
          label={t('zone')}
          description={t('zoneHint')}
          searchable
          allowDeselect={false}
          limit={100}
          nothingFoundMessage={t('zoneNone')}
          data={zones}
          value={settings.zone}
          onChange={(zone) => {
            if (zone !== null) save.mutate({ zone });
          }}
        />
        <Input.Wrapper label={t('theme')} labelElement="div" labelProps={{ id: 'theme-label' }}>
          <SegmentedControl
            display="flex"
            aria-labelledby="theme-label"
            value={settings.theme}
            data={themes.map((value) => ({ value, label: words(`theme.${value}`) }))}
            onChange={(theme) => {
              setColorScheme(theme === 'system' ? 'auto' : theme);
              save.mutate({ theme });
            }}
          />
        </Input.Wrapper>
        <Select
          label={t('numbers')}
          allowDeselect={false}
          data={[
            { value: '', label: t('numbersLanguage') },
            ...numberStyles.map((value) => ({ value, label: numberWriter('en-US', {}, value).format(1234567.8) })),
          ]}
          value={settings.numbers ?? ''}
          onChange={(value) => save.mutate({ numbers: numberStyles.find((style) => style === value) ?? null })}
        />
        <NumberInput
          label={t('backupsKept')}
          description={t('backupsKeptHint')}
          placeholder={t('backupsAll')}
          min={1}
          max={1000}
          allowDecimal={false}
          value={settings.backupsKept ?? ''}
          onChange={(value) => {
            const count = typeof value === 'number' && value >= 1 && value <= 1000 ? value : null;
            if (value === '' || count !== null) save.mutate({ backupsKept: count });
          }}
        />
        <Switch
          label={t('contrast')}
          description={t('contrastHint')}
          checked={settings.contrast === 'high'}
          onChange={(event) => save.mutate({ contrast: event.currentTarget.checked ? 'high' : 'normal' })}
        />
        <Switch
          label={t('privacy')}
          description={t('privacyHint')}
          checked={settings.privacy}
          onChange={(event) => save.mutate({ privacy: event.currentTarget.checked })}
        />
      </SimpleGrid>
      {save.error === null ? null : <ErrorState error={save.error} />}
    </Stack>
  );
}
