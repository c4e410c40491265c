import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One figure with its name above and what it means below. */
export function FigureCard({
  name,
  figure,
  help,
  action,
}: {
  readonly name: string;
  readonly figure: string;
  readonly help?: string;
  readonly action?: ReactNode;
}) {
  return (
    <Paper withBorder bg="var(--holdfast-surface)" px="md" py="xs" miw={170}>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="xl" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {figure}
      </Text>
      {help === undefined ? null : (
        <Text size="xs" c="dimmed" maw={260}>
          {help}
        </Text>
      )}
      {action}
    </Paper>
  );
}
