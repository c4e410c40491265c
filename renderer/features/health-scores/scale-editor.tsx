import { ActionIcon, Button, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { HealthMeasure, HealthScale } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { bandsFrom, bordersOf, otherKind, replaced, withBand, withoutBand } from './edit.ts';
import type { Points } from './edit.ts';
import { messages } from './messages.ts';
import { Spread } from './spread.tsx';
import { useUnitWords } from './unit-messages.ts';

type ScaleEditorProps = {
  readonly measure: HealthMeasure;
  readonly scale: HealthScale;
  readonly onChange: (scale: HealthScale) => void;
};

/** How the values of a measure become points, over the values that the book has. */
export function ScaleEditor({ measure, scale, onChange }: ScaleEditorProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  const unit = useUnitWords()(measure.unit);
  return (
    <Stack gap="xs" pl="md" pb="xs">
      <Spread measure={measure} scale={scale} />
      <Group align="flex-end" gap="md">
        <Choice
          label={t('scale')}
          value={scale.kind}
          data={(['linear', 'bands'] as const).map((kind) => ({ value: kind, label: t(`scale.${kind}`) }))}
          onChange={(kind) => {
            if (kind !== scale.kind) onChange(otherKind(scale));
          }}
        />
        {scale.kind === 'linear'
          ? (['zero', 'hundred'] as const).map((end) => (
              <NumberInput
                key={end}
                label={t(end === 'zero' ? 'zeroAt' : 'hundredAt')}
                w={130}
                suffix={` ${unit}`}
                value={scale[end]}
                onChange={(value) => {
                  if (typeof value === 'number') onChange({ ...scale, [end]: value });
                }}
              />
            ))
          : null}
      </Group>
      {scale.kind === 'bands' ? <Bands scale={scale} onChange={onChange} /> : null}
      <Text size="xs" c="dimmed">
        {say(measure.words)}: {say(measure.missing)}.
      </Text>
    </Stack>
  );
}

type BandsProps = {
  readonly scale: Extract<HealthScale, { kind: 'bands' }>;
  readonly onChange: (scale: HealthScale) => void;
};

function Bands({ scale, onChange }: BandsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { borders, points } = bordersOf(scale.bands);
  const words = (index: number): string => {
    const from = format.plain(borders[index - 1] ?? null);
    const to = format.plain(borders[index] ?? null);
    if (points.length === 1) return t('all');
    if (index === 0) return t('below', { to });
    return index === points.length - 1 ? t('from', { from }) : t('between', { from, to });
  };
  return (
    <Stack gap={6}>
      {points.map((own, index) => (
        <Group key={index} gap="xs" wrap="nowrap">
          <Text size="sm" w={150}>
            {words(index)}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('bandPoints', { number: index + 1 })}
            data={['0', '50', '100']}
            value={String(own)}
            onChange={(value) => onChange(bandsFrom(borders, replaced(points, index, Number(value) as Points)))}
          />
          {index < borders.length ? (
            <NumberInput
              size="xs"
              w={92}
              aria-label={t('edge', { number: index + 1 })}
              value={borders[index]!}
              onChange={(value) => {
                if (typeof value === 'number') onChange(bandsFrom(replaced(borders, index, value), points));
              }}
            />
          ) : (
            <span style={{ width: 92 }} />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={points.length < 2}
            aria-label={t('removeBand', { number: index + 1 })}
            onClick={() => onChange(withoutBand(scale, index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange(withBand(scale))}
      >
        {t('addBand')}
      </Button>
    </Stack>
  );
}
