import {
  isId,
  LAST_ID,
  type LxcMount,
  lxcMounts,
  NO_ID,
  onlyParts,
  type Part,
  type Plan,
  parseSubids,
  recognise,
  type Solved,
  type Subid,
  solve,
  type Wish,
  writeLxc,
  writeUidMap,
} from '../../../engine/idmap/index.ts';
import { type Diagnostic, type Parsed, shorten } from '../../../engine/text/index.ts';
import type { State } from './State.ts';
import { type MappingRow, TOOL_ROWS } from './tools.ts';
import { kernelOn } from './versionsOn.ts';

/** The one directory of the host that an LXC config gives its container; undefined where there are none or several. */
export function mountOf(parts: readonly Part[]): LxcMount | undefined {
  const mounts = parts.flatMap((part) => (part.kind === 'lxc' ? lxcMounts(part.content) : []));
  const [only, ...others] = mounts;
  return others.length === 0 ? only : undefined;
}

/** The lines of /etc/subuid in a text that has an LXC config as well, at their places; undefined where there is no config in it. */
function subidsBesideConfig(text: string, parts: readonly Part[]): string | undefined {
  if (!parts.some(({ kind }) => kind === 'lxc')) return undefined;
  return onlyParts(
    text,
    parts.filter(({ kind }) => kind === 'subids'),
  );
}

/** What stands in an id field: an id, nothing yet, (uid_t)-1, or something else, said in words with what to write instead. */
export type ReadId =
  | { kind: 'id'; id: number }
  | { kind: 'empty' }
  | { kind: 'no-id' }
  | { kind: 'wrong'; words: string; hint: string; name?: string };

/** Reads digits as an id; white space around them is left out of account, for ids are often pasted. */
export function readId(text: string): ReadId {
  const digits = text.trim();
  if (digits === '') return { kind: 'empty' };
  if (!/^[0-9]+$/.test(digits)) {
    return {
      kind: 'wrong',
      words: `“${shorten(digits, 24)}” is not an ID.`,
      hint: HINT,
      ...(NAME.test(digits) && { name: digits }),
    };
  }
  const id = Number(digits);
  if (id === NO_ID) return { kind: 'no-id' };
  if (!isId(id)) return { kind: 'wrong', words: `${shorten(digits, 24)} is too high for an ID.`, hint: HINT };
  return { kind: 'id', id };
}

/** What useradd takes for a name (useradd(8)). */
const NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

const HINT = `Type a number from 0 to ${LAST_ID}.`;

/** What is wrong with a row, and in which of its fields. */
export interface MappingProblem {
  field: 'inside' | 'outside' | 'count';
  words: string;
}

/** A row as a mapping; nothing of an empty one, and words for one that can't be read or is half filled. */
interface ReadMapping {
  mapping: Wish | undefined;
  problem: MappingProblem | undefined;
}

const NEVER_AN_ID = '4294967295 is never an ID.';

function readMapping(row: MappingRow): ReadMapping {
  const wrong = (field: MappingProblem['field'], words: string): ReadMapping => ({
    mapping: undefined,
    problem: { field, words },
  });
  const [near, far] = [readId(row.inside), readId(row.outside)];
  for (const [field, read] of [['inside', near] as const, ['outside', far] as const]) {
    if (read.kind === 'wrong') return wrong(field, `${read.words} ${read.hint}`);
    if (read.kind === 'no-id') return wrong(field, NEVER_AN_ID);
  }
  if (near.kind === 'empty' && far.kind === 'empty') return { mapping: undefined, problem: undefined };
  if (near.kind === 'empty') return wrong('inside', 'Type the ID in the container, too.');
  if (far.kind === 'empty') return wrong('outside', 'Type the ID on the host, too.');
  const count = row.count.trim();
  const digits = /^[0-9]{1,10}$/.test(count) ? Number(count) : 0;
  const many = digits < 2 ** 32 ? digits : 0;
  if (many < 1)
    return wrong(
      'count',
      count === '' ? 'Type how many IDs, 1 or more.' : `“${count.slice(0, 24)}” is not a number from 1 to 4294967295.`,
    );
  if (near.kind !== 'id' || far.kind !== 'id') return { mapping: undefined, problem: undefined };
  return { mapping: { inside: near.id, outside: far.id, count: many, kind: row.kind }, problem: undefined };
}

/** Texts whose parts are kept: those of a question, before and after its newest change. */
const KEPT = 4;

const newest = /* @__PURE__ */ new Map<string, readonly Part[]>();

/** The parts of a text, recognised once however often a keystroke's answer asks. */
export function recognised(text: string): readonly Part[] {
  const parts = newest.get(text) ?? recognise(text);
  newest.delete(text);
  newest.set(text, parts);
  const [oldest] = newest.keys();
  if (newest.size > KEPT && oldest !== undefined) newest.delete(oldest);
  return parts;
}

/** The mappings as they were read, and the map for them. */
interface PlanOfMappings {
  read: readonly ReadMapping[];
  mappings: readonly Wish[];
  /** What is wrong with the first mapping that can't be read. */
  unread: MappingProblem | undefined;
  have: Parsed<Subid[]>;
  /** Whose ranges may be used. */
  owner: string;
  /** The user's UID is none: no map is made for another. */
  uidProblem: string | undefined;
  /** Undefined while there is nothing to solve. */
  solved: Solved | undefined;
}

/** The code of what is said where an LXC config stands among the ranges. */
export const HAVE_IS_CONFIG = 'have-is-config';

/** Solves what the reader maps, for whom the chosen tool runs as. */
export function planOf(state: State): PlanOfMappings {
  const read = state.mappings.map(readMapping);
  const mappings = read.flatMap(({ mapping }) => (mapping ? [mapping] : []));
  const unread = read.find(({ problem }) => problem !== undefined)?.problem;
  const have = haveOf(state.have);
  const lines = have.value ?? [];
  const owner = ownerFor(state.tool, lines);
  const own = owner === 'root' ? undefined : readId(state.uid);
  const ids = own?.kind === 'id' ? { uid: own.id, gid: own.id } : {};
  const uidProblem =
    own?.kind === 'wrong' ? `${own.words} ${own.hint}` : own?.kind === 'no-id' ? NEVER_AN_ID : undefined;
  const kernel = kernelOn(state);
  const options = {
    prefer: state.prefer,
    user: { name: owner, ...ids },
    tool: TOOL_ROWS[state.tool].tool,
    ...(kernel !== undefined && { kernel }),
  };
  const solved = unread || uidProblem || mappings.length === 0 ? undefined : solve(mappings, lines, options);
  return { read, mappings, unread, have, owner, uidProblem, solved };
}

/**
 * root's own ranges for a tool of root, those of a user for one without privileges, wherever their lines stand. dockerd remaps to an
 * account of its own, unless told otherwise.
 */
function ownerFor(tool: State['tool'], lines: readonly Subid[]): string {
  const runBy = TOOL_ROWS[tool].runBy;
  const user = lines.find(({ owner }) => owner !== 'root' && owner !== '')?.owner;
  const hasRoot = lines.some(({ owner }) => owner === 'root');
  if (runBy === 'user') return user ?? 'user';
  if (runBy === 'dockremap') return runBy;
  return runBy === 'root' || hasRoot || user === undefined ? 'root' : user;
}

/** The ranges; a config that was pasted among them is told once, and not line by line. */
function haveOf(text: string): PlanOfMappings['have'] {
  const parts = recognised(text);
  const subids = subidsBesideConfig(text, parts);
  if (subids === undefined) return parseSubids(text);
  const config = parts.find(({ kind }) => kind === 'lxc');
  const { value, diagnostics } = parseSubids(subids);
  const notice: Diagnostic = {
    code: HAVE_IS_CONFIG,
    severity: 'error',
    message: 'This is an LXC config: look up its IDs under “Look up an ID”.',
    hint: 'This field takes the lines of /etc/subuid and /etc/subgid.',
    ...(config && { span: { ...config.span, end: config.span.start } }),
  };
  return { value, diagnostics: [notice, ...diagnostics] };
}

/**
 * A map that was made, as a text to ask: the config of LXC as the chosen tool writes it, with the lines of /etc/subuid and /etc/subgid that it needs, or for any other
 * tool the maps as the kernel shows them, users and groups told apart.
 */
export function planText({ uid, gid, subuid, subgid }: Plan, { tool, have }: Pick<State, 'tool' | 'have'>): string {
  if (tool !== 'proxmox' && tool !== 'lxc') {
    return `${headed('/proc/self/uid_map', writeUidMap(uid))}\n${headed('/proc/self/gid_map', writeUidMap(gid))}`;
  }
  const lines = writeLxc(uid, 'uid') + writeLxc(gid, 'gid');
  const config = tool === 'proxmox' ? lines.replaceAll(' = ', ': ') : lines;
  const file = (grants: readonly string[]) => `${[have.trim(), ...grants].filter(Boolean).join('\n')}\n`;
  return `${config}\n${headed('/etc/subuid', file(subuid))}\n${headed('/etc/subgid', file(subgid))}`;
}

/** As head(1) and tail(1) name a file. */
function headed(file: string, lines: string): string {
  return `==> ${file} <==\n${lines}`;
}
