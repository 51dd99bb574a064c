import text from '../../../content/data/profiles/docker-26.1.5.json?raw';
import changes from '../../../content/data/profiles/docker-changes.json?raw';
import { profileAt, type ReleaseTable } from '../../engine/seccomp/index.ts';

/** The text of Docker's default profile in a state of docker-changes.json. A page loads this file when such a profile is chosen. */
export function loadDockerRelease(state: string): string {
  const table: ReleaseTable = JSON.parse(changes);
  return profileAt(text, table, state);
}
