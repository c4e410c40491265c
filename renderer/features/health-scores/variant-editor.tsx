import { Button, Group, SegmentedControl, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { HealthDefinition, HealthVariant } from '../../../shared/contract/index.ts';
import { AttributeSelect } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { replaced, without } from './edit.ts';
import { messages } from './messages.ts';

type VariantEditorProps = {
  readonly definition: HealthDefinition;
  /** The variant that is edited; null = the main rules. */
  readonly set: number | null;
  readonly onSet: (set: number | null) => void;
  readonly onChange: (definition: HealthDefinition, set: number | null) => void;
};

const main = 'main';

/** Which rules are edited, and for which accounts a variant is. */
export function VariantEditor({ definition, set, onSet, onChange }: VariantEditorProps) {
  const t = useMessages(messages);
  const { variants } = definition;
  const variant = set === null ? undefined : variants[set];
  const add = (): void => {
    const added: HealthVariant = {
      name: t('newVariant', { number: variants.length + 1 }),
      when: { key: 'segment', values: [] },
      pillars: definition.pillars,
      exceptions: definition.exceptions,
    };
    onChange({ ...definition, variants: [...variants, added] }, variants.length);
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {variants.length === 0 ? null : (
          <SegmentedControl
            size="xs"
            aria-label={t('rules')}
            value={set === null ? main : String(set)}
            data={[
              ...variants.map(({ name }, index) => ({ value: String(index), label: name === '' ? '…' : name })),
              { value: main, label: t('everyoneElse') },
            ]}
            onChange={(value) => onSet(value === main ? null : Number(value))}
          />
        )}
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add}>
          {t('addVariant')}
        </Button>
      </Group>
      {variant === undefined || set === null ? null : (
        <VariantForm
          variant={variant}
          onChange={(next) => onChange({ ...definition, variants: replaced(variants, set, next) }, set)}
          onRemove={() => onChange({ ...definition, variants: without(variants, set) }, null)}
        />
      )}
    </Stack>
  );
}

type VariantFormProps = {
  readonly variant: HealthVariant;
  readonly onChange: (variant: HealthVariant) => void;
  readonly onRemove: () => void;
};

function VariantForm({ variant, onChange, onRemove }: VariantFormProps) {
  const t = useMessages(messages);
  const vocabulary = useQuery(useApi().segments.vocabulary.queryOptions({ retry: false }));
  const { key, values } = variant.when;
  const known = vocabulary.data?.attributes.find((attribute) => attribute.key === key)?.values ?? [];
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label={t('variantName')}
        w={160}
        maxLength={120}
        value={variant.name}
        onChange={(event) => onChange({ ...variant, name: event.currentTarget.value })}
      />
      <AttributeSelect
        label={t('variantBy')}
        value={key}
        width={150}
        onChange={(next) => {
          if (next !== null) onChange({ ...variant, when: { key: next, values: [] } });
        }}
      />
      <TagsInput
        label={t('variantValues')}
        style={{ flex: 1, minWidth: 160 }}
        value={values}
        data={known.map(({ value }) => value)}
        onChange={(next) => onChange({ ...variant, when: { key, values: next } })}
      />
      <Button variant="subtle" color="gray" leftSection={<IconTrash size={15} />} onClick={onRemove}>
        {t('removeVariant')}
      </Button>
    </Group>
  );
}
