import { Anchor, Badge, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ContractOutputs, FunnelQuestion } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import styles from './funnel.module.css';
import { messages } from './messages.ts';
import { useDurationWords, useStepName } from './words.ts';

type Answer = ContractOutputs['funnels']['trace'];

type TraceResultProps = {
  readonly question: FunnelQuestion;
  readonly account: string;
  readonly name: string;
};

export function TraceResult({ question, account, name }: TraceResultProps) {
  const t = useMessages(messages);
  const query = useQuery(useApi().funnels.trace.queryOptions({ input: { ...question, account } }));
  const reasonWords = useReasonWords(question);
  return (
    <QueryView query={query} skeleton="lines">
      {(trace) => (
        <Stack gap="sm">
          <div role="status">
            <Text fw={600}>
              {t('traceOf', { name, reached: trace.reached, steps: question.steps.length })}{' '}
              {trace.stopped.reason === 'no-such-account' ? null : (
                <Anchor component={Link} to={`/accounts/${encodeURIComponent(account)}`} size="sm">
                  {t('openAccount')}
                </Anchor>
              )}
            </Text>
            {trace.contact === null ? null : (
              <Text size="sm" c="dimmed">
                {t('traceContact', { contact: trace.contact })}
              </Text>
            )}
            <Text size="sm">{reasonWords(trace.stopped)}</Text>
          </div>
          <MatchedSteps question={question} trace={trace} />
          {trace.events.length === 0 ? null : <TracedEvents trace={trace} />}
        </Stack>
      )}
    </QueryView>
  );
}

/** Why the account went no further, as a sentence. */
function useReasonWords(question: FunnelQuestion): (stopped: Answer['stopped']) => string {
  const t = useMessages(messages);
  const format = useFormat();
  const stepName = useStepName();
  return ({ reason, step, event, at }) => {
    const wanted = step === null ? undefined : question.steps[step];
    return t(`stopped.${reason}`, {
      number: step === null ? '' : step + 1,
      step: wanted === undefined || wanted.events.length === 0 ? stepName('*') : format.list(wanted.events),
      event: event ?? '',
      at: format.instant(at),
    });
  };
}

function MatchedSteps({ question, trace }: { readonly question: FunnelQuestion; readonly trace: Answer }) {
  const t = useMessages(messages);
  const format = useFormat();
  const durationWords = useDurationWords();
  const stepName = useStepName();
  const start = trace.matched[0]?.at;
  return (
    <table className={styles.table} aria-label={t('traceSteps')}>
      <tbody>
        {question.steps.map((step, index) => {
          const match = trace.matched.find((entry) => entry.step === index);
          const seconds =
            match === undefined || start === undefined ? null : (Date.parse(match.at) - Date.parse(start)) / 1_000;
          return (
            <tr key={index}>
              <td className={styles.number}>{index + 1}</td>
              <th scope="row">
                {match?.event ?? (step.events.length === 0 ? stepName('*') : format.list(step.events))}
              </th>
              {match === undefined ? (
                <td colSpan={2}>
                  <Text size="sm" c="dimmed">
                    {t(step.optional ? 'tracePassed' : 'traceMissing')}
                  </Text>
                </td>
              ) : (
                <>
                  <td data-end>{format.instant(match.at)}</td>
                  <td data-end>
                    {match.at === start || seconds === null
                      ? t('traceFirst')
                      : t('traceAfter', { duration: durationWords(Math.abs(seconds)) })}
                  </td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function TracedEvents({ trace }: { readonly trace: Answer }) {
  const t = useMessages(messages);
  const format = useFormat();
  return (
    <details>
      <summary>
        <Text component="span" size="sm">
          {t('traceEvents', { count: trace.events.length })}
        </Text>
      </summary>
      <div className={styles.tracedEvents} tabIndex={0} role="region" aria-label={t('traceEventsLabel')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('traceAt')}</th>
              <th scope="col">{t('event')}</th>
              <th scope="col">{t('traceRole')}</th>
            </tr>
          </thead>
          <tbody>
            {trace.events.map(({ event, at, step, excluded }, index) => (
              <tr key={index}>
                <td>{format.instant(at)}</td>
                <th scope="row">{event}</th>
                <td>
                  {step === null ? null : (
                    <Badge size="sm" variant="light">
                      {t('stepN', { number: step + 1 })}
                    </Badge>
                  )}
                  {excluded ? (
                    <Badge size="sm" variant="light" color="orange">
                      {t('excludedEvent')}
                    </Badge>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
