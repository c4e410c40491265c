import { ActionIcon, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import type { SqlSchema } from './editor-extensions.ts';
import { messages } from './messages.ts';
import styles from './sql.module.css';

type SchemaBrowserProps = {
  readonly schema: SqlSchema;
  readonly onInsert: (text: string) => void;
  readonly onExample: (sql: string) => void;
};

/** What can be asked: every view with its columns, and an example of each. */
export function SchemaBrowser({ schema, onInsert, onExample }: SchemaBrowserProps) {
  const t = useMessages(messages);
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const wanted = search.trim().toLocaleLowerCase();
  const fits = (text: string): boolean => text.toLocaleLowerCase().includes(wanted);
  const shown = schema.filter(({ name, columns }) => fits(name) || columns.some((column) => fits(column.name)));
  const toggle = (name: string): void =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  return (
    <section className={styles.views} aria-label={t('views')}>
      <TextInput
        size="xs"
        aria-label={t('searchViews')}
        placeholder={t('searchViews')}
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ul className={styles.viewList}>
        {shown.map((view) => (
          <li key={view.name}>
            <ViewEntry
              view={view}
              isOpen={open.has(view.name) || (wanted !== '' && !fits(view.name))}
              onToggle={() => toggle(view.name)}
              onInsert={onInsert}
              onExample={onExample}
            />
          </li>
        ))}
        {shown.length === 0 ? (
          <Text component="li" size="xs" c="dimmed" p="xs">
            {t('noViews')}
          </Text>
        ) : null}
      </ul>
    </section>
  );
}

type ViewEntryProps = {
  readonly view: SqlSchema[number];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onInsert: (text: string) => void;
  readonly onExample: (sql: string) => void;
};

function ViewEntry({ view, isOpen, onToggle, onInsert, onExample }: ViewEntryProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const shownName = view.kind === 'view' ? view.name : `${view.name}(${view.parameters.join(', ')})`;
  const count = view.rows === null ? '' : ` · ${t('rows', { count: view.rows, formatted: format.integer(view.rows) })}`;
  return (
    <>
      <div className={styles.view}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={isOpen}
          aria-label={t('showColumns', { name: view.name })}
          onClick={onToggle}
        >
          {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </ActionIcon>
        <Tooltip label={`${say(view.title)}${count}`} openDelay={350} position="right" multiline maw={320}>
          <UnstyledButton
            className={styles.viewName}
            aria-label={t('insertName', { name: shownName })}
            onClick={() => onInsert(view.name)}
          >
            {shownName}
          </UnstyledButton>
        </Tooltip>
        <Tooltip label={t('useExample', { name: view.name })} openDelay={350}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('useExample', { name: view.name })}
            onClick={() => onExample(view.example)}
          >
            <IconPlayerPlay size={13} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      {isOpen ? (
        <ul className={styles.columns}>
          {view.columns.map((column) => (
            <li key={column.name}>
              <UnstyledButton className={styles.column} title={say(column.title)} onClick={() => onInsert(column.name)}>
                <span>{column.name}</span>
                <Text span size="xs" c="dimmed" inherit={false}>
                  {column.type}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
