/** Nothing is known yet of what a code stands for. */
export const unresolved = 0xffff_ffff;
/** A text that leads nowhere: its row has to be looked at. All smaller numbers are what a code stands for. */
export const special = 0xffff_fffe;

/** Numbers by code, for as many codes as there are. */
export type CodeTable = { readonly values: Uint32Array; grow(count: number): void; forget(): void };

export function createTable(): CodeTable {
  const table = {
    values: new Uint32Array(1024).fill(unresolved),
    grow(count: number) {
      if (count <= table.values.length) return;
      const larger = new Uint32Array(Math.max(count, table.values.length * 2)).fill(unresolved);
      larger.set(table.values);
      table.values = larger;
    },
    forget: () => void table.values.fill(unresolved),
  };
  return table;
}
