import { ActionIcon, Button, SegmentedControl, Switch, Tooltip } from '@mantine/core';
import { IconFolderPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { QueryBuilder } from 'react-querybuilder';
import type {
  ActionProps,
  CombinatorSelectorProps,
  FieldSelectorProps,
  NotToggleProps,
  RuleGroupType,
  RuleType,
  ValueEditorProps,
} from 'react-querybuilder';
import { useMessages } from '../../ui/messages.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { FieldSelect } from './field-select.tsx';
import { messages } from './messages.ts';
import { newCondition } from './rule-query.ts';
import type { QueryGroup } from './rule-query.ts';
import styles from './segments.module.css';

/** Groups in groups that a rule may have. */
const deepest = 6;

function FieldControl({ value, handleOnChange }: FieldSelectorProps) {
  return <FieldSelect value={value ?? ''} onChange={handleOnChange} />;
}

function ValueControl({ value, handleOnChange, context }: ValueEditorProps) {
  const { own } = context as { own: number | null };
  return (
    <div className={styles.value}>
      <ConditionEditor value={value as ReturnType<typeof newCondition>} onChange={handleOnChange} own={own} />
    </div>
  );
}

function CombinatorControl({ value, handleOnChange }: CombinatorSelectorProps) {
  const t = useMessages(messages);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('combinator')}
      value={value ?? 'and'}
      onChange={handleOnChange}
      data={[
        { value: 'and', label: t('all') },
        { value: 'or', label: t('any') },
      ]}
    />
  );
}

function NotControl({ checked, handleOnChange }: NotToggleProps) {
  const t = useMessages(messages);
  return (
    <Tooltip label={t('notHelp')}>
      <Switch
        size="xs"
        label={t('not')}
        checked={checked ?? false}
        onChange={(event) => handleOnChange(event.currentTarget.checked)}
      />
    </Tooltip>
  );
}

function AddCondition({ handleOnClick }: ActionProps) {
  const t = useMessages(messages);
  return (
    <Button
      size="compact-sm"
      variant="light"
      leftSection={<IconPlus size={14} />}
      aria-label={t('addConditionHelp')}
      onClick={(event) => handleOnClick(event)}
    >
      {t('addCondition')}
    </Button>
  );
}

function AddGroup({ handleOnClick, level }: ActionProps) {
  const t = useMessages(messages);
  if (level + 1 >= deepest) return null;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconFolderPlus size={14} />}
      aria-label={t('addGroupHelp')}
      onClick={(event) => handleOnClick(event)}
    >
      {t('addGroup')}
    </Button>
  );
}

function RemoveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <IconTrash size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

function RemoveCondition({ handleOnClick }: ActionProps) {
  const t = useMessages(messages);
  return <RemoveButton label={t('removeCondition')} onClick={() => handleOnClick()} />;
}

function RemoveGroup({ handleOnClick }: ActionProps) {
  const t = useMessages(messages);
  return <RemoveButton label={t('removeGroup')} onClick={() => handleOnClick()} />;
}

const controls = {
  fieldSelector: FieldControl,
  operatorSelector: null,
  valueEditor: ValueControl,
  combinatorSelector: CombinatorControl,
  notToggle: NotControl,
  addRuleAction: AddCondition,
  addGroupAction: AddGroup,
  removeRuleAction: RemoveCondition,
  removeGroupAction: RemoveGroup,
};

const classes = {
  queryBuilder: styles.builder ?? '',
  ruleGroup: styles.group ?? '',
  header: styles.header ?? '',
  body: styles.body ?? '',
  rule: styles.rule ?? '',
};

// What a condition is about decides its whole value, so the fields need no operators of their own.
const fields = [{ name: 'usage', label: 'usage' }];
const oneOperator = [{ name: '=', label: '=' }];
const newValue = (rule: RuleType): unknown => newCondition(rule.field);

type RuleBuilderProps = {
  readonly query: QueryGroup;
  readonly onChange: (query: QueryGroup) => void;
  readonly own: number | null;
};

/** Nested groups of conditions, and or not, usable by keyboard alone. */
export function RuleBuilder({ query, onChange, own }: RuleBuilderProps) {
  const t = useMessages(messages);
  const context = useMemo(() => ({ own }), [own]);
  return (
    <QueryBuilder
      fields={fields}
      query={query as unknown as RuleGroupType}
      onQueryChange={(next) => onChange(next as unknown as QueryGroup)}
      controlElements={controls}
      controlClassnames={classes}
      suppressStandardClassnames
      context={context}
      getDefaultField="usage"
      getDefaultValue={newValue}
      getDefaultOperator="="
      getOperators={() => oneOperator}
      showNotToggle
      addRuleToNewGroups
      resetOnFieldChange
      enableMountQueryChange={false}
      accessibleDescriptionGenerator={({ path }) => (path.length === 0 ? t('root') : t('group'))}
    />
  );
}
