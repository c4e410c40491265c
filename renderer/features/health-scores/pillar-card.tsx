import { ActionIcon, Button, Card, Collapse, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { HealthMeasureRule, HealthPillar, HealthScale } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { bordersOf, newMeasure, replaced, sharesOf, without } from './edit.ts';
import { MeasureSelect } from './measure-select.tsx';
import { messages } from './messages.ts';
import { ScaleEditor } from './scale-editor.tsx';
import { useUnitWords } from './unit-messages.ts';
import type { Measures } from './view.ts';
import { WeightInput } from './weight-input.tsx';

type PillarCardProps = {
  readonly pillar: HealthPillar;
  /** Its share of the score. */
  readonly share: number;
  readonly measures: Measures;
  readonly taken: ReadonlySet<string>;
  readonly onChange: (pillar: HealthPillar) => void;
  readonly onRemove: () => void;
};

/** A pillar with its weight, and its measures with theirs. */
export function PillarCard({ pillar, share, measures, taken, onChange, onRemove }: PillarCardProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { name, weight } = pillar;
  const shares = sharesOf(pillar.measures);
  const setMeasures = (next: HealthMeasureRule[]): void => onChange({ ...pillar, measures: next });
  return (
    <Card component="section" withBorder padding="sm" aria-label={`${t('pillar')} ${name}`}>
      <Group gap="sm" wrap="nowrap" align="center">
        <TextInput
          size="sm"
          w={150}
          fw={600}
          aria-label={t('pillarName')}
          maxLength={120}
          value={name}
          onChange={(event) => onChange({ ...pillar, name: event.currentTarget.value })}
        />
        <WeightInput
          label={t('weightOf', { name })}
          value={weight}
          onChange={(next) => onChange({ ...pillar, weight: next })}
        />
        <Text size="sm" miw={104} ta="right" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {t('shareOf', { share: format.percent(share, 0) })}
        </Text>
        <ActionIcon variant="subtle" color="gray" aria-label={t('removePillar', { name })} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      <Stack gap={4} mt="xs">
        {pillar.measures.map((measure, index) => (
          <MeasureRow
            key={measure.measure}
            rule={measure}
            share={shares[index] ?? 0}
            measures={measures}
            onChange={(next) => setMeasures(replaced(pillar.measures, index, next))}
            onRemove={() => setMeasures(without(pillar.measures, index))}
          />
        ))}
        <MeasureSelect
          // A chosen one goes into the list, and the field is empty again.
          key={pillar.measures.length}
          label={t('addMeasure')}
          measures={measures}
          taken={taken}
          value={null}
          onChange={(measure) => setMeasures([...pillar.measures, newMeasure(measure)])}
        />
      </Stack>
    </Card>
  );
}

type MeasureRowProps = {
  readonly rule: HealthMeasureRule;
  readonly share: number;
  readonly measures: Measures;
  readonly onChange: (rule: HealthMeasureRule) => void;
  readonly onRemove: () => void;
};

function MeasureRow({ rule, share, measures, onChange, onRemove }: MeasureRowProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const [isOpen, setIsOpen] = useState(false);
  const known = measures.get(rule.measure);
  const unit = useUnitWords()(known?.unit ?? '');
  const words = useScaleWords()(rule.scale, unit);
  const name = known === undefined ? rule.measure : say(known.words);
  return (
    <div>
      <Group gap="xs" wrap="nowrap" align="center">
        <div style={{ flex: 1.6, minWidth: 0 }}>
          <Text size="sm" lineClamp={2} title={name}>
            {name}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            ml={-6}
            leftSection={isOpen ? <IconChevronDown size={13} /> : <IconChevronRight size={13} />}
            aria-expanded={isOpen}
            aria-label={`${t('editPoints', { name })}: ${words}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {words}
          </Button>
        </div>
        <WeightInput
          label={t('weightOf', { name })}
          value={rule.weight}
          onChange={(weight) => onChange({ ...rule, weight })}
        />
        <Text size="sm" w={42} ta="right" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {format.percent(share, 0)}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('removeMeasure', { name })}
          onClick={onRemove}
        >
          <IconX size={15} />
        </ActionIcon>
      </Group>
      {known === undefined ? null : (
        <Collapse expanded={isOpen}>
          {isOpen ? (
            <ScaleEditor measure={known} scale={rule.scale} onChange={(scale) => onChange({ ...rule, scale })} />
          ) : null}
        </Collapse>
      )}
    </div>
  );
}

/** How values become points, in a line. */
function useScaleWords(): (scale: HealthScale, unit: string) => string {
  const t = useMessages(messages);
  const format = useFormat();
  return (scale, unit) => {
    if (scale.kind === 'linear')
      return `${t('linearWords', { zero: format.plain(scale.zero), hundred: format.plain(scale.hundred) })} ${unit}`;
    const { borders, points } = bordersOf(scale.bands);
    const ends = borders.map((border) => format.plain(border));
    const words = points.map((own, index) =>
      index === 0
        ? `${ends[0] === undefined ? '' : `< ${ends[0]}: `}${own}`
        : `${ends[index] === undefined ? `≥ ${ends[index - 1]}` : `${ends[index - 1]} – < ${ends[index]}`}: ${own}`,
    );
    return `${words.join(', ')} (${unit})`;
  };
}
