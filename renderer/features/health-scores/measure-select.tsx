import { Select } from '@mantine/core';
import type { HealthMeasure } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { Measures } from './view.ts';

type MeasureSelectProps = {
  readonly label: string;
  readonly measures: Measures;
  readonly value: string | null;
  /** Measures that are not offered. */
  readonly taken?: ReadonlySet<string>;
  readonly placeholder?: string;
  readonly onChange: (measure: HealthMeasure) => void;
};

/** Chooses a measure by its words, with how many customers have it. */
export function MeasureSelect({ label, measures, value, taken, placeholder, onChange }: MeasureSelectProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const offered = [...measures.values()].filter(({ id }) => id === value || taken?.has(id) !== true);
  const groups = Map.groupBy(offered, ({ theme }) => theme);
  return (
    <Select
      size="xs"
      aria-label={label}
      placeholder={placeholder ?? label}
      searchable
      allowDeselect={false}
      style={{ flex: 1, minWidth: 160 }}
      value={value}
      maxDropdownHeight={320}
      data={[...groups].map(([theme, entries]) => ({
        group: t(`theme.${theme}`),
        items: entries.map(({ id, words }) => ({ value: id, label: say(words) })),
      }))}
      renderOption={({ option }) => {
        const share = measures.get(option.value)?.share ?? null;
        return (
          <span>
            {option.label}{' '}
            <span style={{ opacity: 0.75, fontSize: 'var(--mantine-font-size-xs)' }}>
              {share === null || share === 0 ? t('noValues') : t('have', { share: format.percent(share, 0) })}
            </span>
          </span>
        );
      }}
      onChange={(id) => {
        const found = id === null ? undefined : measures.get(id);
        if (found !== undefined) onChange(found);
      }}
    />
  );
}
