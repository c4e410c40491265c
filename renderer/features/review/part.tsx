import { Group, Skeleton, Stack, Title } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';

type PartProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A part of the decision card: a heading and a few lines. */
export function Part({ title, aside, children }: PartProps) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Group justify="space-between" align="baseline" gap="xs" mb={2} wrap="nowrap">
        <Title order={3} size="h5" id={heading}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  );
}

/** Holds the place of lines that are coming, so that nothing jumps. */
export function Lines({ count, label }: { readonly count: number; readonly label: string }) {
  return (
    <Stack gap={9} py={5} role="status" aria-busy="true" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={12} width={`${92 - 9 * (index % 4)}%`} radius="sm" />
      ))}
    </Stack>
  );
}
