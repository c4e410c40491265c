import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconEye, IconInfoCircle } from '@tabler/icons-react';

export type Tone = 'good' | 'some' | 'bad' | 'none';

const tones = {
  good: { color: 'harbour', icon: IconCircleCheck },
  some: { color: 'orange', icon: IconEye },
  bad: { color: 'orange', icon: IconAlertTriangle },
  none: { color: 'gray', icon: IconInfoCircle },
} as const;

type VerdictProps = {
  readonly title: string;
  /** The verdict in a word or two. */
  readonly state: string;
  readonly tone: Tone;
  readonly text: string;
  readonly facts: string | null;
};

/** What a reader should know first: the verdict, what it rests on, and as of when. */
export function Verdict({ title, state, tone, text, facts }: VerdictProps) {
  const { color, icon: Icon } = tones[tone];
  return (
    <Alert color={color} variant="light" icon={<Icon size={20} />} title={`${title}: ${state}`} h="100%">
      <Text size="sm">{text}</Text>
      {facts === null ? null : (
        <Text size="xs" mt={6}>
          {facts}
        </Text>
      )}
    </Alert>
  );
}
