import { globSync } from 'node:fs';

/** The recorders of `folder` (test/oracle), found by their names: `idmap/record_runc` is idmap/record_runc.py. */
export function recorders(folder: string): string[] {
  return globSync('*/record*.py', { cwd: folder })
    .map((path) => path.replaceAll('\\', '/').replace(/\.py$/, ''))
    .filter((name) => !name.endsWith('/recorder'))
    .sort();
}
