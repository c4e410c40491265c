import { Anchor, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { TableCoverage } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './data-health.module.css';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';
import type { HealthView, SetHealthView } from './search.ts';
import { ShareBar } from './share-bar.tsx';
import { TableDetails } from './table-details.tsx';

type CoverageProps = {
  readonly tables: readonly TableCoverage[];
  readonly view: HealthView;
  readonly setView: SetHealthView;
};

const columns = 6;

/** Every table with its rows, the accounts that it covers and its time; opens into its fields. */
export function Coverage({ tables, view, setView }: CoverageProps) {
  const t = useMessages(messages);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t('coverageText')}
      </Text>
      <div className={styles.scroller} role="region" aria-label={t('coverageLabel')} tabIndex={0}>
        <table className={styles.table} aria-label={t('coverageLabel')}>
          <thead>
            <tr>
              <th scope="col">{t('table')}</th>
              <th scope="col" data-end>
                {t('rows')}
              </th>
              <th scope="col" style={{ width: '30%' }}>
                {t('accounts')}
              </th>
              <th scope="col">{t('first')}</th>
              <th scope="col">{t('last')}</th>
              <th scope="col" data-end>
                {t('fields')}
              </th>
            </tr>
          </thead>
          <tbody>
            {tables.map((coverage) =>
              coverage.rows === 0 ? (
                <EmptyRow key={coverage.table} coverage={coverage} />
              ) : (
                <Fragment key={coverage.table}>
                  <FilledRow
                    coverage={coverage}
                    opened={view.table === coverage.table}
                    onToggle={() =>
                      setView({ table: view.table === coverage.table ? undefined : coverage.table, field: undefined })
                    }
                  />
                  {view.table === coverage.table ? (
                    <tr>
                      <td colSpan={columns} style={{ padding: 0 }} id={`fields-${coverage.table}`}>
                        <TableDetails coverage={coverage} field={view.field} onField={(field) => setView({ field })} />
                      </td>
                    </tr>
                  ) : null}
                </Fragment>
              ),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

type FilledRowProps = { readonly coverage: TableCoverage; readonly opened: boolean; readonly onToggle: () => void };

function FilledRow({ coverage, opened, onToggle }: FilledRowProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const labels = useLabels();
  const { table, rows, accounts, accountShare, firstAt, lastAt, futureRows, fields } = coverage;
  const label = labels.table(table);
  return (
    <tr className={styles.row}>
      <th scope="row">
        <UnstyledButton
          className={styles.toggle}
          aria-expanded={opened}
          aria-controls={opened ? `fields-${table}` : undefined}
          aria-label={t('open', { table: label })}
          onClick={onToggle}
        >
          <IconChevronRight size={15} aria-hidden="true" />
          {label}
        </UnstyledButton>
        {futureRows === 0 ? null : (
          <Text size="xs" className={styles.missing} pl={21}>
            {t('future', { count: futureRows, n: format.integer(futureRows) })}
          </Text>
        )}
      </th>
      <td data-end>{format.integer(rows)}</td>
      <td>
        <ShareBar
          share={accountShare}
          text={t('accountsValue', { accounts: format.integer(accounts), share: format.percent(accountShare) })}
        />
      </td>
      <td>{firstAt === null ? nothing : format.instantDay(firstAt)}</td>
      <td>{lastAt === null ? nothing : format.instantDay(lastAt)}</td>
      <td data-end>
        {t('fieldsValue', { used: fields.filter(({ filled }) => filled > 0).length, all: fields.length })}
      </td>
    </tr>
  );
}

function EmptyRow({ coverage }: { readonly coverage: TableCoverage }) {
  const t = useMessages(messages);
  const labels = useLabels();
  const label = labels.table(coverage.table);
  return (
    <tr className={styles.blank}>
      <th scope="row" style={{ paddingLeft: 31 }}>
        {label}
      </th>
      <td colSpan={columns - 2}>
        {t('noRows')}. {t('usuallyFrom', { systems: labels.systems(coverage.systems) })}
      </td>
      <td data-end>
        <Anchor component={Link} to="/import" size="sm" aria-label={t('importTable', { table: label })}>
          {t('import')}
        </Anchor>
      </td>
    </tr>
  );
}
