import { ActionIcon, Button, Card, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { healthMostExceptions } from '../../../shared/contract/index.ts';
import type { HealthCondition, HealthException } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { moved, replaced, without } from './edit.ts';
import { MeasureSelect } from './measure-select.tsx';
import { messages } from './messages.ts';
import type { Measures } from './view.ts';

type ExceptionsCardProps = {
  readonly exceptions: readonly HealthException[];
  readonly measures: Measures;
  /** How many customers each is the first to hold for; null where that is not told. */
  readonly holds: readonly number[] | null;
  readonly onChange: (exceptions: HealthException[]) => void;
};

/** What overrules the sum, in its order. */
export function ExceptionsCard({ exceptions, measures, holds, onChange }: ExceptionsCardProps) {
  const t = useMessages(messages);
  const first = measures.has('days_since_event') ? 'days_since_event' : ([...measures.keys()][0] ?? '');
  const added = (): HealthException => ({
    name: t('newException', { number: exceptions.length + 1 }),
    when: [{ measure: first, compare: 'at-least', value: measures.get(first)?.spread?.p95 ?? 1 }],
    then: { kind: 'cap', value: 49 },
  });
  return (
    <Card component="section" withBorder padding="sm" aria-label={t('exceptions')}>
      <Title order={3} size="h4">
        {t('exceptions')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('exceptionsLead')}
      </Text>
      <Stack gap="sm">
        {exceptions.map((exception, index) => (
          <ExceptionRow
            key={index}
            exception={exception}
            measures={measures}
            holds={holds?.[index] ?? null}
            onChange={(next) => onChange(replaced(exceptions, index, next))}
            onRemove={() => onChange(without(exceptions, index))}
            onMove={{
              up: index === 0 ? null : () => onChange(moved(exceptions, index, -1)),
              down: index === exceptions.length - 1 ? null : () => onChange(moved(exceptions, index, 1)),
            }}
          />
        ))}
      </Stack>
      {exceptions.length < healthMostExceptions ? (
        <Button
          mt="xs"
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...exceptions, added()])}
        >
          {t('addException')}
        </Button>
      ) : null}
    </Card>
  );
}

type ExceptionRowProps = {
  readonly exception: HealthException;
  readonly measures: Measures;
  readonly holds: number | null;
  readonly onChange: (exception: HealthException) => void;
  readonly onRemove: () => void;
  readonly onMove: { readonly up: (() => void) | null; readonly down: (() => void) | null };
};

function ExceptionRow({ exception, measures, holds, onChange, onRemove, onMove }: ExceptionRowProps) {
  const t = useMessages(messages);
  const { name, when, then } = exception;
  const setWhen = (next: HealthCondition[]): void => onChange({ ...exception, when: next });
  return (
    <Stack gap={6}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          size="xs"
          style={{ flex: 1 }}
          aria-label={t('exceptionName')}
          maxLength={120}
          value={name}
          onChange={(event) => onChange({ ...exception, name: event.currentTarget.value })}
        />
        {holds === null ? null : (
          <Text size="xs" c="dimmed">
            {t('holdsFor', { count: holds })}
          </Text>
        )}
        {(['up', 'down'] as const).map((way) => (
          <ActionIcon
            key={way}
            variant="subtle"
            color="gray"
            size="sm"
            disabled={onMove[way] === null}
            aria-label={t(way === 'up' ? 'earlier' : 'later', { name })}
            onClick={() => onMove[way]?.()}
          >
            {way === 'up' ? <IconArrowUp size={15} /> : <IconArrowDown size={15} />}
          </ActionIcon>
        ))}
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('removeException', { name })}
          onClick={onRemove}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </Group>
      {when.map((condition, index) => (
        <ConditionRow
          key={index}
          condition={condition}
          isFirst={index === 0}
          measures={measures}
          removeLabel={t('removeCondition', { number: index + 1, name })}
          onChange={(next) => setWhen(replaced(when, index, next))}
          onRemove={when.length > 1 ? () => setWhen(without(when, index)) : null}
        />
      ))}
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" w={68}>
          {t('then')}
        </Text>
        <Select
          size="xs"
          w={214}
          aria-label={t('then')}
          allowDeselect={false}
          value={then.kind}
          data={(['cap', 'set'] as const).map((kind) => ({ value: kind, label: t(`then.${kind}`) }))}
          onChange={(kind) => onChange({ ...exception, then: { ...then, kind: kind === 'set' ? 'set' : 'cap' } })}
        />
        <NumberInput
          size="xs"
          w={76}
          aria-label={t('limit')}
          min={0}
          max={100}
          value={then.value}
          onChange={(value) => {
            if (typeof value === 'number') onChange({ ...exception, then: { ...then, value } });
          }}
        />
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={13} />}
          disabled={when.length >= 5 || when.length === 0}
          onClick={() => setWhen([...when, ...when.slice(-1)])}
        >
          {t('addCondition')}
        </Button>
      </Group>
    </Stack>
  );
}

type ConditionRowProps = {
  readonly condition: HealthCondition;
  readonly isFirst: boolean;
  readonly measures: Measures;
  readonly removeLabel: string;
  readonly onChange: (condition: HealthCondition) => void;
  readonly onRemove: (() => void) | null;
};

function ConditionRow({ condition, isFirst, measures, removeLabel, onChange, onRemove }: ConditionRowProps) {
  const t = useMessages(messages);
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" w={68}>
        {t(isFirst ? 'when' : 'and')}
      </Text>
      <MeasureSelect
        label={t('measure')}
        measures={measures}
        value={condition.measure}
        onChange={({ id }) => onChange({ ...condition, measure: id })}
      />
      <Select
        size="xs"
        w={118}
        aria-label={t(`compare.${condition.compare}`)}
        allowDeselect={false}
        value={condition.compare}
        data={(['at-least', 'below'] as const).map((compare) => ({ value: compare, label: t(`compare.${compare}`) }))}
        onChange={(compare) => onChange({ ...condition, compare: compare === 'below' ? 'below' : 'at-least' })}
      />
      <NumberInput
        size="xs"
        w={80}
        aria-label={t('threshold')}
        value={condition.value}
        onChange={(value) => {
          if (typeof value === 'number') onChange({ ...condition, value });
        }}
      />
      {onRemove === null ? null : (
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={removeLabel} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </Group>
  );
}
