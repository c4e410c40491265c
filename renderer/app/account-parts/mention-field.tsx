import { Combobox, Textarea, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, Ref, SyntheticEvent } from 'react';
import type { AccountLink } from '../../../shared/contract/index.ts';
import { shownText, storedText } from '../../../shared/domain/mentions.ts';
import { useMessages } from '../../ui/messages.ts';
import { useApi } from '../client.tsx';
import { workMessages } from './work-messages.ts';

/** A text while it is written: with names, and which accounts they mean. */
export type Draft = { readonly text: string; readonly picked: readonly AccountLink[] };
export const emptyDraft: Draft = { text: '', picked: [] };
export const draftOf = (stored: string | null, mentions: readonly AccountLink[]): Draft => ({
  text: shownText(stored ?? '', mentions),
  picked: mentions,
});
export const storedDraft = ({ text, picked }: Draft): string => storedText(text.trim(), picked);

type MentionFieldProps = {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** Rows of a longer text; a single line where not given. */
  readonly rows?: number;
  readonly autoFocus?: boolean;
  readonly fieldRef?: Ref<HTMLInputElement>;
  /** Enter on a line, Ctrl+Enter in a longer text. */
  readonly onEnter?: () => void;
  readonly onEscape?: () => void;
};

/** What is written after the last `@` before the cursor, up to three words of a name. */
const beingNamed = /(?:^|\s)@([^\s@]*(?: [^\s@]+){0,2})$/u;
const accountsShown = 6;

/** A field in which `@` finds an account by its name. */
export function MentionField(props: MentionFieldProps) {
  const { label, hideLabel = false, placeholder, draft, onDraft, rows, autoFocus, fieldRef, onEnter, onEscape } = props;
  const t = useMessages(workMessages);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [named, setNamed] = useState<string | null>(null);
  const caret = useRef(0);
  const [search] = useDebouncedValue(named, 120);
  const isAsking = named !== null && named.trim() !== '';
  const found = useQuery(
    useApi().accounts.queue.queryOptions({
      input: {
        filter: { search: search ?? '', includeChurned: true },
        sort: 'name',
        descending: false,
        limit: accountsShown,
      },
      enabled: search !== null && search.trim() !== '',
      placeholderData: keepPreviousData,
    }),
  ).data;
  const options = isAsking ? (found?.rows ?? []) : [];

  // Enter takes the first, as it stands highlighted.
  const first = options[0]?.id;
  useEffect(() => {
    if (first !== undefined) combobox.selectFirstOption();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [first, options.length]);

  const look = (field: HTMLInputElement | HTMLTextAreaElement): void => {
    caret.current = field.selectionStart ?? field.value.length;
    const words = beingNamed.exec(field.value.slice(0, caret.current))?.[1] ?? null;
    // What follows an account that was picked is the text going on.
    const isPicked = words !== null && draft.picked.some((one) => words.startsWith(one.name));
    const name = isPicked ? null : words;
    setNamed(name);
    if (name === null || name.trim() === '') combobox.closeDropdown();
    else combobox.openDropdown();
  };
  const onChange = ({ currentTarget }: SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    onDraft({ ...draft, text: currentTarget.value });
    look(currentTarget);
  };
  const pick = (id: string): void => {
    const account = options.find((row) => row.id === id);
    if (account === undefined) return;
    const before = draft.text.slice(0, caret.current).replace(/@[^@]*$/u, `@${account.name} `);
    const picked = [...draft.picked.filter((one) => one.name !== account.name), { id: account.id, name: account.name }];
    onDraft({ text: before + draft.text.slice(caret.current), picked });
    setNamed(null);
    combobox.closeDropdown();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isChoosing = combobox.dropdownOpened && options.length > 0;
    if (event.key === 'Enter' && !isChoosing && (rows === undefined || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onEnter?.();
    }
    if (event.key === 'Escape' && !isChoosing) onEscape?.();
  };
  const field = {
    size: 'sm' as const,
    ...(hideLabel ? { 'aria-label': label } : { label }),
    placeholder,
    value: draft.text,
    onChange,
    onKeyDown,
    onBlur: () => combobox.closeDropdown(),
    autoComplete: 'off',
    ...(autoFocus === true ? { 'data-autofocus': true, autoFocus: true } : {}),
  };
  return (
    <Combobox store={combobox} onOptionSubmit={pick} position="bottom-start" width={320}>
      <Combobox.Target withAriaAttributes={options.length > 0}>
        {rows === undefined ? (
          <TextInput {...field} ref={fieldRef} maxLength={500} />
        ) : (
          <Textarea {...field} autosize minRows={rows} maxRows={12} maxLength={10_000} />
        )}
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0}>
        <Combobox.Options aria-label={t('mention.find')}>
          {options.map((row) => (
            <Combobox.Option key={row.id} value={row.id}>
              <span data-private="">{row.name}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
