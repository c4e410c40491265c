import { Group, Input, NumberInput, Select } from '@mantine/core';
import { useId, useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { windowIn, windowSeconds } from './steps.ts';
import type { WindowUnit } from './steps.ts';

const unitText = {
  seconds: 'unitSeconds',
  minutes: 'unitMinutes',
  hours: 'unitHours',
  days: 'unitDays',
  weeks: 'unitWeeks',
} as const satisfies Record<WindowUnit, string>;

type DurationInputProps = {
  readonly label: string;
  readonly units: readonly WindowUnit[];
  readonly seconds: number;
  readonly isValid: (seconds: number) => boolean;
  readonly wrong: string;
  readonly description?: string;
  readonly disabled?: boolean;
  readonly onChange: (seconds: number) => void;
};

/** A length of time as a number and its unit. */
export function DurationInput({
  label,
  units,
  seconds,
  isValid,
  wrong,
  description,
  disabled,
  onChange,
}: DurationInputProps) {
  const t = useMessages(messages);
  const id = useId();
  const shown = seconds === 0 ? { value: 0, unit: units.at(-1) ?? 'seconds' } : windowIn(seconds);
  const [typed, setTyped] = useState<{ value: number | string; unit: WindowUnit }>(shown);
  const agrees = typeof typed.value === 'number' && windowSeconds(typed.value, typed.unit) === seconds;
  const isFine = typeof typed.value === 'number' && isValid(windowSeconds(typed.value, typed.unit));
  // A link or the back button changed it: what was typed before is gone. What is being typed wrongly stays.
  const draft = agrees || !isFine ? typed : shown;

  const set = (value: number | string, unit: WindowUnit) => {
    setTyped({ value, unit });
    if (typeof value === 'number' && isValid(windowSeconds(value, unit))) onChange(windowSeconds(value, unit));
  };
  return (
    <Input.Wrapper label={label} description={description} error={isFine ? null : wrong} labelProps={{ htmlFor: id }}>
      <Group gap="xs" wrap="nowrap" mt={description === undefined ? 0 : 5}>
        <NumberInput
          id={id}
          flex={1}
          miw={0}
          min={0}
          max={99_999}
          allowDecimal={false}
          disabled={disabled ?? false}
          value={draft.value}
          onChange={(value) => set(value, draft.unit)}
          error={!isFine}
        />
        <Select
          aria-label={t('unitOf', { label })}
          w={110}
          value={draft.unit}
          allowDeselect={false}
          disabled={disabled ?? false}
          data={units.map((unit) => ({ value: unit, label: t(unitText[unit]) }))}
          onChange={(unit) => set(draft.value, units.find((entry) => entry === unit) ?? draft.unit)}
        />
      </Group>
    </Input.Wrapper>
  );
}
