/** One row of a table of troff's tbl: the name in `\f[B]name\f[](2)` or `.BR name (2)` in a text block, then the release. */
const ROW = /^(?:\\f\[B\](\w+)\\f\[\]\(2\)|T\{\n\.BR (\w+) \(2\)\nT\})\t([^\t\n]*)/gm;

/**
 * The first kernel release of each call in the source of syscalls(2): the newer series where the table names an older one beside it, to which the call was
 * ported back. A call that was renamed has no release there.
 */
export function manualCalls(page: string): ReadonlyMap<string, string> {
  const table = page.slice(page.indexOf('.TS'), page.indexOf('.TE'));
  return new Map(
    [...table.matchAll(ROW)].flatMap(([, plain, block, written = '']): [string, string][] => {
      const releases = written.split(';').map((release) => release.trim());
      const first = releases.find((release) => /^\d+\.\d+$/.test(release)) ?? releases[0];
      const name = plain ?? block;
      return name === undefined || !first ? [] : [[name, first]];
    }),
  );
}
