import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Recipe } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { recipeMessages } from './recipe-messages.ts';

const timeToUndo = 15_000;

/** Removes a recipe with all its revisions, and keeps them at hand for a while so that it can be taken back. */
export function useRemoveRecipe() {
  const t = useMessages(recipeMessages);
  const { client } = useHost();
  const api = useApi();
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: api.recipes.key() });
  return useMutation({
    mutationFn: async (name: string) => {
      const known = await client.recipes.revisions({ name });
      const kept: Recipe[] = [];
      for (const { revision } of known.toReversed()) kept.push(await client.recipes.get({ name, revision }));
      await client.recipes.remove({ name });
      return { name, kept };
    },
    onSuccess: ({ name, kept }) => {
      refresh();
      const id = `removed-recipe-${name}`;
      notifications.show({
        id,
        autoClose: timeToUndo,
        closeButtonProps: { 'aria-label': t('close') },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{t('removed', { name })}</Text>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                notifications.hide(id);
                void restore(kept).finally(refresh);
              }}
            >
              {t('undoRecipe')}
            </Button>
          </Group>
        ),
      });
    },
  });

  /** Oldest first, so that they count up as before. */
  async function restore(kept: readonly Recipe[]): Promise<void> {
    for (const recipe of kept) await client.recipes.save(recipe);
  }
}
