import { Button, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Choice } from '../../ui/choice.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { BacktestView, Form, ListedModel } from './view.ts';

type BacktestFormProps = {
  readonly form: Form;
  readonly models: readonly ListedModel[];
  readonly onChange: (change: Partial<BacktestView>) => void;
  readonly onRun: () => void;
  readonly isUnderWay: boolean;
  /** Whether there is one already. */
  readonly isAgain: boolean;
};

const monthsOffered = [6, 12, 18, 24, 36, 48, 60] as const;

/** Which model, how far back, whom a month flags. */
export function BacktestForm({ form, models, onChange, onRun, isUnderWay, isAgain }: BacktestFormProps) {
  const t = useMessages(messages);
  const months = [...new Set([...monthsOffered, form.months])].sort((a, b) => a - b);
  return (
    <Group align="flex-end" gap="sm" role="group" aria-label={t('controls')}>
      {models.length > 1 ? (
        <Select
          label={t('model')}
          w={130}
          allowDeselect={false}
          value={form.model.id}
          data={models.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => onChange({ model: id ?? undefined })}
        />
      ) : null}
      {form.model.origin === 'trained' ? (
        <Choice
          label={t('mode')}
          value={form.mode}
          data={(['refit', 'present'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))}
          onChange={(mode) => onChange({ mode })}
        />
      ) : (
        <Text size="sm" c="dimmed" pb={8}>
          {t('modeForced')}
        </Text>
      )}
      <Select
        label={t('months')}
        w={78}
        allowDeselect={false}
        value={String(form.months)}
        data={months.map(String)}
        onChange={(value) => onChange({ months: Number(value) })}
      />
      <Choice
        label={t('flag')}
        value={form.flag}
        data={(['top', 'threshold'] as const).map((value) => ({ value, label: t(`flag.${value}`) }))}
        onChange={(flag) => onChange({ flag })}
      />
      {form.flag === 'top' ? (
        <NumberInput
          label={t('top')}
          w={110}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={form.top}
          onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ top: value })}
        />
      ) : (
        <NumberInput
          label={t('threshold')}
          w={110}
          min={0}
          max={100}
          decimalScale={2}
          value={form.from}
          onChange={(value) => typeof value === 'number' && onChange({ from: value })}
        />
      )}
      <Button
        variant={isAgain ? 'default' : 'filled'}
        leftSection={<IconPlayerPlay size={16} />}
        loading={isUnderWay}
        onClick={onRun}
      >
        {isAgain ? t('again') : t('run')}
      </Button>
    </Group>
  );
}
