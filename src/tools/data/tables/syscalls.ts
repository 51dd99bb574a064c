import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { architectureOf, readArch } from '../../../engine/linux/index.ts';
import { ABIS, type Abi, abiHeaders, cValues } from '../cValues.ts';
import {
  findFile,
  formatTable,
  type InSuite,
  olderUapiHeaders,
  type Package,
  type Packages,
  pseudoNumbers,
  type Suite,
  syscallNames,
  type Table,
  uapiHeaders,
  upstreamVersion,
} from '../kernelHeaders.ts';

/** libseccomp, seccomp.h: the answer for a name that it doesn't know. */
const NR_SCMP_ERROR = -1;

/** The packages of one suite's libseccomp: the program that asks the library, the library, the header with the names that it knows. */
export const libseccompNeeds = (suite: Suite): readonly InSuite[] =>
  ['seccomp', 'libseccomp2', 'libseccomp-dev'].map((name) => ({ package: name, suite }));

/** One suite's libseccomp, unpacked. */
interface Libseccomp {
  /** The upstream release. */
  release: string;
  names: readonly string[];
  /** By name: what it stands for on an ABI that lacks it or multiplexes it. */
  pseudo: ReadonlyMap<string, number>;
  /** What scmp_sys_resolver, run from its unpacked package, answers for names or numbers; undefined where it doesn't know the ABI. */
  resolve(token: string, questions: readonly string[]): string[] | undefined;
}

/** Opens a suite's libseccomp, whose packages are among the table's needs. */
export function openLibseccomp(suite: Suite, packages: Packages): Libseccomp {
  const rootOf = (name: string) => packages({ package: name, suite }).root;
  const header = readFileSync(join(rootOf('libseccomp-dev'), 'usr/include/seccomp-syscalls.h'), 'utf8');
  const program = join(rootOf('seccomp'), 'usr/bin/scmp_sys_resolver');
  const library = join(findFile(rootOf('libseccomp2'), /^libseccomp\.so\.2$/), '..');
  return {
    release: upstreamVersion(packages({ package: 'libseccomp-dev', suite }).version),
    names: syscallNames(header),
    pseudo: pseudoNumbers(header),
    resolve(token, questions) {
      const lines = ask(program, library, token, questions);
      if (lines.every((line) => line === '')) return undefined;
      if (lines.length !== questions.length) throw new Error(`scmp_sys_resolver gave ${lines.length} answers`);
      return lines;
    },
  };
}

function ask(program: string, library: string, token: string, questions: readonly string[]): string[] {
  const script =
    'program=$1; arch=$2; shift 2; "$program" -a "$arch" 0 >/dev/null 2>&1 || exit 0; for question; do "$program" -a "$arch" -- "$question"; done';
  const answers = execFileSync('sh', ['-c', script, 'sh', program, token, ...questions], {
    env: { ...process.env, LD_LIBRARY_PATH: library },
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  return answers.trim().split('\n');
}

/** What a later release of libseccomp knows and an earlier one doesn't. */
interface Learned {
  /** Names. */
  since: string[];
  /** By libseccomp's word for the ABI: names that the earlier one knows, and lacks the number of. */
  lacks: Record<string, string[]>;
}

/**
 * What libseccomp has learned from one release to a later one. ABIs that the earlier one doesn't know, and those on which it wrote no rules on
 * `socketcall` and `ipc` yet, are rows of content/data/versions/differences.json. Throws where there is another difference than these.
 */
export function laterThan(before: Libseccomp, later: Libseccomp): Learned {
  const gone = before.names.filter((name) => !later.names.includes(name));
  if (gone.length > 0) throw new Error(`libseccomp ${later.release} no longer knows ${gone.join(', ')}`);
  const lacks: Learned['lacks'] = {};
  for (const { token, twin } of ABIS) {
    for (const each of twin === undefined ? [token] : [token, twin]) {
      const lacking = namesWithoutNumber(each, before, later);
      if (lacking.length > 0) lacks[each] = lacking;
    }
  }
  return { since: later.names.filter((name) => !before.names.includes(name)), lacks };
}

function namesWithoutNumber(token: string, before: Libseccomp, later: Libseccomp): string[] {
  const { names, pseudo } = before;
  const old = before.resolve(token, names)?.map(Number);
  const now = later.resolve(token, names)?.map(Number);
  if (old === undefined) return [];
  if (now === undefined) throw new Error(`libseccomp ${later.release} no longer knows ${token}`);
  const lacking: string[] = [];
  const direct = new Map<string, string>();
  for (const [at, name] of names.entries()) {
    const [number, other] = [old[at] ?? NR_SCMP_ERROR, now[at] ?? NR_SCMP_ERROR];
    if (number === other) continue;
    if (other >= 0 && number === pseudo.get(name)) lacking.push(name);
    else if (number >= 0 && isMultiplexed(other)) direct.set(String(number), name);
    else throw new Error(`${token}: ${name} is ${number} in ${before.release} and ${other} in ${later.release}`);
  }
  if (direct.size > 0 && later.resolve(token, [...direct.keys()])?.join() !== [...direct.values()].join()) {
    throw new Error(`${token}: ${before.release} has other numbers for what ${later.release} multiplexes`);
  }
  return lacking;
}

/** The pseudo numbers of calls that `socketcall` or `ipc` reaches. */
const isMultiplexed = (number: number) => number < NR_SCMP_ERROR && number > -1000;

/** Numbers asked for from the base on; every ABI's end far below. */
const SCANNED = 1024;
/** The same for an ABI's own numbers. */
const SCANNED_OWN = 16;
/** Stands for the list of all of them. */
const EVERYWHERE = 'every architecture';
/** Calls that the kernel has on an ABI and libseccomp doesn't know there yet, though it knows the name. */
const BEHIND: Readonly<Record<string, readonly string[]>> = { loongarch64: ['memfd_secret'] };

/**
 * System call numbers as the newest libseccomp knows them, asked of its own scmp_sys_resolver and compared with the kernel's headers. `numbers` are an ABI's
 * real ones, without its base. `multiplexed`: the ABI has `socketcall` and `ipc`, and for every name that these reach libseccomp answers a pseudo
 * number although a real one may exist, because a rule on it is written twice (src/syscalls.c, abi_rule_add).
 */
export const syscalls: Table = {
  name: 'syscalls',
  files: ['syscalls/names.json', 'syscalls/elsewhere.json', ...ABIS.map(({ token }) => `syscalls/${token}.json`)],
  needs: [...libseccompNeeds('sid'), ...libseccompNeeds('trixie'), uapiHeaders, olderUapiHeaders],
  make(packages, stamp) {
    const libseccomp = openLibseccomp('sid', packages);
    const { names, pseudo } = libseccomp;
    const uapi = packages(uapiHeaders);
    const files = ABIS.map((abi) => abiTable(abi, libseccomp, packages));
    return [
      formatTable(
        {
          stamp,
          of: {
            libseccomp: libseccomp.release,
            linux: upstreamVersion(uapi.version).replace(/~.*/, ''),
          },
          since: { [libseccomp.release]: namesWithout(libseccomp, openLibseccomp('trixie', packages)) },
          pseudo: Object.fromEntries(names.map((name) => [name, pseudo.get(name) ?? null])),
          shared: sharedPseudoNumbers(libseccomp),
        },
        2,
      ),
      formatTable({ stamp, elsewhere: elsewhere(names, uapi) }, 2),
      ...files.map((file) => formatTable({ stamp, ...file }, 2)),
    ];
  },
};

function abiTable(abi: Abi, libseccomp: Libseccomp, packages: Packages) {
  const { token, twin, own } = abi;
  const { names, pseudo } = libseccomp;
  const base = baseOf(abi);
  const resolved = answers(libseccomp, token, names).map(Number);
  if (twin !== undefined && answers(libseccomp, twin, names).map(Number).join() !== resolved.join()) {
    throw new Error(`${token} and ${twin} differ in some number`);
  }
  const scanned = [...range(base, SCANNED), ...(own === undefined ? [] : range(base + own, SCANNED_OWN))];
  const nameByNumber = zip(scanned, answers(libseccomp, token, scanned.map(String)));
  const numbers = new Map(
    nameByNumber.filter(([, name]) => name !== 'UNKNOWN').map(([number, name]) => [name, number]),
  );
  const isMultiplexed = numbers.has('socketcall');
  for (const [name, number] of zip(names, resolved)) {
    const reached = (pseudo.get(name) ?? Number.NEGATIVE_INFINITY) > -1000;
    if (number === NR_SCMP_ERROR) throw new Error(`libseccomp does not know ${name}, which its own header names`);
    if (number >= 0 && numbers.get(name) !== number) throw new Error(`${token}: ${name} is ${number} one way only`);
    if (number < 0 && number !== pseudo.get(name)) throw new Error(`${token}: ${name} is not ${number} in the header`);
    if (reached && isMultiplexed && number >= 0) throw new Error(`${token}: ${name} is not multiplexed`);
    if (!(reached && isMultiplexed) && number < 0 && numbers.has(name)) {
      throw new Error(`${token}: ${name} is ${number}, and ${numbers.get(name)}`);
    }
  }
  compareWithHeaders(abi, numbers, new Set(names), abiHeaders(abi, packages));
  const sorted = [...numbers].sort((a, b) => a[1] - b[1]);
  return {
    multiplexed: isMultiplexed,
    numbers: Object.fromEntries(sorted.map(([name, number]) => [name, number - base])),
  };
}

/** The names that the release before doesn't know; in all else it must answer as this one does. */
function namesWithout(libseccomp: Libseccomp, before: Libseccomp): string[] {
  const { since, lacks } = laterThan(before, libseccomp);
  if (Object.keys(lacks).length > 0) throw new Error(`libseccomp ${before.release} differs in more than names`);
  return since;
}

/** What is added to every number: asm/unistd.h __X32_SYSCALL_BIT, __NR_Linux. */
function baseOf({ token }: Abi): number {
  const arch = readArch(token);
  if (arch === undefined) throw new Error(`${token} is no architecture of the engine`);
  return architectureOf(arch).syscallBase;
}

/** What the kernel's headers of the ABI say must be what libseccomp says, of every name that libseccomp knows. */
function compareWithHeaders(
  abi: Abi,
  numbers: ReadonlyMap<string, number>,
  names: ReadonlySet<string>,
  headers: readonly string[],
): void {
  const { token } = abi;
  const base = baseOf(abi);
  const { definitions, value } = cValues([
    `#define __X32_SYSCALL_BIT ${base}\n#define __NR_Linux ${base}\n#define __NR_SYSCALL_BASE 0\n`,
    ...headers,
  ]);
  for (const { name } of definitions) {
    const call = /^__(?:ARM_)?NR_([a-z_][a-z0-9_]*)$/.exec(name)?.[1];
    if (call === undefined || !names.has(call) || BEHIND[token]?.includes(call)) continue;
    const number = Number(value(name));
    // A second name of a call (arm's sync_file_range2), which libseccomp knows by the first alone.
    const isAlias = !numbers.has(call) && definitions.some((other) => isNumberOf(other, number));
    if (number !== numbers.get(call) && !isAlias) {
      throw new Error(`${token}: ${call} is ${number} in the kernel's header, ${numbers.get(call)} in libseccomp`);
    }
  }

  function isNumberOf({ name }: { name: string }, number: number): boolean {
    return numbers.get(name.slice('__NR_'.length)) === number && Number(value(name)) === number;
  }
}

/** The pseudo numbers that several names have, with the one that libseccomp finds by the number where an ABI has none of them. */
function sharedPseudoNumbers(libseccomp: Libseccomp): Record<string, string> {
  const { pseudo } = libseccomp;
  const counted = new Map<number, number>();
  for (const number of pseudo.values()) counted.set(number, (counted.get(number) ?? 0) + 1);
  const shared = [...counted].filter(([, count]) => count > 1).map(([number]) => String(number));
  const found = answers(libseccomp, 'x86_64', shared);
  for (const [number, name] of zip(shared, found)) {
    if (String(pseudo.get(name)) !== number) throw new Error(`x86_64: ${number} is ${name}`);
  }
  return Object.fromEntries(zip(shared, found));
}

/** Names that some architecture's header has and libseccomp doesn't know, with those architectures as the kernel calls them. */
function elsewhere(names: readonly string[], headers: Package): Record<string, string[]> {
  const known = new Set(names);
  const found = new Map<string, string[]>();
  const root = join(headers.root, 'usr/lib/linux/uapi');
  for (const architecture of readdirSync(root).sort()) {
    const folder = join(root, architecture, 'asm');
    for (const file of readdirSync(folder)
      .filter((name) => /^unistd.*\.h$/.test(name))
      .sort()) {
      const { definitions, value } = cValues([
        '#define __X32_SYSCALL_BIT 0x40000000\n#define __NR_SYSCALL_BASE 0\n#define __NR_Linux 0\n',
        readFileSync(join(folder, file), 'utf8'),
      ]);
      for (const { name } of definitions) {
        const call = /^__NR_([a-z_][a-z0-9_]*)$/.exec(name)?.[1];
        if (call === undefined || known.has(call) || value(name) === undefined) continue;
        if (/^(reserved|unused)\d+$/.test(call)) continue;
        const places = found.get(call) ?? [];
        if (!places.includes(architecture)) places.push(architecture);
        found.set(call, places);
      }
    }
  }
  const all = readdirSync(root).length;
  return Object.fromEntries(
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([call, places]) => [call, places.length === all ? [EVERYWHERE] : places]),
  );
}

/** What the newest libseccomp answers; it knows every ABI of the engine. */
function answers(libseccomp: Libseccomp, token: string, questions: readonly string[]): string[] {
  const found = libseccomp.resolve(token, questions);
  if (found === undefined) throw new Error(`libseccomp ${libseccomp.release} does not know ${token}`);
  return found;
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

function zip<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((a, at) => {
    const b = right[at];
    return b === undefined ? [] : [[a, b] as [A, B]];
  });
}
