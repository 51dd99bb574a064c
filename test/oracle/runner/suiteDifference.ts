/** A recording as its file has it: a header, and tables of rows. */
export type Recording = Record<string, unknown>;

/** Another suite's recording as what differs from this one's: its header whole, of its tables the rows that are other ones, by their number from 0. */
export function suiteDifference(recording: Recording, other: Recording): Recording {
  return Object.fromEntries(
    Object.entries(other).map(([name, value]) => {
      const rows = recording[name];
      if (!Array.isArray(value)) return [name, value];
      if (!Array.isArray(rows) || rows.length !== value.length) return [name, value];
      const differing = value.flatMap((row, at) =>
        JSON.stringify(row) === JSON.stringify(rows[at]) ? [] : [[at, row]],
      );
      return [name, Object.fromEntries(differing)];
    }),
  );
}

/** The other suite's recording whole again. */
export function applySuiteDifference(recording: Recording, difference: Recording): Recording {
  return Object.fromEntries(
    Object.entries(difference).map(([name, value]) => {
      const rows = recording[name];
      if (!Array.isArray(rows) || Array.isArray(value) || typeof value !== 'object' || value === null)
        return [name, value];
      const others = new Map(Object.entries(value));
      return [name, rows.map((row, at) => others.get(String(at)) ?? row)];
    }),
  );
}
