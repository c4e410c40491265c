import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import { configs, parser } from 'typescript-eslint';

const rooms = ['main', 'shared', 'preload', 'renderer', 'build', 'models'].map((room) => `${room}/**/*.{ts,tsx,mjs}`);
const tests = ['**/*.{test,spec}.{ts,tsx}', '**/testing/**', '**/testing.ts', 'renderer/e2e/**'];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: one word per thing, the same where it is made and where it is used.',
};
const noRawIpc = {
  selector: 'Identifier[name=/^ipc(Main|Renderer)$/]',
  message: 'Raw IPC stays in preload and main/hosts/electron; everything else speaks the contract.',
};
/** Words on a page come from the messages, in every language; a letter or a sign alone (`%`, `×`, `k`) is none, nor are names that are the same in both. */
const names = '^[\\s·]*(Holdfast|Node|NRR|GRR)[\\s·]*$';
const untranslated = 'A text on a page stands in the messages of its feature, in every language.';
const noUntranslatedText = [
  { selector: `JSXText[value=/\\p{L}{3,}/u]:not([value=/${names}/])`, message: untranslated },
  {
    selector: `JSXAttribute[name.name=/^(label|title|placeholder|description|aria-label|aria-description|alt|error)$/] > Literal[value=/\\p{L}{3,}/u]:not([value=/${names}/])`,
    message: untranslated,
  },
];

// One program for the whole tree: the rules below need types, not the exact walls of each room (npm run types has those).
export default defineConfig(
  globalIgnores(['out/', 'dist/', 'coverage/', 'test-results/', 'playwright-report/', 'node_modules/']),
  {
    files: [...rooms, '*.{js,ts,mjs}', '.*.mjs'],
    extends: [configs.recommended],
    languageOptions: {
      parser,
      parserOptions: { project: './build/tsconfig.lint.json', tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', noDefaultExport, noRawIpc],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
      // The compiler's noUncheckedIndexedAccess makes `array[i]!` the honest form in hot numeric loops.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ignores: ['renderer/e2e/**'],
    extends: [reactHooks.configs.flat.recommended],
    // Speaks for the React Compiler, which does not build this page.
    rules: {
      'react-hooks/incompatible-library': 'off',
      'no-restricted-syntax': ['error', noDefaultExport, noRawIpc, ...noUntranslatedText],
    },
  },
  {
    // These programs talk to a person at a terminal.
    files: ['main/hosts/cli/**', 'build/**', ...tests],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['preload/**', 'main/hosts/electron/**'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    // Tools read their configuration from a default export.
    files: ['*.{js,ts,mjs}', '.*.mjs', 'build/*.config.ts', 'build/setup/e2e-setup.ts'],
    rules: { 'no-restricted-syntax': ['error', noRawIpc] },
  },
  {
    // Deliberately mistyped values are how a boundary is tested.
    files: tests,
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
);
