import { Button, Menu, TextInput } from '@mantine/core';
import { IconCalendarDue } from '@tabler/icons-react';
import { daysBetween } from '../../../shared/domain/time.ts';
import { useFormat } from '../../ui/format.ts';
import type { Format } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { useSettings } from '../settings.ts';
import { dayOfWord, dueWords, todayIn } from './due-days.ts';
import { workMessages } from './work-messages.ts';

/** The day it is now, in the zone of the settings. */
export function useToday(): string {
  return todayIn(useSettings().data?.zone ?? 'UTC');
}

/** A day as a person says it: today, tomorrow, yesterday, or its date. */
export function useDueText(): (due: string | null) => string {
  const t = useMessages(workMessages);
  const format: Format = useFormat();
  const today = useToday();
  return (due) => {
    if (due === null) return t('due.undated');
    const days = daysBetween(today, due);
    if (days === 0) return t('due.today');
    if (days === 1) return t('due.tomorrow');
    return days === -1 ? t('due.yesterday') : format.day(due);
  };
}

type DueFieldProps = {
  /** What is due, for the button's name. */
  readonly label: string;
  readonly due: string | null;
  readonly onDue: (due: string | null) => void;
  readonly variant?: 'default' | 'subtle';
};

/** A day by natural words, or any other. */
export function DueField({ label, due, onDue, variant = 'default' }: DueFieldProps) {
  const t = useMessages(workMessages);
  const format = useFormat();
  const dueText = useDueText();
  const today = useToday();
  const weekStart = useSettings().data?.weekStart ?? 'monday';
  const isLate = due !== null && due < today;
  return (
    <Menu position="bottom-start" shadow="md" withinPortal returnFocus>
      <Menu.Target>
        <Button
          size="xs"
          variant={variant}
          color={isLate ? 'orange' : 'gray'}
          {...(variant === 'subtle' && !isLate ? { c: 'dimmed' } : {})}
          fw={500}
          px={8}
          leftSection={<IconCalendarDue size={14} />}
          aria-label={`${label}: ${dueText(due)}`}
        >
          {dueText(due)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {dueWords.map((word) => {
          const day = dayOfWord(word, today, weekStart);
          return (
            <Menu.Item key={word} rightSection={format.day(day)} onClick={() => onDue(day)}>
              {t(`due.${word}`)}
            </Menu.Item>
          );
        })}
        <Menu.Item onClick={() => onDue(null)}>{t('due.undated')}</Menu.Item>
        <Menu.Divider />
        <TextInput
          type="date"
          size="xs"
          px="xs"
          pb={6}
          label={t('due.choose')}
          defaultValue={due ?? ''}
          onChange={(event) => {
            if (/^\d{4}-\d{2}-\d{2}$/.test(event.currentTarget.value)) onDue(event.currentTarget.value);
          }}
          onKeyDown={(event) => event.stopPropagation()}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
