import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cValues } from '../cValues.ts';
import { findFile } from '../findFile.ts';
import { formatTable } from '../formatTable.ts';
import { stampOf } from '../stamp.ts';
import { pseudoNumbers, syscallNames } from '../syscallNames.ts';
import type { Package, Packages, Table } from '../Table.ts';

interface Abi {
  arch: string;
  /** libseccomp's word for it, which is the table's file name too. */
  token: string;
  /** The kernel's header, under linux-libc-dev's /usr/lib/linux/uapi. */
  header: string;
  /** asm/unistd.h: __X32_SYSCALL_BIT. */
  bit: number;
}

const ABIS: readonly Abi[] = [
  { arch: 'SCMP_ARCH_X86_64', token: 'x86_64', header: 'x86/asm/unistd_64.h', bit: 0 },
  { arch: 'SCMP_ARCH_X86', token: 'x86', header: 'x86/asm/unistd_32.h', bit: 0 },
  { arch: 'SCMP_ARCH_X32', token: 'x32', header: 'x86/asm/unistd_x32.h', bit: 0x40000000 },
  { arch: 'SCMP_ARCH_AARCH64', token: 'aarch64', header: 'arm64/asm/unistd_64.h', bit: 0 },
];
/** Above every number of these four ABIs. */
const SCANNED = 1024;
/** libseccomp, seccomp.h: the answer for a name that it doesn't know. */
const NR_SCMP_ERROR = -1;

/**
 * System call numbers as libseccomp knows them, asked of its own scmp_sys_resolver and compared with the kernel's headers.
 * `numbers` are the ABI's real ones, as seccomp_data.nr (x32: with bit 30). `multiplexed` are the names for which libseccomp answers a
 * pseudo number although a real one may exist, because a rule on them is written twice (src/syscalls.c, abi_rule_add).
 */
export const syscalls: Table = {
  name: 'syscalls',
  files: ['syscalls/names.json', ...ABIS.map(({ token }) => `syscalls/${token}.json`)],
  wishes: ['seccomp', 'libseccomp2', 'libseccomp-dev', 'linux-libc-dev'],
  make(packages) {
    const used = ['seccomp', 'libseccomp2', 'libseccomp-dev', 'linux-libc-dev'].map(packages);
    const stamp = stampOf('syscalls', used);
    const header = readFileSync(join(packages('libseccomp-dev').root, 'usr/include/seccomp-syscalls.h'), 'utf8');
    const names = syscallNames(header);
    const pseudo = pseudoNumbers(header);
    const files = ABIS.map((abi) => abiTable(abi, names, pseudo, packages));
    return [
      formatTable(
        {
          stamp,
          pseudo: Object.fromEntries(names.map((name) => [name, pseudo.get(name) ?? null])),
          elsewhere: elsewhere(names, packages('linux-libc-dev')),
        },
        2,
      ),
      ...files.map((file) => formatTable({ stamp, ...file }, 2)),
    ];
  },
};

function abiTable(abi: Abi, names: readonly string[], pseudo: ReadonlyMap<string, number>, packages: Packages) {
  const numberByName = new Map(zip(names, resolve(abi, names, packages).map(Number)));
  const scanned = Array.from({ length: SCANNED }, (_, number) => number | abi.bit);
  const nameByNumber = new Map(zip(scanned, resolve(abi, scanned.map(String), packages)));
  const numbers = new Map([...nameByNumber].filter(([, name]) => name !== 'UNKNOWN').map(([nr, name]) => [name, nr]));
  const multiplexed: string[] = [];
  for (const [name, number] of numberByName) {
    if (number === NR_SCMP_ERROR) throw new Error(`libseccomp does not know ${name}, which its own header names`);
    if (number >= 0 && numbers.get(name) !== number) throw new Error(`${abi.token}: ${name} is ${number} one way only`);
    if (number < 0 && number !== pseudo.get(name))
      throw new Error(`${abi.token}: ${name} is not ${number} in the header`);
    if (number < 0 && number > -1000) multiplexed.push(name);
  }
  compareWithHeader(abi, numbers, packages('linux-libc-dev'));
  const isMultiplexer = numbers.has('socketcall');
  return {
    arch: abi.arch,
    multiplexed: isMultiplexer ? multiplexed : [],
    numbers: Object.fromEntries([...numbers].sort((a, b) => a[1] - b[1])),
  };
}

/** What the kernel's header of the ABI says must be what libseccomp says, of every name that both have. */
function compareWithHeader(abi: Abi, numbers: ReadonlyMap<string, number>, headers: Package): void {
  const { definitions, value } = cValues([
    `#define __X32_SYSCALL_BIT 0x40000000\n${readFileSync(join(headers.root, 'usr/lib/linux/uapi', abi.header), 'utf8')}`,
  ]);
  for (const { name } of definitions) {
    if (!name.startsWith('__NR_')) continue;
    const call = name.slice('__NR_'.length);
    if (Number(value(name)) !== numbers.get(call)) {
      throw new Error(
        `${abi.token}: ${call} is ${value(name)} in the kernel's header, ${numbers.get(call)} in libseccomp`,
      );
    }
  }
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
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Asks scmp_sys_resolver, run from its unpacked package with the library of its unpacked package. */
function resolve(abi: Abi, questions: readonly string[], packages: Packages): string[] {
  const program = join(packages('seccomp').root, 'usr/bin/scmp_sys_resolver');
  const library = findFile(packages('libseccomp2').root, /^libseccomp\.so\.2$/);
  const script = 'program=$1; arch=$2; shift 2; for question; do "$program" -a "$arch" "$question"; done';
  const answers = execFileSync('sh', ['-c', script, 'sh', program, abi.token, ...questions], {
    env: { ...process.env, LD_LIBRARY_PATH: join(library, '..') },
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  const lines = answers.trim().split('\n');
  if (lines.length !== questions.length) throw new Error(`scmp_sys_resolver gave ${lines.length} answers`);
  return lines;
}

function zip<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((a, at) => {
    const b = right[at];
    return b === undefined ? [] : [[a, b] as [A, B]];
  });
}
