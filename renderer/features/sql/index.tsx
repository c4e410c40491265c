import { ActionIcon, Button, NumberInput, Stack, Text, Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconHistory, IconPlayerPlayFilled, IconPlayerStopFilled, IconSql } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { fromWireError, mostSqlRows } from '../../../shared/contract/index.ts';
import type { AnswerDefinition, SqlQuestion } from '../../../shared/contract/index.ts';
import { AnalysisBar, useAnalysis } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import type { SqlAnswer } from './drawing.ts';
import { SqlEditor } from './editor.tsx';
import type { EditorHandle } from './editor.tsx';
import type { SqlSchema } from './editor-extensions.ts';
import { ExportRows } from './export-rows.tsx';
import { HistoryDrawer } from './history-drawer.tsx';
import { messages } from './messages.ts';
import { Result } from './result.tsx';
import { SchemaBrowser } from './schema-browser.tsx';
import { question as questionSchema, view as viewSchema } from './search.ts';
import styles from './sql.module.css';
import { useRun } from './use-run.ts';

/** The console: statements over the documented views, and their rows as table, chart and file. */
export function SqlPage() {
  const schema = useQuery(useApi().sql.schema.queryOptions());
  return (
    <QueryView query={schema} skeleton="page">
      {(views) => <Console schema={views} />}
    </QueryView>
  );
}

function Console({ schema }: { readonly schema: SqlSchema }) {
  const t = useMessages(messages);
  const analysis = useAnalysis({ kind: 'sql', question: questionSchema, view: viewSchema });
  const { question, view, setView } = analysis;
  const run = useRun();
  const editor = useRef<EditorHandle>(null);
  const runButton = useRef<HTMLButtonElement>(null);
  const [draft, setDraft] = useState<SqlQuestion>(question);
  const [isHistoryOpen, setHistoryOpen] = useState(false);

  // The address says what was run last; a link, an insight and the back button put theirs into the editor and run it.
  const [shown, setShown] = useState(question);
  if (shown.sql !== question.sql || shown.limit !== question.limit) {
    setShown(question);
    setDraft(question);
  }
  const runAddress = useEffectEvent((asked: SqlQuestion) => run.start(asked));
  const { sql, limit } = question;
  useEffect(() => {
    if (sql.trim() !== '') runAddress({ sql, limit });
  }, [sql, limit]);

  const submit = (asked: SqlQuestion): void => {
    if (asked.sql.trim() === '') return;
    if (asked.sql === sql && asked.limit === limit) run.start(asked);
    // The columns of one statement mean nothing for another.
    else
      analysis.change(
        { question: asked, view: asked.sql === sql ? {} : { x: undefined, y: undefined } },
        { push: true },
      );
  };
  const takeStatement = (text: string): void => {
    setDraft({ ...draft, sql: text });
    editor.current?.focus();
  };
  const failure = run.error === null || run.isRunning ? null : fromWireError(run.error);
  const offset = failure?.details['offset'];
  const isOfDraft = draft.sql === sql;
  const { answer, asked } = run;

  return (
    <Stack gap="sm">
      <AnalysisBar
        title={t('title')}
        lead={t('lead')}
        analysis={{ ...analysis, question: draft }}
        definition={useDefinition(answer, asked)}
        exportOf={() =>
          answer === undefined || answer.columns.length === 0
            ? null
            : {
                name: t('title'),
                sheets: [
                  { name: t('result'), columns: answer.columns.map(({ name }) => name || '?'), rows: answer.rows },
                ],
              }
        }
        actions={<ExportRows sql={draft.sql} />}
      />
      <div className={styles.page}>
        <SchemaBrowser schema={schema} onInsert={(text) => editor.current?.insert(text)} onExample={takeStatement} />
        <div className={styles.work}>
          <div className={styles.editorCard}>
            <SqlEditor
              ref={editor}
              value={draft.sql}
              onChange={(text) => setDraft({ ...draft, sql: text })}
              onRun={() => submit(draft)}
              onLeave={() => runButton.current?.focus()}
              schema={schema}
              mistake={isOfDraft && typeof offset === 'number' ? offset : null}
            />
            <div className={styles.bar}>
              <Tooltip label={t('runHint')} openDelay={350}>
                <Button
                  ref={runButton}
                  size="xs"
                  leftSection={<IconPlayerPlayFilled size={13} />}
                  disabled={draft.sql.trim() === ''}
                  onClick={() => submit(draft)}
                >
                  {t('run')}
                </Button>
              </Tooltip>
              {run.isRunning ? <Running onCancel={run.cancel} /> : null}
              <span style={{ flex: 1 }} />
              <Text component="label" htmlFor="sql-limit" size="xs" c="dimmed">
                {t('limit')}
              </Text>
              <NumberInput
                id="sql-limit"
                size="xs"
                w={88}
                min={1}
                max={mostSqlRows}
                step={500}
                clampBehavior="blur"
                allowDecimal={false}
                allowNegative={false}
                value={draft.limit}
                onChange={(value) => setDraft({ ...draft, limit: limitOf(value) ?? draft.limit })}
              />
              <Tooltip label={t('history')} openDelay={350}>
                <ActionIcon variant="default" size={30} aria-label={t('history')} onClick={() => setHistoryOpen(true)}>
                  <IconHistory size={16} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            </div>
          </div>
          {failure === null ? null : <ErrorState error={failure} help={failure.code === 'cancelled'} />}
          {answer === undefined ? (
            failure === null && !run.isRunning ? (
              <Empty
                icon={<IconSql size={26} stroke={1.6} />}
                title={t('emptyTitle')}
                text={t('emptyText')}
                action={
                  <Button variant="light" onClick={() => submit({ ...draft, sql: exampleOf(schema) })}>
                    {t('emptyAction')}
                  </Button>
                }
              />
            ) : null
          ) : failure === null ? (
            <Result answer={answer} isOld={asked?.sql !== draft.sql} view={view} onView={setView} />
          ) : null}
        </div>
      </div>
      <HistoryDrawer
        opened={isHistoryOpen}
        onClose={() => setHistoryOpen(false)}
        onUse={(text) => {
          setHistoryOpen(false);
          takeStatement(text);
        }}
      />
    </Stack>
  );
}

/** Appears after a second: how long it has taken, and how to end it. */
function Running({ onCancel }: { readonly onCancel: () => void }) {
  const t = useMessages(messages);
  const [seconds, setSeconds] = useState(0);
  useInterval(() => setSeconds((before) => before + 1), 1_000, { autoInvoke: true });
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconPlayerStopFilled size={13} />} onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Text size="xs" c="dimmed" role="status">
        {seconds === 0 ? '' : t('running', { seconds })}
      </Text>
    </>
  );
}

function useDefinition(answer: SqlAnswer | undefined, asked: SqlQuestion | undefined): AnswerDefinition | undefined {
  return useMemo(() => {
    if (answer === undefined || asked === undefined) return undefined;
    const { dataVersion, asOf, rows } = answer;
    return {
      key: 'sql',
      values: {},
      words: {
        en: `The rows of this statement, as the data stood then: ${asked.sql}`,
        es: `Las filas de esta sentencia, según los datos de entonces: ${asked.sql}`,
      },
      sample: rows.length,
      dataVersion,
      asOf,
    };
  }, [answer, asked]);
}

function limitOf(value: string | number): number | null {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, mostSqlRows) : null;
}

function exampleOf(schema: SqlSchema): string {
  return schema.find(({ name }) => name === 'accounts')?.example ?? 'SELECT 1';
}
