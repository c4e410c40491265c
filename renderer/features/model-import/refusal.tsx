import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Bilingual } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../ui/messages.ts';

/** Why a model is not taken. */
export function Refusal({ title, why }: { readonly title: string; readonly why: Bilingual }) {
  const language = useLanguage();
  return (
    <Alert color="orange" variant="light" role="alert" icon={<IconAlertTriangle size={18} />} title={title}>
      {why[language]}
    </Alert>
  );
}
