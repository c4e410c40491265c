import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Path in the tree → content. */
export type Tree = Record<string, string>;

const imports = (...from: string[]): string => from.map((path) => `import '${path}';\n`).join('') + 'export {};\n';

/** A tiny house in which every import is allowed: if a rule speaks here, the rule is wrong. */
export const lawfulTree: Tree = {
  'shared/contract/index.ts': imports('zod', '@orpc/contract', '../domain/day.ts'),
  'shared/contract/index.test.ts': imports('vitest', 'fast-check', 'node:fs', './index.ts'),
  'shared/domain/day.ts': imports('zod'),
  'main/stats/index.ts': imports('./trees/grow.ts', '../../shared/domain/day.ts'),
  'main/stats/trees/grow.ts': imports(),
  'main/stats/index.test.ts': imports('vitest', 'fast-check', 'node:fs', './index.ts'),
  'main/connectors/index.ts': imports('./alpha/index.ts', './beta/index.ts'),
  'main/connectors/kit/index.ts': imports('zod', 'node:crypto', './gateway.ts', '../../../shared/domain/day.ts'),
  'main/connectors/kit/gateway.ts': imports(),
  'main/connectors/kit/testing/conformance.ts': imports('vitest', '../index.ts'),
  'main/connectors/alpha/index.ts': imports('zod', '../kit/index.ts', './pages.ts'),
  'main/connectors/alpha/pages.ts': imports(),
  'main/connectors/alpha/index.test.ts': imports('vitest', '../kit/testing/conformance.ts', './index.ts'),
  'main/connectors/beta/index.ts': imports('../kit/index.ts'),
  'main/engine/index.ts': imports('./context.ts', './accounts/index.ts', './connections/index.ts'),
  'main/engine/context.ts': imports('./db/index.ts'),
  'main/engine/db/index.ts': imports('better-sqlite3', 'node:fs', './open.ts'),
  'main/engine/db/open.ts': imports(),
  'main/engine/jobs/index.ts': imports('../db/index.ts'),
  'main/engine/accounts/index.ts': imports('../context.ts', '../jobs/index.ts', '../../stats/index.ts', './queries.ts'),
  'main/engine/accounts/queries.ts': imports('../db/index.ts', '../../../shared/domain/day.ts'),
  'main/engine/accounts/rows.ts':
    "import type Database from 'better-sqlite3';\nexport type Rows = Database.Statement;\n",
  'main/engine/workspace/sample/index.ts': imports(),
  'main/engine/sample/index.ts': imports('../workspace/sample/index.ts'),
  'main/engine/connections/index.ts': imports('../../connectors/index.ts'),
  'main/engine/models/index.ts': imports('./onnx/write.ts'),
  'main/engine/models/onnx/write.ts': imports(),
  'main/engine/models/scoring.ts': imports('onnxruntime-node'),
  'main/engine/models/onnx/write.test.ts': imports('onnxruntime-node', 'vitest', './write.ts'),
  'main/workers/score.ts': imports('onnxruntime-node', '../engine/models/scoring.ts', '../stats/index.ts'),
  'main/hosts/carry.ts': imports('../engine/index.ts', '../../shared/contract/index.ts'),
  'main/hosts/cli/index.ts': imports('../carry.ts', 'node:process'),
  'main/hosts/localhost/index.ts': imports('../carry.ts', 'node:http'),
  'main/hosts/electron/index.ts': imports('../carry.ts', 'electron'),
  'preload/index.ts': imports('electron', '../shared/contract/index.ts'),
  'renderer/app/main.tsx': imports('../features/queue/index.tsx', '../ui/chart.tsx'),
  'renderer/app/client.ts': imports('../../shared/contract/index.ts'),
  'renderer/features/queue/index.tsx': imports('../../app/client.ts', '../../ui/table.tsx', './rows.ts', 'react'),
  'renderer/features/queue/rows.ts': imports(),
  'renderer/features/funnel/index.tsx': imports('../../ui/chart.tsx'),
  'renderer/ui/chart.tsx': imports('echarts'),
  'renderer/ui/table.tsx': imports('@tanstack/react-table', '@tanstack/react-virtual'),
  'renderer/e2e/queue.spec.ts': imports('@playwright/test', 'node:path'),
  'build/tool.ts': imports(),
};

/** One file that breaks a wall, for each wall: rule name → [path, imports…]. */
export const plantedViolations: Record<string, [path: string, ...imports: string[]][]> = {
  'no-circle': [['main/engine/accounts/circle-a.ts', './circle-b.ts']],
  resolvable: [['main/engine/accounts/planted-nowhere.ts', './does-not-exist.ts']],
  'rooms-only': [['main/engine/accounts/planted-build.ts', '../../../build/tool.ts']],
  'test-tools-in-tests': [['main/engine/accounts/planted-tools.ts', 'vitest']],
  'tests-are-leaves': [['main/stats/planted-leaf.ts', './index.test.ts']],
  'runtime-dependencies': [['main/engine/accounts/planted-dev.ts', 'react']],
  shared: [
    ['shared/domain/planted-node.ts', 'node:fs'],
    ['shared/domain/planted-main.ts', '../../main/stats/index.ts'],
    ['shared/domain/planted-package.ts', 'react'],
  ],
  'shared-tests': [['shared/domain/planted.test.ts', '../../main/stats/index.ts']],
  stats: [
    ['main/stats/planted-node.ts', 'node:fs'],
    ['main/stats/planted-contract.ts', '../../shared/contract/index.ts'],
    ['main/stats/planted-zod.ts', 'zod'],
    ['main/stats/planted-engine.ts', '../engine/db/index.ts'],
  ],
  'stats-tests': [['main/stats/planted.test.ts', '../engine/db/index.ts']],
  connectors: [
    ['main/connectors/alpha/planted-engine.ts', '../../engine/db/index.ts'],
    ['main/connectors/alpha/planted-stats.ts', '../../stats/index.ts'],
  ],
  'connector-alone': [
    ['main/connectors/alpha/planted-sister.ts', '../beta/index.ts'],
    ['main/connectors/alpha/planted-kit.ts', '../kit/gateway.ts'],
  ],
  'connector-packages': [['main/connectors/alpha/planted-http.ts', 'node:http']],
  'connector-kit': [['main/connectors/kit/planted-alpha.ts', '../alpha/index.ts']],
  engine: [
    ['main/engine/accounts/planted-host.ts', '../../hosts/carry.ts'],
    ['main/engine/accounts/planted-worker.ts', '../../workers/score.ts'],
  ],
  'engine-doors': [['main/engine/models/planted-window.ts', '../accounts/queries.ts']],
  'engine-root': [['main/engine/planted-root.ts', './accounts/queries.ts']],
  'engine-index': [['main/engine/jobs/planted-index.ts', '../index.ts']],
  'connectors-by-two-words': [['main/engine/accounts/planted-connector.ts', '../../connectors/index.ts']],
  'stats-door': [['main/engine/accounts/planted-trees.ts', '../../stats/trees/grow.ts']],
  workers: [
    ['main/workers/planted-host.ts', '../hosts/carry.ts'],
    ['main/workers/planted-connector.ts', '../connectors/index.ts'],
  ],
  hosts: [
    ['main/hosts/cli/planted-word.ts', '../../engine/accounts/index.ts'],
    ['main/hosts/cli/planted-stats.ts', '../../stats/index.ts'],
    ['main/hosts/electron/planted-page.ts', '../../../renderer/app/client.ts'],
  ],
  'host-alone': [['main/hosts/cli/planted-sister.ts', '../localhost/index.ts']],
  'electron-in-two-places': [
    ['main/engine/accounts/planted-electron.ts', 'electron'],
    ['main/hosts/localhost/planted-electron.ts', 'electron'],
  ],
  preload: [
    ['preload/planted-node.ts', 'node:fs'],
    ['preload/planted-main.ts', '../main/engine/index.ts'],
    ['preload/planted-zod.ts', 'zod'],
  ],
  renderer: [
    ['renderer/app/planted-engine.ts', '../../main/engine/index.ts'],
    ['renderer/app/planted-preload.ts', '../../preload/index.ts'],
  ],
  'renderer-without-node': [['renderer/ui/planted-node.ts', 'node:fs']],
  'features-alone': [['renderer/features/queue/planted-sister.ts', '../funnel/index.tsx']],
  'feature-doors': [['renderer/app/planted-window.ts', '../features/queue/rows.ts']],
  'ui-alone': [['renderer/ui/planted-app.ts', '../app/client.ts']],
  'one-chart': [['renderer/features/queue/planted-chart.ts', 'echarts']],
  'one-table': [['renderer/features/queue/planted-table.ts', '@tanstack/react-virtual']],
  'one-scorer': [['main/workers/planted-train.ts', 'onnxruntime-node']],
  'one-database': [['main/engine/accounts/planted-sql.ts', 'better-sqlite3']],
  'database-types-in-engine': [['main/hosts/cli/planted-types.ts', 'better-sqlite3']],
};

const runtimePackages = ['zod', '@orpc/contract', 'better-sqlite3', 'onnxruntime-node'];
const developmentPackages = [
  ...['react', 'echarts', 'electron', '@tanstack/react-table', '@tanstack/react-virtual'],
  ...['vitest', 'fast-check', '@playwright/test'],
];

/** Writes lawful files, planted files and stand-ins for packages into a new temporary folder; answers its path. */
export function writePlantedTree(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-walls-')));
  const files: Tree = { ...lawfulTree, 'main/engine/accounts/circle-b.ts': imports('./circle-a.ts') };
  for (const [path, ...from] of Object.values(plantedViolations).flat()) files[path] = imports(...from);
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  files['package.json'] = JSON.stringify({
    name: 'planted',
    type: 'module',
    dependencies: versions(runtimePackages),
    devDependencies: versions(developmentPackages),
  });
  for (const name of [...runtimePackages, ...developmentPackages]) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js' });
    files[`node_modules/${name}/index.js`] = '';
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
