import { ActionIcon, Button, Group, MultiSelect, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Derivation } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { addDerivation, removeDerivation } from './mapping-edit.ts';
import type { EditColumnsProps } from './edit-props.ts';
import { recipeMessages } from './recipe-messages.ts';

const ways = ['split', 'join', 'domain'] as const;
type Way = (typeof ways)[number];

/** Columns made of others. */
export function EditDerived({ mapping, columns, onMapping }: EditColumnsProps) {
  const t = useMessages(recipeMessages);
  const words = (entry: Derivation) =>
    entry.how === 'split'
      ? t('derivedSplit', { column: entry.column, separator: entry.separator, part: entry.part })
      : entry.how === 'join'
        ? t('derivedJoin', { columns: entry.columns.join(', '), separator: entry.separator })
        : t('derivedDomain', { column: entry.column });
  return (
    <Stack gap="xs">
      {mapping.derive.map((entry) => (
        <Group key={entry.as} gap="sm">
          <Text size="sm" fw={600}>
            {entry.as}
          </Text>
          <Text size="sm" c="dimmed">
            {words(entry)}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('derivedRemove', { column: entry.as })}
            onClick={() => onMapping(removeDerivation(mapping, entry.as))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <NewDerivation
        key={mapping.derive.length}
        columns={columns}
        onAdd={(derivation) => onMapping(addDerivation(mapping, derivation))}
      />
    </Stack>
  );
}

type NewDerivationProps = {
  readonly columns: readonly string[];
  readonly onAdd: (derivation: Derivation) => void;
};

function NewDerivation({ columns, onAdd }: NewDerivationProps) {
  const t = useMessages(recipeMessages);
  const [how, setHow] = useState<Way>('split');
  const [column, setColumn] = useState<string | null>(null);
  const [several, setSeveral] = useState<string[]>([]);
  const [separator, setSeparator] = useState(' ');
  const [part, setPart] = useState(1);
  const [as, setAs] = useState('');
  const derivation = ((): Derivation | null => {
    const name = as.trim();
    if (name === '' || columns.includes(name)) return null;
    if (how === 'join') return several.length === 0 ? null : { how, columns: several, separator, as: name };
    if (column === null) return null;
    if (how === 'domain') return { how, column, as: name };
    return separator === '' || part === 0 ? null : { how, column, separator, part, as: name };
  })();
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('derivedHow')}
        size="xs"
        w={210}
        data={ways.map((way) => ({ value: way, label: t(`derived_${way}`) }))}
        value={how}
        allowDeselect={false}
        onChange={(value) => setHow(ways.find((way) => way === value) ?? how)}
      />
      {how === 'join' ? (
        <MultiSelect
          label={t('derivedColumns')}
          size="xs"
          w={240}
          searchable
          limit={200}
          data={[...columns]}
          value={several}
          onChange={setSeveral}
        />
      ) : (
        <Select
          label={t('conditionColumn')}
          size="xs"
          w={170}
          searchable
          limit={200}
          data={columns}
          value={column}
          onChange={setColumn}
        />
      )}
      {how === 'domain' ? null : (
        <TextInput
          label={t('separator')}
          size="xs"
          w={100}
          value={separator}
          onChange={(event) => setSeparator(event.currentTarget.value)}
        />
      )}
      {how === 'split' ? (
        <NumberInput
          label={t('derivedPart')}
          title={t('derivedPartText')}
          size="xs"
          w={80}
          min={-20}
          max={20}
          allowDecimal={false}
          value={part}
          onChange={(value) => setPart(Number(value) || 0)}
        />
      ) : null}
      <TextInput
        label={t('derivedAs')}
        size="xs"
        w={150}
        value={as}
        error={columns.includes(as.trim()) ? t('nameTaken') : null}
        onChange={(event) => setAs(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="light"
        leftSection={<IconPlus size={14} />}
        disabled={derivation === null}
        onClick={() => {
          if (derivation !== null) onAdd(derivation);
        }}
      >
        {t('derivedAdd')}
      </Button>
    </Group>
  );
}
