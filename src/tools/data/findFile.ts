import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The first file under `root` whose name fits; the folder in between often carries the machine's architecture. Throws where there is none. */
export function findFile(root: string, name: RegExp): string {
  const found = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()[0];
  if (found === undefined) throw new Error(`no file like ${name.source} under ${root}`);
  return found;
}
