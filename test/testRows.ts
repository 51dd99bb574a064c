import { expect, test } from 'vitest';

/** One test of a whole table, as of recorded answers or of all pages of a kind: every row is looked at, and what is wrong is told with the row's name. */
export function testRows<Row>(
  name: string,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  look: (row: Row) => void | Promise<void>,
): void {
  test(name, async () => {
    expect(rows.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const row of rows)
      try {
        await look(row);
      } catch (error) {
        wrong.push(`${nameOf(row)}: ${error instanceof Error ? error.message : error}`);
      }
    expect(wrong).toEqual([]);
  });
}
