import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { nextRenewal, personId, plans, segments } from './accounts.ts';
import { rowFile, type CsvValue, type SampleFile } from './csv.ts';
import { contractOn, type Life } from './lives.ts';
import { personName, slugOf } from './names.ts';
import type { SampleSettings } from './options.ts';
import { createRandom } from './random.ts';

export interface Contact {
  id: string;
  first: string;
  last: string;
  email: string;
  title: string;
  role: string;
}

const titles = {
  en: [
    'Operations Manager',
    'Head of Data',
    'Finance Director',
    'IT Administrator',
    'Business Analyst',
    'Chief Executive',
    'Project Lead',
  ],
  es: [
    'Jefa de Operaciones',
    'Responsable de Datos',
    'Director Financiero',
    'Administrador de Sistemas',
    'Analista de Negocio',
    'Gerente',
    'Coordinadora de Proyectos',
  ],
};
const roles = ['Champion', 'Decision maker', 'Billing', 'Administrator', 'User', 'User'];

/** The two to six people whom the CRM knows at an account; the first is its champion. */
export function contactsOf(life: Life, settings: SampleSettings): Contact[] {
  const { account } = life;
  const random = createRandom(settings.seed, `contacts ${account.id}`);
  const count = Math.min(6, 2 + account.segment + random.whole(0, 2));
  return Array.from({ length: count }, (_, person) => {
    const { first, last } = personName(random, account.language);
    return {
      id: personId(account, person),
      first,
      last,
      email: `${slugOf(first)}.${slugOf(last).split('-')[0]!}${person === 0 ? '' : person}@${account.slug}.example`,
      title: random.pick(titles[account.language]),
      role: roles[person]!,
    };
  });
}

export function accountsFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  const header = [
    'Account ID',
    'Account Name',
    'Account Owner',
    'Segment',
    'Industry',
    'Billing Country',
    'Plan',
    'Created Date',
    'Renewal Date',
    'Parent Account ID',
    'Website',
    'Employees',
  ];
  const rows = (): CsvValue[][] =>
    lives.map((life) => {
      const { account, path } = life;
      const lastDay = settings.firstDay + path.endIndex - 1;
      // Of a customer that left, the CRM keeps the renewal that was not reached.
      const renewal = nextRenewal(account, lastDay);
      return [
        account.id,
        account.name,
        account.owner,
        segments[account.segment]!,
        account.industry,
        account.country.code,
        plans[contractOn(life, lastDay).plan]!,
        dayOfNumber(account.createdDay),
        dayOfNumber(renewal),
        account.parent?.id ?? null,
        `https://www.${account.slug}.example`,
        account.employees,
      ];
    });
  return rowFile('crm-accounts.csv', 'accounts', header, rows, true);
}

export function contactsFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  const header = [
    'Contact ID',
    'Account ID',
    'First Name',
    'Last Name',
    'Email',
    'Title',
    'Role',
    'Last Activity Date',
  ];
  const rows = (): CsvValue[][] =>
    lives.flatMap((life) => {
      const random = createRandom(settings.seed, `last activity ${life.account.id}`);
      const firstDay = settings.firstDay + life.path.firstIndex;
      const lastDay = settings.firstDay + life.path.endIndex - 1;
      return contactsOf(life, settings).map((contact, person) => {
        const end = person === 0 && life.championLeaves !== null ? Math.min(lastDay, life.championLeaves) : lastDay;
        const silence = Math.floor(-Math.log(1 - random.next()) * (person === 0 ? 2 : 9));
        return [
          contact.id,
          life.account.id,
          contact.first,
          contact.last,
          contact.email,
          contact.title,
          contact.role,
          dayOfNumber(Math.max(firstDay, end - silence)),
        ];
      });
    });
  return rowFile('crm-contacts.csv', 'contacts', header, rows, true);
}
