import { ActionIcon, Button, Group, MultiSelect, Stack, Text, Title, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './funnel.module.css';
import { addStep, maximumSteps, moveStep, removeStep, setStep } from './steps.ts';
import type { Steps } from './steps.ts';

type StepBuilderProps = {
  readonly names: ContractOutputs['events']['names']['names'];
  readonly steps: Steps;
  readonly onChange: (steps: string[][]) => void;
};

/** The steps in order; every change can be made with the keyboard alone. */
export function StepBuilder({ names, steps, onChange }: StepBuilderProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const [said, setSaid] = useState('');
  const options = names.map(({ name }) => name);
  const countOf = new Map(names.map(({ name, count }) => [name, count]));

  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length) return;
    onChange(moveStep(steps, from, to));
    setSaid(t('moved', { number: to + 1 }));
    // The step took its focus to another place: the buttons are drawn again by position.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-funnel-step="${to}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, index + (event.key === 'ArrowUp' ? -1 : 1));
  };

  return (
    <Stack gap="xs">
      <Title order={2}>{t('steps')}</Title>
      <ol className={styles.builder}>
        {steps.map((step, index) => {
          const number = index + 1;
          return (
            <li
              key={index}
              className={styles.builderStep}
              tabIndex={-1}
              data-funnel-step={index}
              aria-label={t('stepN', { number })}
              onKeyDownCapture={(event) => onKeyDown(event, index)}
            >
              <Text className={styles.number} aria-hidden="true">
                {number}
              </Text>
              <MultiSelect
                aria-label={t('stepN', { number })}
                placeholder={step.length === 0 ? t('chooseEvent') : t('orEvent')}
                data={options}
                value={[...step]}
                onChange={(events) => onChange(setStep(steps, index, events))}
                searchable
                limit={200}
                renderOption={({ option }) => (
                  <Group justify="space-between" gap="md" wrap="nowrap" flex={1}>
                    <Text size="sm" truncate>
                      {option.value}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {format.compact(countOf.get(option.value) ?? null)}
                    </Text>
                  </Group>
                )}
                nothingFoundMessage={t('noEvent')}
                size="sm"
              />
              <Group gap={2} wrap="nowrap">
                <Tooltip label={t('moveUp', { number })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('moveUp', { number })}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  >
                    <IconArrowUp size={16} />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={t('moveDown', { number })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('moveDown', { number })}
                    disabled={index === steps.length - 1}
                    onClick={() => move(index, index + 1)}
                  >
                    <IconArrowDown size={16} />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={t('removeStep', { number })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('removeStep', { number })}
                    onClick={() => onChange(removeStep(steps, index))}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Tooltip>
              </Group>
            </li>
          );
        })}
      </ol>
      <Group gap="sm">
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={15} />}
          disabled={steps.length >= maximumSteps}
          onClick={() => onChange(addStep(steps))}
        >
          {t('addStep')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('stepsHelp')}
      </Text>
      {steps.some((step) => step.length === 0) && steps.length > 1 ? (
        <Text size="xs" c="dimmed">
          {t('incompleteSteps')}
        </Text>
      ) : null}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </Stack>
  );
}
