import { ActionIcon, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Note } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { accountPath } from '../account-id.ts';
import { useApi } from '../client.tsx';
import { useUndo } from '../undo.tsx';
import { draftOf, emptyDraft, MentionField, storedDraft } from './mention-field.tsx';
import { MentionText } from './mention-text.tsx';
import { SectionCard } from './section-card.tsx';
import { workMessages } from './work-messages.ts';
import styles from './work.module.css';

const pageSize = 20;

function useNoteActions() {
  const { notes } = useApi();
  const { told } = useUndo();
  const onSuccess = ({ change }: { readonly change: Parameters<typeof told>[0] }) => told(change);
  return {
    save: useMutation(notes.save.mutationOptions({ onSuccess })),
    remove: useMutation(notes.remove.mutationOptions({ onSuccess })),
  };
}

/** What people wrote down about the account, and where other notes name it. */
export function NotesCard({ id }: { readonly id: string }) {
  const t = useMessages(workMessages);
  const { save } = useNoteActions();
  const [draft, setDraft] = useState(emptyDraft);
  const notes = useInfiniteQuery(
    useApi().notes.list.infiniteOptions({
      input: (cursor: string | null) => ({ accountId: id, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  const text = storedDraft(draft);
  const add = (): void => {
    if (text !== '') save.mutate({ accountId: id, text }, { onSuccess: () => setDraft(emptyDraft) });
  };
  return (
    <SectionCard id="notes" title={t('notes')}>
      <Stack gap="xs">
        <MentionField
          label={t('note.new')}
          hideLabel
          placeholder={t('note.newHint')}
          rows={2}
          draft={draft}
          onDraft={setDraft}
          onEnter={add}
        />
        {draft.text === '' ? null : (
          <Button size="xs" onClick={add} loading={save.isPending} style={{ alignSelf: 'flex-end' }}>
            {t('note.add')}
          </Button>
        )}
        {save.error === null ? null : <ErrorState error={save.error} />}
        <QueryView
          query={notes}
          skeleton="lines"
          isEmpty={(data) => data.pages[0]?.rows.length === 0}
          empty={
            <Text size="sm" c="dimmed">
              {t('note.none')}
            </Text>
          }
        >
          {(data) => (
            <ul className={styles.list} aria-label={t('notes')}>
              {data.pages.flatMap((page) => page.rows.map((note) => <NoteRow key={note.id} note={note} of={id} />))}
            </ul>
          )}
        </QueryView>
        {notes.hasNextPage ? (
          <Button
            size="xs"
            variant="default"
            loading={notes.isFetchingNextPage}
            onClick={() => void notes.fetchNextPage()}
          >
            {t('note.more')}
          </Button>
        ) : null}
      </Stack>
    </SectionCard>
  );
}

function NoteRow({ note, of }: { readonly note: Note; readonly of: string }) {
  const t = useMessages(workMessages);
  const format = useFormat();
  const { save, remove } = useNoteActions();
  const [draft, setDraft] = useState<ReturnType<typeof draftOf> | null>(null);
  const when = format.instant(note.createdAt);
  const submit = (): void => {
    const text = draft === null ? '' : storedDraft(draft);
    if (text !== '')
      save.mutate({ id: note.id, accountId: note.account.id, text }, { onSuccess: () => setDraft(null) });
  };
  return (
    <li className={styles.note}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          <span data-private="">{note.author ?? t('me')}</span> · <time dateTime={note.createdAt}>{when}</time>
          {note.account.id === of ? null : (
            <>
              {' · '}
              <Anchor component={Link} to={accountPath(note.account.id)} inherit underline="always" data-private="">
                {t('note.on', { account: note.account.name })}
              </Anchor>
            </>
          )}
        </Text>
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('note.edit', { when })}
            onClick={() => setDraft(draftOf(note.text, note.mentions))}
          >
            <IconPencil size={14} stroke={1.7} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('note.remove', { when })}
            onClick={() => remove.mutate({ id: note.id })}
          >
            <IconTrash size={14} stroke={1.7} />
          </ActionIcon>
        </Group>
      </Group>
      {draft === null ? (
        <div className={styles.words}>
          <MentionText text={note.text} mentions={note.mentions} />
        </div>
      ) : (
        <Stack gap={6} pt={4}>
          <MentionField
            label={t('note.edit', { when })}
            hideLabel
            rows={2}
            draft={draft}
            onDraft={setDraft}
            onEnter={submit}
            onEscape={() => setDraft(null)}
            autoFocus
          />
          <Group gap="xs" justify="flex-end">
            <Button size="xs" variant="default" onClick={() => setDraft(null)}>
              {t('task.cancel')}
            </Button>
            <Button size="xs" onClick={submit} loading={save.isPending}>
              {t('task.save')}
            </Button>
          </Group>
        </Stack>
      )}
    </li>
  );
}
