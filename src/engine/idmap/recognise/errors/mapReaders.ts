import type { Message, Reader, Values } from '../../../messages/index.ts';
import { MIGRATE_STOPS } from '../../podman/migrate.ts';
import { assignFreeRange, CURRENT_USER, UNLISTED } from '../../subid/assignCommands.ts';
import { ofShell } from './deniedCauses.ts';

/** What every text of a message may name. */
export const MAP_FACTS: Values = {
  assignFreeRange: assignFreeRange(CURRENT_USER),
  unlisted: UNLISTED,
  migrateStops: MIGRATE_STOPS,
};

/** What a shell says of a path: whether it names one, whether that was to be opened (> or <), and which engine the text speaks of. */
export function shellPath({ small }: Message): Values {
  const path = ofShell(small);
  const redirected = path !== undefined && ['>', '> ', '<', '< '].some((sign) => small.includes(`${sign}${path}`));
  return { shell: path, redirected, engine: /podman|rootless/.test(small) ? 'podman' : 'docker' };
}

export const MAP_READERS: Readonly<Record<string, Reader>> = {};
