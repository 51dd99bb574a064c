import type { Explanation, NextStep } from '../../../messages/index.ts';
import { nameWord } from '../../../text/index.ts';
import { MIGRATE, MIGRATE_STOPS } from '../../podman/migrate.ts';
import { assignFreeRange, CURRENT_USER, UNLISTED } from '../../subid/assignCommands.ts';
import { LESSONS } from './lessons.ts';

/** What to do where a file does not exist. */
export const createFiles = (): NextStep[] => [
  { why: 'Check which of the two files exist; both are needed.', command: 'ls -l /etc/subuid /etc/subgid' },
  assign(undefined),
];

/** Podman, Buildah and rootless Docker: the user has no range. */
export function noRange(user: string | undefined, file: string): Explanation {
  const who = user === undefined ? 'The user' : `“${user}”`;
  return {
    who: 'Podman (or another rootless engine), before it asks newuidmap',
    says: `${who} has no line in ${file}, so only one ID is mapped: the user’s own, as root. An image with files of any other owner fails.`,
    facts: user === undefined ? {} : { user },
    ask: { kind: file === '/etc/subgid' ? 'gid' : 'uid', side: 'inside', id: 1 },
    next: [
      { why: 'List the assigned ranges. A line may have the name or the UID.', command: 'cat /etc/subuid /etc/subgid' },
      assign(user),
      { why: `Make Podman use the new lines. ${MIGRATE_STOPS}`, command: MIGRATE, fixes: true },
    ],
    learn: LESSONS.rootless,
  };
}

/** Rootless Docker, whose RootlessKit asks for the ranges: the user has none. It names uid and login name; usermod takes the name. */
export function noDockerRange(user: string | undefined, file: string): Explanation {
  const missing = noRange(user, file);
  return {
    ...missing,
    who: 'RootlessKit, for rootless Docker',
    says: `${user === undefined ? 'The user' : `“${user}”`} has no line in ${file}. Rootless Docker does not start without one in both files.`,
    next: [
      ...missing.next.slice(0, 2),
      { why: 'Then start it again, as that user.', command: 'systemctl --user restart docker', fixes: true },
    ],
  };
}

/** dockerd --userns-remap: the account has no range. */
export function noRemapRange(user: string | undefined, file: string): Explanation {
  return {
    who: 'dockerd, before it starts',
    says: `--userns-remap names ${user === undefined ? 'a user' : `“${user}”`}, but no line of ${file} assigns IDs to that name or its UID. dockerd needs one in both files.`,
    facts: user === undefined ? {} : { user },
    next: [
      { why: 'List the assigned ranges.', command: 'cat /etc/subuid /etc/subgid' },
      assign(user ?? 'dockremap'),
      { why: 'Then start dockerd again.', command: 'sudo systemctl restart docker', fixes: true },
    ],
    learn: LESSONS.ranges,
  };
}

/** The step that assigns a free range, or says where to put the name in. */
export function assign(user: string | undefined): NextStep {
  return {
    why: `Assign a free range in both files: the commands show it, and change nothing before Enter. They also create a file that is missing. Run the commands once: each run assigns another range. ${UNLISTED}`,
    command: assignFreeRange(nameWord(user) ?? CURRENT_USER),
    fixes: true,
  };
}
