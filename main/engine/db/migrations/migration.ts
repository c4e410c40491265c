/** One step of the schema: numbers rise in tens. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string };
