import { Group, NumberInput, Select, Text } from '@mantine/core';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** Small parts of condition editors; each has its words for screen readers. */

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly width?: number;
};

export function Choice<Value extends string>({ label, value, options, onChange, width = 130 }: ChoiceProps<Value>) {
  return (
    <Select
      aria-label={label}
      w={width}
      data={[...options]}
      value={value}
      onChange={(chosen) => {
        const found = options.find((option) => option.value === chosen);
        if (found !== undefined) onChange(found.value);
      }}
      allowDeselect={false}
    />
  );
}

export type Compare = 'at-least' | 'at-most' | 'exactly';

export function CompareChoice<Value extends Compare>({
  value,
  of,
  onChange,
}: {
  readonly value: Value;
  readonly of: readonly Value[];
  readonly onChange: (value: Value) => void;
}) {
  const t = useMessages(messages);
  return (
    <Choice
      label={t('operator')}
      value={value}
      options={of.map((entry) => ({ value: entry, label: t(`compare_${entry satisfies Compare}`) }))}
      onChange={onChange}
      width={138}
    />
  );
}

type AmountProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly decimals?: number;
  readonly suffix?: string;
  readonly width?: number;
};

export function Amount({ label, value, onChange, decimals = 0, width = 68, ...rest }: AmountProps) {
  return (
    <NumberInput
      aria-label={label}
      w={width}
      hideControls
      value={value}
      onChange={(next) => {
        if (typeof next === 'number' && Number.isFinite(next)) onChange(next);
      }}
      allowDecimal={decimals > 0}
      decimalScale={decimals}
      {...rest}
    />
  );
}

export const Words = ({ children }: { readonly children: string }) => (
  <Text size="sm" c="dimmed" lh="36px" style={{ whiteSpace: 'nowrap' }}>
    {children}
  </Text>
);

/** "in the last 28 days"; empty means ever. */
export function WindowInput({
  value,
  onChange,
}: {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  const t = useMessages(messages);
  return (
    <Group gap={6} wrap="nowrap">
      <Words>{t('inTheLast')}</Words>
      <NumberInput
        aria-label={t('window')}
        w={66}
        hideControls
        min={1}
        max={3_660}
        allowDecimal={false}
        placeholder={t('ever')}
        value={value ?? ''}
        onChange={(next) => {
          if (next === '') onChange(null);
          else if (typeof next === 'number' && next >= 1) onChange(Math.min(3_660, Math.floor(next)));
        }}
      />
      <Words>{t('days')}</Words>
    </Group>
  );
}
