import { Autocomplete, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { useReturnFocus } from '../../ui/return-focus.ts';
import { ErrorState } from '../../ui/states.tsx';
import { recipeOf, savedAs } from './draft.ts';
import type { Decision, Decisions } from './draft.ts';
import type { DraftTable } from './readiness.ts';
import { recipeMessages } from './recipe-messages.ts';

type SaveRecipeProps = {
  readonly drafts: readonly DraftTable[];
  readonly decisions: Decisions;
  readonly onDecide: (key: string, decision: Decision) => void;
  readonly onClose: () => void;
};

/** Keeps how these files are read under a name; an existing name gets a further revision. */
export function SaveRecipe({ drafts, decisions, onDecide, onClose }: SaveRecipeProps) {
  useReturnFocus();
  const t = useMessages(recipeMessages);
  const api = useApi();
  const queries = useQueryClient();
  const saved = useQuery(api.recipes.list.queryOptions());
  const [name, setName] = useState('');
  const existing = saved.data?.find((recipe) => recipe.name === name.trim());
  const save = useMutation(
    api.recipes.save.mutationOptions({
      onSuccess: (done) => {
        notifications.show({
          message: t('saveDone', { ...done }),
          color: 'harbour',
          closeButtonProps: { 'aria-label': t('close') },
        });
        for (const [key, decision] of savedAs(drafts, decisions, done)) onDecide(key, decision);
        void queries.invalidateQueries({ queryKey: api.recipes.key() });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate(recipeOf(name.trim(), drafts, decisions));
  };
  return (
    <Modal opened onClose={onClose} title={t('saveTitle')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{t('saveText')}</Text>
          <Autocomplete
            label={t('saveName')}
            value={name}
            maxLength={120}
            data-autofocus
            data={saved.data?.map((recipe) => recipe.name) ?? []}
            description={
              existing === undefined
                ? undefined
                : t('saveRevision', { name: existing.name, revision: existing.revision + 1 })
            }
            onChange={setName}
            required
          />
          {save.error === null ? null : <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
