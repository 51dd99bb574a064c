import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A shell that commands are pasted into: how it is started, and what installs it where it is missing. */
export interface Shell {
  name: string;
  argv: readonly [program: string, ...options: string[]];
  install: string;
  /** A function may be named for any program; in dash only for one without a hyphen or a dot. */
  names: RegExp;
}

const ANY = /^[A-Za-z_][\w.-]*$/;

export const SHELLS: readonly Shell[] = [
  { name: 'bash', argv: ['bash', '--norc'], install: 'apt install bash', names: ANY },
  { name: 'dash', argv: ['dash'], install: 'apt install dash', names: /^[A-Za-z_]\w*$/ },
  { name: 'busybox sh', argv: ['busybox', 'sh'], install: 'apt install busybox', names: ANY },
  { name: 'sh', argv: ['sh'], install: 'every POSIX system has one', names: /^[A-Za-z_]\w*$/ },
];

/** The file of its program; undefined where it isn't installed. */
export function programOf({ argv: [program] }: Shell): string | undefined {
  return (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, program))
    .find((file) => spawnSync(file, ['-c', ':']).error === undefined);
}

/** What a command called: each program with its arguments, in the order of their names, for programs of a pipeline start in any. */
export type Calls = readonly (readonly string[])[];

/** What may be the name of a program in a command. */
const NAME = /[A-Za-z_][\w.-]*/g;
/** What a shell does itself and changes nothing by; and its own grammar. */
const OWN = new Set(
  'break case cd continue do done echo elif else esac eval exit export false fi for function if in local printf pwd read readonly return select set shift source test then time times trap true umask unset until wait while'.split(
    ' ',
  ),
);

/** Output that a shell would itself send into a file of the system, and programs that no stub takes the place of. */
const UNFIT = /(?<![<$=\w-])>{1,2} *(?!\/dev\/null)["']?[/~]|(?:^|[;&|(] *)(?:exec |\/)/m;

/**
 * Every program is a stub, also the ones that busybox has within itself: a stub notes its name and arguments, and runs nothing but what stands behind
 * \`sh -c\`, in the same shell. What a later command asks of it, it prints: a range, the name of a file. It fails where $FAILS says so.
 */
const STUB = `stub() {
  printf '%s\\0' "$#" "$@" >>"$RECORD"
  case $1 in
    awk) echo 1-2 ;;
    mktemp) echo ./new ;;
  esac
  while [ $# -gt 0 ]; do
    case $1 in sh | bash) if [ "\${2-}" = -c ]; then eval "\${3-}"; fi ;; esac
    shift
  done
  return "$FAILS"
}
`;

/** Nobody, for where root runs the tests. */
const NOBODY = 65534;

/**
 * What each command calls in a shell, where all programs succeed and then, where that makes a difference, where all fail; and which files appeared. The shell
 * runs without root, in an empty folder; a command that would write to a file of the system by itself is not run, and thrown.
 */
export async function runStubbed(
  { argv, name, names }: Shell,
  program: string,
  commands: readonly string[],
): Promise<{ calls: Calls[]; appeared: string[] }> {
  const unfit = commands.find((command) => UNFIT.test(command));
  if (unfit !== undefined) throw new Error(`not run: ${unfit}`);
  const folder = mkdtempSync(join(tmpdir(), 'waterline-shell-'));
  try {
    const [place, stubs, record] = [join(folder, 'place'), join(folder, 'stubs'), join(folder, 'record')];
    const [texts, script] = [join(folder, 'texts'), join(folder, 'script')];
    for (const each of [place, stubs, texts]) mkdirSync(each);
    // What a star or a question mark would find.
    const there = ['a1', 'ab', 'b1'];
    for (const file of there) writeFileSync(join(place, file), '');
    for (const [index, command] of commands.entries()) writeFileSync(join(texts, `${index}`), `${command}\n`);
    const all = [...new Set(['canary', ...commands.flatMap((command) => command.match(NAME) ?? [])])];
    const programs = all.filter((each) => !OWN.has(each));
    const file = join(folder, 'stub');
    writeFileSync(file, `#!${[program, ...argv.slice(1)].join(' ')}\n${STUB}stub "\${0##*/}" "$@"\n`);
    chmodSync(file, 0o755);
    for (const each of programs) symlinkSync(file, join(stubs, each));
    const shadowed = programs.filter((each) => names.test(each) && !/^(?:command|stub|exec)$/.test(each));
    writeFileSync(
      script,
      [
        STUB,
        ...shadowed.map((each) => `${each}() { stub ${each} "$@"; }`),
        'run() { FAILS=$1; export FAILS; (. "$2") </dev/null >/dev/null 2>&1; }',
        ...commands.flatMap((command, index) => [
          ...(/\s(?:\|\||&&)\s/.test(command) ? [`run 1 "${texts}/${index}"`] : []),
          `run 0 "${texts}/${index}"`,
          ...(command.includes('&') ? ['wait'] : []),
          `printf '0\\0' >>"$RECORD"`,
        ]),
        '',
      ].join('\n'),
    );
    const isRoot = process.getuid?.() === 0;
    if (isRoot) for (const each of [folder, place]) chownSync(each, NOBODY, NOBODY);
    await ended(program, [...argv.slice(1), script], {
      cwd: place,
      env: { PATH: stubs, RECORD: record, HOME: '/home/of', USER: 'me' },
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    }).catch((error: unknown) => {
      throw new Error(`${name}: ${error}`);
    });
    const appeared = readdirSync(place).filter((each) => !there.includes(each));
    return { calls: callsIn(readFileSync(record, 'utf8')), appeared };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ended(program: string, args: readonly string[], options: SpawnOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const run = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    run.stderr?.on('data', (data) => {
      told += data;
    });
    run.on('error', reject);
    run.on('close', (status) => (status === 0 ? resolve() : reject(new Error(`status ${status}: ${told}`))));
  });
}

/** The record, each command's calls together. A call is how many words it has, and these; a command ends with none. */
function callsIn(record: string): Calls[] {
  const fields = record.split('\0');
  const commands: Calls[] = [];
  let calls: string[][] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const end = at + 1 + Number(fields[at]);
    if (end === at + 1) {
      commands.push(
        calls.toSorted((one, other) => (one[0] ?? '').localeCompare(other[0] ?? '') || one.length - other.length),
      );
      calls = [];
    } else calls.push(fields.slice(at + 1, end));
    at = end;
  }
  return commands;
}
