import type { PersonalKind } from '../../../../shared/contract/index.ts';
import type { ContentCounts } from './content.ts';
import { normaliseHeader } from './header-words.ts';
import type { ColumnProfile } from './column-profile.ts';

type Rule = { readonly kind: PersonalKind; readonly header: RegExp; readonly not?: RegExp };

/** Words of a header that tell of a person, English and Spanish. */
const rules: readonly Rule[] = [
  {
    kind: 'birth-date',
    header: /\b(birth ?(date|day)?|birthday|date of birth|dob|(fecha (de )?)?nacimiento|cumpleanos)\b/,
  },
  {
    kind: 'email',
    header: /\b(e ?mails?|mail|correos?( electronicos?)?)\b/,
    not: /\b(opt|opted|count|sent|opens?|clicks?|bounced?|status|unsubscribed|domain|campaign|subject|verified|marked|emails? (sent|opened))\b/,
  },
  {
    kind: 'national-id',
    header:
      /\b(ssn|social security( number)?|national (id|insurance)( number)?|nino|dni|nie|passport( number)?|pasaporte|cpf|curp|cedula|seguridad social|documento( de)? identidad)\b/,
  },
  {
    kind: 'phone',
    header: /\b(phones?|mobile|telephone|cell(phone)?|fax|whatsapp|telefonos?|movil|celular)\b/,
    not: /\b(service|type|count|plan|has|verified|support|calls?|lines?|os|app|version|device)\b/,
  },
  { kind: 'ip-address', header: /\b(ip|ip address|direccion ip)\b/ },
  {
    kind: 'name',
    header:
      /\b(first ?name|last ?name|full ?name|given name|family name|sur ?name|middle name|maiden name|contact name|person name|user name|requester|submitter|respondent|attendee|primer nombre|apellidos?|nombre completo|nombre (de(l)? )?(contacto|usuario|persona))\b/,
    not: /\b(id|email|domain|language|type|count|external|updated|phone|at|wait|company|account|organi[sz]ation)\b/,
  },
  {
    kind: 'address',
    header: /\b(street|address( line)?( \d)?|calle|domicilio|direccion( postal)?)\b/,
    not: /\b(e ?mail|ip|web|mac|url|billing|shipping|company|office|organi[sz]ation|wallet)\b/,
  },
];
const dateWords =
  /\b(date|day|time|timestamp|at|on|when|created|updated|modified|since|until|fecha|dia|hora|cuando|alta|desde|hasta|nacimiento)\b/;

/** Whether a header says that its column holds dates. */
export function saysDate(column: string): boolean {
  const words = normaliseHeader(column);
  return dateWords.test(words) && !/\b(days|count|number of|minutes|hours|seconds|zone)\b/.test(words);
}

/** What a column may tell of a person; null where it does not look personal. The values have a say against the header. */
export function personalKindOf(
  column: string,
  type: ColumnProfile['type'],
  content: PersonalKind | null,
  counts: ContentCounts,
  looked: number,
): PersonalKind | null {
  const words = normaliseHeader(column);
  const rule = rules.find(({ header, not }) => header.test(words) && !not?.test(words));
  if (rule && fits(rule.kind, type, counts, looked)) return rule.kind;
  if (content !== 'name') return content;
  // Owners and agents are colleagues; accounts may be called after people.
  return /\b(account|company|organi[sz]ation|owner|agent|assignee|csm|product|plan|cuenta|empresa|responsable|propietario|agente)\b/.test(
    words,
  )
    ? null
    : content;
}

function fits(kind: PersonalKind, type: ColumnProfile['type'], counts: ContentCounts, looked: number): boolean {
  // An empty column may be filled in the next file.
  if (type === 'empty') return true;
  switch (kind) {
    case 'email':
      return counts.email >= looked * 0.2;
    case 'birth-date':
      return type === 'day' || type === 'instant' || type === 'integer';
    case 'phone':
      return type !== 'boolean' && type !== 'day' && type !== 'instant' && counts.email < looked * 0.5;
    case 'national-id':
      return type === 'text' || type === 'integer';
    case 'ip-address':
      return counts['ip-address'] >= looked * 0.5;
    case 'name':
      return type === 'text' && counts.email < looked * 0.5 && counts.id < looked * 0.5;
    case 'address':
      return type === 'text' && counts.places >= looked * 0.4;
  }
}
