import { Alert, Button, Group, List } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { Movements } from './question.ts';

type NotesProps = { readonly notes: Movements['notes']; readonly onState: (() => void) | null };

/** What the reader should know of the data behind the figures. */
export function Notes({ notes, onState }: NotesProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  if (notes.length === 0) return null;
  return (
    <Alert icon={<IconInfoCircle size={18} />} color="orange" variant="light" py="xs" aria-label={t('notes')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <List size="sm">
          {notes.map((note) => (
            <List.Item key={note.en}>{say(note)}</List.Item>
          ))}
        </List>
        {onState === null ? null : (
          <Button size="compact-sm" variant="default" onClick={onState}>
            {t('toState')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
