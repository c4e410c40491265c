/** What the help page tells, by what one looks at. `page` is where the number stands. */
export const chapters = [
  {
    key: 'churn',
    terms: [
      { key: 'probability', page: '/queue' },
      { key: 'atRisk', page: '/queue' },
      { key: 'reasons', page: '/queue' },
      { key: 'hints', page: '/queue' },
      { key: 'survival', page: '/survival' },
      { key: 'lifetime', page: '/lifetime-value' },
      { key: 'health', page: '/health' },
    ],
  },
  {
    key: 'models',
    terms: [
      { key: 'snapshot', page: '/model' },
      { key: 'auc', page: '/model' },
      { key: 'prAuc', page: '/model' },
      { key: 'brier', page: '/model' },
      { key: 'calibration', page: '/model' },
      { key: 'lift', page: '/model' },
      { key: 'leakage', page: '/model' },
      { key: 'drift', page: '/model/drift' },
      { key: 'champion', page: '/model' },
      { key: 'backtest', page: '/model/backtest' },
    ],
  },
  {
    key: 'behaviour',
    terms: [
      { key: 'retention', page: '/retention' },
      { key: 'incomplete', page: '/retention' },
      { key: 'funnel', page: '/funnel' },
      { key: 'lifecycle', page: '/engagement' },
      { key: 'stickiness', page: '/engagement' },
      { key: 'drivers', page: '/drivers' },
    ],
  },
  {
    key: 'revenue',
    terms: [
      { key: 'mrr', page: '/revenue' },
      { key: 'grr', page: '/revenue' },
      { key: 'nrr', page: '/revenue' },
      { key: 'logoChurn', page: '/revenue' },
      { key: 'dueRenewals', page: '/revenue' },
    ],
  },
  {
    key: 'trust',
    terms: [
      { key: 'wilson', page: '/retention' },
      { key: 'suppressed', page: '/retention' },
      { key: 'several', page: '/funnel' },
      { key: 'asOf', page: '/data' },
      { key: 'dataVersion', page: '/settings' },
      { key: 'knownAt', page: '/data' },
    ],
  },
] as const;

export type TermKey = (typeof chapters)[number]['terms'][number]['key'];

/** The first term about a page, so that help opens where one stands. */
export function termOf(path: string): TermKey | null {
  const place = path.startsWith('/accounts/') ? '/queue' : path;
  for (const { terms } of chapters) for (const { key, page } of terms) if (page === place) return key;
  return null;
}
