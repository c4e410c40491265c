import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Input,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
  Tooltip,
} from '@mantine/core';
import {
  IconFolder,
  IconFolderSearch,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Grant, WatchedFolder } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { WatchedFiles } from './watched-files.tsx';
import { watchedMessages } from './watched-messages.ts';

/** What happens in a folder is no change of this page's making, so it is asked for. */
const millisecondsBetweenLooks = 5_000;

/** Folders whose new files are imported by a recipe as they appear. */
export function WatchedFolders() {
  const t = useMessages(watchedMessages);
  const api = useApi();
  const query = useQuery(api.watchedFolders.list.queryOptions({ refetchInterval: millisecondsBetweenLooks }));
  const [adding, setAdding] = useState(false);
  const add = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={15} />}
      onClick={() => setAdding(true)}
      disabled={adding}
    >
      {t('addFolder')}
    </Button>
  );
  return (
    <section aria-label={t('watchedTitle')}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('watchedTitle')}</Title>
        {query.data === undefined || query.data.length === 0 ? null : add}
      </Group>
      <Stack gap="sm">
        {adding ? <AddFolder onClose={() => setAdding(false)} /> : null}
        <QueryView
          query={query}
          skeleton="lines"
          isEmpty={(list) => list.length === 0 && !adding}
          empty={
            <Empty
              icon={<IconFolderSearch size={26} />}
              title={t('watchEmpty')}
              text={t('watchEmptyText')}
              action={add}
            />
          }
        >
          {(list) => (
            <>
              {list.map((folder) => (
                <FolderCard key={folder.id} folder={folder} />
              ))}
            </>
          )}
        </QueryView>
      </Stack>
    </section>
  );
}

function AddFolder({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(watchedMessages);
  const api = useApi();
  const queries = useQueryClient();
  const recipes = useQuery(api.recipes.list.queryOptions());
  const host = useHost();
  const [path, setPath] = useState('');
  const [folder, setFolder] = useState<Grant | null>(null);
  const pick = useMutation({
    mutationFn: async () => host.pickFolder?.() ?? null,
    onSuccess: (picked) => setFolder(picked ?? folder),
  });
  const [recipe, setRecipe] = useState<string | null>(null);
  const add = useMutation(
    api.watchedFolders.add.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.watchedFolders.key() });
        onClose();
      },
    }),
  );
  const isNamed = host.pickFolder === null ? path.trim() !== '' : folder !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (recipe === null || !isNamed) return;
    add.mutate(folder === null ? { path: path.trim(), recipe } : { folder: folder.grant, recipe });
  };
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group align="flex-start" gap="sm">
            {host.pickFolder === null ? (
              <TextInput
                label={t('folderPath')}
                description={t('pathText')}
                flex={1}
                miw={280}
                required
                value={path}
                onChange={(event) => setPath(event.currentTarget.value)}
              />
            ) : (
              <Input.Wrapper label={t('folderPath')} description={folder?.name ?? t('noFolder')} flex={1} miw={280}>
                <Button
                  mt={6}
                  variant="default"
                  leftSection={<IconFolder size={16} />}
                  loading={pick.isPending}
                  onClick={() => pick.mutate()}
                >
                  {t('chooseFolder')}
                </Button>
              </Input.Wrapper>
            )}
            <Select
              label={t('folderRecipe')}
              description={recipes.data?.length === 0 ? t('noRecipe') : t('recipeText')}
              w={280}
              required
              data={recipes.data?.map(({ name }) => name) ?? []}
              value={recipe}
              onChange={setRecipe}
            />
          </Group>
          {(add.error ?? pick.error) === null ? null : <ErrorState error={add.error ?? pick.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="xs" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" size="xs" loading={add.isPending} disabled={recipe === null || !isNamed}>
              {t('watch')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function FolderCard({ folder }: { readonly folder: WatchedFolder }) {
  const t = useMessages(watchedMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: api.watchedFolders.key() });
    void queries.invalidateQueries({ queryKey: api.imports.list.key() });
  };
  const pause = useMutation(api.watchedFolders.pause.mutationOptions({ onSuccess }));
  const remove = useMutation(api.watchedFolders.remove.mutationOptions({ onSuccess }));
  const look = useMutation(api.watchedFolders.lookNow.mutationOptions({ onSuccess }));
  const paused = folder.state === 'paused';
  const error = pause.error ?? remove.error ?? look.error;
  const pauseWords = t(paused ? 'resumeFolder' : 'pauseFolder', { name: folder.name });
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md" component="section" aria-label={folder.name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div style={{ minWidth: 0 }}>
            <Group gap="xs">
              <Text fw={600}>{folder.name}</Text>
              <Badge
                variant="light"
                tt="none"
                color={folder.state === 'watching' ? 'harbour' : folder.state === 'missing' ? 'orange' : 'gray'}
              >
                {t(`state_${folder.state}`)}
              </Badge>
            </Group>
            <Text size="xs" c="dimmed" truncate title={folder.path}>
              {folder.path} · {t('byFolderRecipe', { recipe: folder.recipe })}
            </Text>
          </div>
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} />}
              loading={look.isPending}
              disabled={paused}
              onClick={() => look.mutate({ id: folder.id })}
            >
              {t('lookNow')}
            </Button>
            <Tooltip label={pauseWords}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={pauseWords}
                loading={pause.isPending}
                onClick={() => pause.mutate({ id: folder.id, paused: !paused })}
              >
                {paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
              </ActionIcon>
            </Tooltip>
            {asked ? (
              <>
                <Button size="compact-sm" color="orange" onClick={() => remove.mutate({ id: folder.id })}>
                  {t('removeFolderConfirm')}
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => setAsked(false)}>
                  {t('cancel')}
                </Button>
              </>
            ) : (
              <Tooltip label={t('removeFolder', { name: folder.name })}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('removeFolder', { name: folder.name })}
                  onClick={() => setAsked(true)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        </Group>
        {error === null ? null : <ErrorState error={error} />}
        <WatchedFiles folder={folder} />
      </Stack>
    </Paper>
  );
}
