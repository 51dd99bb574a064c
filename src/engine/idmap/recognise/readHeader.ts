import { isLsLine } from './listing/readPs.ts';
import type { ListingTool, Typed } from './Typed.ts';

/** What was said above a line and still holds for it. */
export interface Context {
  /** The last command, until another, or the end of the code block it stood in. */
  typed: Typed | undefined;
  /** The file named by a header or a label. */
  file: string | undefined;
  /** Seen inside a container. */
  where: 'container' | undefined;
  /** Whose shell the prompt shows: "root@ct". */
  shell: string | undefined;
  /** The known files that stand behind the lines, as far as header, label or command tell; worked out once. */
  files: readonly KnownFile[];
  /** What stands for PID in a path such as /proc/self/uid_map. */
  pid: string | undefined;
}

/** The files whose names tell what their lines are, by the last part of the path. */
export type KnownFile = 'subuid' | 'subgid' | 'uid_map' | 'gid_map' | 'passwd' | 'group' | 'status';

/** A path's last part that stands for known files. Braces keep their order; what a shell pattern finds is sorted. */
const NAMES: Readonly<Record<string, readonly KnownFile[] | undefined>> = {
  subuid: ['subuid'],
  'subuid-': ['subuid'],
  subgid: ['subgid'],
  'subgid-': ['subgid'],
  uid_map: ['uid_map'],
  gid_map: ['gid_map'],
  passwd: ['passwd'],
  group: ['group'],
  status: ['status'],
  'sub*': ['subgid', 'subuid'],
  'sub?id': ['subgid', 'subuid'],
  'sub*id': ['subgid', 'subuid'],
  'sub[ug]id': ['subgid', 'subuid'],
  'sub{u,g}id': ['subuid', 'subgid'],
  '{subuid,subgid}': ['subuid', 'subgid'],
  'sub{uid,gid}': ['subuid', 'subgid'],
  '{uid,gid}_map': ['uid_map', 'gid_map'],
  '{u,g}id_map': ['uid_map', 'gid_map'],
  '?id_map': ['gid_map', 'uid_map'],
  '[ug]id_map': ['gid_map', 'uid_map'],
  '*id_map': ['gid_map', 'uid_map'],
  '*_map': ['gid_map', 'uid_map'],
};

/** The known files that a word names, in the order in which a shell gives them. */
export function knownFiles(word: string): readonly KnownFile[] {
  const name = word.slice(word.lastIndexOf('/') + 1);
  return (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined) ?? [];
}

export const isSubidFile = (file: KnownFile | undefined) => file === 'subuid' || file === 'subgid';
export const isMapFile = (file: KnownFile | undefined) => file === 'uid_map' || file === 'gid_map';

/** The context that follows from a command, a file's name and a place. */
export function contextOf({ typed, file, where, shell }: Pick<Context, 'typed' | 'file' | 'where' | 'shell'>): Context {
  const paths = file === undefined ? (typed?.words ?? []) : [file];
  const files = file === undefined ? (typed?.words.slice(1).flatMap(knownFiles) ?? []) : knownFiles(file);
  return { typed, file, where, shell, files, pid: pidIn(paths) };
}

function pidIn(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = path.includes('/proc/') ? /\/proc\/(\w{1,20})\//.exec(path.slice(0, 200)) : null;
    if (found) return found[1];
  }
  return undefined;
}

/** A line that only says where the lines below it come from, where a code block begins or ends, or nothing at all. */
type Header = { kind: 'fence' } | { kind: 'rule' } | { kind: 'file'; path: string };

/** No other line names a file that the calculator reads. */
const NAMES_FILE = /sub[ug*?[{]|id[}\]]?_map|\*_map|passwd|group|status|\.conf|\.json/;

/** What head(1) and tail(1) print above each of several files. */
const OF_HEAD = /^==> (.{1,300}) <==$/;

/**
 * Reads `said` as a header: head's "==> /etc/subuid <==", a Markdown fence, or a short line of prose that ends with one known file's name
 * ("My /etc/subuid:", "**subgid**"). Undefined where it says anything else.
 */
export function readHeader(said: string): Header | undefined {
  if (said.startsWith('```') || said.startsWith('~~~')) return { kind: 'fence' };
  if (said.startsWith('[') && /^\[\/?(?:code|quote)(?:=[^\]]{0,80})?\]$/i.test(said)) return { kind: 'fence' };
  // more(1) frames a file's name with two of these.
  if (/^:{6,40}$/.test(said)) return { kind: 'rule' };
  if (said.startsWith('==>')) {
    const path = OF_HEAD.exec(said)?.[1];
    return path === undefined ? undefined : { kind: 'file', path };
  }
  if (said.length > 100 || !NAMES_FILE.test(said)) return undefined;
  const words = said.split(/[\s*`"'“”:()<>]+/).filter((word) => word !== '');
  if (words.length > 10 || /\d{3}/.test(said.replace(/\/proc\/\d+\//, ''))) return undefined;
  const naming = words.filter(
    (word) => knownFiles(word).some((file) => isSubidFile(file) || isMapFile(file)) || isPath(word),
  );
  const [path] = naming;
  const alone = words.length === 1 || /[:*`]$/.test(said);
  return naming.length === 1 && path !== undefined && alone ? { kind: 'file', path } : undefined;
}

/** A path to a file that the calculator reads. */
function isPath(word: string): boolean {
  return /^\/(?:etc|proc)\/.{0,200}(?:subuid|subgid|uid_map|gid_map|passwd|group|status|daemon\.json|\.conf)$/.test(
    word,
  );
}

/**
 * The file name that grep prints before a line of several files, with its colon and the line number of grep -n: "/etc/subuid:",
 * "subgid:12:". Undefined where the line doesn't begin so. A lone "subuid:" is a name for grep only if three fields follow.
 */
export function readGrepPrefix(said: string): { path: string; length: number } | undefined {
  if (!/^[/sug]/.test(said)) return undefined;
  const found = /^((?:\/[\w.@+-]{1,80}){1,12}|subuid|subgid|uid_map|gid_map):(?=.)/.exec(said);
  const path = found?.[1];
  if (found === null || path === undefined) return undefined;
  const known = knownFiles(path);
  if (known.length === 0 && !/\.(?:conf|json|ya?ml)$/.test(path)) return undefined;
  // grep prints the line as it is; only lines of a map begin with blanks.
  if (/^\s/.test(said.slice(found[0].length)) && !known.some(isMapFile)) return undefined;
  const rest = said.slice(found[0].length);
  const ofSubids = known.some(isSubidFile);
  if (!path.startsWith('/') && ofSubids && rest.split(':').length < 3) return undefined;
  const number = ofSubids ? /^\d{1,6}:(?=[^:]*:[^:]*:[^:]*$)/.exec(rest)?.[0] : undefined;
  return { path, length: found[0].length + (number?.length ?? 0) };
}

/** Marks of a list, and the numbers that cat -n, grep -n, nl and bat set before a line. */
const MARK = /^(?:[-*•+–] +|\d{1,6}(?:[ \t]*[│|:.)][ \t]{0,8}|\t[ \t]{0,20}| {1,8}(?=\D)))/;

/** Lines that nothing but a list or a numbering would set a mark before. */
const MARKED = /^(?:[\w.@$-]{1,64}:\d{1,10}:\d{1,10}$|\d{1,10}[ \t]+\d{1,10}[ \t]+\d{1,10}$|lxc\.id_?map[ \t]*[:=])/;

/** How long the number or bullet before a line of /etc/subuid, a uid_map or an LXC config is; 0 where there is none. */
export function numberingLength(said: string): number {
  if (said.length > 200) return 0;
  const mark = MARK.exec(said)?.[0];
  return mark !== undefined && MARKED.test(said.slice(mark.length)) ? mark.length : 0;
}

/** One line of the pasted text. Offsets are into the whole. */
export interface TextLine {
  start: number;
  /** Where its characters end: at the "\n", or at the "\r" before it. */
  end: number;
  /** Where the next line begins. */
  next: number;
  /** Where the line's own text begins, its indentation included: behind the marks of a quotation. */
  from: number;
  /** How many blanks stand between `from` and the first character of `said`. */
  blanks: number;
  /** The matter, without white space around it. */
  said: string;
  /** The file that grep says the line is from. */
  path?: string;
  /** What the parsers read from `from` to `end`, where a program prints the same in other words; just as long. */
  reads?: string;
}

/** Marks that a mail or a forum sets before each quoted line: "> ", or several. */
const QUOTED = /^[ \t]{0,8}(?:>[ \t]?){1,20}/;

/** Cuts `text` into lines, in order; a text that ends with "\n" has no line after it, an empty one has none at all. */
export function textLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline + 1;
    const last = newline === -1 ? text.length : newline;
    const end = last > start && text.charCodeAt(last - 1) === 13 ? last - 1 : last;
    const marks = quoteMarks(text, start, end);
    const own = text.slice(start + marks, end);
    const said = own.trim();
    lines.push({ start, end, next, from: start + marks, blanks: said === '' ? 0 : own.indexOf(said), said });
    start = next;
  }
  return lines;
}

/** How many characters of the line are quotation marks. A lone ">" in a shell's continuation counts as well: it says no more. */
function quoteMarks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && at - start < 8 && text.charCodeAt(at) <= 32) at += 1;
  if (text.charAt(at) !== '>') return 0;
  return QUOTED.exec(text.slice(start, Math.min(end, start + 60)))?.[0].length ?? 0;
}

/** What a single line is, taken by itself and with what stands above. `sure` is false for text that may be half typed. */
export type LineKind =
  | { kind: 'map' | 'subids' | 'passwd' | 'group'; sure: boolean }
  | { kind: 'listing'; tool: ListingTool; sure: boolean };

const DIGITS = /^\d+$/;
/** What somebody may write where a number belongs: signs, hexadecimal, a decimal point, a count such as 65k. */
const NUMBERISH = /^[+-]?(?:0x[\da-f]{1,16}|\d[\d.,_]{0,20}[km]?)$/i;

/** The kind of a line that is data, or undefined: prose, or text of a kind that needs more than one line to be told. */
export function lineKind(said: string, context: Context): LineKind | undefined {
  if (said.length > 1000) return said.length < 100_000 && isPasswdOrGroup(said) ? colonKind(said) : undefined;
  const tool = context.typed?.program;
  if (isLsLine(said)) return { kind: 'listing', tool: 'ls', sure: true };
  if (said.startsWith('uid=') && /^uid=\d+/.test(said)) return { kind: 'listing', tool: 'id', sure: true };
  if (context.typed && isPrinted(said, context))
    return { kind: 'listing', tool: tool === 'id' ? 'id' : 'printed', sure: true };
  if (context.files.includes('status') && /^[A-Za-z_]\w{1,40}:\s/.test(said))
    return { kind: 'listing', tool: 'status', sure: true };
  if (said.includes(':') && !/\s/.test(said)) return colonKind(said);
  if (said.includes(':') && isPasswdOrGroup(said)) return colonKind(said);
  return mapKind(said, context);
}

/** A row of three numbers, or what may become one. */
function mapKind(said: string, context: Context): LineKind | undefined {
  const fields = said.split(/\s+/, 9);
  const numbers = fields.filter((field) => DIGITS.test(field)).length;
  const inMapFile = context.files.some(isMapFile);
  if (fields.length === 3 && numbers === 3) return { kind: 'map', sure: true };
  if (inMapFile && isNearMap(said)) return { kind: 'map', sure: true };
  const numberish = fields.filter((field) => NUMBERISH.test(field)).length;
  if (numberish === fields.length && fields.length <= 4) return { kind: 'map', sure: false };
  if (fields.length === 3 && numberish === 2) return { kind: 'map', sure: false };
  // A row of top(1) has twelve columns.
  if (fields.length > 3 && fields.length < 9 && fields.slice(0, 3).every((field) => DIGITS.test(field)))
    return { kind: 'map', sure: false };
  return undefined;
}

/** True for a line that stands among lines of a map as a map's line gone wrong: few fields, one of them like a number. */
export function isNearMap(said: string): boolean {
  const fields = said.split(/\s+/, 6);
  return (
    said.length < 200 && fields.length <= 5 && fields.some((field) => NUMBERISH.test(field) || /^[+-]?\d/.test(field))
  );
}

/**
 * True for a line that stands among lines of /etc/subuid as one gone wrong or half typed: a comment, a number behind a colon or two, or, only
 * `between` two such lines, a word with or without colons. At their end a word, a label or a rule begins something else.
 */
export function isNearSubids(said: string, between: boolean): boolean {
  if (said.length >= 200) return false;
  if (said.startsWith('#') || /^[\w.@-]{0,64}:(?:\d[^\s:]{0,30}(?::|$)|[^\s:]{0,30}:\d)/.test(said)) return true;
  return between && /^[\w.@-]{1,64}(?::[^\s:]{0,30}){0,2}$/.test(said);
}

/** owner:start:count, or a line of /etc/passwd (seven fields) or /etc/group (four). */
function colonKind(said: string): LineKind | undefined {
  const fields = said.split(':', 8);
  const [owner = '', second = '', third = ''] = fields;
  if (fields.length === 7 && isPasswdOrGroup(said)) return { kind: 'passwd', sure: true };
  if (fields.length === 4 && isPasswdOrGroup(said)) return { kind: 'group', sure: true };
  if (!/^[\w.@$\\+-]{0,64}$/.test(owner)) return undefined;
  if (/^(?:x|\*|!\*?)$/.test(second) && fields.length > 2) return { kind: 'passwd', sure: false };
  if (fields.length === 3) {
    const sure =
      DIGITS.test(second) && DIGITS.test(third) && owner !== '' && !(DIGITS.test(owner) && Number(owner) < 100);
    if (sure) return { kind: 'subids', sure };
    return NUMBERISH.test(second) || NUMBERISH.test(third) ? { kind: 'subids', sure: false } : undefined;
  }
  if (fields.length === 2 && /^\d{1,10}$/.test(second) && owner !== '') return { kind: 'subids', sure: false };
  if (fields.length === 4 && [second, third].every((field) => DIGITS.test(field)) && /^\d*$/.test(fields[3] ?? ''))
    return { kind: 'subids', sure: false };
  return undefined;
}

/** name:password:id:... with an id where /etc/passwd and /etc/group have it. */
function isPasswdOrGroup(said: string): boolean {
  const fields = said.split(':', 8);
  if (!/^[^\s:/]{1,64}$/.test(fields[0] ?? '') || !DIGITS.test(fields[2] ?? '')) return false;
  if (fields.length === 7) return DIGITS.test(fields[3] ?? '') && /^(?:\/.*)?$/.test(fields[5] ?? '');
  // A fourth number would be a subordinate range with something after it.
  return fields.length === 4 && /^(?:x|\*|!\*?|)$/.test(fields[1] ?? '') && !/\s/.test(fields[3] ?? '');
}

/** A line that stat -c, find -printf or id -u printed, by the command above. */
function isPrinted(said: string, { typed }: Context): boolean {
  if (typed === undefined || !/\d/.test(said)) return false;
  if (typed.program === 'id') return /^\d+(?: \d+)*$/.test(said) && typed.words.some((word) => /^-[ugG]$/.test(word));
  if (typed.program === 'stat') return typed.words.some((word) => /^(?:-L?c|--format|--printf)/.test(word));
  return typed.program === 'find' && typed.words.includes('-printf');
}
