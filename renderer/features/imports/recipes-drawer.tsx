import { Badge, Button, Card, Drawer, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconDownload, IconFileUpload, IconHistory, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedRecipe } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, Loading, QueryView } from '../../ui/states.tsx';
import { useLabels } from './labels.ts';
import { recipeMessages } from './recipe-messages.ts';
import { useRemoveRecipe } from './use-remove-recipe.tsx';

type RecipesDrawerProps = { readonly opened: boolean; readonly onClose: () => void };

/** Every saved recipe with its revisions; one person exports it, another imports it. */
export function RecipesDrawer({ opened, onClose }: RecipesDrawerProps) {
  const t = useMessages(recipeMessages);
  const host = useHost();
  const api = useApi();
  const queries = useQueryClient();
  const query = useQuery(api.recipes.list.queryOptions({ enabled: opened }));
  const read = useMutation({
    mutationFn: async () => {
      const [grant] = await host.pickFiles({ multiple: false });
      return grant === undefined ? null : host.client.recipes.import({ grant: grant.grant });
    },
    onSuccess: (saved) => {
      if (saved === null) return;
      notifications.show({
        message: t('saveDone', { ...saved }),
        color: 'harbour',
        closeButtonProps: { 'aria-label': t('close') },
      });
      void queries.invalidateQueries({ queryKey: api.recipes.key() });
    },
  });
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={520}
      title={t('recipesTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('recipesText')}
        </Text>
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileUpload size={15} />}
            loading={read.isPending}
            onClick={() => read.mutate()}
          >
            {t('recipeImport')}
          </Button>
        </Group>
        {read.error === null ? null : <ErrorState error={read.error} />}
        <QueryView
          query={query}
          skeleton="lines"
          isEmpty={(list) => list.length === 0}
          empty={<Empty icon={<IconBookmark size={26} />} title={t('recipesEmpty')} text={t('recipesEmptyText')} />}
        >
          {(list) => (
            <Stack gap="sm">
              {list.map((recipe) => (
                <RecipeCard key={recipe.name} recipe={recipe} />
              ))}
            </Stack>
          )}
        </QueryView>
      </Stack>
    </Drawer>
  );
}

function RecipeCard({ recipe }: { readonly recipe: SavedRecipe }) {
  const t = useMessages(recipeMessages);
  const format = useFormat();
  const labels = useLabels();
  const [showsRevisions, setShowsRevisions] = useState(false);
  const [asked, setAsked] = useState(false);
  const remove = useRemoveRecipe();
  const save = useSaveRecipeFile();
  return (
    <Card withBorder padding="sm" component="section" aria-label={recipe.name}>
      <Stack gap={6}>
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text fw={600} size="sm" truncate title={recipe.name}>
            {recipe.name}
          </Text>
          <Badge size="sm" variant="light" tt="none" flex="none">
            {t('revision', { revision: recipe.revision })}
          </Badge>
        </Group>
        <Text size="xs" c="dimmed">
          {t('makes', { tables: format.list(recipe.tables.map((table) => labels.table(table))) })}
        </Text>
        <Text size="xs" c="dimmed">
          {recipe.lastUsedAt === null
            ? t('unused')
            : t('used', { count: recipe.used, when: format.instant(recipe.lastUsedAt) })}
        </Text>
        <Group gap={4}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconHistory size={13} />}
            aria-expanded={showsRevisions}
            onClick={() => setShowsRevisions(!showsRevisions)}
          >
            {t('revisions')}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconDownload size={13} />}
            loading={save.isPending}
            onClick={() => save.mutate({ name: recipe.name })}
          >
            {t('recipeExport')}
          </Button>
          {asked ? (
            <>
              <Button
                size="compact-xs"
                color="orange"
                loading={remove.isPending}
                onClick={() => remove.mutate(recipe.name)}
              >
                {t('removeConfirm')}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => setAsked(false)}>
                {t('keepIt')}
              </Button>
            </>
          ) : (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={13} />}
              onClick={() => setAsked(true)}
            >
              {t('remove')}
            </Button>
          )}
        </Group>
        {[save.error, remove.error].map((error, index) =>
          error === null ? null : <ErrorState key={index} error={error} />,
        )}
        {showsRevisions ? <Revisions name={recipe.name} /> : null}
      </Stack>
    </Card>
  );
}

function useSaveRecipeFile() {
  const host = useHost();
  return useMutation({
    mutationFn: async (which: { readonly name: string; readonly revision?: number }) => {
      const file = await host.client.recipes.export(which);
      await host.saveExport(file.grant, file.name);
    },
  });
}

function Revisions({ name }: { readonly name: string }) {
  const t = useMessages(recipeMessages);
  const format = useFormat();
  const query = useQuery(useApi().recipes.revisions.queryOptions({ input: { name } }));
  const save = useSaveRecipeFile();
  if (query.data === undefined)
    return query.error === null ? <Loading shape="lines" rows={2} /> : <ErrorState error={query.error} />;
  return (
    <Stack gap={2}>
      {query.data.map(({ revision, savedAt }) => (
        <Group key={revision} gap="sm">
          <Text size="xs" w={90}>
            {t('revision', { revision })}
          </Text>
          <Text size="xs" c="dimmed" flex={1}>
            {format.instant(savedAt)}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => save.mutate({ name, revision })}>
            {t('recipeExport')}
          </Button>
        </Group>
      ))}
      {save.error === null ? null : <ErrorState error={save.error} />}
    </Stack>
  );
}
