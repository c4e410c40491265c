import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly data: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
};

/** A few words of which one holds, side by side, under a label like those of the inputs beside it. */
export function Choice<Value extends string>({ label, value, data, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }}>
      <SegmentedControl
        display="flex"
        h={36}
        aria-labelledby={id}
        value={value}
        data={data.map((entry) => ({ ...entry }))}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}
