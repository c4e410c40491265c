import { Group, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDot, IconHelpCircle } from '@tabler/icons-react';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

export type Sureness = 'sure' | 'likely' | 'guess';

/** A share as a word: what is sure needs no look, a guess does. */
export function surenessOf(confidence: number): Sureness {
  return confidence >= 0.9 ? 'sure' : confidence >= 0.6 ? 'likely' : 'guess';
}

const icons = { sure: IconCircleCheck, likely: IconCircleDot, guess: IconHelpCircle } as const;

/** How sure a proposal is, in a word and a sign of its own; the figure is in the tooltip. */
export function Confidence({ confidence, note }: { readonly confidence: number; readonly note?: string }) {
  const t = useMessages(messages);
  const format = useFormat();
  const sureness = surenessOf(confidence);
  const Icon = icons[sureness];
  const color = sureness === 'guess' ? 'var(--holdfast-raises-text)' : 'var(--holdfast-text-muted)';
  return (
    <div title={t('sureFigure', { percent: format.percent(confidence, 0) })}>
      <Group gap={4} wrap="nowrap" c={color}>
        <Icon size={14} aria-hidden="true" style={{ flex: 'none' }} />
        <Text size="xs" fw={600} inherit={false}>
          {t(`sureness_${sureness}`)}
        </Text>
      </Group>
      {note === undefined ? null : (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </div>
  );
}
