import type { Change } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf, numberOf } from '../../../engine/linux/index.ts';
import { formatCall } from '../../../engine/seccomp/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import type { AlikeChanges } from '../../../instrument/words/changeRows.ts';
import type { CallShown, Group, Row } from '../state/Reply.ts';
import { KINDS } from './cardLines.ts';
import { countedOf, countWords } from './countedOf.ts';

/** The rows by what they mean for a program. `machine`: whose calls the profile checker is asked about by name alone. */
export function groupsOf(alike: readonly AlikeChanges[], machine: Arch): readonly Group[] {
  return KINDS.flatMap(({ kind, title, tone }): Group[] => {
    const rows = alike.filter(({ row }) => row.kind === kind);
    const found = countedOf(alike, kind, machine);
    if (found === undefined) return [];
    return [{ kind, title, tone, count: countWords(found), rows: rows.flatMap((each) => rowOf(each, machine)) }];
  });
}

function rowOf({ row, changes: [change] }: AlikeChanges, machine: Arch): Row[] {
  if (change === undefined) return [];
  const { arch, before, after, names } = change;
  const said = (of: Change['before'], word: string) => ({ tone: actionWords(of, arch).tone, word });
  const isMany = row.where !== '';
  return [
    {
      abis: row.abis,
      calls: row.calls.map((name, at) => ({ name, asked: askedOf(change, names[at], machine) })),
      unnamed: row.unnamed === '' ? undefined : unnamedOf(change, row.unnamed, machine),
      where: row.where,
      example: isMany ? askedOf(change, names[0], machine) : undefined,
      before: said(before, row.before),
      after: said(after, row.after),
    },
  ];
}

/** The call with arguments that the change is about, as the profile checker reads it on the machine. */
function askedOf({ arch, witness }: Change, name: string | undefined, machine: Arch): string | undefined {
  const syscall = name === undefined || arch === undefined ? undefined : numberOf(arch, name);
  if (arch === undefined || syscall === undefined) return undefined;
  return written({ arch, syscall, args: witness?.args ?? [] }, machine);
}

function unnamedOf({ arch, unnamed: [range], witness }: Change, words: string, machine: Arch): CallShown {
  const asked =
    arch === undefined || range === undefined
      ? undefined
      : written({ arch, syscall: range.first, args: witness?.args ?? [] }, machine);
  return { name: words, asked };
}

/** A call as the profile checker reads it on a machine: with its ABI, where that is another. */
export function written(call: Parameters<typeof formatCall>[0], machine: Arch): string {
  const text = formatCall(call);
  const own = `${architectureOf(machine).token}: `;
  return text.startsWith(own) ? text.slice(own.length) : text;
}
