export { readBook, revenueBook } from './book.ts';
export type { PaidRow } from './book.ts';
export { runsOnSql } from './one-day-gap.ts';
export { firstPaidDay, revenueOn, runsOn } from './revenue-book.ts';
export type { RevenueBook } from './revenue-book.ts';
