import { Card, Group, Title } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';

type SectionCardProps = {
  readonly id?: string;
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A titled part of the account's page; a landmark with a name of its own. */
export function SectionCard({ id, title, aside, children }: SectionCardProps) {
  const heading = useId();
  return (
    <Card component="section" withBorder padding="md" id={id} aria-labelledby={heading}>
      <Group justify="space-between" align="baseline" mb="xs" gap="xs">
        <Title order={2} id={heading}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Card>
  );
}
