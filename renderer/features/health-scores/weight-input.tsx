import { Group, NumberInput, Slider } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

type WeightInputProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
};

const most = 100;
/** While a thumb is drawn, the book is scored from time to time, not at every step. */
const milliseconds = 120;

/** A weight as a slider and as a number; both go from 0 to 100, and only their shares count. */
export function WeightInput({ label, value, onChange }: WeightInputProps) {
  const [drawn, setDrawn] = useState<number | null>(null);
  const tell = useDebouncedCallback((next: number) => {
    onChange(next);
    setDrawn(null);
  }, milliseconds);
  const shown = drawn ?? value;
  const change = (next: number): void => {
    setDrawn(next);
    tell(next);
  };
  return (
    <Group gap="xs" wrap="nowrap" style={{ flex: 1, minWidth: 130 }}>
      <Slider
        style={{ flex: 1 }}
        size="sm"
        label={null}
        min={0}
        max={most}
        thumbLabel={label}
        value={Math.min(most, shown)}
        onChange={change}
      />
      <NumberInput
        w={64}
        size="xs"
        hideControls
        aria-label={label}
        min={0}
        max={1_000_000}
        value={shown}
        onChange={(next) => {
          if (typeof next === 'number') change(next);
        }}
      />
    </Group>
  );
}
