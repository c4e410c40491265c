import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { sql, SQLDialect, SQLite } from '@codemirror/lang-sql';
import type { SQLNamespace } from '@codemirror/lang-sql';
import { bracketMatching, defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, Prec, StateEffect, StateField } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { styleNonce } from '../../app/strict.ts';

export type SqlSchema = ContractOutputs['sql']['schema'];

/** The colours of the package's own style, each with what stands for it in both colour schemes. */
const colours: Readonly<Record<string, string>> = {
  '#708': 'keyword',
  '#219': 'number',
  '#164': 'number',
  '#a11': 'string',
  '#e40': 'string',
  '#085': 'type',
  '#256': 'type',
  '#940': 'comment',
};

const highlighting = HighlightStyle.define(
  defaultHighlightStyle.specs.flatMap(({ tag, color }) => {
    const name = colours[String(color)];
    return name === undefined ? [] : [{ tag, color: `var(--sql-${name})` }];
  }),
);

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--mantine-color-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--mantine-color-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': { background: 'transparent', border: 'none', color: 'var(--mantine-color-dimmed)' },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'var(--sql-line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--sql-selection)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { background: 'var(--sql-selection)', outline: 'none' },
  '.cm-mistake': { textDecoration: 'underline wavy var(--holdfast-raises-text)', textUnderlineOffset: '3px' },
  '.cm-tooltip': {
    background: 'var(--holdfast-surface)',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: '6px',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--mantine-primary-color-filled)',
    color: 'var(--mantine-primary-color-contrast)',
  },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.75', marginLeft: '12px' },
});

const setMistake = StateEffect.define<{ from: number; to: number } | null>();
const mistakeMark = Decoration.mark({ class: 'cm-mistake' });
/** The place that the engine named; any change of the text ends it. */
const mistakes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setMistake))
        return effect.value === null
          ? Decoration.none
          : Decoration.set([mistakeMark.range(effect.value.from, effect.value.to)]);
    return transaction.docChanged ? Decoration.none : shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks the word at an offset of the text; the last character where the text ends too early. */
export function markMistake(view: EditorView, offset: number | null): void {
  const text = view.state.doc.toString();
  if (offset === null || text === '') return view.dispatch({ effects: setMistake.of(null) });
  const from = Math.min(offset, text.length - 1);
  const word = /^(?:\w+|"[^"]*"|'[^']*'|\S|\s)/.exec(text.slice(from))?.[0] ?? ' ';
  view.dispatch({ effects: setMistake.of({ from, to: from + word.length }) });
}

export const language = new Compartment();

/** SQLite's words as far as they read; the package's own also offers those that write, and commands of a shell. */
const reading = SQLDialect.define({
  ...SQLite.spec,
  keywords: `all and as asc between by case cast collate cross current desc distinct else end escape except exists explain
    filter first following from full glob group having in inner intersect is join last left like limit materialized natural
    not null nulls offset on or order outer over partition plan preceding query range row rows select then unbounded union
    using values when where window with`,
  types: 'integer real text',
  builtin: `abs avg coalesce count cume_dist date datetime dense_rank first_value format group_concat ifnull iif instr
    json_extract julianday lag last_value lead length lower max median min ntile nullif percent_rank percentile printf rank
    replace round row_number strftime substr sum total trim typeof unixepoch upper`,
}); // prettier-ignore

/** SQL as the engine understands it, with the names of its views and columns. */
export function sqlLanguage(schema: SqlSchema, spoken: 'en' | 'es'): Extension {
  const namespace: SQLNamespace = Object.fromEntries(
    schema.map(({ name, kind, title, columns }) => [
      name,
      {
        self: { label: name, type: kind === 'view' ? 'type' : 'function', detail: title[spoken] },
        children: columns.map((column) => ({
          label: /^[a-z_][a-z0-9_]*$/i.test(column.name) ? column.name : `"${column.name.replaceAll('"', '""')}"`,
          type: 'property',
          detail: column.title[spoken],
        })),
      },
    ]),
  );
  return sql({ dialect: reading, schema: namespace, upperCaseKeywords: true });
}

/**
 * A letter that takes the place of several lines makes Chromium keep their look in style attributes, which the page's content
 * policy refuses and reports. So the text is replaced here, before the browser does it.
 */
const typingOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    const text = event.data;
    if (event.inputType !== 'insertText' || text === null || main.empty || ranges.length > 1 || view.composing)
      return false;
    event.preventDefault();
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    // Whoever wraps a selection in brackets or quotes comes first.
    const isTaken = view.state
      .facet(EditorView.inputHandler)
      .some((handle) => handle(view, main.from, main.to, text, insert));
    if (!isTaken) view.dispatch(insert());
    return true;
  },
});

export type EditorActions = {
  readonly run: () => void;
  readonly leave: () => void;
  readonly change: (text: string) => void;
};

/** Tab is left to the page, so that nobody is caught in the editor; Escape leaves it at once. */
export function editorExtensions(label: string, describedBy: string, actions: EditorActions): Extension {
  return [
    EditorView.cspNonce.of(styleNonce),
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ icons: false, maxRenderedOptions: 60 }),
    highlightActiveLine(),
    syntaxHighlighting(highlighting),
    mistakes,
    typingOverSelection,
    theme,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedBy, spellcheck: 'false' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) actions.change(update.state.doc.toString());
    }),
    Prec.highest(
      keymap.of([
        { key: 'Mod-Enter', preventDefault: true, run: (view) => (closeCompletion(view), actions.run(), true) },
      ]),
    ),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap]),
    keymap.of([{ key: 'Escape', run: () => (actions.leave(), true) }]),
    keymap.of(defaultKeymap),
    language.of([]),
  ];
}
