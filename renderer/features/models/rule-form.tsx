import { Badge, Button, Checkbox, Group, NumberInput, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Bilingual, LabelRule } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { bounds, formOf, isSameRule, isWithin, ruleOf } from './rule.ts';
import type { BoundName, RuleForm } from './rule.ts';
import type { Runs } from './runs.tsx';

type LabelRuleFormProps = {
  readonly runs: Runs;
  /** The rule that the model on show was trained with. */
  readonly modelRule: LabelRule | null;
};

/** What counts as churn in this book; a change counts from the next training on. */
export function LabelRuleForm({ runs, modelRule }: LabelRuleFormProps) {
  const query = useQuery(useApi().models.labelRule.queryOptions());
  return (
    <QueryView query={query} skeleton="page">
      {({ rule, isDefault, why }) => (
        <Form
          key={JSON.stringify(rule)}
          rule={rule}
          isDefault={isDefault}
          why={why}
          runs={runs}
          modelRule={modelRule}
        />
      )}
    </QueryView>
  );
}

type FormProps = LabelRuleFormProps & {
  readonly rule: LabelRule;
  readonly isDefault: boolean;
  readonly why: Bilingual;
};

function Form({ rule, isDefault, why, runs, modelRule }: FormProps) {
  const t = useMessages(messages);
  const language = useLanguage();
  const api = useApi();
  const queries = useQueryClient();
  const [form, setForm] = useState<RuleForm>(() => formOf(rule));
  const save = useMutation(
    api.models.setLabelRule.mutationOptions({
      onSuccess: (answer) => {
        queries.setQueryData(api.models.labelRule.queryKey(), answer);
        notifications.show({ message: t('ruleSaved'), color: 'harbour' });
      },
    }),
  );
  const next = ruleOf(form);
  const nothingCounts = !form.subscriptionEnded && !form.churnEvent && !form.inactivity;
  const days = (name: BoundName, label: string, disabled = false) => (
    <NumberInput
      label={label}
      suffix={` ${t('ruleDays')}`}
      value={form[name]}
      onChange={(value) => setForm((old) => ({ ...old, [name]: value }))}
      allowDecimal={false}
      min={bounds[name].low}
      max={bounds[name].high}
      clampBehavior="none"
      disabled={disabled}
      error={isWithin(name, form[name]) ? null : t('ruleWrong', bounds[name])}
      w={290}
    />
  );
  const check = (name: 'subscriptionEnded' | 'churnEvent' | 'inactivity', label: string) => (
    <Checkbox
      label={label}
      checked={form[name]}
      onChange={(event) => {
        const { checked } = event.currentTarget;
        setForm((old) => ({ ...old, [name]: checked }));
      }}
    />
  );
  const saveAndTrain = () => {
    if (next !== null) save.mutate(next, { onSuccess: () => runs.train.mutate({ target: runs.target }) });
  };
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="lg" maw={760}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (next !== null) save.mutate(next);
        }}
      >
        <Stack gap="md">
          <div>
            <Group gap="sm">
              <Title order={2}>{t('ruleTitle')}</Title>
              <Badge variant="light" color="gray">
                {isDefault ? t('ruleDefault') : t('ruleSet')}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed">
              {why[language]} {t('ruleText')}
            </Text>
          </div>
          <Stack gap="sm">
            {check('subscriptionEnded', t('ruleSubscription'))}
            {form.subscriptionEnded ? <Group pl={30}>{days('graceDays', t('ruleGrace'))}</Group> : null}
            {check('churnEvent', t('ruleEvent'))}
            {check('inactivity', t('ruleInactivity'))}
            {form.inactivity ? <Group pl={30}>{days('inactivityDays', t('ruleInactivityDays'))}</Group> : null}
          </Stack>
          {nothingCounts ? (
            <Text size="sm" c="var(--holdfast-raises-text)" role="alert">
              {t('ruleNone')}
            </Text>
          ) : null}
          {days('horizonDays', t('ruleHorizon'))}
          {modelRule !== null && !isSameRule(modelRule, rule) ? <Text size="sm">{t('ruleOfModel')}</Text> : null}
          {save.error === null ? null : <ErrorState error={save.error} />}
          <Group>
            <Button type="submit" variant="default" disabled={next === null} loading={save.isPending}>
              {t('ruleSave')}
            </Button>
            <Button disabled={next === null || runs.busy} onClick={saveAndTrain}>
              {t('ruleSaveTrain')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
