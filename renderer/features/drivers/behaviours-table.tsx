import { ActionIcon, Anchor, Tooltip } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { messages } from './messages.ts';

export type Behaviour = ContractOutputs['drivers']['run']['behaviours'][number];
export type Side = 'did' | 'did-not';

/** A row below this q is told apart. */
export const surely = 0.05;

type BehavioursTableProps = {
  readonly behaviours: readonly Behaviour[];
  readonly days: number;
  readonly onOpen: (behaviour: Behaviour, side: Side) => void;
  readonly onExperiment: (behaviour: Behaviour) => void;
};

export function BehavioursTable({ behaviours, days, onOpen, onExperiment }: BehavioursTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const columns = useMemo<Column<Behaviour>[]>(() => {
    const side = (row: Behaviour, which: Side) => {
      const { accounts, retained } = which === 'did' ? row.did : row.didNot;
      return (
        <Anchor component="button" type="button" size="sm" onClick={() => onOpen(row, which)}>
          {t('share', { share: format.percent(retained / accounts), count: format.integer(accounts) })}
        </Anchor>
      );
    };
    const named = (row: Behaviour): string => t('atLeast', { event: row.event, count: row.atLeast });
    return [
      {
        id: 'behaviour',
        header: t('behaviour', { days }),
        width: 190,
        grow: 2,
        value: named,
        cell: named,
      },
      {
        id: 'did',
        header: t('did'),
        width: 140,
        align: 'end',
        value: (row) => row.did.retained / row.did.accounts,
        cell: (row) => side(row, 'did'),
      },
      {
        id: 'did-not',
        header: t('didNot'),
        width: 150,
        align: 'end',
        value: (row) => row.didNot.retained / row.didNot.accounts,
        cell: (row) => side(row, 'did-not'),
      },
      {
        id: 'difference',
        header: t('difference'),
        hint: t('differenceHint'),
        width: 170,
        align: 'end',
        value: (row) => row.difference,
        cell: (row) =>
          `${format.points(row.difference)} (${t('interval', { low: format.points(row.low), high: format.points(row.high) })})`,
      },
      {
        id: 'adjusted',
        header: t('adjusted'),
        hint: t('adjustedHint'),
        width: 130,
        align: 'end',
        value: (row) => row.adjusted,
        cell: (row) => format.points(row.adjusted),
      },
      {
        id: 'q',
        header: t('q'),
        hint: t('qHint'),
        width: 200,
        value: (row) => row.q,
        firstSort: 'ascending',
        cell: (row) => {
          const q = format.plain(row.q, row.q < 0.01 ? 4 : row.q < 0.1 ? 3 : 2);
          return t(row.q < surely ? 'apart' : 'notApart', { q });
        },
      },
      {
        id: 'experiment',
        header: '',
        width: 44,
        grow: 0,
        cell: (row) => (
          <Tooltip label={t('experiment')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t('experiment')}: ${named(row)}`}
              onClick={() => onExperiment(row)}
            >
              <IconFlask size={16} />
            </ActionIcon>
          </Tooltip>
        ),
      },
    ];
  }, [t, format, days, onOpen, onExperiment]);
  return (
    <DataTable
      label={t('table')}
      columns={columns}
      rows={behaviours}
      rowKey={(row) => `${row.event}\u0000${row.atLeast}`}
      rowHeight={38}
      height="52vh"
      onOpen={(row) => onOpen(row, 'did')}
    />
  );
}
