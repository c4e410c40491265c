import type { Finding } from '../../../../shared/contract/index.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import type { SourceNote } from '../sources/index.ts';
import { inWords } from './count-words.ts';
import { toldOnly } from './findings.ts';

const severities: Record<SourceNote['key'], Finding['severity']> = {
  'unknown-columns': 'warning',
  'error-cells': 'info',
  'cells-without-value': 'warning',
};

/** What a reader noticed of a source, as a finding. @param label what the source is called */
export function noteFinding({ key, count, examples }: SourceNote, label: string, table: TableName): Finding {
  return {
    ...toldOnly,
    key,
    severity: severities[key],
    table,
    count,
    text: `${label}: ${sentence(key, count)}`,
    examples: [...examples],
  };
}

function sentence(key: SourceNote['key'], count: number): string {
  const isOne = count === 1;
  const cells = isOne ? 'one cell' : `${inWords(count)} cells`;
  const were = isOne ? 'was' : 'were';
  if (key === 'unknown-columns')
    return `${isOne ? 'one value stands' : `${inWords(count)} values stand`} under names that the beginning of the file does not have. ${isOne ? 'It was' : 'They were'} left out.`;
  if (key === 'error-cells')
    return `${cells} with an error of the spreadsheet (such as #DIV/0!) ${were} read as blank.`;
  return `${cells} with a formula that was saved without its result ${were} read as blank. Open and save the file in the spreadsheet program, and import it again.`;
}
