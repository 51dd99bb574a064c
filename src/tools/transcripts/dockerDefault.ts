import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileAt, type ReleaseTable } from '../../engine/seccomp/index.ts';

const PROFILES = join(import.meta.dirname, '../../../content/data/profiles');
const text = (name: string) => readFileSync(join(PROFILES, name), 'utf8');

/** Docker's default profile in a state of docker-changes.json, as the profile checker computes its presets. */
export function dockerDefault(state: string): string {
  const table: ReleaseTable = JSON.parse(text('docker-changes.json'));
  return profileAt(text('docker-26.1.5.json'), table, state);
}
