import { Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { readingsOf } from './date-readings.ts';
import type { DateOrder } from './date-readings.ts';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { openQuestions, removeConstant, setConstant, setField } from './mapping-edit.ts';
import type { Question } from './mapping-edit.ts';
import { messages } from './messages.ts';

type QuestionsProps = {
  readonly preview: FilePreview;
  readonly mapping: FileMapping | null;
  readonly tableOptions: readonly { readonly value: string; readonly label: string }[];
  readonly onTable: (table: string | null) => void;
  readonly onMapping: (mapping: FileMapping) => void;
};

const orders = ['dmy', 'mdy', 'ymd'] as const;
const isOrder = (value: string): value is DateOrder => orders.some((order) => order === value);

/** What only a person can know. Each stands until the mapping holds an answer; answers can be changed below. */
export function Questions({ preview, mapping, tableOptions, onTable, onMapping }: QuestionsProps) {
  const t = useMessages(messages);
  const asked = openQuestions(preview, mapping);
  if (asked.length === 0) return null;
  return (
    <Stack gap="sm" role="group" aria-label={t('questionsTitle', { count: asked.length })}>
      <Text fw={600}>{t('questionsTitle', { count: asked.length })}</Text>
      {asked.map((question) => (
        <div key={`${question.kind}-${question.column ?? ''}-${question.field ?? ''}`} className={styles.question}>
          {question.kind === 'table' || mapping === null ? (
            <Select
              label={t('questionTable')}
              placeholder={t('tableChoose')}
              data={[...tableOptions]}
              value={mapping?.table ?? null}
              onChange={onTable}
              maw={320}
              searchable
            />
          ) : question.kind === 'date-order' ? (
            <DateQuestion
              question={question}
              preview={preview}
              onOrder={(dateOrder) => onMapping({ ...mapping, dateOrder })}
            />
          ) : (
            <FieldQuestion
              question={question}
              preview={preview}
              table={mapping.table}
              mapping={mapping}
              onMapping={onMapping}
            />
          )}
        </div>
      ))}
    </Stack>
  );
}

type DateQuestionProps = {
  readonly question: Question;
  readonly preview: FilePreview;
  readonly onOrder: (order: DateOrder) => void;
};

/** The readings of a real value, side by side. */
function DateQuestion({ question, preview, onOrder }: DateQuestionProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const column = preview.columns.find((entry) => entry.column === question.column);
  const found = column === undefined ? null : readingsOf(column);
  const readings = found?.readings ?? (column?.dateOrders ?? orders).map((order) => ({ order, day: null }));
  return (
    <Radio.Group
      label={t('questionDate', { column: question.column ?? '' })}
      description={found === null ? undefined : t('questionDateText', { value: found.value })}
      value={null}
      onChange={(value) => {
        if (typeof value === 'string' && isOrder(value)) onOrder(value);
      }}
    >
      <Group mt={8} gap="lg">
        {readings.map(({ order, day }) => (
          <Radio
            key={order}
            value={order}
            label={day === null ? t(`dateOrder_${order}`) : t(`dateReading_${order}`, { date: format.day(day) })}
          />
        ))}
      </Group>
    </Radio.Group>
  );
}

type FieldQuestionProps = {
  readonly question: Question;
  readonly preview: FilePreview;
  readonly table: TableName;
  readonly mapping: FileMapping;
  readonly onMapping: (mapping: FileMapping) => void;
};

/** A required field: the column that holds it, or one value for all rows. */
function FieldQuestion({ question, preview, table, mapping, onMapping }: FieldQuestionProps) {
  const t = useMessages(messages);
  const labels = useLabels();
  const field = question.field ?? '';
  return (
    <Group align="flex-end" gap="md">
      <Select
        label={t('questionField', { field: labels.field(table, field) })}
        description={t('questionFieldText')}
        data={preview.columns.map(({ column }) => column)}
        value={null}
        searchable
        maw={360}
        onChange={(column) => {
          if (column !== null) onMapping(setField(mapping, column, field));
        }}
      />
      <TextInput
        label={t('questionFieldConstant')}
        w={290}
        defaultValue={mapping.constants[field] ?? ''}
        // Answered when the field is left, so that the question does not vanish under the first letter.
        onBlur={(event) => {
          const value = event.currentTarget.value.trim();
          onMapping(value === '' ? removeConstant(mapping, field) : setConstant(mapping, field, value));
        }}
      />
    </Group>
  );
}
