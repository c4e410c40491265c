import { Button, CloseButton, Group, Paper, Text, Title } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef } from 'react';
import { useMessages } from '../ui/messages.ts';
import { useSaveSettings } from './settings.ts';
import styles from './shell.module.css';
import { tourMessages, tourSteps } from './tour-steps.ts';

/** The step that is shown, null where no tour is on. It stands after a reload, and ends with the window. */
export function useTour() {
  const [step, setStep] = useSessionStorage<number | null>({ key: 'holdfast-tour', defaultValue: null });
  const navigate = useNavigate();
  const { mutate: save } = useSaveSettings();
  return {
    step,
    goTo: (next: number) => {
      setStep(next);
      const { to } = tourSteps[next] ?? tourSteps[0];
      void navigate({ to } as never);
    },
    end: () => {
      setStep(null);
      save({ tourSeen: true });
    },
  };
}

/** Leads through the pages of the sample book. It stands beside them, so that everything can be tried meanwhile. */
export function Tour() {
  const t = useMessages(tourMessages);
  const { step, goTo, end } = useTour();
  const heading = useId();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (step !== null) next.current?.focus({ preventScroll: true });
  }, [step]);
  const shown = step === null ? undefined : tourSteps[step];
  if (step === null || shown === undefined) return null;
  const isLast = step === tourSteps.length - 1;
  return (
    <Paper
      component="aside"
      shadow="lg"
      withBorder
      p="md"
      className={styles.tour}
      aria-label={t('label')}
      data-no-print
      onKeyDown={(event) => {
        if (event.key === 'Escape') end();
      }}
    >
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Title order={2} size="h3" id={heading}>
          {t(`${shown.key}.title`)}
        </Title>
        <CloseButton aria-label={t('end')} onClick={end} />
      </Group>
      <Text size="sm" mb="sm" aria-live="polite">
        {t(`${shown.key}.text`)}
      </Text>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {t('progress', { step: step + 1, steps: tourSteps.length })}
        </Text>
        <Group gap="xs">
          {step > 0 ? (
            <Button size="compact-sm" variant="default" onClick={() => goTo(step - 1)}>
              {t('back')}
            </Button>
          ) : null}
          <Button ref={next} size="compact-sm" onClick={() => (isLast ? end() : goTo(step + 1))}>
            {t(isLast ? 'finish' : 'next')}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
