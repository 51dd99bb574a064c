import { readFileSync } from 'node:fs';
import {
  type Arch,
  architectureOf,
  errnoNumber,
  multiplexerOf,
  nameOf,
  resolveName,
} from '../../../../../src/engine/linux/index.ts';
import type { Answer, Call } from '../../../../../src/engine/seccomp/index.ts';
import { folder } from '../../recording.ts';

// A small model of systemd 257: what a unit's text makes of a call. Its facts are what the program was recorded with, none the writer's.

/** What systemd-analyze security tells of a unit's lines; see test/oracle/seccomp/record_systemd.py. */
export interface Reading {
  lines: readonly string[];
  list: UnitList['kind'];
  /** Groups of which a call is in the allow list, or missing from the deny list. */
  bad: readonly string[];
  abis: string;
}

/** A unit's list of calls, with their errors. */
interface UnitList {
  kind: 'allow' | 'deny' | 'none';
  entries: Map<string, Answer | undefined>;
  otherwise: Answer;
  abis: Set<string>;
}

type Row = { group: string; calls: string } | { unnamed: string } | Reading;

const { records } = JSON.parse(readFileSync(new URL('systemd.json', folder), 'utf8')) as { records: readonly Row[] };

export const READINGS: readonly Reading[] = records.flatMap((row) => ('lines' in row ? [row] : []));
export const GROUPS: ReadonlyMap<string, readonly string[]> = new Map(
  records.flatMap((row) => ('group' in row ? [[row.group, row.calls.split(' ')] as const] : [])),
);
/** "System call listns is not known, ignoring." */
export const UNNAMED: readonly string[] = records.flatMap((row) => ('unnamed' in row ? row.unnamed.split(' ') : []));

const ALLOW: Answer = { action: 'ALLOW', data: 0 };
const KILL: Answer = { action: 'KILL_PROCESS', data: 0 };
const FOREIGN: Answer = { action: 'KILL_THREAD', data: 0 };

const ABIS: Record<string, string> = {
  'x86-64': 'x86_64',
  'mips-le': 'mipsel',
  'ppc64-le': 'ppc64le',
  arm64: 'aarch64',
};
const abiOf = (word: string) =>
  ABIS[word] ?? word.replace('mips64-le', 'mipsel64').replace('-n32', 'n32').replace('x86-64', 'x86_64');

/** src/core/load-fragment.c, config_parse_syscall_filter and its neighbours, line after line. */
export function readUnit(text: string, native: Arch): UnitList {
  const errorOf = (word: string): Answer =>
    word === 'kill' ? KILL : { action: 'ERRNO', data: errnoNumber(word, native) ?? Number(word) };
  const unit: UnitList = { kind: 'none', entries: new Map(), otherwise: KILL, abis: new Set() };
  for (const line of text.split('\n')) {
    const [, key, tilde, value = ''] = /^(SystemCall\w+)=(~?)(.*)$/.exec(line) ?? [];
    if (key === 'SystemCallErrorNumber') unit.otherwise = errorOf(value);
    if (key === 'SystemCallArchitectures' && value === '') unit.abis.clear();
    else if (key === 'SystemCallArchitectures') for (const word of value.split(' ')) unit.abis.add(word);
    if (key === 'SystemCallFilter') addList(unit, tilde === '~', value, errorOf);
  }
  return unit;
}

function addList(unit: UnitList, isInverted: boolean, value: string, errorOf: (word: string) => Answer): void {
  if (value === '') {
    unit.kind = 'none';
    unit.entries.clear();
    return;
  }
  if (unit.kind === 'none') {
    unit.kind = isInverted ? 'deny' : 'allow';
    if (!isInverted) for (const name of GROUPS.get('@default') ?? []) unit.entries.set(name, undefined);
  }
  for (const word of value.split(' ')) {
    const [entry = '', error] = word.split(':');
    // "Allow-listed system calls cannot take error number, ignoring"
    if (error !== undefined && !isInverted) continue;
    for (const name of GROUPS.get(entry) ?? [entry].filter((each) => !UNNAMED.includes(each))) {
      const isEntry = isInverted === (unit.kind === 'deny') || error !== undefined;
      if (isEntry) unit.entries.set(name, error === undefined ? undefined : errorOf(error));
      else unit.entries.delete(name);
    }
  }
}

/** Without multiplexers: undefined where one is asked that the list doesn't name, and reaches a call by its argument. */
export function systemdAnswer(text: string, { arch, syscall }: Call, native: Arch): Answer | undefined {
  const { kind, entries, otherwise, abis } = readUnit(text, native);
  // src/core/exec-invoke.c apply_syscall_filter, before the filter is made.
  if (kind === 'allow' && entries.get('write') !== undefined) throw new Error(`The service doesn’t start:\n${text}`);
  if (kind === 'allow') entries.set('write', undefined);
  else entries.delete('write');
  const isKept = [...abis].some((word) =>
    word === 'native' ? arch === native : abiOf(word) === architectureOf(arch).token,
  );
  if (abis.size > 0 && !isKept && arch !== native) return FOREIGN;
  const name = nameOf(arch, syscall) ?? '';
  if (entries.has(name)) return entries.get(name) ?? (kind === 'allow' ? ALLOW : otherwise);
  if ([...entries.keys()].some((each) => multiplexerOf(each)?.name === name)) return undefined;
  if (kind !== 'allow') return ALLOW;
  // src/shared/seccomp-util.c seccomp_load_syscall_filter_set_raw
  const isKnown = GROUPS.get('@known')?.includes(name) === true && resolveName(native, name) >= 0;
  return isKnown ? otherwise : { action: 'ERRNO', data: architectureOf(native).enosys };
}
