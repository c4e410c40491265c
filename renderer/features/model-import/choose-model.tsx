import { IconFileImport } from '@tabler/icons-react';
import type { Grant } from '../../../shared/contract/index.ts';
import { ChooseFiles } from '../../app/choose-files.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type ChooseModelProps = { readonly compact: boolean; readonly onFiles: (files: readonly Grant[]) => void };

/** Takes a model file, or several that belong together. */
export function ChooseModel({ compact, onFiles }: ChooseModelProps) {
  const t = useMessages(messages);
  return (
    <ChooseFiles
      compact={compact}
      multiple
      icon={<IconFileImport size={17} />}
      words={{
        drop: t('drop'),
        dropHint: t('dropHint'),
        choose: t('choose'),
        another: t('another'),
        sending: t('sending'),
      }}
      onFiles={onFiles}
    />
  );
}
