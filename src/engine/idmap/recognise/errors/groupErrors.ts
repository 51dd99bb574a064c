import { type ErrorEntry, type Explained, type Message, numbersIn, readMessage } from '../../../messages/index.ts';
import type { Versions } from '../../versions/programWords.ts';
import type { Part } from '../Typed.ts';
import { errorEntries, isErrorLine, messageTable } from './isErrorLine.ts';

/**
 * What an error message means, with the numbers in it; undefined where it is no error. The message may stand anywhere in a log line,
 * and more than one in the text: the one that says most is explained. What is to be done is for a host with these releases.
 */
export function explainError(text: string, versions?: Versions): Explained | undefined {
  return (
    foundIn(text, versions)?.explained ??
    (text.split('\n', 100).some((line) => isErrorLine(line.trim())) ? unknown(text) : undefined)
  );
}

/** The explanation of what is known, and the entry of these that it is from: the first that explains the text. */
export function foundIn(
  text: string,
  versions?: Versions,
  entries: readonly ErrorEntry[] = errorEntries(),
): { explained: Explained; entry: ErrorEntry } | undefined {
  const message = readMessage(text);
  for (const entry of entries) {
    const explained = firstOf(message, entry, versions);
    if (explained) return { explained, entry };
  }
  return undefined;
}

/** What can be said of any error. */
function unknown(text: string): Explained {
  const message = readMessage(text);
  const numbers = numbersIn(message);
  const foreign = /[^\p{ASCII}]/u.test(message.text.replace(/[—–…’‘“”]/g, ''));
  return {
    code: 'unknown',
    who: 'unknown',
    facts: {},
    says: `Not recognised.${numbers.length === 0 ? '' : ` ${numbers.length === 1 ? 'Number' : 'Numbers'} in the message: ${numbers.join(', ')}.`}`,
    next: [
      ...(foreign
        ? [{ why: 'Run the command again in English, and paste its output.', command: 'LC_ALL=C COMMAND' }]
        : []),
      {
        why: 'In the container, look for these numbers in the map.',
        command: 'cat /proc/self/uid_map /proc/self/gid_map',
      },
    ],
    learn: messageTable().lessons.errno ?? { path: '', title: '' },
    // From user_namespaces(7).
  };
}

/** Tries each place where a phrase of the entry stands, a few of them at most. */
function firstOf(message: Message, { code, phrases, explain }: ErrorEntry, versions?: Versions): Explained | undefined {
  for (const phrase of phrases) {
    let at = message.small.indexOf(phrase);
    for (let tries = 0; at !== -1 && tries < 4; tries += 1) {
      const explained = explain(message, at, versions);
      if (explained) return { facts: {}, ...explained, code };
      at = message.small.indexOf(phrase, at + phrase.length);
    }
  }
  return undefined;
}

/** Errors that stand together and tell of one thing. */
interface ErrorGroup {
  explained: Explained;
  parts: readonly [Part, ...Part[]];
  text: string;
}

/** As much of a group as one more line is compared with: it is read anew for each, and a log repeats itself for megabytes. */
const COMPARED = 4_000;

/** A group while lines are added to it. */
interface Growing {
  parts: [Part, ...Part[]];
  /** Its lines; joined once, when it is told. */
  lines: string[];
  /** What of them the next line is compared with, and what that says. */
  compared: string;
  says: Found | undefined;
}

type Found = NonNullable<ReturnType<typeof foundIn>>;

/**
 * The errors among the parts, explained, the first `most` of them. Lines that follow each other and say one thing have one explanation, that of the line
 * which says most: those of one program about one kind of call (apt drops its privileges in four steps), and those that only pass on what stands beside
 * them (LXC's log). What is to be done is for a host with these releases.
 */
export function groupErrors(
  parts: readonly Part[],
  most = Number.POSITIVE_INFINITY,
  versions?: Versions,
): ErrorGroup[] {
  const groups: ErrorGroup[] = [];
  let growing: Growing | undefined;
  let above: Part | undefined;
  for (const part of parts) {
    if (groups.length >= most) return groups;
    if (part.kind === 'error') {
      if (growing && above?.kind === 'error' && isOne(growing.says, above.content, part.content)) add(growing, part);
      else {
        groups.push(...explainedGroup(growing, versions));
        growing = { parts: [part], lines: [part.content], compared: part.content, says: foundIn(part.content) };
      }
    }
    above = part;
  }
  return groups.length >= most ? groups : [...groups, ...explainedGroup(growing, versions)];
}

function add(group: Growing, part: Part): void {
  group.parts.push(part);
  group.lines.push(part.content);
  if (group.compared.length >= COMPARED) return;
  group.compared += `\n${part.content}`;
  group.says = foundIn(group.compared);
}

function explainedGroup(group: Growing | undefined, versions: Versions | undefined): ErrorGroup[] {
  const text = group?.lines.join('\n') ?? '';
  const explained = group && explainError(text, versions);
  return explained ? [{ explained, parts: group.parts, text }] : [];
}

function isOne(one: Found | undefined, above: string, below: string): boolean {
  const other = foundIn(below);
  if (program(above) !== program(below))
    return one !== undefined && other !== undefined && isFamily(one, other) && !hasFacts(other.explained);
  if (!one || !other || one.entry.passesOn || other.entry.passesOn) return true;
  return (
    isFamily(one, other) &&
    (one.explained.code === other.explained.code ? sameFacts(one.explained, other.explained) : true)
  );
}

function isFamily({ entry: one }: Found, { entry: other }: Found): boolean {
  return one === other || (one.family !== undefined && one.family === other.family);
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
