import { globSync } from 'node:fs';

/** The recorders of `folder` (test/oracle), found by their names: `idmap/record_runc` is idmap/record_runc.py. */
export function recorders(folder: string): string[] {
  return globSync('*/record*.py', { cwd: folder })
    .map((path) => path.replaceAll('\\', '/').replace(/\.py$/, ''))
    .filter((name) => !name.endsWith('/recorder'))
    .sort();
}

/** What takes minutes wherever it runs is asked by its name alone; its recordings. */
export const ON_REQUEST: Readonly<Record<string, readonly string[]>> = {
  'trace/record_strace_aarch64': ['trace/strace_aarch64.json'],
};
