import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { tables } from '../../shared/domain/tables.ts';
import type { Language } from '../ui/messages.ts';
import { startHost } from './support/host.ts';
import { keyboardOf } from './support/keyboard.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import type { Words } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 90_000;

/** Asked are the table, the account and how the dates are written; one invoice is due before it was issued, one cannot be read. */
const pasted = [
  'Invoice number;Belongs to;Issue date;Due date;Amount;Notes',
  ...Array.from(
    { length: 9 },
    (_, index) => `I${index};C${index};0${index + 1}/02/2024;0${index + 1}/03/2024;1${index}0;fine`,
  ),
  'I77;C3;05/06/2024;02/03/2024;90;backwards',
  'I78;C4;05/06/2024;soon;90;wordy',
].join('\n');

async function pasteByKeyboard(page: Page, words: Words): Promise<void> {
  const { reach, press, expectFocus } = keyboardOf(page);
  await reach(page.getByRole('button', { name: words.drop.paste, exact: true }));
  await press('Enter');
  const place = page.getByRole('dialog').getByRole('textbox');
  await expectFocus(place);
  await page.keyboard.insertText(pasted);
  await reach(page.getByRole('dialog').getByRole('button', { name: words.drop.pasteTake, exact: true }));
  await press('Enter');
  // The card of what was pasted is where it goes on.
  await expectFocus(page.getByRole('heading', { name: 'pasted-1.csv', exact: true }));
}

/** Answers the question that has the focus. @returns false where none has it, for none is left */
async function answerOne(page: Page, words: Words, language: Language): Promise<boolean> {
  const check = page.getByRole('button', { name: words.imports.check, exact: true });
  const asked = page.locator('[data-asked]').filter({ has: page.locator('input:focus') });
  await expect(asked.or(page.locator('[data-goes-on]:focus'))).toHaveCount(1);
  if ((await asked.count()) === 0) return false;
  const question = (await asked.innerText()).split('\n')[0] ?? '';
  if ((await asked.getByRole('radio').count()) > 0) await page.keyboard.press('Space');
  else {
    const isTable = question === words.imports.questionTable;
    const isAccount = /Account|Cuenta/.test(question);
    await page.keyboard.type(isTable ? tables.invoices.label[language] : isAccount ? 'Belongs' : 'Amount');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }
  await expect(page.getByText(question, { exact: true })).toHaveCount(0);
  // What is asked next may depend on the answer.
  await expect(page.getByText(words.imports.rechecking)).toHaveCount(0);
  await expect(check).toBeVisible();
  return true;
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['en'];

for (const language of languages) {
  test.describe(`an import without a pointer (${language})`, () => {
    test.use({ locale: language === 'es' ? 'es-ES' : 'en-GB', viewport: { width: 1280, height: 800 } });

    test('paste, answer, correct, check, choose, commit, undo: the focus is never nowhere', async ({ page, watch }) => {
      test.setTimeout(240_000);
      const words = wordsOf(language);
      const host = await startHost();
      try {
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.goto(host.address);
        await createWorkspace(page, words);
        const { reach, press, expectFocus, expectSomewhere } = keyboardOf(page);
        await pasteByKeyboard(page, words);
        const card = page.getByRole('region', { name: 'pasted-1.csv', exact: true });

        // Each answer leads to the next question, and the last one to the check.
        await reach(card.locator('[data-asked] input').first());
        for (let answered = 0; await answerOne(page, words, language); answered++) {
          expect(answered, 'questions that come again').toBeLessThan(5);
          await expectSomewhere('an answer');
        }
        const check = page.getByRole('button', { name: words.imports.check, exact: true });
        await expectFocus(check);
        await expect(check).toBeEnabled();

        // A mapping is corrected: what was kept as a further attribute is left out.
        const notes = card.getByRole('combobox', { name: filled(words.imports.fieldFor, { column: 'Notes' }) });
        await reach(notes, 'Shift+Tab');
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.type(words.imports.leaveOut);
        await press('ArrowDown');
        await press('Enter');
        await expect(notes).toHaveValue(words.imports.leaveOut);
        await expectSomewhere('the mapping was corrected');
        await reach(check);
        await expect(check).toBeEnabled();
        await press('Enter');
        await expect(page).toHaveURL(/\/imports\/-\d+$/, { timeout: longJob });
        await expectFocus(page.getByRole('heading', { level: 1 }));

        // What became of the rows, in the words of the page.
        const rejects = page.getByRole('grid', { name: words.results.rejectsTitle });
        await expect(rejects).toContainText(
          language === 'en'
            ? '"soon" is not a date read as day-month-year'
            : '«soon» no es una fecha leída como día-mes-año',
        );

        // A choice about contradictory rows checks again and comes back to the same choice.
        const choice = page.getByRole('radiogroup', { name: words.results.choiceLabel }).first();
        const [keep, leaveOut] = [
          choice.getByRole('radio', { name: words.results.choice_keep }),
          choice.getByRole('radio', { name: words.results['choice_leave-out'] }),
        ];
        await reach(keep);
        const before = page.url();
        await press('ArrowDown');
        await expect(page).not.toHaveURL(before, { timeout: longJob });
        await expect(leaveOut).toBeChecked();
        await expectFocus(leaveOut);

        await reach(page.getByRole('button', { name: words.results.commit }));
        await press('Enter');
        await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
        await expectFocus(page.getByRole('heading', { level: 1 }));

        await reach(page.getByRole('button', { name: words.results.undo, exact: true }));
        await press('Enter');
        const confirm = page.getByRole('dialog').getByRole('button', { name: words.results.undoConfirm });
        await reach(confirm);
        await press('Enter');
        await expect(page.getByText(words.results.state_undone, { exact: true })).toBeVisible({ timeout: longJob });
        await expectFocus(page.getByRole('heading', { level: 1 }));
      } finally {
        watch.end();
        await host.stop();
      }
    });
  });
}
