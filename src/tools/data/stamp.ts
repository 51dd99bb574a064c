import { isSuite, type Suite } from './suites.ts';

/** Where a file's facts come from; it stands inside a table, or beside a verbatim file as `<name>.stamp.json`. */
export interface Stamp {
  packages: Stamped[];
  madeBy: string;
}

/** A package by its version, and by its suite where that isn't the one of the machine that made the table. */
export interface Stamped {
  package: string;
  version: string;
  suite?: Suite;
}

/** The stamp of a table made from `packages` by `npm run data -- <table>`. */
export function stampOf(table: string, packages: readonly Stamped[]): Stamp {
  return {
    packages: packages.map(({ package: name, version, suite }) => ({
      package: name,
      version,
      ...(suite && { suite }),
    })),
    madeBy: `npm run data -- ${table}`,
  };
}

/** The stamp in the text of a table or of a `.stamp.json` file; undefined where there is none that can be read. */
export function readStamp(text: string): Stamp | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const stamp = property(value, 'stamp');
  const madeBy = property(stamp, 'madeBy');
  const packages = property(stamp, 'packages');
  if (typeof madeBy !== 'string' || !Array.isArray(packages) || !packages.every(isNamedVersion)) return undefined;
  return { packages, madeBy };
}

function isNamedVersion(entry: unknown): entry is Stamped {
  const suite = property(entry, 'suite');
  const isNamed = typeof property(entry, 'package') === 'string' && typeof property(entry, 'version') === 'string';
  return isNamed && (suite === undefined || isSuite(suite));
}

/** A property of what JSON.parse gave; undefined where the value is no object or lacks it. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
