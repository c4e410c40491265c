import type { ContractOutputs } from '../../../../shared/contract/index.ts';
import { tables } from '../../../../shared/domain/tables.ts';
import { workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

type Health = {
  readonly tables: ContractOutputs['dataHealth']['tables'];
  readonly sources: ContractOutputs['dataHealth']['sources'];
  readonly needs: ContractOutputs['dataHealth']['needs'];
  readonly findings: ContractOutputs['dataHealth']['findings'];
};

const shownFindings = 100;

export const dataHealth: Command = {
  name: 'data-health',
  usage: 'data-health --workspace DIR',
  summary: 'how complete, how fresh and how free of contradiction the data is',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const health: Health = {
        tables: await client.dataHealth.tables(),
        sources: await client.dataHealth.sources(),
        needs: await client.dataHealth.needs(),
        findings: await client.dataHealth.findings({ limit: shownFindings }),
      };
      output.answer(health, () => healthText(health));
    });
  },
};

function healthText({ tables: coverage, sources, needs, findings }: Health): string {
  const day = (instant: string | null): string | null => instant?.slice(0, 10) ?? null;
  const percent = (share: number | null): string | null => (share === null ? null : `${(share * 100).toFixed(1)} %`);
  const label = (name: Health['tables'][number]['table']): string => tables[name].label.en;
  const missing = needs.flatMap(({ title, sentence, needs: parts }) =>
    sentence === null
      ? []
      : [
          `- ${title.en}: ${sentence.en}`,
          ...parts
            .filter(({ state }) => state !== 'there')
            .map((part) => {
              const kinds = part.systems.map(({ kind, tools }) =>
                tools.length === 0 ? kind.en : `${kind.en} (${tools.join(', ')})`,
              );
              return `  ${label(part.table)} usually come from: ${kinds.join('; ')}`;
            }),
        ],
  );
  return [
    'Tables',
    table(
      ['table', 'rows', 'accounts', 'of all', 'first', 'last', 'blank fields'],
      coverage.map((entry) => [
        entry.table,
        entry.rows,
        entry.accounts,
        percent(entry.accountShare),
        day(entry.firstAt),
        day(entry.lastAt),
        entry.rows === 0
          ? ''
          : entry.fields
              .filter(({ filled }) => filled === 0)
              .map(({ field }) => field)
              .join(' '),
      ]),
    ),
    '',
    'Sources',
    table(
      ['source', 'tables', 'rows', 'last import', 'last known', 'days behind', 'state'],
      sources.map((source) => [
        source.source,
        source.tables.join(' '),
        source.rows,
        day(source.lastImportAt),
        day(source.lastKnownAt),
        source.daysBehind,
        source.state,
      ]),
    ),
    '',
    'Features of models',
    table(
      ['group', 'available', 'of'],
      needs
        .filter(({ features }) => features > 0)
        .map(({ title, available, features }) => [title.en, available, features]),
    ),
    ...missing,
    '',
    findings.total === 0 ? 'No finding is open.' : `Open findings: ${findings.total}`,
    ...findings.rows.map(({ severity, text, importId }) => `- ${severity}, import ${importId}: ${text}`),
    ...(findings.next === null ? [] : [`… and ${findings.total - findings.rows.length} more`]),
  ].join('\n');
}
