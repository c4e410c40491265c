export { periodOnTheClock } from './clock.ts';
export { readInParts } from './in-parts.ts';
export { columnsFrom, plainEvent, sortPlainly } from './plain-events.ts';
export type { PlainEvent } from './plain-events.ts';
export { testBook } from './test-book.ts';
export type { TestBook } from './test-book.ts';
export { testWorkspace } from './test-workspace.ts';
export type { TestWorkspace } from './test-workspace.ts';
