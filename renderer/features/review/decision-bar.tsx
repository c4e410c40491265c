import { Button, Group, Kbd, Text } from '@mantine/core';
import type { LocalChange } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './review.module.css';

export const deciding = ['act', 'watch', 'dismiss', 'wrong', 'assign', 'note'] as const;
export type Deciding = (typeof deciding)[number];

/** The key of each. */
export const keyOf = {
  act: 'a',
  watch: 'w',
  dismiss: 'd',
  wrong: 'x',
  assign: 'g',
  note: 'n',
  back: 'k',
  next: 'j',
  undo: 'u',
  evidence: 'e',
  open: 'o',
} as const satisfies Record<Deciding | Moving | 'evidence', string>;

const moving = ['back', 'next', 'undo', 'open'] as const;
export type Moving = (typeof moving)[number];

type DecisionBarProps = {
  /** What was decided last. */
  readonly done: LocalChange['title'] | null;
  readonly onDecide: (what: Deciding) => void;
  /** Absent: not possible now. */
  readonly onMove: Readonly<Partial<Record<Moving, () => void>>>;
};

/** The same as the keys, for the pointer; each says its key. */
export function DecisionBar({ done, onDecide, onMove }: DecisionBarProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  const key = (name: keyof typeof keyOf) => (
    <Kbd size="xs" aria-hidden="true">
      {keyOf[name]}
    </Kbd>
  );
  return (
    <div className={styles.foot}>
      <Group justify="space-between" gap={6}>
        <Group gap={4} role="group" aria-label={t('decisions')} wrap="nowrap">
          {deciding.map((what) => (
            <Button
              key={what}
              size="xs"
              px={8}
              variant={what === 'act' ? 'filled' : 'default'}
              rightSection={key(what)}
              aria-keyshortcuts={keyOf[what]}
              onClick={() => onDecide(what)}
            >
              {t(what)}
            </Button>
          ))}
        </Group>
        <Group gap={0} role="group" aria-label={t('moving')} wrap="nowrap">
          {moving.map((what) => (
            <Button
              key={what}
              size="xs"
              px={5}
              variant="subtle"
              rightSection={key(what)}
              aria-keyshortcuts={keyOf[what]}
              disabled={onMove[what] === undefined}
              onClick={onMove[what]}
            >
              {t(what)}
            </Button>
          ))}
        </Group>
      </Group>
      <Group justify="space-between" gap="sm" mt={4} wrap="nowrap">
        <Text size="xs" c="dimmed" role="status" truncate>
          {done === null ? '' : t('doneLast', { change: say(done) })}
        </Text>
        <Text size="xs" c="dimmed" flex="none">
          {t('keys')}
        </Text>
      </Group>
    </div>
  );
}
