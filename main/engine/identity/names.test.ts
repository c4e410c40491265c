import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registrableDomain } from './domains.ts';
import { normaliseCountry, normaliseTaxId } from './keys.ts';
import { compareNames, jaroWinkler } from './likeness.ts';
import { nameWords, normaliseName } from './name-words.ts';

describe('names of companies', () => {
  it.each([
    ['Northwind Traders, Inc.', 'NORTHWIND TRADERS'],
    ['Müller & Söhne GmbH & Co. KG', 'Muller und Sohne'],
    ['Díaz y López, S. L.', 'Diaz & Lopez SL'],
    ['Grupo Orión, S.A. de C.V.', 'Group Orion'],
    ['Yamada K.K.', 'Yamada'],
    ['株式会社山田', '山田'],
    ['I.B.M.', 'IBM Corp'],
    ['Banco de Sevilla S.A.', 'Bank of Sevilla'],
    ["O'Reilly Media Ltd", 'OReilly Media'],
    ['The Coca-Cola Company', 'Coca Cola'],
    ['SAS Institute Inc', 'SAS Institute'],
  ])('reads %s as %s', (one, other) => expect(normaliseName(one)).toBe(normaliseName(other)));

  it('leaves something of every name that has letters', () => {
    expect(nameWords('S.A.')).toEqual(['sa']);
    expect(nameWords('The Company')).not.toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const words = nameWords(name);
        expect(normaliseName(words.join(' ')).length > 0).toBe(words.length > 0);
      }),
    );
  });

  it('measures Jaro-Winkler as published', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4);
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4);
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 4);
  });

  it('is symmetrical and between 0 and 1', () => {
    const name = fc.array(fc.constantFrom('acme', 'acne', 'group', 'spain', 'delta', 'air', 'deltas'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const there = compareNames(one, other).likeness;
        expect(compareNames(other, one).likeness).toBeCloseTo(there, 12);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('tells what each side has alone', () => {
    expect(compareNames(['acme', 'spain'], ['acme', 'france'])).toMatchObject({
      onlyLeft: ['spain'],
      onlyRight: ['france'],
    });
    expect(compareNames(['store', '12'], ['store', '14']).onlyLeft).toEqual(['12']);
    expect(compareNames(['face', 'book'], ['facebook']).likeness).toBe(1);
  });
});

describe('keys', () => {
  it.each([
    ['https://www.mail.acme.co.uk/about?x=1', 'acme.co.uk'],
    ['Ana@Acme.es', 'acme.es'],
    ['acme.com.br', 'acme.com.br'],
    ['www.acme.com:443', 'acme.com'],
    ['ana@gmail.com', null],
    ['http://facebook.com/acme', null],
    ['co.uk', null],
    ['10.0.0.1', null],
    ['acme', null],
    ['', null],
  ])('finds the domain of %s', (address, domain) => expect(registrableDomain(address)).toBe(domain));

  it('reads tax numbers and countries as they are meant', () => {
    expect(normaliseTaxId('ES-B12.345.678')).toBe(normaliseTaxId('B12345678'));
    expect(normaliseTaxId('DE 123456789')).toBe(normaliseTaxId('123456789'));
    expect(normaliseTaxId('0000000')).toBeNull();
    expect(normaliseTaxId('n/a')).toBeNull();
    for (const text of ['España', 'Spain', 'es', 'ES']) expect(normaliseCountry(text)).toBe('ES');
    for (const text of ['UK', 'United Kingdom', 'Reino Unido', 'GB']) expect(normaliseCountry(text)).toBe('GB');
    for (const text of ['USA', 'U.S.A.', 'United States', 'Estados Unidos']) expect(normaliseCountry(text)).toBe('US');
    expect(normaliseCountry(' ')).toBeNull();
  });
});
