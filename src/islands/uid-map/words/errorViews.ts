import { type Explained, groupErrors, type NextStep, traceOutward } from '../../../engine/idmap/index.ts';
import { hasControls, pathWord, UNFIT_PATH } from '../../../engine/text/index.ts';
import { readableUidMapLink, UID_MAP_LINK_DEFAULTS } from '../../../share/uidMapLink.ts';
import { commandOf, isHostFolder } from '../state/commandOf.ts';
import type { Choices } from '../state/State.ts';
import { type Computed, sharesIds } from '../state/sharedIds.ts';
import { writeMappings } from '../state/tools.ts';

/** An error message of the first text, explained. */
export interface ErrorView extends Omit<Explained, 'ask'> {
  key: string;
  line: number;
  offset: number;
  /** What the map of the text says about it. */
  here: string | undefined;
  /** The question that it leaves, and what the button to it says. */
  ask: { choices: Pick<Choices, 'kind' | 'side' | 'id'>; label: string } | undefined;
  /** The fragment that opens the making of a map with what was refused as a mapping. */
  make: string | undefined;
}

/** A range with more ids is no mapping for a share, but the plain range of a container. */
const MOST_MAPPED = 1000;

/** Errors that are explained at a time: the first is what the reader came with. */
const SHOWN = 3;

export function errorViews(state: Pick<Choices, 'kind' | 'side' | 'id'>, computed: Computed): ErrorView[] {
  const { reading } = computed;
  const parts = reading.texts[0]?.parts ?? [];
  // Where there are none, a page need not load what explains them.
  if (!parts.some(({ kind }) => kind === 'error')) return [];
  return groupErrors(parts, SHOWN, computed.host.versions).map(({ explained, parts: [first], text }): ErrorView => {
    const { ask, ...rest } = explained;
    const there = pathOnHost(explained, reading);
    return {
      ...rest,
      next: rest.next.map((step) => fitted(step, reading, { path: explained.facts.path, hostPath: there?.path })),
      here: there?.says ?? (ask && hereOf(ask, computed)),
      key: `${first.span.start}`,
      line: first.span.line,
      offset: first.span.start,
      make: makeLink(explained, text, reading),
      ask: ask && offered(ask, state, computed),
    };
  });
}

type Ask = NonNullable<Explained['ask']>;

/** "group 42 in the container". */
const askedWords = ({ kind, id, side }: Ask) =>
  `${kind === 'uid' ? 'user' : 'group'} ${id} ${side === 'inside' ? 'in the container' : 'on the host'}`;

/** The question as a button, where a map answers it and it is not the one that stands. */
function offered(ask: Ask, state: Pick<Choices, 'kind' | 'side' | 'id'>, { inForce }: Computed): ErrorView['ask'] {
  const choices = { kind: ask.kind, side: ask.side, id: `${ask.id}` };
  const isAsked = state.kind === choices.kind && state.side === choices.side && state.id.trim() === choices.id;
  return inForce && !isAsked ? { choices, label: `Look up ${askedWords(ask)}` } : undefined;
}

/** Where a path of the container is on the host, as the command's volumes tell. */
function pathOnHost(
  { facts: { path } }: Explained,
  reading: Computed['reading'],
): { path: string; says: string } | undefined {
  const command = commandOf(reading);
  if (path === undefined || !path.startsWith('/') || !command) return undefined;
  const below = command.volumes
    .filter(isHostFolder)
    .filter(({ destination }) => isBelow(path, destination))
    .sort((a, b) => b.destination.length - a.destination.length)[0];
  if (below === undefined) return undefined;
  const rest = path.slice(below.destination.replace(/\/+$/, '').length);
  const there = `${below.source.replace(/\/+$/, '')}${rest}`;
  return {
    path: there,
    says: `${path} is the path in the container. On the host it is ${there}, because the command mounts ${below.source} at ${below.destination}.`,
  };
}

function isBelow(path: string, folder: string): boolean {
  const bare = folder.replace(/\/+$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

/** Whether the map of the text has the id of the error: if so, the error is older than the file, or about something else. Without one, the next step. */
function hereOf(ask: Ask, computed: Computed): string | undefined {
  const { kind, side, id } = ask;
  const { levels } = computed.reading;
  if (levels.length === 0 && !sharesIds(computed)) return `To look up ${askedWords(ask)}, add the map to the text.`;
  if (side !== 'inside' || levels.length === 0 || levels.some(({ standing }) => standing[kind] !== 'taken'))
    return undefined;
  const outside = traceOutward(
    levels.map((level) => level[kind] ?? []),
    id,
  ).at(-1);
  const who = kind === 'uid' ? 'user' : 'group';
  if (outside === undefined) return `The map in this text has no ${who} ${id} in the container, either.`;
  const rootless = levels.some(({ tool }) => tool === 'podman');
  return `The map in this text includes it: ${who} ${id} in the container is ${outside} on the host. ${
    rootless
      ? 'Check that both files assign the IDs, then run podman system migrate, which stops your containers and creates the namespace again.'
      : 'The container that failed had a different map.'
  }`;
}

function makeLink(
  { code, facts: { range, kind } }: Explained,
  message: string,
  { situation: { subuid }, levels }: Computed['reading'],
): string | undefined {
  if (code !== 'newuidmap-not-allowed' || !range || range.count > MOST_MAPPED) return undefined;
  const { inside, outside, count } = range;
  // No map is made with the host's root.
  if (outside === 0) return undefined;
  const want = writeMappings([{ inside: `${inside}`, outside: `${outside}`, count: `${count}`, kind: kind ?? 'both' }]);
  const isPodman = /podman/i.test(message) || levels.some(({ tool }) => tool === 'podman');
  const have = (subuid ?? []).map(({ owner, start, count: length }) => `${owner}:${start}:${length}`).join('\n');
  return readableUidMapLink({
    ...UID_MAP_LINK_DEFAULTS,
    task: 'make',
    want,
    tool: isPodman ? 'podman' : UID_MAP_LINK_DEFAULTS.tool,
    have: have === '' ? UID_MAP_LINK_DEFAULTS.have : have,
  });
}

/** What a command leaves open, as far as the text tells it. */
interface Known {
  /** The path of the message, where the message was printed. */
  path: string | undefined;
  hostPath: string | undefined;
}

/** The user in a command is the one who is known: LXC's lines are mostly root's. */
function fitted({ why, command }: NextStep, reading: Computed['reading'], { path, hostPath }: Known): NextStep {
  if (command === undefined) return { why };
  const isUnfit = path !== undefined && hasControls(path) && /(?<![\w$])(?:HOST_)?PATH\b/.test(command);
  const words: Record<string, string | undefined> = {
    USER: userOf(reading),
    PATH: pathWord(path),
    HOST_PATH: pathWord(hostPath),
    HOST_FOLDER: pathWord(hostPath?.replace(/\/[^/]*$/, '')),
  };
  return {
    why: isUnfit ? `${why} ${UNFIT_PATH}` : why,
    command: command.replaceAll(/(?<![\w$])(USER|PATH|HOST_PATH|HOST_FOLDER)\b(:?)/g, (all, name, colon) => {
      const word = words[name];
      // In the value of -v, a colon ends the path.
      return word === undefined || (colon && word.includes(':')) ? all : `${word}${colon}`;
    }),
  };
}

/** Who runs the tool, where that is told; nobody is guessed. */
function userOf({ runBy, levels, situation: { user, subuid = [] } }: Computed['reading']): string | undefined {
  const name = runBy?.name ?? (subuid.some(({ owner }) => owner === user?.name) ? user?.name : undefined);
  const runner = levels.some(({ tool }) => tool === 'lxc') ? (runBy?.name ?? 'root') : name;
  return runner !== undefined && /^[a-z_][\w.-]{0,63}$/i.test(runner) ? runner : undefined;
}
