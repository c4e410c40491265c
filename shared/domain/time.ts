import { z } from 'zod';

/** A calendar day, `2026-03-31`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written 2026-03-31');
/** An instant in ISO UTC, `2026-03-31T09:30:00Z`. */
export const instant = z.iso.datetime();

const millisecondsADay = 86_400_000;

/** Days since 1970-01-01 of a day string. */
export function dayNumber(value: string): number {
  return Math.round(Date.parse(`${value}T00:00:00Z`) / millisecondsADay);
}

/** The day string of a number of days since 1970-01-01. */
export function dayOfNumber(value: number): string {
  return new Date(value * millisecondsADay).toISOString().slice(0, 10);
}

/** The day `days` after (or before, when negative) `from`. */
export function addDays(from: string, days: number): string {
  return dayOfNumber(dayNumber(from) + days);
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The UTC day of an instant in epoch seconds. */
export function dayOfSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Epoch seconds of the start (UTC) of a day. */
export function secondsOfDay(value: string): number {
  return dayNumber(value) * 86_400;
}

/** ISO UTC instant of epoch seconds, without fraction. */
export function instantOfSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
