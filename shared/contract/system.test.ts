import { describe, expect, it } from 'vitest';
import { settings } from './system.ts';

describe('settings', () => {
  const zoned = (zone: string) => settings.partial().safeParse({ zone }).success;

  it('take a time zone that can be computed with, and no other', () => {
    expect(['UTC', 'Europe/Madrid', 'America/Mexico_City'].map(zoned)).toEqual([true, true, true]);
    expect(['', 'Mars/Olympus', 'Europe/Madrid; DROP'].map(zoned)).toEqual([false, false, false]);
  });
});
