import type { Bilingual, LabelRule } from '../../../shared/contract/index.ts';
import type { EventColumns } from '../events/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { joined } from './both-languages.ts';
import { readLifeSources } from './features/sources.ts';
import { lifeFacts } from './life-facts.ts';
import { proposeRule } from './label-rule.ts';
import type { ProposedRule } from './label-rule.ts';
import { accountLife } from './labels.ts';
import { savedRule } from './rule-setting.ts';

export type RuleOfBook = {
  readonly rule: LabelRule;
  readonly isDefault: boolean;
  readonly why: Bilingual;
  readonly churnsKnown: number;
};

const setByPerson: Bilingual = {
  en: 'This rule was set by a person. Without it:',
  es: 'Esta regla la fijó una persona. Sin ella:',
};

/** The event store is loaded anew with every data version, so it stands for one. */
const answers = new WeakMap<EventColumns, { readonly setting: string; readonly answer: RuleOfBook }>();

/** The rule in force, why, and how many churns it finds. */
export const ruleRead = defineEventsRead(
  'models.rule',
  ({ database, events, shouldStop }, _input: null): RuleOfBook => {
    const known = answers.get(events());
    const setting = JSON.stringify(savedRule(database));
    if (known?.setting === setting) return known.answer;
    const until = Math.floor((dataUntil(database) ?? 0) / 86_400);
    const facts = lifeFacts(readLifeSources(database, events(), shouldStop));
    const proposed: ProposedRule = proposeRule(facts, until);
    const saved = savedRule(database);
    const rule = saved ?? proposed.rule;
    const churnsKnown = facts.reduce((sum, fact) => sum + accountLife(fact, rule, until).churns.length, 0);
    const why = saved === null ? proposed.why : joined(setByPerson, proposed.why);
    const answer = { rule, isDefault: saved === null, why, churnsKnown };
    answers.set(events(), { setting, answer });
    return answer;
  },
);
