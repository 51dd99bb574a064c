import {
  type Explained,
  explainError,
  findFreeSubids,
  type NextStep,
  SUBID_COUNT,
  SUBID_MIN,
  traceOutward,
} from '../../../engine/idmap/index.ts';
import type { Computed } from '../compute.ts';
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
}

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

/** The range in a command is a free one, as far as the files are shown, and the user the one who is known. */
function fitted(step: NextStep, { situation, runBy }: Computed['reading']): NextStep {
  if (step.command === undefined || !situation.subuid) return step;
  const first = findFreeSubids([...situation.subuid, ...(situation.subgid ?? [])], SUBID_COUNT);
  if (first === undefined) return step;
  const command = step.command.replaceAll(
    `${SUBID_MIN}-${SUBID_MIN + SUBID_COUNT - 1}`,
    `${first}-${first + SUBID_COUNT - 1}`,
  );
  return { ...step, command: runBy ? command.replace(/\bUSER\b/, runBy.name) : command };
}
