import { expect, it } from 'vitest';
import { checkTargetRequest } from './train-request.ts';

it('refuses a threshold for churn and features that there are not, and says which can be allowed', () => {
  expect(() => checkTargetRequest({ target: 'churn', allow: [], threshold: 0.1 })).toThrow(/Churn has no threshold/);
  expect(() => checkTargetRequest({ target: 'churn', allow: ['segment', 'plan'] })).toThrow(
    /no feature "plan".*segment, account_plan, employees/,
  );
  expect(() => checkTargetRequest({ target: 'expansion', allow: ['segment'], threshold: 0.3 })).not.toThrow();
});
