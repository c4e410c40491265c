import { ActionIcon, Button, Group, Select, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { EventSelectorInput } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { Exclusion } from './question.ts';

const mostExclusions = 10;

type ExclusionsProps = {
  readonly question: FunnelQuestion;
  readonly onChange: (patch: Partial<FunnelQuestion>) => void;
};

/** Events that may not lie between two steps, and what becomes of those that have one. */
export function Exclusions({ question, onChange }: ExclusionsProps) {
  const t = useMessages(messages);
  const { exclusions, steps, order } = question;
  const last = steps.length - 1;
  const isPossible = order !== 'any' && last >= 1;
  const change = (index: number, part: Partial<Exclusion>) =>
    onChange({ exclusions: exclusions.map((entry, at) => (at === index ? { ...entry, ...part } : entry)) });
  const stepChoices = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, place) => ({
      value: String(from + place),
      label: t('stepN', { number: from + place + 1 }),
    }));
  return (
    <Stack gap="xs" role="group" aria-label={t('exclusions')}>
      <Text size="sm" fw={600}>
        {t('exclusions')}
      </Text>
      {isPossible ? null : (
        <Text size="xs" c="dimmed">
          {t('exclusionsImpossible')}
        </Text>
      )}
      {exclusions.map((exclusion, index) => (
        <Stack key={index} gap={4}>
          <EventSelectorInput
            label={t('exclusionN', { number: index + 1 })}
            value={exclusion}
            onChange={(selector) => change(index, selector)}
          />
          <Group gap="xs" wrap="nowrap" align="flex-end">
            <Select
              label={t('exclusionAfter')}
              size="xs"
              allowDeselect={false}
              value={String(exclusion.after)}
              data={stepChoices(0, last - 1)}
              onChange={(value) => {
                const after = Number(value);
                change(index, { after, before: Math.max(exclusion.before, after + 1) });
              }}
            />
            <Select
              label={t('exclusionBefore')}
              size="xs"
              allowDeselect={false}
              value={String(exclusion.before)}
              data={stepChoices(exclusion.after + 1, last)}
              onChange={(value) => change(index, { before: Number(value) })}
            />
            <Tooltip label={t('removeExclusion', { number: index + 1 })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeExclusion', { number: index + 1 })}
                onClick={() => onChange({ exclusions: exclusions.filter((_, at) => at !== index) })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Stack>
      ))}
      {exclusions.length === 0 ? null : (
        <Select
          label={t('exclusionRule')}
          allowDeselect={false}
          value={question.exclusionRule}
          data={[
            { value: 'keep-credit', label: t('exclusionKeep') },
            { value: 'remove', label: t('exclusionRemove') },
          ]}
          onChange={(value) => onChange({ exclusionRule: value === 'remove' ? 'remove' : 'keep-credit' })}
        />
      )}
      <Group>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={15} />}
          disabled={!isPossible || exclusions.length >= mostExclusions}
          onClick={() => onChange({ exclusions: [...exclusions, { events: [], where: [], after: 0, before: last }] })}
        >
          {t('addExclusion')}
        </Button>
      </Group>
    </Stack>
  );
}
