import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** Writes a part of a result as a file and lets a person take it. */
export function useSave(jobId: number) {
  const t = useMessages(messages);
  const host = useHost();
  const language = useLanguage();
  return useMutation({
    mutationFn: async (what: ContractInputs['tableModels']['export']['what']) => {
      const file = await host.client.tableModels.export({ jobId, what, language });
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) =>
      notifications.show({
        title: t('saveFailed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      }),
  });
}
