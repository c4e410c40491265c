import type { SpotlightActionData } from '@mantine/spotlight';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconContrast,
  IconDeviceFloppy,
  IconEyeOff,
  IconLanguage,
  IconLock,
  IconMoon,
  IconSun,
  IconTargetArrow,
} from '@tabler/icons-react';
import { useLanguage, useMessages } from '../ui/messages.ts';
import { useApi } from './client.tsx';
import { speak } from './i18n.ts';
import { appMessages } from './messages.ts';
import { usePrivacy } from './privacy.tsx';
import { useSaveSettings, useSettings } from './settings.ts';
import { useUndo } from './undo.tsx';
import { useLeaveWorkspace } from './workspace.ts';

const icon = { size: 18, stroke: 1.7 };

/** What the palette can do besides going somewhere. */
export function usePaletteActions(): SpotlightActionData[] {
  const t = useMessages(appMessages);
  const language = useLanguage();
  const api = useApi();
  const navigate = useNavigate();
  const settings = useSettings().data;
  const { mutate: save } = useSaveSettings();
  const { undo, redo } = useUndo();
  const privacy = usePrivacy();
  const { lock } = useLeaveWorkspace();
  const next = useQuery(api.changes.next.queryOptions({ retry: false })).data;
  const backUp = useMutation(
    api.workspace.backUp.mutationOptions({
      onSuccess: () => notifications.show({ message: t('action.backUpStarted') }),
    }),
  );
  const otherLanguage = language === 'en' ? 'es' : 'en';
  const actions: (SpotlightActionData | null)[] = [
    next?.undo
      ? {
          id: 'action undo',
          label: t('action.undo', { change: next.undo.title[language] }),
          leftSection: <IconArrowBackUp {...icon} />,
          onClick: undo,
        }
      : null,
    next?.redo
      ? {
          id: 'action redo',
          label: t('action.redo', { change: next.redo.title[language] }),
          leftSection: <IconArrowForwardUp {...icon} />,
          onClick: redo,
        }
      : null,
    {
      id: 'action train',
      label: t('action.train'),
      leftSection: <IconTargetArrow {...icon} />,
      onClick: () => void navigate({ to: '/model' }),
    },
    {
      id: 'action privacy',
      label: t('action.privacy'),
      leftSection: <IconEyeOff {...icon} />,
      onClick: privacy.toggle,
    },
    {
      id: 'action light',
      label: t('action.theme.light'),
      leftSection: <IconSun {...icon} />,
      onClick: () => save({ theme: 'light' }),
    },
    {
      id: 'action dark',
      label: t('action.theme.dark'),
      leftSection: <IconMoon {...icon} />,
      onClick: () => save({ theme: 'dark' }),
    },
    {
      id: 'action contrast',
      label: t('action.contrast'),
      leftSection: <IconContrast {...icon} />,
      onClick: () => save({ contrast: settings?.contrast === 'high' ? 'normal' : 'high' }),
    },
    {
      id: 'action language',
      label: t('action.language'),
      leftSection: <IconLanguage {...icon} />,
      onClick: () => {
        speak(otherLanguage);
        save({ language: otherLanguage });
      },
    },
    {
      id: 'action back up',
      label: t('action.backUp'),
      leftSection: <IconDeviceFloppy {...icon} />,
      onClick: () => backUp.mutate(undefined),
    },
    {
      id: 'action lock',
      label: t('action.lock'),
      leftSection: <IconLock {...icon} />,
      onClick: () => lock.mutate(undefined),
    },
  ];
  return actions.filter((action) => action !== null);
}
