import { describe, expect, it } from 'vitest';
import { encodingOf } from './encoding.ts';

/** Bytes by one's own hand: Node writes no older encodings than Latin-1. */
function encode(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const codes = new Map<string, number[]>();
  for (let byte = 0; byte < 256; byte++) codes.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  if (encoding === 'shift_jis' || encoding === 'euc-jp')
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        const letter = decoder.decode(Uint8Array.of(lead, trail));
        if (letter.length === 1 && letter !== '\ufffd' && !codes.has(letter)) codes.set(letter, [lead, trail]);
      }
  return Buffer.from([...text].flatMap((letter) => codes.get(letter) ?? [63]));
}

const japanese = '会社名,国,担当者\n株式会社アクメ,日本,田中さん\n東京ガス,日本,すずき\n';
describe('encodings are found by evidence', () => {
  it.each([
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['windows-1252', 'nombre,país\nMuñoz,España\nPeña,México\n'],
    ['windows-1252', 'nom,ville\nFrançois Hébert,Orléans\nHélène,Évry\nBœuf à l’œil,Fécamp\n'],
    ['windows-1252', 'EMPRESA,PAÍS\nPRODUÇÃO E AÇÃO,ESPAÑA\nÁÉÍÓÚ,PERÚ\n'],
    ['windows-1252', 'Name,Straße\nMüller,Königstraße 5\nÖzdemir,Größe „M“\n'],
    ['windows-1252', 'note,price\nDomino’s “best” – really…,€5\nMcDonald’s,£7\n'],
    ['windows-1252', 'name,unit\nPump 5 m³,±2 °C\nPipe 10 m²,½ €\n'],
    ['windows-1250', 'jméno,město\nŽižka,Plzeň\nŁukasz Wałęsa,Łódź\nŚwięty,Gdańsk\n'],
    ['windows-1251', 'компания,страна\nГазпром Нефть,Россия\nЯндекс Такси,Москва\n'],
    ['utf-8', 'nombre\nMuñoz ✓ 東京\n'],
  ])('%s: %s', (encoding, text) => {
    const bytes = encoding === 'utf-8' ? Buffer.from(text) : encode(text, encoding);
    expect(encodingOf(bytes, true)).toBe(encoding);
    if (encoding !== 'utf-8') expect(new TextDecoder(encoding, { fatal: true }).decode(bytes)).toBe(text);
  });
});
