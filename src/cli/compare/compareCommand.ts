import { compare } from '../../engine/compare/index.ts';
import { counted } from '../../engine/text/index.ts';
import { type ChangeKind, type ChangeRow, changeRows } from '../../instrument/words/changeRows.ts';
import {
  ARCH_HELP,
  architectureGiven,
  type Command,
  type ExitStatus,
  filterGiven,
  type Given,
  InputProblem,
  MACHINE_OPTIONS,
  STACK_HELP,
  stackGiven,
  type Terminal,
} from '../filterGiven.ts';

const HEADINGS: Readonly<Record<ChangeKind, string>> = {
  closed: 'No longer allowed',
  opened: 'Newly allowed',
  otherwise: 'Another answer',
};

/** The differences for who reads them in a terminal, by what they mean for a program. */
function comparedLines(rows: readonly ChangeRow[]): string[] {
  if (rows.length === 0) return ['No difference: every call gets the same answer.'];
  return Object.entries(HEADINGS).flatMap(([kind, heading]) => {
    const of = rows.filter((row) => row.kind === kind);
    return of.length === 0 ? [] : [heading, ...of.flatMap(rowLines)];
  });
}

function rowLines({ abis, calls, where, unnamed, before, after, example }: ChangeRow): string[] {
  const all = [...calls, ...(unnamed === '' ? [] : [unnamed])].join(', ');
  const count = calls.length > 1 ? ` (${counted(calls.length, 'call')})` : '';
  const shown = where === '' || example === undefined ? [] : [`    for example ${example}`];
  return [`  ${abis}: ${all}${count}${where === '' ? '' : `, where ${where}`}`, `    ${before} -> ${after}`, ...shown];
}

const HELP = `waterline compare BEFORE AFTER [options]

Shows where two seccomp profiles behave differently: each call, with each class of its arguments,
that gets a different answer. Profiles that differ only in how they are written show no difference.

  BEFORE, AFTER   files, - for standard input, or names of defaults that are built in,
                  such as docker-26.1 and docker-29.9

Options
  --stack STACK         ${STACK_HELP}
  --after-stack STACK   the same for AFTER, if different: one profile on two stacks
  --arch ARCH           ${ARCH_HELP}
  --json                the differences as JSON
  -h, --help            this text

Exit status: 0 there is no difference, 1 there is one, 2 a file or an option can’t be read.

  waterline compare docker-26.1 docker-29.9
  waterline compare nginx.json nginx.json --stack docker-20.10.24 --after-stack docker-29.9`;

export const compareCommand: Command = {
  name: 'compare',
  says: 'show which calls two profiles answer differently',
  help: HELP,
  options: {
    ...MACHINE_OPTIONS,
    'after-stack': { type: 'string' },
    json: { type: 'boolean' },
  },
  run: runCompare,
};

async function runCompare(given: Given, terminal: Terminal): Promise<ExitStatus> {
  const [before, after, stray] = given.words;
  if (before === undefined || after === undefined || stray !== undefined)
    throw new InputProblem('Give two profiles: waterline compare old.json new.json');
  if (before === '-' && after === '-') throw new InputProblem('Only one of the two can be standard input.');
  const stack = stackGiven(given.value('stack'));
  const afterStack = given.value('after-stack') === undefined ? stack : stackGiven(given.value('after-stack'));
  const arch = architectureGiven(given.value('arch'));
  const comparison = compare(
    await filterGiven(before, stack, arch, terminal),
    await filterGiven(after, afterStack, arch, terminal),
  );
  if (!comparison.isWhole) throw new InputProblem('The two filters have too many conditions to compare them all.');
  const rows = changeRows(comparison);
  if (given.has('json')) terminal.say(JSON.stringify(rows, null, 2));
  else for (const line of comparedLines(rows)) terminal.say(line);
  return rows.length === 0 ? 0 : 1;
}
