import {
  type Plan,
  parseSubids,
  type Solved,
  type Subid,
  solve,
  type Wish,
  writeLxc,
  writeUidMap,
} from '../../../engine/idmap/index.ts';
import type { Diagnostic, Parsed } from '../../../engine/text/index.ts';
import { subidsBesideConfig } from './configOf.ts';
import { readId } from './readId.ts';
import { type MappingProblem, NEVER_AN_ID, type ReadMapping, readMapping } from './readMapping.ts';
import { recognised } from './recognised.ts';
import type { State } from './State.ts';
import { TOOL_ROWS } from './tools.ts';
import { kernelOn } from './versionsOn.ts';

/** The mappings as they were read, and the map for them. */
export interface PlanOfMappings {
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
