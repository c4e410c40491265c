import { Group, NumberInput, Select } from '@mantine/core';
import type { FilePreview } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import type { ReadingOptions } from './draft.ts';
import { messages } from './messages.ts';

/** Names as the engine gives and takes them. */
const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis'] as const;
const delimiters = [',', ';', '\t', '|'] as const;
const delimiterKeys = {
  ',': 'delimiterComma',
  ';': 'delimiterSemicolon',
  '\t': 'delimiterTab',
  '|': 'delimiterPipe',
} as const;

type ReadingOptionsProps = {
  readonly preview: FilePreview;
  readonly options: ReadingOptions;
  readonly onOptions: (options: ReadingOptions) => void;
};

/** How the bytes are read, where what was found out is wrong. */
export function ReadingOptionsRow({ preview, options, onOptions }: ReadingOptionsProps) {
  const t = useMessages(messages);
  const isText = preview.kind === 'text';
  const known = encodings.some((encoding) => encoding === preview.encoding.toLowerCase());
  const knownDelimiter = delimiters.some((delimiter) => delimiter === preview.delimiter);
  return (
    <Group gap="sm" align="flex-end">
      {isText || preview.kind === 'json' || preview.kind === 'ndjson' ? (
        <Select
          size="xs"
          w={150}
          label={t('encoding')}
          data={[...encodings, ...(known ? [] : [preview.encoding])]}
          value={known ? preview.encoding.toLowerCase() : preview.encoding}
          allowDeselect={false}
          onChange={(encoding) => {
            if (encoding !== null) onOptions({ ...options, encoding });
          }}
        />
      ) : null}
      {isText ? (
        <Select
          size="xs"
          w={150}
          label={t('delimiter')}
          data={[
            ...delimiters.map((value) => ({ value: value as string, label: t(delimiterKeys[value]) })),
            ...(knownDelimiter ? [] : [{ value: preview.delimiter, label: preview.delimiter }]),
          ]}
          value={preview.delimiter}
          allowDeselect={false}
          onChange={(delimiter) => {
            if (delimiter !== null) onOptions({ ...options, delimiter });
          }}
        />
      ) : null}
      {isText || preview.kind === 'xlsx' ? (
        <NumberInput
          size="xs"
          w={150}
          label={t('headerRow')}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={options.headerRow ?? preview.headerRow}
          onChange={(value) => {
            const headerRow = Number(value);
            if (Number.isInteger(headerRow) && headerRow >= 1 && headerRow !== preview.headerRow)
              onOptions({ ...options, headerRow });
          }}
        />
      ) : null}
    </Group>
  );
}
