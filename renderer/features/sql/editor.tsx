import { VisuallyHidden } from '@mantine/core';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useEffectEvent, useId, useImperativeHandle, useRef } from 'react';
import type { Ref } from 'react';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { editorExtensions, language, markMistake, sqlLanguage } from './editor-extensions.ts';
import type { SqlSchema } from './editor-extensions.ts';
import { messages } from './messages.ts';
import styles from './sql.module.css';

export type EditorHandle = {
  /** In place of the selection, with the cursor behind it. */
  readonly insert: (text: string) => void;
  readonly focus: () => void;
};

type EditorProps = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  /** Where Escape goes. */
  readonly onLeave: () => void;
  readonly schema: SqlSchema;
  /** Where the engine found a mistake. */
  readonly mistake: number | null;
  readonly ref: Ref<EditorHandle>;
};

/** The editor keeps its own text; `value` replaces it where it differs. */
export function SqlEditor({ value, onChange, onRun, onLeave, schema, mistake, ref }: EditorProps) {
  const t = useMessages(messages);
  const spoken = useLanguage();
  const hint = useId();
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const changed = useEffectEvent((text: string) => {
    if (text !== value) onChange(text);
  });
  const run = useEffectEvent(onRun);
  const leave = useEffectEvent(onLeave);
  const firstText = useEffectEvent(() => value);
  const label = t('editor');

  useEffect(() => {
    if (parent.current === null) return undefined;
    const actions = {
      run: () => run(),
      leave: () => leave(),
      change: (text: string) => changed(text),
    };
    const view = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: firstText(), extensions: editorExtensions(label, hint, actions) }),
    });
    editor.current = view;
    return () => {
      view.destroy();
      editor.current = null;
    };
  }, [label, hint]);

  useEffect(() => {
    editor.current?.dispatch({ effects: language.reconfigure(sqlLanguage(schema, spoken)) });
  }, [schema, spoken, label, hint]);

  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === value) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: value },
      selection: { anchor: value.length },
    });
  }, [value]);

  useEffect(() => {
    if (editor.current !== null) markMistake(editor.current, mistake);
  }, [mistake]);

  useImperativeHandle(ref, () => ({
    insert(text) {
      const view = editor.current;
      if (view === null) return;
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    focus: () => editor.current?.focus(),
  }));

  return (
    <>
      <div ref={parent} className={styles.editor} />
      <VisuallyHidden id={hint}>{t('editorHint')}</VisuallyHidden>
    </>
  );
}
