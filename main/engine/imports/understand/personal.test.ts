import { describe, expect, it } from 'vitest';
import { generateSampleBook } from '../../workspace/sample/index.ts';
import { isNationalId } from './personal-values.ts';
import { profileColumns } from './profile.ts';

const personal = (column: string, ...values: string[]) =>
  profileColumns(
    [column],
    values.map((value) => [value]),
  )[0]!.personal;

describe('personal columns', () => {
  it.each([
    ['E-mail', 'email', ['ana@acme.es', 'bob@mail.co']],
    ['Correo electrónico', 'email', ['ana@acme.es']],
    ['col7', 'email', ['ana@acme.es', 'bob@mail.co']],
    ['Phone', 'phone', ['555 123 456', '5551234']],
    ['Teléfono móvil', 'phone', ['600111222']],
    ['col8', 'phone', ['+34 600 111 222', '+44 20 7946 0958']],
    ['First Name', 'name', ['Zsófia', 'Bo']],
    ['apellidos', 'name', ['García López']],
    ['cliente', 'name', ['Ana García', 'Luis Pérez', 'Marta Ruiz Soto', 'John Smith']],
    ['DNI', 'national-id', ['12345678Z']],
    ['ref', 'national-id', ['12345678Z', '00000000T', 'X1234567L']],
    ['ssn', 'national-id', ['123-45-6789']],
    ['Fecha de nacimiento', 'birth-date', ['01/02/1980', '25/02/1981']],
    ['dob', 'birth-date', ['1980-02-01']],
    ['Street', 'address', ['Calle Mayor 12, 3º', '5 Elm Road']],
    ['last_seen_ip', 'ip-address', ['10.0.0.1', '192.168.1.20']],
    ['client', 'ip-address', ['10.0.0.1', '2001:db8::1']],
  ] as const)('%s is %s', (column, kind, values) => expect(personal(column, ...values)).toBe(kind));

  it.each([
    ['product', ['Grace Pro', 'Marina Suite', 'Victor Basic', 'Diana 2']],
    ['account_name', ['Maria Design Studio', 'James Brown Ltd', 'Ana Ruiz', 'John Smith', 'Luis Gil']],
    ['name', ['Acme Inc', 'Blue Harbor', 'North Wind Labs', 'Rose Garden Group', 'Stone Bridge']],
    ['owner', ['Ana García', 'Luis Pérez', 'Marta Ruiz', 'John Smith']],
    ['emails_sent', ['12', '7']],
    ['email_opt_out', ['true', 'false']],
    ['PhoneService', ['Yes', 'No']],
    ['MultipleLines', ['No phone service', 'Yes', 'No']],
    ['ip_count', ['3', '5']],
    ['account_id', ['10000001', '10000002', '10000003']],
    ['order', ['123-45', '123-46']],
    ['version', ['1.2.3', '1.2.4']],
    ['created_at', ['2024-01-02', '2024-02-03']],
    ['nombre', ['Acme', 'Ferretería Ruiz']],
    ['campaign_name', ['Spring Sale', 'Winter Deal', 'Big Friday', 'New Year']],
    ['tax_id', ['B12345678', 'A87654321']],
    ['web address', ['https://acme.es/a-1 b']],
  ] as const)('%s is not', (column, values) => expect(personal(column, ...values)).toBeNull());

  it('checks national ids by their own rules', () => {
    expect(
      ['12345678Z', '12345678-Z', 'Y1234567X', '123-45-6789', 'AB123456C', '529.982.247-25'].map(isNationalId),
    ).toEqual([true, true, true, true, true, true]);
    expect(
      ['12345678A', '000-45-6789', 'BG123456C', '529.982.247-26', '11111111111', '2024-01-02'].map(isNationalId),
    ).toEqual([false, false, false, false, false, false]);
  });

  it('finds nobody in the sample book but in its contacts and surveys', () => {
    const found: string[] = [];
    for (const { name, chunks } of generateSampleBook({ accounts: 40, months: 6 }).files) {
      const [header = '', ...lines] = [...chunks()]
        .map(({ text }) => text)
        .join('')
        .trim()
        .split(/\r?\n/);
      const rows = lines.slice(0, 500).map((line) => line.split(','));
      for (const { column, personal: kind } of profileColumns(header.split(','), rows))
        if (kind !== null) found.push(`${name} ${column}: ${kind}`);
    }
    expect(found.filter((text) => !/contact|survey/.test(text))).toEqual([]);
    expect(found.some((text) => text.includes('email'))).toBe(true);
  });
});
