/**
 * The walls of the house. Every rule here has a planted violation in build/architecture.test.ts that must be caught,
 * so a rule that has stopped working cannot pass for a wall.
 *
 * Packages are matched by name whether or not they can be resolved, so that a wall holds on a half-installed tree.
 */

/** @param {string} names alternatives of a regular expression, as in 'zod|@orpc/contract' */
const packages = (names) => `(^|/)node_modules/(${names})(/|$)|^(${names})(/|$)`;

const tests = '\\.(test|spec)\\.tsx?$|(^|/)testing(/|\\.ts$)|^renderer/e2e/';
const rooms = '^(main|shared|preload|renderer)/';

const testTools = packages('vitest|fast-check');

/**
 * @param {string} name
 * @param {string} comment
 * @param {object} from
 * @param {object} to
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const coreModules = { dependencyTypes: ['core'] };

export default {
  forbidden: [
    forbid(
      'no-circle',
      'Nothing is in a circle: two files that need each other are one thing.',
      {},
      { circular: true },
    ),
    forbid('resolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'rooms-only',
      'The product is made of its rooms: it imports nothing from build, models, or outside the checkout.',
      { path: rooms },
      { dependencyTypes: ['local'], pathNot: `${rooms}|(^|/)node_modules/|package\\.json$` },
    ),
    forbid(
      'test-tools-in-tests',
      'Test tools stay in tests.',
      { path: rooms, pathNot: tests },
      { path: packages('vitest|fast-check|playwright|playwright-core|@playwright/test|@axe-core/playwright') },
    ),
    forbid('tests-are-leaves', 'Nobody imports a test.', {}, { path: '\\.(test|spec)\\.tsx?$' }),
    forbid(
      'runtime-dependencies',
      'What the engine needs at run time is a dependency, not a devDependency.',
      { path: '^(main|shared|preload)/', pathNot: tests },
      { dependencyTypes: ['npm-dev'], pathNot: packages('electron') },
    ),

    forbid(
      'shared',
      'shared knows zod and the oRPC contract, nothing else.',
      { path: '^shared/', pathNot: tests },
      { pathNot: `^shared/|${packages('zod|@orpc/contract')}` },
    ),
    forbid(
      'shared-tests',
      'Tests of shared see shared, test tools and Node.',
      { path: '^shared/.*(\\.test\\.ts$|testing/)' },
      { pathNot: `^shared/|${testTools}|${packages('zod|@orpc/[a-z-]+')}`, dependencyTypesNot: ['core'] },
    ),

    forbid(
      'stats',
      'main/stats is numbers in, numbers out: it knows shared/domain only.',
      { path: '^main/stats/', pathNot: tests },
      { pathNot: '^main/stats/|^shared/domain/' },
    ),
    forbid(
      'stats-tests',
      'Tests of main/stats see stats, shared/domain, test tools and Node.',
      { path: '^main/stats/.*\\.test\\.ts$' },
      { pathNot: `^main/stats/|^shared/domain/|${testTools}`, dependencyTypesNot: ['core'] },
    ),

    forbid(
      'connectors',
      'A connector is a value: no database, no engine, no host, no thread.',
      { path: '^main/connectors/' },
      { path: '^main/(?!connectors/)|^preload/|^renderer/' },
    ),
    forbid(
      'connector-alone',
      'A connector knows shared, the kit by its door, and itself.',
      { path: '^main/connectors/(?!kit/)([^/]+)/' },
      { path: '^main/connectors/', pathNot: '^main/connectors/($1/|kit/index\\.ts$|kit/testing/)' },
    ),
    forbid(
      'connector-packages',
      'A connector describes requests and the kit sends them, so it needs zod and nothing of Node.',
      { path: '^main/connectors/(?!kit/)[^/]+/', pathNot: tests },
      { pathNot: `^(main|shared)/|${packages('zod')}` },
    ),
    forbid(
      'connector-kit',
      'The kit serves the connectors and knows none of them.',
      { path: '^main/connectors/kit/' },
      { path: '^main/connectors/(?!kit/)' },
    ),

    forbid(
      'engine',
      'The engine does not know who carries its messages, nor which thread runs it.',
      { path: '^main/engine/' },
      { path: '^main/(hosts|workers)/|^preload/|^renderer/' },
    ),
    forbid(
      'engine-doors',
      "A word enters another word by its index.ts only (and may read the engine's own root files). The generator of the " +
        'sample book has a door of its own, so that it is loaded only where a book is made.',
      { path: '^main/engine/([^/]+)/' },
      { path: '^main/engine/[^/]+/', pathNot: '^main/engine/($1/|[^/]+/index\\.ts$|workspace/sample/index\\.ts$)' },
    ),
    forbid(
      'engine-root',
      'The root of the engine puts words together through their doors.',
      { path: '^main/engine/[^/]+\\.ts$' },
      { path: '^main/engine/[^/]+/', pathNot: '^main/engine/[^/]+/index\\.ts$' },
    ),
    forbid(
      'engine-index',
      'createEngine() is for hosts; a word that imports it would import itself.',
      { path: '^main/engine/[^/]+/', pathNot: tests },
      { path: '^main/engine/index\\.ts$' },
    ),
    forbid(
      'connectors-by-two-words',
      'Only connections and actions talk to the tools of the user.',
      { path: '^main/engine/(?!(connections|actions)/)' },
      { path: '^main/connectors/' },
    ),
    forbid(
      'stats-door',
      'main/stats has one door.',
      { path: '^main/(?!stats/)' },
      { path: '^main/stats/', pathNot: '^main/stats/index\\.ts$' },
    ),

    forbid(
      'workers',
      'A thread entry knows engine, stats and shared.',
      { path: '^main/workers/' },
      { path: '^main/(hosts|connectors)/|^preload/|^renderer/' },
    ),

    forbid(
      'hosts',
      'A host carries messages: it knows createEngine() and shared, not what is behind them.',
      { path: '^main/hosts/' },
      { path: rooms, pathNot: '^main/hosts/|^main/engine/index\\.ts$|^shared/' },
    ),
    forbid(
      'host-alone',
      'The three hosts do not import each other; what they share stands beside them in main/hosts.',
      { path: '^main/hosts/(cli|electron|localhost)/' },
      { path: '^main/hosts/(cli|electron|localhost)/', pathNot: '^main/hosts/$1/' },
    ),
    forbid(
      'electron-in-two-places',
      'Electron exists in its host and in preload only.',
      { path: rooms, pathNot: '^main/hosts/electron/|^preload/' },
      { path: packages('electron') },
    ),

    forbid(
      'preload',
      'preload is a bridge of forty lines: electron and shared.',
      { path: '^preload/', pathNot: tests },
      { pathNot: `^preload/|^shared/|${packages('electron')}` },
    ),

    forbid(
      'renderer',
      'The page knows the contract, never the engine. (Browser tests write their files with the generator of the sample book.)',
      { path: '^renderer/', pathNot: '^renderer/e2e/support/' },
      { path: '^(main|preload)/' },
    ),
    forbid(
      'renderer-without-node',
      'There is no Node in the page.',
      { path: '^renderer/', pathNot: tests },
      coreModules,
    ),
    forbid(
      'features-alone',
      'A feature never imports another feature.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/', pathNot: '^renderer/(app|ui|features/$1)/' },
    ),
    forbid(
      'feature-doors',
      'The app enters a feature by its index.',
      { path: '^renderer/(?!features/|e2e/)' },
      { path: '^renderer/features/[^/]+/', pathNot: '^renderer/features/[^/]+/index\\.tsx?$' },
    ),
    forbid(
      'ui-alone',
      'ui is drawing: it knows neither the app nor a feature.',
      { path: '^renderer/ui/' },
      { path: '^renderer/', pathNot: '^renderer/ui/' },
    ),
    forbid(
      'one-chart',
      'ui/chart alone imports ECharts.',
      { path: rooms, pathNot: '^renderer/ui/chart' },
      { path: packages('echarts|zrender') },
    ),
    forbid(
      'one-table',
      'ui/table alone imports TanStack Table and Virtual.',
      { path: rooms, pathNot: '^renderer/ui/table' },
      { path: packages('@tanstack/(react-table|react-virtual|table-core|virtual-core)') },
    ),

    forbid(
      'one-scorer',
      'The score thread alone loads onnxruntime; its module in models is the only other file that may name it.',
      { path: rooms, pathNot: `^main/workers/score|^main/engine/models/.*scor|${tests}` },
      { path: packages('onnxruntime-(node|common|web)') },
    ),
    forbid(
      'one-database',
      'Databases are opened where pragmas and keys are set: workspaces in engine/db, the staging file of an import and ' +
        'the lock of a session each in one file. Types of statements and rows may go anywhere in the engine.',
      { path: rooms, pathNot: `^main/engine/(db/|imports/staging/staging\\.ts$|session/lock\\.ts$)|${tests}` },
      { path: packages('better-sqlite3|better-sqlite3-multiple-ciphers'), dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'database-types-in-engine',
      'Outside the engine nobody knows that there is SQL.',
      { path: rooms, pathNot: `^main/engine/|${tests}` },
      { path: packages('better-sqlite3|better-sqlite3-multiple-ciphers') },
    ),
  ],
  options: {
    // Type-only imports are dependencies too: a page that knows the engine's types knows the engine.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
    skipAnalysisNotInRules: false,
  },
};
