import { ActionIcon, Button, Checkbox, Group, Stack, Text, Title, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { mostFunnelSteps } from '../../../shared/contract/index.ts';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { EventSelectorInput } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './funnel.module.css';
import { messages } from './messages.ts';
import type { FunnelSteps } from './question.ts';
import { addStep, moveStep } from './steps.ts';

type StepBuilderProps = {
  readonly steps: FunnelSteps;
  readonly order: FunnelQuestion['order'];
  readonly onChange: (steps: FunnelSteps) => void;
};

/** The steps in order; every change can be made with the keyboard alone. */
export function StepBuilder({ steps, order, onChange }: StepBuilderProps) {
  const t = useMessages(messages);
  const [said, setSaid] = useState('');

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
  const change = (index: number, part: Partial<FunnelSteps[number]>) =>
    onChange(steps.map((step, at) => (at === index ? { ...step, ...part } : step)));

  return (
    <Stack gap="xs">
      <Title order={2}>{t('steps')}</Title>
      <ol className={styles.builder}>
        {steps.map((step, index) => {
          const number = index + 1;
          const canBeOptional = order !== 'any' && index > 0 && index < steps.length - 1;
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
              <div className={styles.builderBody}>
                <EventSelectorInput
                  label={t('stepN', { number })}
                  hideLabel
                  value={step}
                  onChange={(selector) => change(index, selector)}
                />
                <Group gap={2} wrap="nowrap" justify="flex-end">
                  {canBeOptional ? (
                    <Checkbox
                      size="xs"
                      mr="auto"
                      label={t('optional')}
                      aria-label={t('optionalStep', { number })}
                      checked={step.optional}
                      onChange={(event) => change(index, { optional: event.currentTarget.checked })}
                    />
                  ) : null}
                  <Tooltip label={t('moveUp', { number })}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-label={t('moveUp', { number })}
                      disabled={index === 0}
                      onClick={() => move(index, index - 1)}
                    >
                      <IconArrowUp size={15} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={t('moveDown', { number })}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-label={t('moveDown', { number })}
                      disabled={index === steps.length - 1}
                      onClick={() => move(index, index + 1)}
                    >
                      <IconArrowDown size={15} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={t('removeStep', { number })}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-label={t('removeStep', { number })}
                      onClick={() => onChange(steps.filter((_, at) => at !== index))}
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  </Tooltip>
                </Group>
              </div>
            </li>
          );
        })}
      </ol>
      <Group gap="sm">
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={15} />}
          disabled={steps.length >= mostFunnelSteps}
          onClick={() => onChange(addStep(steps))}
        >
          {t('addStep')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('stepsHelp')}
      </Text>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </Stack>
  );
}
