import {
  checkWrite,
  type ErrorEntry,
  type NextStep,
  type PodmanVolume,
  parsePodman,
  readMessage,
  recognise,
} from '../idmap/index.ts';
import { type Arch, parseCall } from '../linux/index.ts';
import { readInstalled } from '../stack/index.ts';
import { hasControls, pathWord, type SourceText, spanAt, UNFIT_PATH } from '../text/index.ts';
import { reportsError } from './linesLeft.ts';
import type { Diagnosis } from './ofParts.ts';

/** Whose volumes are read: which user it is makes no difference to them. */
const ANYBODY = {
  user: { name: 'user', uid: 1000, gid: 1000 },
  ...{ subuid: 'user:100000:65536', subgid: 'user:100000:65536', names: [] },
};
/** A directory of the host, and not the name of a volume. */
const HOST_FOLDER = /^[./~$]/;
const COMMAND = /\b(?:docker|podman)\b/;

/** A volume of a command in the text that has the path. */
interface Mounted {
  source: string;
  destination: string;
}

/**
 * The diagnoses with what the text itself tells in place of PATH and HOST_PATH: the path of the message, and where a volume of the command beside it has that
 * path on the host. A mount (HOST_PATH:PATH) is of the volume, all else of the path. What no shell takes as one word stays as it is.
 */
export function withPaths(told: readonly Diagnosis[], text: string): Diagnosis[] {
  let volumes: readonly Mounted[] | undefined;
  return told.map((diagnosis) => {
    const { path } = diagnosis.facts;
    const steps = [...diagnosis.looks, ...diagnosis.fixes, ...(diagnosis.test ? [diagnosis.test] : [])];
    if (!path?.startsWith('/') || !steps.some(({ command }) => command !== undefined && NAMES.test(command)))
      return diagnosis;
    volumes ??= COMMAND.test(text) ? volumesIn(text) : [];
    const mounted = volumes
      .filter(({ destination }) => isBelow(path, destination))
      .sort((one, other) => other.destination.length - one.destination.length)[0];
    const filled = (step: NextStep): NextStep => withWords(step, path, mounted);
    return {
      ...diagnosis,
      ...(diagnosis.test && { test: filled(diagnosis.test) }),
      looks: diagnosis.looks.map(filled),
      fixes: diagnosis.fixes.map(filled),
    };
  });
}

const NAMES = /(?<![\w$])(?:HOST_PATH|PATH)\b/;

function withWords(step: NextStep, path: string, mounted: Mounted | undefined): NextStep {
  if (step.command === undefined) return step;
  if (hasControls(path)) return NAMES.test(step.command) ? { ...step, why: `${step.why} ${UNFIT_PATH}` } : step;
  const below = mounted && path.slice(bare(mounted.destination).length);
  const words = {
    PATH: pathWord(path),
    HOST_PATH: mounted && pathWord(`${bare(mounted.source)}${below}`),
    source: beside(mounted?.source),
    destination: beside(mounted?.destination),
  };
  const command = step.command
    .replaceAll(/(?<![\w$])HOST_PATH:(PATH\b)?/g, (all, inside?: string) => {
      if (words.source === undefined) return all;
      return `${words.source}:${inside === undefined ? '' : (words.destination ?? inside)}`;
    })
    .replaceAll(/(?<=:|PGDATA=)PATH\b/g, (word) => words.destination ?? word)
    .replaceAll(
      /(?<![\w$:=])(?:HOST_PATH|PATH)\b(?!:)/g,
      (word) => (word === 'PATH' ? words.PATH : words.HOST_PATH) ?? word,
    );
  return { ...step, command };
}

/** The volumes of the commands of a text. */
const volumesIn = (text: string): Mounted[] =>
  recognise(text)
    .filter(({ kind }) => kind === 'podman')
    .flatMap(({ content }): readonly PodmanVolume[] => parsePodman(content, ANYBODY).value?.volumes ?? [])
    .flatMap(({ source, destination }) =>
      source !== undefined && HOST_FOLDER.test(source) && destination.startsWith('/') ? [{ source, destination }] : [],
    );

/** A path as a word beside a colon, which ends it. */
const beside = (path: string | undefined) => (path?.includes(':') ? undefined : pathWord(path));

const bare = (folder: string): string => folder.replace(/\/+$/, '');

const isBelow = (path: string, folder: string): boolean => path === bare(folder) || path.startsWith(`${bare(folder)}/`);

/**
 * What was pasted beside a message tells of it, as a sentence: whose the refused IDs are, or what is wrong with the map that was written by the command
 * right before it. `at`: where the message begins.
 */
export function toldBeside(code: string, facts: Diagnosis['facts'], text: string, at: number): string | undefined {
  if (code === 'write-invalid') return faultOf(writtenLines(commandBefore(text, at)));
  return code === 'newuidmap-not-allowed' ? ownersOf(facts, text) : undefined;
}

/** The line before a place, with those that it continues; an earlier command wrote another map. */
function commandBefore(text: string, at: number): string {
  const lines = text.slice(0, at).trimEnd().split('\n');
  const start = lines.findLastIndex((_, index) => !lines[index - 1]?.trimEnd().endsWith('\\'));
  return lines.slice(start).join('\n');
}

/** The lines of a map in a command that writes them: quoted each by itself, or what echo prints into the file. */
function writtenLines(text: string): string[] {
  const quoted = [...text.matchAll(/(["'])\s*(\d{1,10}(?:\s+\d{1,10}){1,3})\s*(?:\\n)?\1/g)].map(
    ([, , line = '']) => line,
  );
  if (quoted.length > 0) return quoted;
  return [...text.matchAll(/\becho (?:-\w+ )?(\d{1,10}(?: +\d{1,10}){1,3}) *>/g)].map(([, line = '']) => line);
}

function faultOf(lines: readonly string[]): string | undefined {
  const outcome = checkWrite(lines.join('\n'));
  if (lines.length === 0 || outcome.ok || outcome.errno !== 'EINVAL') return undefined;
  const fault = outcome.diagnostics.find((each) => each.code === outcome.rule);
  const line = fault?.span && lines[fault.span.line - 1];
  return line && `In what was written, “${line}” is at fault. ${fault.message}`;
}

/** A line of a part that is known to be of /etc/subuid or /etc/subgid. */
const RANGE = /^\s*([^:\s]+):(\d+):(\d+)\s*$/gm;

/** Whose lines of /etc/subuid or /etc/subgid, among what was pasted, have IDs of the range. */
function ownersOf({ range, kind: asked = 'uid' }: Diagnosis['facts'], text: string): string | undefined {
  if (range === undefined) return undefined;
  const { outside, count } = range;
  const ranges = recognise(text).flatMap((part) =>
    part.kind === 'subids' && ['either', `sub${asked}`].includes(part.of) ? [...part.content.matchAll(RANGE)] : [],
  );
  const shared = ranges.flatMap(([, owner, first = '', length = '']) => {
    const start = Math.max(Number(first), outside);
    const last = Math.min(Number(first) + Number(length), outside + count) - 1;
    return start > last ? [] : [`${owner} has ${start === last ? start : `${start} to ${last}`}`];
  });
  if (ranges.length === 0) return undefined;
  return shared.length === 0
    ? 'No pasted line has any of these IDs.'
    : `According to the pasted lines, ${shared.join(', and ')}.`;
}

const NATIVE: Arch = 'SCMP_ARCH_X86_64';

/** A system call as people write it, an image, or what a machine’s own commands print of its versions: no refusal, but an instrument answers it. */
export function ofWord(source: SourceText): Diagnosis[] {
  const text = source.text.trim();
  const common = {
    ...{ certain: true, span: spanAt(source, 0, source.text.length), facts: {}, looks: [], fixes: [] },
  };
  if (/^(?!\d+$)[\w: ]{2,40}(?:\([^\n]*\))?$/.test(text) && parseCall(text, NATIVE).value)
    return [
      {
        ...common,
        code: 'pasted-call',
        layer: 'seccomp',
        title: `The system call \`${text}\``,
        says: 'The profile checker shows whether a profile allows the call, and which line decides.',
        state: { instrument: 'seccomp', call: text },
      },
    ];
  const installed = readInstalled(text).value;
  if (installed?.image && !text.includes('\n'))
    return [
      {
        ...common,
        code: 'pasted-image',
        layer: 'engine',
        title: `The image \`${installed.image.value.name}\``,
        says: 'The stack table shows on which versions of Docker, Podman and Kubernetes the programs of this image start.',
        state: { instrument: 'stack', image: text },
      },
    ];
  if (installed)
    return [
      {
        ...common,
        code: 'pasted-versions',
        layer: 'engine',
        title: 'Versions on a machine',
        says: 'Open “What have I got?” in the profile checker or the UID map, and paste the versions there. All answers are then for these versions.',
        state: { instrument: 'seccomp' },
      },
    ];
  return [];
}

/** A heading is no longer than this. */
const MOST = 72;
/** A clause that begins farther away is begun at what is known of it. */
const NEAR = 90;

/**
 * The heading of a message: the entry's own where the lines hold words that it quotes, or where nothing of it is quoted. Else it quotes the lines themselves,
 * between the entry's words about them, for a reader looks for what was pasted. A question has the entry's title.
 */
export function titleOf({ title, phrases }: Pick<ErrorEntry, 'title' | 'phrases'>, lines: string): string {
  const quoted = [...title.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words);
  const { text, small } = readMessage(lines);
  if (quoted.length === 0 || quoted.some((words) => holds(small, words)) || !reportsError(text)) return title;
  const at = Math.min(...phrases.map((phrase) => small.indexOf(phrase)).filter((found) => found !== -1));
  const start = Number.isFinite(at) ? clauseOf(text, at) : undefined;
  if (start === undefined) return title;
  const [before = ''] = /^[^`]*: (?=`)/.exec(title) ?? [];
  const [after = ''] = /(?<=`)(?:: | )[^`]+$/.exec(title) ?? [];
  return `${before}\`${shortened(text.slice(start)).replaceAll('`', "'")}\`${after}`;
}

/** Where the clause begins that has this place: behind a colon, a bracket, or what a log sets before a message; undefined in the midst of a long one. */
function clauseOf(text: string, at: number): number | undefined {
  const from = Math.max(0, at - NEAR);
  const [ahead = ''] = AHEAD.exec(text.slice(from, at + 1)) ?? [];
  if (ahead === '' && from > 0) return /\w/.test(text.charAt(at)) ? at : undefined;
  return from + ahead.length;
}

const AHEAD = /^.*(?:[:;\]|] |\bstd(?:out|err) [FP] |#\d+ [\d.]+ |\b(?:msg|err)="|^> )(?=\S)/;

/** Whether a message has the words of a title, of which “…” stands for any. */
function holds(small: string, words: string): boolean {
  return readMessage(words)
    .small.split('…')
    .every((part) => small.includes(part.trim()));
}

/** The beginning, up to the end of a word; without the quote that ends a log’s msg="…". */
function shortened(text: string): string {
  const cut = text.length <= MOST ? text.replace(/[\s.:,]+$/, '') : text.slice(0, MOST).replace(/\s+\S*$/, '');
  const isOpen = cut.endsWith('"') && (cut.match(/"/g) ?? []).length % 2 === 1;
  return `${isOpen ? cut.slice(0, -1) : cut}${text.length <= MOST ? '' : ' …'}`;
}
