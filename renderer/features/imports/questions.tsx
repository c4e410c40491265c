import { Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import type { DateFormat, FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import { dateFormats } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { readingsOf, readNumber } from './date-readings.ts';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { ownColumns, removeConstant, setColumnDate, setColumnDecimal, setConstant, setField } from './mapping-edit.ts';
import { messages } from './messages.ts';
import { openDateColumns, openQuestions } from './readiness.ts';
import type { DraftReading, Question } from './readiness.ts';

type QuestionsProps = {
  readonly preview: FilePreview;
  readonly draft: DraftReading;
  readonly tableOptions: readonly { readonly value: string; readonly label: string }[];
  readonly onTable: (table: string | null) => void;
  readonly onMapping: (mapping: FileMapping) => void;
};

/** What only a person can know. Each stands until the mapping holds an answer; answers can be changed below. */
export function Questions({ preview, draft, tableOptions, onTable, onMapping }: QuestionsProps) {
  const t = useMessages(messages);
  const asked = openQuestions(draft);
  const dates = openDateColumns(draft);
  const { mapping } = draft;
  if (asked.length === 0) return null;
  return (
    <Stack gap="sm" role="group" aria-label={t('questionsTitle', { count: asked.length })}>
      <Text fw={600}>{t('questionsTitle', { count: asked.length })}</Text>
      {asked.map((question) => (
        <div
          key={`${question.kind}-${question.column ?? ''}-${question.field ?? ''}`}
          className={styles.question}
          data-asked
        >
          {question.kind === 'table' || mapping === null ? (
            <Select
              label={t('questionTable')}
              placeholder={t('tableChoose')}
              data={[...tableOptions]}
              value={mapping?.table ?? null}
              onChange={onTable}
              maw={320}
              searchable
              openOnFocus={false}
            />
          ) : question.kind === 'date-format' ? (
            <DateQuestion
              question={question}
              preview={preview}
              others={dates.filter((column) => column !== question.column)}
              onFormat={(format) => onMapping(answerDates(mapping, preview, dates, format))}
            />
          ) : question.kind === 'decimal' ? (
            <DecimalQuestion
              question={question}
              preview={preview}
              onDecimal={(decimal) => onMapping(setColumnDecimal(mapping, question.column ?? '', decimal))}
            />
          ) : (
            <FieldQuestion question={question} preview={preview} mapping={mapping} onMapping={onMapping} />
          )}
        </div>
      ))}
    </Stack>
  );
}

function answerDates(
  mapping: FileMapping,
  preview: FilePreview,
  columns: readonly string[],
  format: DateFormat,
): FileMapping {
  const fits = (name: string) => preview.columns.find(({ column }) => column === name)?.dateFormats.includes(format);
  return columns.filter(fits).reduce((all, column) => setColumnDate(all, column, format), mapping);
}

type DateQuestionProps = {
  readonly question: Question;
  readonly preview: FilePreview;
  /** Columns that the same answer settles. */
  readonly others: readonly string[];
  readonly onFormat: (format: DateFormat) => void;
};

/** The readings of a real value, side by side. */
function DateQuestion({ question, preview, others, onFormat }: DateQuestionProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const column = preview.columns.find((entry) => entry.column === question.column);
  const found = column === undefined ? null : readingsOf(column);
  const offered = column === undefined || column.dateFormats.length === 0 ? dateFormats : column.dateFormats;
  const readings = found?.readings ?? offered.map((entry) => ({ format: entry, day: null }));
  return (
    <Radio.Group
      label={t('questionDate', { column: question.column ?? '' })}
      description={[
        found === null ? '' : t('questionDateText', { value: found.value }),
        others.length === 0 ? '' : t('questionDateOthers', { columns: format.list(others) }),
        preview.isWhole ? '' : t('questionScan'),
      ].join(' ')}
      value={null}
      onChange={(value) => {
        const chosen = dateFormats.find((entry) => entry === value);
        if (chosen !== undefined) onFormat(chosen);
      }}
    >
      <Group mt={8} gap="lg">
        {readings.map(({ format: entry, day }) => (
          <Radio
            key={entry}
            value={entry}
            label={
              day === null
                ? t(`dateFormat_${entry}`)
                : t('dateReading', { date: format.day(day), how: t(`dateFormat_${entry}`) })
            }
          />
        ))}
      </Group>
    </Radio.Group>
  );
}

type DecimalQuestionProps = {
  readonly question: Question;
  readonly preview: FilePreview;
  readonly onDecimal: (decimal: '.' | ',') => void;
};

function DecimalQuestion({ question, preview, onDecimal }: DecimalQuestionProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const column = preview.columns.find((entry) => entry.column === question.column);
  const example = column?.samples.find((sample) => /\d[.,]\d/.test(sample)) ?? null;
  const label = (decimal: '.' | ',') => {
    const words = t(decimal === '.' ? 'decimalPoint' : 'decimalComma');
    const figure = example === null ? null : readNumber(example, decimal);
    return figure === null ? words : t('decimalReading', { value: format.plain(figure, 6), how: words });
  };
  return (
    <Radio.Group
      label={t('questionDecimal', { column: question.column ?? '' })}
      description={example === null ? undefined : t('questionDateText', { value: example })}
      value={null}
      onChange={(value) => {
        if (value === '.' || value === ',') onDecimal(value);
      }}
    >
      <Group mt={8} gap="lg">
        <Radio value="." label={label('.')} />
        <Radio value="," label={label(',')} />
      </Group>
    </Radio.Group>
  );
}

type FieldQuestionProps = {
  readonly question: Question;
  readonly preview: FilePreview;
  readonly mapping: FileMapping;
  readonly onMapping: (mapping: FileMapping) => void;
};

/** A required field: the column that holds it, or one value for all rows. */
function FieldQuestion({ question, preview, mapping, onMapping }: FieldQuestionProps) {
  const t = useMessages(messages);
  const labels = useLabels();
  const field = question.field ?? '';
  const answer = (text: string) => {
    const value = text.trim();
    if (value === (mapping.constants[field] ?? '')) return;
    onMapping(value === '' ? removeConstant(mapping, field) : setConstant(mapping, field, value));
  };
  return (
    <Group align="flex-end" gap="md">
      <Select
        label={t('questionField', { field: labels.field(mapping.table, field) })}
        description={t('questionFieldText')}
        data={[...preview.columns.map(({ column }) => column), ...ownColumns(mapping)]}
        value={null}
        searchable
        openOnFocus={false}
        limit={200}
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
        onBlur={(event) => answer(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') answer(event.currentTarget.value);
        }}
      />
    </Group>
  );
}
