import { Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { CoverageOverTime, TableCoverage } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { Chart } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { coverageOption } from './coverage-option.ts';
import styles from './data-health.module.css';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';
import { ShareBar } from './share-bar.tsx';
import { Sparkline } from './sparkline.tsx';

type TableDetailsProps = {
  readonly coverage: TableCoverage;
  /** The field that is drawn; the emptiest that has anything where none was chosen. */
  readonly field: string | undefined;
  readonly onField: (field: string) => void;
};

/** A table's rows by month, and each of its fields with the share of rows that has it. */
export function TableDetails({ coverage, field, onField }: TableDetailsProps) {
  const t = useMessages(messages);
  const labels = useLabels();
  const query = useQuery(useApi().dataHealth.overTime.queryOptions({ input: { table: coverage.table } }));
  const drawn = coverage.fields.find((entry) => entry.field === field)?.field ?? mostTelling(coverage);
  return (
    <div className={styles.details}>
      <QueryView
        query={query}
        skeleton="chart"
        isEmpty={({ months }) => months.length === 0}
        empty={<Text c="dimmed">{t('monthsNone')}</Text>}
      >
        {(overTime) => (
          <OverTime
            overTime={overTime}
            field={drawn}
            tableLabel={labels.table(coverage.table)}
            fieldLabel={labels.field(coverage.table, drawn)}
          />
        )}
      </QueryView>
      {coverage.table === 'contacts' || coverage.table === 'accounts' ? (
        <Text size="xs" c="dimmed" mb="xs">
          {t(coverage.table === 'contacts' ? 'knownSince' : 'createdSince')}
        </Text>
      ) : null}
      <Fields coverage={coverage} overTime={query.data} drawn={drawn} onField={onField} />
    </div>
  );
}

/** Of the fields that are in use, the least filled: there is something to see. */
function mostTelling({ fields }: TableCoverage): string {
  const used = fields.filter(({ filled }) => filled > 0);
  const least = used.reduce((least, field) => ((field.share ?? 1) < (least?.share ?? 1) ? field : least), used[0]);
  return least?.field ?? fields[0]?.field ?? '';
}

type OverTimeProps = {
  readonly overTime: CoverageOverTime;
  readonly field: string;
  readonly tableLabel: string;
  readonly fieldLabel: string;
};

function OverTime({ overTime, field, tableLabel, fieldLabel }: OverTimeProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const share = useMemo(() => overTime.fields.find((entry) => entry.field === field)?.share ?? [], [overTime, field]);
  const rowsName = t('chartRows');
  const shareName = t('chartShare', { field: fieldLabel });
  const option = useCallback(
    (tokens: ChartTokens) => coverageOption({ overTime, share, rowsName, shareName, format }, tokens),
    [overTime, share, rowsName, shareName, format],
  );
  return (
    <Chart
      label={t('chartLabel', { table: tableLabel, field: fieldLabel })}
      option={option}
      height={210}
      table={{
        columns: [t('month'), t('rows'), t('accounts'), shareName],
        rows: overTime.months.map((month, place) => [
          format.month(month),
          format.integer(overTime.rows[place] ?? null),
          format.integer(overTime.accounts[place] ?? null),
          format.percent(share[place] ?? null),
        ]),
      }}
    />
  );
}

type FieldsProps = {
  readonly coverage: TableCoverage;
  readonly overTime: CoverageOverTime | undefined;
  readonly drawn: string;
  readonly onField: (field: string) => void;
};

function Fields({ coverage, overTime, drawn, onField }: FieldsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const labels = useLabels();
  const { table, fields } = coverage;
  const label = t('fieldsLabel', { table: labels.table(table) });
  return (
    <div className={styles.fieldTable} role="region" aria-label={label} tabIndex={0}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col" data-end>
              {t('filled')}
            </th>
            <th scope="col" style={{ width: '38%' }}>
              {t('share')}
            </th>
            <th scope="col">{t('overTime')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, filled, share }) => {
            const name = labels.field(table, field);
            return (
              <tr key={field} data-chosen={field === drawn || undefined}>
                <th scope="row">
                  <UnstyledButton
                    className={styles.choose}
                    fz="sm"
                    aria-pressed={field === drawn}
                    aria-label={t('chooseField', { field: name })}
                    onClick={() => onField(field)}
                  >
                    {name}
                  </UnstyledButton>
                  {labels.isOwn(table, field) ? (
                    <Text span size="xs" c="dimmed">
                      {' '}
                      {t('fieldOwn')}
                    </Text>
                  ) : null}
                </th>
                <td data-end>{format.integer(filled)}</td>
                <td>
                  <ShareBar share={share} />
                </td>
                <td>
                  <FieldSpark share={overTime?.fields.find((entry) => entry.field === field)?.share ?? []} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function FieldSpark({ share }: { readonly share: readonly (number | null)[] }) {
  const t = useMessages(messages);
  const format = useFormat();
  const known = share.filter((value) => value !== null);
  if (known.length === 0) return null;
  return (
    <Sparkline
      values={share}
      label={t('sparkLabel', { low: format.percent(Math.min(...known)), high: format.percent(Math.max(...known)) })}
    />
  );
}
