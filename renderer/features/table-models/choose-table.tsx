import { IconTable } from '@tabler/icons-react';
import type { Grant } from '../../../shared/contract/index.ts';
import { ChooseFiles } from '../../app/choose-files.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type ChooseTableProps = { readonly compact: boolean; readonly onFile: (file: Grant) => void };

/** Takes one table. */
export function ChooseTable({ compact, onFile }: ChooseTableProps) {
  const t = useMessages(messages);
  return (
    <ChooseFiles
      compact={compact}
      multiple={false}
      icon={<IconTable size={17} />}
      words={{
        drop: t('drop'),
        dropHint: t('dropHint'),
        choose: t('choose'),
        another: t('another'),
        sending: t('sending'),
      }}
      onFiles={([file]) => onFile(file)}
    />
  );
}
