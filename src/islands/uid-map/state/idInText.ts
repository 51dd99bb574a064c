import { type Part, parsePodman, readInspect } from '../../../engine/idmap/index.ts';

/** Who runs a command matters not for the id that it names. */
const ANYBODY = {
  user: { name: 'user', uid: 1000, gid: 1000 },
  subuid: 'user:100000:65536',
  subgid: 'user:100000:65536',
};

/** `runAsUser: 1000` of a Pod, `user: "1000:1000"` of a compose file. */
const RUN_AS = /^[ \t-]{0,40}"?runAsUser"?[ \t]{0,8}:[ \t]{0,8}(\d{1,10})\b/m;
const COMPOSE_USER = /^[ \t]{1,40}user[ \t]{0,8}:[ \t]{0,8}["']?(\d{1,10})(?::\d{1,10})?["']?[ \t\r]{0,8}$/m;

/** The uid inside that a text is about: whom a container runs as, or a number that stands alone beside a map. Undefined where it tells none. */
export function idInText(parts: readonly Part[]): string | undefined {
  for (const part of parts) {
    const id = ofPart(part, parts);
    if (id !== undefined) return id;
  }
  return undefined;
}

function ofPart({ kind, content, certain }: Part, parts: readonly Part[]): string | undefined {
  switch (kind) {
    case 'podman':
      return ofCommand(content);
    case 'inspect':
      return ofInspect(content);
    case 'pod':
      return RUN_AS.exec(content)?.[1];
    case 'unknown':
      return COMPOSE_USER.exec(content)?.[1];
    case 'map': {
      const alone = /^\s*(\d{1,10})\s*$/.exec(content)?.[1];
      return !certain && parts.some((part) => part.kind === 'subids') ? alone : undefined;
    }
    default:
      return undefined;
  }
}

/** --user, keep-id:uid=, or root where a container is run and nothing says otherwise. */
function ofCommand(content: string): string | undefined {
  const { value } = parsePodman(content, ANYBODY);
  if (!value || (value.subcommand !== 'run' && value.subcommand !== 'create')) return undefined;
  if (value.user?.text !== undefined)
    return value.user.uid === undefined ? rootOf(value.user.text) : `${value.user.uid}`;
  const kept = /keep-id:(?:[^\s]{0,60},)?uid=(\d{1,10})\b/.exec(content)?.[1];
  return kept ?? (value.user === undefined ? '0' : undefined);
}

function ofInspect(content: string): string | undefined {
  const user = readInspect({ content }).user?.value;
  return user === undefined ? undefined : (/^\d{1,10}/.exec(user)?.[0] ?? rootOf(user));
}

/** The two names for 0: none at all, and root. */
function rootOf(user: string): string | undefined {
  return /^(?:root)?(?::|$)/.test(user) ? '0' : undefined;
}
