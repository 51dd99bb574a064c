import { type Explained, explainError } from '../../../engine/idmap/index.ts';
import type { Computed } from '../compute.ts';
import type { Choices } from '../State.ts';

/** An error message of the first text, explained. */
export interface ErrorView extends Omit<Explained, 'ask'> {
  key: string;
  line: number;
  offset: number;
  /** The question that it leaves, and what the button to it says. */
  ask: { choices: Pick<Choices, 'kind' | 'side' | 'id'>; label: string } | undefined;
}

/** Errors that are explained at a time: the first is what the reader came with. */
const SHOWN = 3;

export function errorViews({ reading }: Computed): ErrorView[] {
  const parts = reading.texts[0]?.parts ?? [];
  const views = parts.flatMap((part): ErrorView[] => {
    if (part.kind !== 'error') return [];
    const explained = explainError(part.content);
    if (!explained) return [];
    const { ask, ...told } = explained;
    return [
      {
        ...told,
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
