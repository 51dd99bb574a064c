import {
  type Explained,
  explainError,
  findFreeSubids,
  type NextStep,
  SUBID_COUNT,
  SUBID_MIN,
  traceOutward,
} from '../../../engine/idmap/index.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../share/UidMapLink.ts';
import { readableUidMapLink } from '../../../share/writeUidMapLink.ts';
import type { Computed } from '../compute.ts';
import { writeWishes } from '../make/WishRow.ts';
import type { Choices } from '../State.ts';

/** An error message of the first text, explained. */
export interface ErrorView extends Omit<Explained, 'ask'> {
  key: string;
  line: number;
  offset: number;
  /** What the map of the text says about it. */
  here: string | undefined;
  /** The question that it leaves, and what the button to it says. */
  ask: { choices: Pick<Choices, 'kind' | 'side' | 'id'>; label: string } | undefined;
  /** The fragment that opens the making of a map with what was refused as a wish. */
  make: string | undefined;
}

/** A range with more ids is no wish for a share, but the plain range of a container. */
const MOST_WISHED = 1000;

/** Errors that are explained at a time: the first is what the reader came with. */
const SHOWN = 3;

export function errorViews(computed: Computed): ErrorView[] {
  const { reading } = computed;
  const parts = reading.texts[0]?.parts ?? [];
  const views = parts.flatMap((part): ErrorView[] => {
    if (part.kind !== 'error') return [];
    const explained = explainError(part.content);
    if (!explained) return [];
    const { ask, ...told } = explained;
    return [
      {
        ...told,
        next: told.next.map((step) => fitted(step, reading)),
        here: ask && hereOf(ask, reading),
        key: `${part.span.start}`,
        line: part.span.line,
        offset: part.span.start,
        make: makeLink(explained, part.content, reading),
        ask: ask && {
          choices: { kind: ask.kind, side: ask.side, id: `${ask.id}` },
          label: `Ask for ${ask.kind === 'uid' ? 'user' : 'group'} ${ask.id} ${ask.side === 'inside' ? 'inside' : 'on the host'}`,
        },
      },
    ];
  });
  return views.slice(0, SHOWN);
}

/** Whether the map of the text has the id of the error: if so, the error is older than the file, or about something else. */
function hereOf(
  { kind, side, id }: NonNullable<Explained['ask']>,
  { levels }: Computed['reading'],
): string | undefined {
  if (side !== 'inside' || levels.length === 0 || levels.some(({ standing }) => standing[kind] !== 'taken'))
    return undefined;
  const outside = traceOutward(
    levels.map((level) => level[kind] ?? []),
    id,
  ).at(-1);
  const who = kind === 'uid' ? 'user' : 'group';
  if (outside === undefined) return `The map of this text has no ${who} ${id} inside, either.`;
  const rootless = levels.some(({ tool }) => tool === 'podman');
  return `The map of this text has it: ${who} ${id} inside is ${outside} outside. ${
    rootless
      ? 'So see whether both files lend the ids, and run podman system migrate, which makes the namespace anew.'
      : 'So the container that failed had another map than this.'
  }`;
}

function makeLink(
  { code, facts: { range, kind } }: Explained,
  message: string,
  { situation: { subuid }, levels }: Computed['reading'],
): string | undefined {
  if (code !== 'newuidmap-not-allowed' || !range || range.count > MOST_WISHED) return undefined;
  const { inside, outside, count } = range;
  const want = writeWishes([{ inside: `${inside}`, outside: `${outside}`, count: `${count}`, kind: kind ?? 'both' }]);
  const isPodman = /podman/i.test(message) || levels.some(({ tool }) => tool === 'podman');
  const have = (subuid ?? []).map(({ owner, start, count: lent }) => `${owner}:${start}:${lent}`).join('\n');
  return readableUidMapLink({
    ...UID_MAP_LINK_DEFAULTS,
    task: 'make',
    want,
    tool: isPodman ? 'podman' : UID_MAP_LINK_DEFAULTS.tool,
    have: have === '' ? UID_MAP_LINK_DEFAULTS.have : have,
  });
}

/** The range in a command is a free one, as far as the files are shown, and the user the one who is known: LXC's lines are mostly root's. */
function fitted({ why, command }: NextStep, { situation, runBy, levels }: Computed['reading']): NextStep {
  if (command === undefined) return { why };
  const { subuid, subgid = [] } = situation;
  const first = subuid && findFreeSubids([...subuid, ...subgid], SUBID_COUNT);
  const [usual, free] = [SUBID_MIN, first ?? SUBID_MIN].map((from) => `${from}-${from + SUBID_COUNT - 1}`);
  const name = runBy?.name ?? (levels.some(({ tool }) => tool === 'lxc') ? 'root' : 'USER');
  return { why, command: command.replaceAll(usual ?? '', free ?? '').replace(/\bUSER\b/, name) };
}
