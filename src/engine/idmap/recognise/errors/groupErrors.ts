import type { Part } from '../Part.ts';
import type { Explained } from './Explained.ts';
import { explainError, foundIn } from './explainError.ts';

/** Errors that stand together and tell of one thing. */
export interface ErrorGroup {
  explained: Explained;
  parts: readonly [Part, ...Part[]];
  text: string;
}

/**
 * The errors among the parts, explained. Lines that follow each other and say one thing have one explanation, that of the line which says
 * most: those of one program about one kind of call (apt drops its privileges in four steps), and those that only pass on what stands beside them (LXC's log).
 */
export function groupErrors(parts: readonly Part[]): ErrorGroup[] {
  const groups: { parts: [Part, ...Part[]]; text: string }[] = [];
  let above: Part | undefined;
  for (const part of parts) {
    const last = groups.at(-1);
    if (part.kind === 'error') {
      if (last && above?.kind === 'error' && isOne(last.text, above.content, part.content)) {
        last.parts.push(part);
        last.text += `\n${part.content}`;
      } else groups.push({ parts: [part], text: part.content });
    }
    above = part;
  }
  return groups.flatMap(({ parts: together, text }) => {
    const explained = explainError(text);
    return explained ? [{ explained, parts: together, text }] : [];
  });
}

function isOne(group: string, above: string, below: string): boolean {
  const [one, other] = [foundIn(group), foundIn(below)];
  if (program(above) !== program(below))
    return one !== undefined && one.entry === other?.entry && !hasFacts(other.explained);
  if (!one || !other || one.entry.passesOn || other.entry.passesOn) return true;
  return (
    one.entry === other.entry &&
    (one.explained.code === other.explained.code ? sameFacts(one.explained, other.explained) : true)
  );
}

/** How a line begins: up to its first blank or colon, a log's file and time left out. */
function program(line: string): string {
  return /^\s*([^\s:[]{1,60})/.exec(line)?.[1] ?? '';
}

function hasFacts({ facts }: Explained): boolean {
  return Object.keys(facts).length > 0;
}

function sameFacts(one: Explained, other: Explained): boolean {
  return one.facts.path === other.facts.path;
}
