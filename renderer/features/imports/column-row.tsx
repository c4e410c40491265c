import { ActionIcon, Badge, Group, Select, Stack, Text, Tooltip } from '@mantine/core';
import {
  IconAbc,
  IconCalendar,
  IconCalendarClock,
  IconChevronDown,
  IconChevronRight,
  IconCircleDashed,
  IconHash,
  IconNumber123,
  IconToggleLeft,
  IconUser,
} from '@tabler/icons-react';
import { useState } from 'react';
import { accountFinders } from '../../../shared/contract/index.ts';
import type { ColumnPreview, FileMapping, Reading } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ColumnDetails } from './column-details.tsx';
import { Confidence } from './confidence.tsx';
import { leaveOut } from './field-options.ts';
import type { useFieldOptions } from './field-options.ts';
import styles from './imports.module.css';
import { privacyOf, setField, setFinder, setPrivacy, takesSeveral } from './mapping-edit.ts';
import { messages } from './messages.ts';

const typeIcons = {
  empty: IconCircleDashed,
  text: IconAbc,
  integer: IconHash,
  number: IconNumber123,
  boolean: IconToggleLeft,
  day: IconCalendar,
  instant: IconCalendarClock,
} as const;
const privacies = ['keep', 'pseudonym', 'leave-out'] as const;
const samplesInRow = 4;

export type ColumnRowProps = {
  readonly column: string;
  /** All rows were seen. */
  readonly isWhole: boolean;
  /** Nothing is known of a column that the mapping makes itself. */
  readonly profile: ColumnPreview | undefined;
  readonly proposal: Reading['proposed'][number] | undefined;
  readonly mapping: FileMapping;
  readonly options: ReturnType<typeof useFieldOptions>;
  readonly onMapping: (mapping: FileMapping) => void;
};

export function ColumnRow({ column, isWhole, profile, proposal, mapping, options, onMapping }: ColumnRowProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const entry = mapping.columns.find((other) => other.column === column);
  const field = entry?.field ?? null;
  const privacy = privacyOf(entry);
  const Icon = typeIcons[profile?.type ?? 'text'];
  const typeWords = profile === undefined ? t('madeColumn') : t(`type_${profile.type}`);
  const asProposed = proposal !== undefined && field === proposal.field;
  const samples = profile?.samples.slice(0, samplesInRow).join(' · ') ?? '';
  return (
    <>
      <tr>
        <th scope="row" className={styles.columnName}>
          <Group gap={4} wrap="nowrap">
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-expanded={opened}
              aria-label={t('columnDetails', { column })}
              onClick={() => setOpened(!opened)}
            >
              {opened ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            </ActionIcon>
            <Tooltip label={typeWords} withArrow>
              <Icon size={16} stroke={1.7} role="img" aria-label={typeWords} style={{ flex: 'none' }} />
            </Tooltip>
            <Text size="sm" fw={600} truncate title={column}>
              {column}
            </Text>
            {profile === undefined || profile.personal === null ? null : (
              <Badge
                size="xs"
                color="orange"
                variant="light"
                tt="none"
                flex="none"
                leftSection={<IconUser size={10} aria-hidden="true" />}
              >
                {t(`personal_${profile.personal}`)}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed" fw={400} truncate pl={52} title={samples}>
            {samples === '' ? t(profile === undefined ? 'madeColumn' : 'noSamples') : samples}
          </Text>
        </th>
        <td>{profile === undefined ? null : <FilledBar share={profile.filled} />}</td>
        <td data-end>
          {profile === undefined
            ? null
            : `${profile.distinctIsLeast || !isWhole ? '≥ ' : ''}${format.integer(profile.distinct)}`}
        </td>
        <td className={styles.range} title={rangeOf(profile)}>
          {rangeOf(profile)}
        </td>
        <td>
          <Stack gap={4}>
            <Select
              aria-label={t('fieldFor', { column })}
              size="xs"
              w={168}
              data={options}
              value={field ?? leaveOut}
              allowDeselect={false}
              searchable
              nothingFoundMessage={t('noField')}
              comboboxProps={{ width: 240, position: 'bottom-start' }}
              onChange={(value) =>
                onMapping(setField(mapping, column, value === null || value === leaveOut ? null : value))
              }
            />
            {field === 'account_id' && takesSeveral(mapping.table, field) ? (
              <Select
                aria-label={t('finderFor', { column })}
                size="xs"
                w={168}
                data={accountFinders.map((find) => ({ value: find, label: t(`find_${find}`) }))}
                value={entry?.find ?? 'id'}
                allowDeselect={false}
                comboboxProps={{ width: 260, position: 'bottom-start' }}
                onChange={(value) => {
                  const find = accountFinders.find((other) => other === value);
                  if (find !== undefined) onMapping(setFinder(mapping, column, find));
                }}
              />
            ) : null}
          </Stack>
        </td>
        <td>
          {asProposed && proposal.field !== null && proposal.reason !== 'none' ? (
            <Confidence confidence={proposal.confidence} note={t(`reason_${proposal.reason}`)} />
          ) : (
            <Text size="xs" c="dimmed">
              {proposal === undefined || asProposed ? t('reason_none') : t('reason_chosen')}
            </Text>
          )}
        </td>
        <td>
          <Select
            aria-label={t('privacyFor', { column })}
            size="xs"
            w={128}
            data={privacies.map((value) => ({ value, label: t(`privacy_${value}`) }))}
            value={privacy}
            allowDeselect={false}
            comboboxProps={{ width: 170, position: 'bottom-end' }}
            onChange={(value) => {
              const chosen = privacies.find((other) => other === value);
              if (chosen !== undefined && chosen !== privacy)
                onMapping(setPrivacy(mapping, column, chosen, proposal?.field ?? null));
            }}
          />
        </td>
      </tr>
      {opened ? (
        <tr>
          <td colSpan={7}>
            <ColumnDetails column={column} profile={profile} mapping={mapping} onMapping={onMapping} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function rangeOf(profile: ColumnPreview | undefined): string {
  if (profile === undefined || profile.min === null || profile.max === null) return '';
  return profile.min === profile.max ? profile.min : `${profile.min} – ${profile.max}`;
}

function FilledBar({ share }: { readonly share: number }) {
  const format = useFormat();
  // A column with a few blanks must not look full, nor one with a few values empty.
  const percent = share > 0.99 && share < 1 ? 0.99 : share > 0 && share < 0.01 ? 0.01 : share;
  return (
    <Group gap={6} wrap="nowrap">
      <div className={styles.filledTrack} aria-hidden="true">
        <div className={styles.filledBar} style={{ width: `${percent * 100}%` }} />
      </div>
      <Text size="xs">{format.percent(percent, 0)}</Text>
    </Group>
  );
}
