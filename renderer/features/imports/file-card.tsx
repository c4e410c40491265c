import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Group,
  Paper,
  Stack,
  Switch,
  Tabs,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { AddReading } from './add-reading.tsx';
import { decisionOf, withMapping } from './draft.ts';
import type { Decision, Decisions } from './draft.ts';
import styles from './imports.module.css';
import { isNowhere } from './keep-focus.ts';
import { useDelimiterName, useLabels } from './labels.ts';
import { messages } from './messages.ts';
import { isUnreadable } from './readiness.ts';
import type { DraftReading, DraftTable } from './readiness.ts';
import { ReadingOptionsRow } from './reading-options.tsx';
import { ReadingView } from './reading-view.tsx';
import { useProposal } from './use-proposal.ts';
import { WholeScan } from './whole-scan.tsx';

type FileCardProps = {
  readonly draft: DraftTable;
  readonly decisions: Decisions;
  readonly isChecking: boolean;
  /** Columns are shown at once where there are few files. */
  readonly startOpen: boolean;
  /** Given where the file was just handed over: the focus comes here from the place that it was handed over at. */
  readonly onArrived: (() => void) | null;
  readonly onDecide: (key: string, decision: Decision) => void;
  readonly onRemove: () => void;
};

/** One source table: what it is and how it is read, once for each of our tables that it becomes. */
export function FileCard(props: FileCardProps) {
  const { draft, decisions, isChecking, startOpen, onArrived, onDecide, onRemove } = props;
  const t = useMessages(messages);
  const { preview, readings, isLeftOut } = draft;
  const decision = decisionOf(decisions, preview);
  const title = preview.part === null ? preview.name : `${preview.name} › ${preview.part}`;
  const [opened, setOpened] = useState<boolean | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (onArrived === null) return;
    if (isNowhere() || document.activeElement?.closest('[data-hands-over]')) heading.current?.focus();
    onArrived();
  }, [onArrived]);
  const unreadable = isUnreadable(preview);
  const hasOptions = !isLeftOut && preview.kind !== 'parquet' && (!unreadable || preview.kind === 'text');
  // What is not recognised is often read the wrong way, e.g. with a title above the names of its columns.
  const options = opened ?? (unreadable || readings.some(({ reading }) => reading?.table.name === null));
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md" component="section" aria-label={title}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div className={styles.fileName}>
            <Title order={3} ref={heading} tabIndex={-1} className={styles.beginning}>
              {title}
            </Title>
            <Group gap="xs" mt={2}>
              {unreadable ? null : <Facts preview={preview} />}
              {hasOptions ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={options ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
                  aria-expanded={options}
                  onClick={() => setOpened(!options)}
                >
                  {t('readDifferently')}
                </Button>
              ) : null}
            </Group>
          </div>
          <Group gap="sm" wrap="nowrap">
            {preview.part === null ? null : (
              <Switch
                size="sm"
                label={t('takePart')}
                checked={!isLeftOut}
                onChange={(event) => onDecide(preview.key, { ...decision, isLeftOut: !event.currentTarget.checked })}
              />
            )}
            <Tooltip label={t('removeFile', { name: preview.name })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeFile', { name: preview.name })}
                onClick={onRemove}
              >
                <IconX size={18} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
        {preview.problem === null ? null : (
          <Alert color="orange" variant="light" role="alert">
            {preview.problem}
          </Alert>
        )}
        {unreadable || isLeftOut ? null : (
          <WholeScan
            preview={preview}
            decisions={decisions}
            onScanned={(found) => {
              for (const whole of found) onDecide(whole.key, scanned(decisionOf(decisions, whole), whole));
            }}
          />
        )}
        {hasOptions && options ? (
          <ReadingOptionsRow
            preview={preview}
            options={decision.options ?? {}}
            onOptions={(changed) =>
              // Read otherwise, the columns are others: the proposal starts anew.
              onDecide(preview.key, {
                grant: preview.grant,
                options: changed,
                ...(decision.table === undefined ? {} : { table: decision.table }),
              })
            }
          />
        ) : null}
        {unreadable || isLeftOut ? null : (
          <Readings
            preview={preview}
            readings={readings}
            decision={decision}
            isChecking={isChecking}
            startOpen={startOpen}
            onDecide={(changed) => onDecide(preview.key, changed)}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** What all of the file tells beyond its beginning: the profile, and a proposal that is now settled. */
function scanned(decision: Decision, preview: FilePreview): Decision {
  const { columns, sampledRows, isWhole, estimatedRows } = preview;
  const found = preview.readings.flatMap(({ mapping }) => (mapping === null ? [] : [mapping]));
  const mappings = decision.mappings ?? (found.length === preview.readings.length ? found : undefined);
  return {
    ...decision,
    whole: { columns, sampledRows, isWhole, estimatedRows },
    ...(mappings === undefined ? {} : { mappings }),
  };
}

function Facts({ preview }: { readonly preview: FilePreview }) {
  const t = useMessages(messages);
  const format = useFormat();
  const delimiterName = useDelimiterName();
  // An estimate is not known to its last figure.
  const rows = preview.isWhole ? preview.estimatedRows : Number(preview.estimatedRows.toPrecision(2));
  const facts = [
    t(preview.isWhole ? 'rowsExactly' : 'rowsAbout', {
      count: preview.estimatedRows,
      n: format.integer(rows),
    }),
    format.bytes(preview.size),
    ...(preview.kind === 'text'
      ? [preview.encoding, t('separatedBy', { delimiter: delimiterName(preview.delimiter) })]
      : []),
    ...(preview.headerRow > 1 ? [t('headerInRow', { row: preview.headerRow })] : []),
  ];
  return (
    <Group gap={8}>
      <Badge size="sm" variant="default" tt="none">
        {t(`kind_${preview.kind}`)}
      </Badge>
      <Text size="sm" c="dimmed">
        {facts.join(' · ')}
      </Text>
    </Group>
  );
}

type ReadingsProps = {
  readonly preview: FilePreview;
  readonly readings: readonly DraftReading[];
  readonly decision: Decision;
  readonly isChecking: boolean;
  readonly startOpen: boolean;
  readonly onDecide: (decision: Decision) => void;
};

function Readings({ preview, readings, decision, isChecking, startOpen, onDecide }: ReadingsProps) {
  const labels = useLabels();
  const [tab, setTab] = useState('0');
  const proposal = useProposal(preview, decision.options);
  const change = (index: number, mapping: FileMapping | null) =>
    onDecide({ ...decision, mappings: withMapping(readings, index, mapping) });
  const onTable = (index: number) => (table: TableName) => {
    if (readings.length <= 1) {
      // The engine's own proposal for that table, with what it is sure of and what it asks.
      const { mappings: _old, ...rest } = decision;
      onDecide({ ...rest, table });
    } else proposal.mutate(table, { onSuccess: (mapping) => change(index, mapping) });
  };
  const addReading = (
    <AddReading
      taken={readings.flatMap(({ mapping }) => (mapping === null ? [] : [mapping.table]))}
      isPending={proposal.isPending}
      error={proposal.error}
      onAdd={(table) =>
        proposal.mutate(table, {
          onSuccess: (mapping) => {
            onDecide({ ...decision, mappings: [...withMapping(readings, -1, null), mapping] });
            setTab(String(readings.length));
          },
        })
      }
    />
  );
  const view = (draft: DraftReading, index: number) => (
    <ReadingView
      key={index}
      preview={preview}
      draft={draft}
      isChosen={decision.table !== undefined}
      isChecking={isChecking}
      startOpen={startOpen}
      onTable={onTable(index)}
      onMapping={(mapping) => change(index, mapping)}
      actions={addReading}
      onRemove={
        readings.length < 2
          ? null
          : () => {
              change(index, null);
              setTab('0');
            }
      }
    />
  );
  const only = readings[0];
  const active = Number(tab) < readings.length ? tab : '0';
  return (
    <>
      {readings.length < 2 ? (
        only === undefined ? null : (
          view(only, 0)
        )
      ) : (
        <Tabs value={active} onChange={(value) => setTab(value ?? '0')} keepMounted={false}>
          <Tabs.List mb="md">
            {readings.map(({ mapping }, index) => (
              <Tabs.Tab key={index} value={String(index)}>
                {mapping === null ? '?' : labels.table(mapping.table)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {readings.map((draft, index) => (
            <Tabs.Panel key={index} value={String(index)}>
              {view(draft, index)}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </>
  );
}
