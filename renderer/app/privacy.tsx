import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMessages } from '../ui/messages.ts';
import { appMessages } from './messages.ts';
import { useSaveSettings, useSettings } from './settings.ts';

/** Blurs the names of accounts and people, or shows them again. */
export function usePrivacy(): { readonly isOn: boolean; readonly toggle: () => void } {
  const t = useMessages(appMessages);
  const isOn = useSettings().data?.privacy ?? false;
  const save = useSaveSettings();
  return {
    isOn,
    toggle: () => {
      save.mutate({ privacy: !isOn });
      notifications.show({ id: 'privacy', message: t(isOn ? 'privacy.off' : 'privacy.on'), autoClose: 3_000 });
    },
  };
}

export function PrivacyKey() {
  const { toggle } = usePrivacy();
  useHotkeys([['mod+shift+P', toggle]], []);
  return null;
}
