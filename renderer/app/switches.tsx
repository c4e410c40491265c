import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useState } from 'react';
import { languages, useLanguage, useMessages } from '../ui/messages.ts';
import { appMessages } from './messages.ts';
import { useSaveSettings } from './settings.ts';
import { speak } from './i18n.ts';

const themes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'system', icon: IconDeviceDesktop },
] as const;

export function LanguageSwitch() {
  const t = useMessages(appMessages);
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const save = useSaveSettings();
  return (
    <Menu position="bottom-end" shadow="md" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('language')} withArrow disabled={opened}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('language')}>
            <IconLanguage size={19} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((value) => (
          <Menu.Item
            key={value}
            lang={value}
            aria-current={language === value}
            rightSection={language === value ? <IconCheck size={14} /> : null}
            onClick={() => {
              speak(value);
              save.mutate({ language: value });
            }}
          >
            {t(`language.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function ThemeSwitch() {
  const t = useMessages(appMessages);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [opened, setOpened] = useState(false);
  const save = useSaveSettings();
  const chosen = colorScheme === 'auto' ? 'system' : colorScheme;
  const Icon = themes.find(({ value }) => value === chosen)?.icon ?? IconSun;
  return (
    <Menu position="bottom-end" shadow="md" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('theme')} withArrow disabled={opened}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('theme')}>
            <Icon size={19} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {themes.map(({ value, icon: ThemeIcon }) => (
          <Menu.Item
            key={value}
            leftSection={<ThemeIcon size={16} />}
            aria-current={chosen === value}
            rightSection={chosen === value ? <IconCheck size={14} /> : null}
            onClick={() => {
              setColorScheme(value === 'system' ? 'auto' : value);
              save.mutate({ theme: value });
            }}
          >
            {t(`theme.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
