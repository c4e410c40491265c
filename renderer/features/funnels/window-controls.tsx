import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { isRangeWrong } from './search.ts';
import type { FunnelView } from './search.ts';
import { isWindow, windowIn, windowSeconds } from './steps.ts';
import type { WindowUnit } from './steps.ts';

const units = ['hours', 'days', 'weeks'] as const satisfies readonly WindowUnit[];
const unitText = { hours: 'unitHours', days: 'unitDays', weeks: 'unitWeeks' } as const;

type WindowControlsProps = { readonly view: FunnelView; readonly onChange: (change: Partial<FunnelView>) => void };

/** The window after step 1, and the range in which step 1 must fall. */
export function WindowControls({ view, onChange }: WindowControlsProps) {
  const t = useMessages(messages);
  const shown = windowIn(view.window);
  const [typed, setTyped] = useState<{ value: number | string; unit: WindowUnit }>(shown);
  const agrees = typeof typed.value === 'number' && windowSeconds(typed.value, typed.unit) === view.window;
  const isValid = typeof typed.value === 'number' && isWindow(windowSeconds(typed.value, typed.unit));
  // A link or the back button changed the window: what was typed before is gone. What is being typed wrongly stays.
  const draft = agrees || !isValid ? typed : shown;

  const set = (value: number | string, unit: WindowUnit) => {
    setTyped({ value, unit });
    if (typeof value === 'number' && isWindow(windowSeconds(value, unit)))
      onChange({ window: windowSeconds(value, unit), step: undefined });
  };
  return (
    <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
      <NumberInput
        label={t('window')}
        w={110}
        min={1}
        max={8784}
        allowDecimal={false}
        value={draft.value}
        onChange={(value) => set(value, draft.unit)}
        error={isValid ? null : t('windowWrong')}
      />
      <Select
        label={t('windowUnit')}
        w={110}
        value={draft.unit}
        allowDeselect={false}
        data={units.map((unit) => ({ value: unit, label: t(unitText[unit]) }))}
        onChange={(unit) => set(draft.value, units.find((entry) => entry === unit) ?? 'days')}
      />
      <TextInput
        type="date"
        label={t('from')}
        w={150}
        value={view.from ?? ''}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined, step: undefined })}
      />
      <TextInput
        type="date"
        label={t('to')}
        w={150}
        value={view.to ?? ''}
        onChange={(event) => onChange({ to: event.currentTarget.value || undefined, step: undefined })}
        error={isRangeWrong(view) ? t('rangeWrong') : null}
      />
    </Group>
  );
}
