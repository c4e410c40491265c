import { Text } from '@mantine/core';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { resultMessages } from './result-messages.ts';

/** Where the rows came from: file, source system, recipe, and the sum that tells whether a file is the same. */
export function ImportFiles({ summary }: { readonly summary: ImportSummary }) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const labels = useLabels();
  return (
    <div className={styles.scroller} role="region" aria-label={t('filesLabel')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('fileName')}</th>
            <th scope="col">{t('fileTable')}</th>
            <th scope="col" data-end>
              {t('fileRows')}
            </th>
            <th scope="col">{t('fileSource')}</th>
            <th scope="col">{t('fileRecipe')}</th>
            <th scope="col">{t('fileHash')}</th>
          </tr>
        </thead>
        <tbody>
          {summary.files.map((file, index) => (
            <tr key={index}>
              <th scope="row" className={styles.fileName}>
                {file.name}
                {file.part === null ? null : (
                  <Text span size="sm" c="dimmed">
                    {' '}
                    › {file.part}
                  </Text>
                )}
              </th>
              <td>{labels.table(file.table)}</td>
              <td data-end>{format.integer(file.rows)}</td>
              <td>{file.source ?? nothing}</td>
              <td>{file.recipe === null ? nothing : t('recipeRevision', { ...file.recipe })}</td>
              <td className={styles.raw} title={file.sha256}>
                {file.sha256.slice(0, 12)}…
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
