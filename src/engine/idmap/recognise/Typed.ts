import {
  type Diagnostic,
  type Parsed,
  type SourceText,
  type Span,
  shellWords,
  shorten,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { type IdKind, isId } from '../map/Extent.ts';
import { eachLine } from './listing/listedId.ts';

/** What every part of a pasted text has. */
interface Cut {
  /** Whole lines of the reader's text, each with its "\n". */
  span: Span;
  /** Those lines, exactly. */
  text: string;
  /**
   * What the parsers read: `text` at the same length, with everything that is not the matter itself (quote marks, a prompt, the file name that
   * grep prints) blanked out by spaces. Spans into it are therefore spans into `text`; `relocateSpan` moves them to the whole.
   */
  content: string;
  /** What was typed to get this, where it stands above. */
  command?: string;
  /** The file it was read from, where a header, a label or the command tells. */
  path?: string;
  /** 'container' where it was seen inside one (docker exec, podman unshare, a prompt with a container's host name). */
  where?: 'container';
  /** False where it is a guess, as with text that is still being typed. */
  certain: boolean;
}

/** Lines of /etc/subuid or /etc/subgid. */
interface SubidsPart extends Cut {
  kind: 'subids';
  of: 'subuid' | 'subgid' | 'either';
}

/** Lines of /proc/PID/uid_map or gid_map; `pid` is what stood for PID in the command ("self", "1"), where it is told. */
export interface MapPart extends Cut {
  kind: 'map';
  of: 'uid' | 'gid' | 'either';
  pid?: string;
}

/** dockerd's --userns-remap, on a command line or in daemon.json. */
interface DockerdPart extends Cut {
  kind: 'dockerd';
  /** The option's value and its place in `text`; undefined where the file doesn't set it. */
  option: { value: string; span: Span } | undefined;
}

/** The programs whose output shows ids. `status` is /proc/PID/status, `printed` a line made by stat -c or find -printf. */
export type ListingTool = 'ls' | 'namei' | 'stat' | 'ps' | 'id' | 'status' | 'getfacl' | 'printed';

/** Output that shows owners: of files, processes or the caller. */
export interface ListingPart extends Cut {
  kind: 'listing';
  tool: ListingTool;
}

/** Lines of /etc/passwd or /etc/group, or what getent says of them. */
interface AccountsPart extends Cut {
  kind: 'accounts';
  of: 'passwd' | 'group';
}

/**
 * All the other kinds carry nothing but their text. `podman` is a podman or docker run line, or a quadlet; `oci` also dockerd's own list
 * (container_id, host_id, size); `prompt` is a command that tells nothing by itself; `separator` lines say nothing: blank ones, code fences,
 * a line that only names the file below.
 */
export interface OtherPart extends Cut {
  kind:
    | 'lxc'
    | 'incus'
    | 'oci'
    | 'podman'
    | 'podman-info'
    | 'unshare'
    | 'newuidmap'
    | 'nspawn'
    | 'mount'
    | 'pod'
    | 'docker-info'
    | 'inspect'
    | 'error'
    | 'prompt'
    | 'separator'
    | 'unknown';
}

/** One stretch of what a person pasted, and what it is. */
export type Part = SubidsPart | MapPart | DockerdPart | ListingPart | AccountsPart | OtherPart;

type WithoutCut<P> = P extends Cut ? Omit<P, keyof Cut | 'option'> : never;

/** What a part is, before its lines are cut from the text; dockerd's option is read from them then. */
export type DraftPart = WithoutCut<Part>;

/** What a command line tells about the output below it. */
export interface Typed {
  /** The command, without its prompt. */
  command: string;
  /** The program that prints: `cat` in `sudo docker exec web cat /proc/1/uid_map`. */
  program: string;
  /** The first word after sudo and the like: `docker` in the same. */
  outer: string;
  words: readonly string[];
  where: 'container' | undefined;
}

/** Programs that run another one as somebody else, or with something changed, and print nothing themselves. */
const CARRIERS = new Set(['sudo', 'doas', 'env', 'time', 'nohup', 'exec', 'command', 'nice', 'ionice', 'watch']);

/** Options of sudo, doas and env that take a word. */
const TAKES_WORD = new Set(['-u', '-g', '-h', '-p', '-C', '-n']);

/** Programs whose output shows ids or maps. */
const TELLERS = new Set(
  (
    'cat head tail grep egrep fgrep more less bat sed awk cut sort ls ll stat ps id getent getfacl find whoami ' +
    'touch mkdir chown chmod tar top su rm cp mv'
  ).split(' '),
);

/** Programs, and their subcommands, that run the rest of the line inside a user namespace that may be another. */
const ENTERS: Readonly<Record<string, readonly string[] | undefined>> = {
  docker: ['exec', 'run'],
  podman: ['exec', 'run', 'unshare'],
  buildah: ['unshare', 'run'],
  nerdctl: ['exec', 'run'],
  'docker-compose': ['exec', 'run'],
  'podman-compose': ['exec', 'run'],
  pct: ['exec', 'enter'],
  lxc: ['exec'],
  incus: ['exec'],
  kubectl: ['exec'],
  oc: ['exec', 'rsh'],
  crictl: ['exec'],
  machinectl: ['shell'],
  'lxc-attach': [],
  'lxc-usernsexec': [],
  rootlesskit: [],
  runc: ['exec', 'run'],
  crun: ['exec', 'run'],
};

/** Reads a command line word by word, also within quotes, as in sh -c 'cat /etc/subuid'; long ones only as far as their first 200 words. */
export function readTyped(command: string): Typed {
  const words = shellWords(command.slice(0, 4000))
    .flatMap(({ text }) => text.split(/[\s;|&()`]+/))
    .filter((word) => word !== '')
    .slice(0, 200);
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (CARRIERS.has(word) || /^[A-Za-z_]\w*=/.test(word)) continue;
    if (at > 0 && word.startsWith('-')) {
      if (TAKES_WORD.has(word)) at += 1;
      continue;
    }
    break;
  }
  const outer = baseName(words[at] ?? '');
  const enters = entersNamespace(outer, words.slice(at + 1));
  const inner = enters ? words.slice(at + 1).find((word) => TELLERS.has(baseName(word))) : undefined;
  return {
    command,
    program: inner === undefined ? outer : baseName(inner),
    outer,
    words: words.slice(at),
    where: enters && inner !== undefined ? 'container' : undefined,
  };
}

/** True where the rest of the line runs inside. nsenter(1) and unshare(1) do so only with an option that says so. */
function entersNamespace(outer: string, words: readonly string[]): boolean {
  if (outer === 'nsenter') return words.some((word) => /^(?:-[a-zA-Z]*[Ua]|--user(?:=|$)|--all$)/.test(word));
  if (outer === 'unshare') return words.some((word) => /^(?:-[a-zA-Z]*[Urc]|--user(?:=|$)|--map-)/.test(word));
  const subcommands = Object.hasOwn(ENTERS, outer) ? ENTERS[outer] : undefined;
  if (!subcommands) return false;
  // docker compose -f FILE exec SERVICE
  const reach = words.slice(0, 2).includes('compose') ? 8 : 3;
  return subcommands.length === 0 || words.slice(0, reach).some((word) => subcommands.includes(word));
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** What a typed command is by itself; `prompt` where its output is all that matters. */
export function readCommandKind({ outer, words, command }: Typed): OtherPart['kind'] | 'dockerd' {
  switch (outer) {
    case 'podman':
    case 'docker':
    case 'nerdctl':
      return runsContainer(words) ? 'podman' : 'prompt';
    case 'unshare':
      return 'unshare';
    case 'newuidmap':
    case 'newgidmap':
      return 'newuidmap';
    case 'systemd-nspawn':
      return 'nspawn';
    case 'dockerd':
    case 'dockerd-current':
      return command.includes('--userns-remap') ? 'dockerd' : 'prompt';
    case 'incus':
    case 'lxc':
      return /\b(?:raw|security)\.idmap/.test(command) ? 'incus' : 'prompt';
    case 'printf':
    case 'echo':
      return /\|\s*(?:sudo\s+)?(?:incus|lxc)\s[^|]*\braw\.idmap[= ]-/.test(command) ? 'incus' : 'prompt';
    case 'mount':
      return /idmap|--map-(?:users|groups)/.test(command) ? 'mount' : 'prompt';
    default:
      return 'prompt';
  }
}

/** `podman run`, `docker container create`, `podman pod create`: the subcommand stands first, global options aside. */
function runsContainer(words: readonly string[]): boolean {
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'run' || word === 'create') return true;
    if (word === 'container' || word === 'pod') continue;
    if (!word.startsWith('-')) return false;
    // Global options that take a word: podman --root DIR run, docker -H ADDRESS run.
    if (
      /^(?:-H|-c|-l|--(?:root|runroot|host|context|config|log-level|storage-driver|storage-opt|cgroup-manager|runtime|connection|url))$/.test(
        word,
      )
    )
      at += 1;
  }
  return false;
}

/** A user of /etc/passwd (its `id` is a uid) or a group of /etc/group (a gid). */
export interface Account {
  kind: IdKind;
  name: string;
  id: number;
  span: Span;
}

/**
 * The users of /etc/passwd (passwd(5): name:password:uid:gid:gecos:directory:shell) or the groups of /etc/group (group(5):
 * name:password:gid:members), in order. A line that can't be read is told and left out; blank lines, comments and the "+" and "-" lines of
 * nss_compat count for nothing.
 */
export function readAccounts({ content, of }: Pick<AccountsPart, 'content' | 'of'>): Parsed<Account[]> {
  const source = sourceText(content);
  const value: Account[] = [];
  const diagnostics: Diagnostic[] = [];
  eachLine(source, (start, end) => {
    const whole = content.slice(start, end);
    const line = whole.trim();
    if (line === '' || /^[#+-]/.test(line)) return;
    const read = readAccount(source, start + whole.indexOf(line), line, of);
    if ('id' in read) value.push(read);
    else diagnostics.push(read);
  });
  return { value, diagnostics };
}

function readAccount(source: SourceText, start: number, line: string, of: 'passwd' | 'group'): Account | Diagnostic {
  const expected = of === 'passwd' ? 7 : 4;
  const fields = line.split(':', expected + 1);
  const span = spanAt(source, start, start + line.length);
  const [name = '', password = '', digits = ''] = fields;
  const least = of === 'passwd' ? 4 : 3;
  if (fields.length < least || name === '') {
    const found = fields.length === 1 ? 'one field' : `${fields.length} fields`;
    const shape = of === 'passwd' ? 'name:x:uid:gid:comment:home:shell' : 'name:x:gid:members';
    return warning(
      'account-fields',
      `The line has ${name === '' ? 'no name' : found}; it must be ${shape}.`,
      'This line names no one.',
      span,
    );
  }
  const id = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!isId(id)) {
    const from = start + name.length + password.length + 2;
    const shown = digits === '' ? 'nothing' : `"${shorten(digits)}"`;
    const number = of === 'passwd' ? 'UID' : 'GID';
    return warning(
      'account-id',
      `Found ${shown} as ${number}, expected a number from 0 to 4294967294.`,
      'Write the number; until then, this line names no one.',
      spanAt(source, from, from + digits.length),
    );
  }
  return { kind: of === 'passwd' ? 'uid' : 'gid', name, id, span };
}
