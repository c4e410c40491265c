import { Group, NumberInput, Paper, Text, Title } from '@mantine/core';
import { useMessages } from '../../ui/messages.ts';
import { FiguresTable } from './figures-table.tsx';
import { messages } from './messages.ts';
import { groupFigures } from './question.ts';
import type { Movements, OpenMovement, Whose } from './question.ts';
import type { Words } from './words.ts';

type GroupsProps = {
  readonly answer: Movements;
  readonly by: string;
  /** How many groups are told one by one; null where each was named. */
  readonly asked: number | null;
  readonly words: Words;
  readonly label: string;
  readonly onGroups: (groups: number) => void;
  readonly onOpen: (movement: OpenMovement, whose: Whose) => void;
};

/** The figures of each group in one period. */
export function Groups({ answer, by, asked, words, label, onGroups, onOpen }: GroupsProps) {
  const t = useMessages(messages);
  const title = t('groupsTable', { span: words.span(label) });
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Group justify="space-between" mb="xs" gap="sm">
        <Title order={2}>{title}</Title>
        {asked === null ? null : (
          <Group gap={6} wrap="nowrap">
            <Text size="xs" c="dimmed" id="revenue-groups">
              {t('groups')}
            </Text>
            <NumberInput
              size="xs"
              aria-labelledby="revenue-groups"
              value={asked}
              onChange={(value) => {
                if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 200) onGroups(value);
              }}
              min={1}
              max={200}
              clampBehavior="blur"
              w={72}
            />
          </Group>
        )}
      </Group>
      <FiguresTable
        label={title}
        head={by}
        words={words}
        rows={answer.groups.flatMap((group, index) => {
          const figures = groupFigures(group, label);
          const name = words.group(group);
          if (figures === null) return [];
          const head = (
            <Text inherit truncate maw={170} title={name} fs={group.value === null ? 'italic' : undefined}>
              {name}
            </Text>
          );
          return [{ key: String(index), name, head, figures, onOpen: (movement) => onOpen(movement, group) }];
        })}
      />
    </Paper>
  );
}
