import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cValues } from './cValues.ts';
import {
  formatTable,
  type Need,
  needKey,
  type Package,
  type Suite,
  type Table,
  uapiHeaders,
  upstreamVersion,
} from './kernelHeaders.ts';
import { type NamedTables, type NamedValue, namedTables } from './namedValues.ts';
import { constants } from './tables/constants.ts';
import { crioProfile, errno } from './tables/errno.ts';
import { kernels, manualErrors } from './tables/kernels.ts';
import { containerdProfiles, podmanBuiltProfile } from './tables/podmanBuiltProfile.ts';
import { prototypes } from './tables/prototypes.ts';
import { laterThan, libseccompNeeds, openLibseccomp, syscalls } from './tables/syscalls.ts';

const newest = { package: 'strace', suite: 'sid' } as const;
const older = { package: 'strace', suite: 'trixie' } as const;

/** A constant, or a place among the registers as PTRACE_PEEKUSER has it (`8*R15`). */
const NAME = /^(?:[A-Z_][A-Z0-9_a-z]*|\d\*[A-Z]\w*)$/;
/** The first of strace's ioctls, by their numbers: each ABI's begin with it (src/ioctlsort.c). */
const FIRST_IOCTL = 'FIBMAP';
/** In the order of strace's personalities on x86_64 (src/linux/x86_64/arch_defs_.h). */
const PERSONALITIES = ['x86_64', 'x86', 'x32'] as const;

/**
 * The names that strace prints for numbers, from the tables within its amd64 program: of every set of constants (src/xlat), what the newest lacks
 * as the older one has it; and of ioctl requests, by ABI.
 */
const straceNames: Table = {
  name: 'straceNames',
  files: ['strace/names.json', 'strace/ioctls.json'],
  needs: [newest, older],
  make(packages, stamp) {
    const [now, then] = [newest, older].map((need) => tablesOf(packages(need)));
    if (now === undefined || then === undefined) throw new Error('strace is not there twice');
    const sets = now.before.map(namesIn).filter((set) => set.size > 0);
    const known = new Map(sets.flatMap((set) => [...set]));
    const gone = then.before.flatMap((set) => [...namesIn(set)]);
    for (const [name, value] of [...sets.flatMap((set) => [...set]), ...gone])
      if ((known.get(name) ?? value) !== value) throw new Error(`${name} is ${known.get(name)} and ${value}`);
    const rest = new Map(gone.filter(([name]) => !known.has(name)));
    const rows = [...sets, rest].map((set) =>
      Object.fromEntries([...set].map(([name, value]) => [name, printed(value)])),
    );
    const first = (row: object) => Object.keys(row)[0] ?? '';
    rows.sort((a, b) => (first(a) < first(b) ? -1 : 1));
    const ioctls = ioctlsOf(now);
    const before = ioctlsOf(then);
    const all = PERSONALITIES.map((_, at) => ({ ...before[at], ...ioctls[at] }));
    const [own = {}] = all;
    const differing = all.map((set) =>
      Object.fromEntries(Object.entries(set).filter(([name, code]) => own[name] !== code)),
    );
    const [, x86 = {}, x32 = {}] = differing;
    return [formatTable({ stamp, sets: rows }, 2), formatTable({ stamp, x86_64: own, x86, x32 }, 2)];
  },
};

function tablesOf({ root }: Package): NamedTables {
  return namedTables(readFileSync(join(root, 'usr/bin/strace')));
}

function namesIn(rows: readonly NamedValue[]): Map<string, bigint> {
  return new Map(rows.filter(([name]) => NAME.test(name)));
}

/** JSON's numbers are exact up to 2^53. */
function printed(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `0x${value.toString(16)}`;
}

function ioctlsOf({ behind }: NamedTables): Record<string, number>[] {
  const found: Record<string, number>[] = [];
  for (const [name, value] of behind.flat()) {
    if (name === FIRST_IOCTL) found.push({});
    const last = found.at(-1);
    // struct_ioctlent has an unsigned int (src/defs.h).
    if (last !== undefined && !(name in last)) last[name] = Number(BigInt.asUintN(32, value));
  }
  if (found.length !== PERSONALITIES.length) throw new Error(`${found.length} sets of ioctls`);
  return found;
}

const DOCKER = 'golang-github-docker-docker-dev';
const PODMAN = 'golang-github-containers-common-dev';

/** The kernel's capabilities by number, and the ones that Docker and Podman give a container. */
const capabilities: Table = {
  name: 'capabilities',
  files: ['capabilities.json'],
  needs: [uapiHeaders, DOCKER, PODMAN],
  make(packages, stamp) {
    const { definitions, value } = cValues([
      readFileSync(join(packages(uapiHeaders).root, 'usr/include/linux/capability.h'), 'utf8'),
    ]);
    const last = value('CAP_LAST_CAP');
    const numbers = definitions
      .filter(({ name, expression }) => /^CAP_[A-Z_]+$/.test(name) && /^\d+$/.test(expression))
      .map(({ name }) => [name, Number(value(name))] as const)
      .sort((a, b) => a[1] - b[1]);
    if (last === undefined || numbers.some(([, number], at) => number !== at) || numbers.length !== Number(last) + 1) {
      throw new Error('capability.h does not number its capabilities from 0 to CAP_LAST_CAP');
    }
    const defaults = (name: string, path: string) => {
      const file = join(packages(name).root, 'usr/share/gocode/src/github.com', path);
      return goStrings(readFileSync(file, 'utf8'), 'DefaultCapabilities');
    };
    return [
      formatTable(
        {
          stamp,
          numbers: Object.fromEntries(numbers),
          dockerDefault: defaults(DOCKER, 'docker/docker/oci/caps/defaults.go'),
          podmanDefault: defaults(PODMAN, 'containers/common/pkg/config/default.go'),
        },
        2,
      ),
    ];
  },
};

/** The string literals in a Go list, be it a variable or what a function returns; empty where there is neither of that name. */
export function goStrings(source: string, name: string): string[] {
  const start = source.search(new RegExp(`^(func ${name}\\(|\\s+${name} = )`, 'm'));
  if (start === -1) return [];
  const length = source.slice(start).search(/\n\t?\}/);
  return [...source.slice(start, length === -1 ? undefined : start + length).matchAll(/"([^"\\\n]*)"/g)].map(
    (match) => match[1] ?? '',
  );
}

/** A default seccomp profile, byte for byte as the package ships it, with its stamp beside it; throws where the package is of another version. */
const shipped = (name: string, file: string, need: Need, version: string, source: string): Table => ({
  name,
  files: [`profiles/${file}.stamp.json`, `profiles/${file}`],
  needs: [need],
  make(packages, stamp) {
    const used = packages(need);
    if (!used.version.startsWith(version))
      throw new Error(`${needKey(need)} is ${used.version}, which has another profile`);
    const text = readFileSync(join(used.root, source), 'utf8');
    return [formatTable({ stamp: { ...stamp, file: source, licence: 'Apache-2.0' } }, 2), text];
  },
});

/** Docker's of Engine 26.1.5. */
const dockerProfile = shipped(
  'docker-profile',
  'docker-26.1.5.json',
  'golang-github-docker-docker-dev',
  '26.1.5',
  'usr/share/gocode/src/github.com/docker/docker/profiles/seccomp/default.json',
);

const COMMON = 'golang-github-containers-common';

/** Podman's: the file that its containers/common installs and Podman reads. */
const podmanProfile = (release: string, need: Need, version: string, name = `podman-${release}-profile`): Table =>
  shipped(name, `podman-${release}.json`, need, version, 'usr/share/containers/seccomp.json');

/** Those of Debian's suites that install the file, oldest first. */
const podmanProfiles: readonly Table[] = [
  podmanProfile('4.3', { package: COMMON, suite: 'bookworm' }, '0.50.1'),
  podmanProfile('5.4', COMMON, '0.62.2', 'podman-profile'),
  podmanProfile('5.8', { package: COMMON, suite: 'sid' }, '0.67.1'),
  podmanProfile('6.1', { package: COMMON, suite: 'experimental' }, '0.69.1'),
];

/** Whose libseccomp is asked, oldest first; the last is the one that targets have unless they say so. */
const RECORDED: readonly Suite[] = ['bullseye', 'bookworm', 'trixie'];

/**
 * What libseccomp's older releases know otherwise than today's tables, asked of each one's own scmp_sys_resolver over all its names and ABIs. `since`: by
 * release, the names that the one before doesn't know. `lacks`: by release and ABI, the names whose number the last of these knows and it doesn't.
 */
const libseccomp: Table = {
  name: 'libseccomp',
  files: ['syscalls/libseccomp.json'],
  needs: RECORDED.flatMap(libseccompNeeds),
  make(packages, stamp) {
    const releases = RECORDED.map((suite) => openLibseccomp(suite, packages));
    const last = releases.at(-1);
    if (last === undefined) throw new Error('no libseccomp to ask');
    const steps = releases.slice(1).map((later, at) => ({ later, before: releases[at] ?? last }));
    return [
      formatTable(
        {
          stamp,
          since: Object.fromEntries(steps.map(({ later, before }) => [later.release, laterThan(before, later).since])),
          lacks: Object.fromEntries(steps.map(({ before }) => [before.release, laterThan(before, last).lacks])),
        },
        3,
      ),
    ];
  },
};

/** What the answers are computed for. The development packages are named where there are some: their version is the same on every machine. */
const COMPONENTS = {
  runc: 'golang-github-opencontainers-runc-dev',
  crun: 'crun',
  libseccomp: 'libseccomp-dev',
  linux: 'linux-libc-dev',
  docker: 'golang-github-docker-docker-dev',
  podman: 'podman',
  rootlesskit: 'rootlesskit',
  newuidmap: 'uidmap',
  lxc: 'lxc',
} as const;

/** The upstream versions of the programs whose answers the engines give. */
const versions: Table = {
  name: 'versions',
  files: ['versions.json'],
  needs: Object.values(COMPONENTS),
  make(packages, stamp) {
    const found = Object.entries(COMPONENTS).map(([name, need]) => [name, upstreamVersion(packages(need).version)]);
    return [formatTable({ stamp, versions: Object.fromEntries(found) }, 2)];
  },
};

const PACKAGE = 'golang-github-containers-common-dev';
const SOURCE = 'usr/share/gocode/src/github.com/containers/common/pkg/seccomp/errno_list.go';

/** The names of errors that Podman takes for `errno` and `defaultErrno`; Go's numbers of them are the architecture's. */
const podmanErrors: Table = {
  name: 'podman-errors',
  files: ['podmanErrors.json'],
  needs: [PACKAGE],
  make(packages, stamp) {
    const source = readFileSync(join(packages(PACKAGE).root, SOURCE), 'utf8');
    const entries = [...source.matchAll(/^\t"(E\w+)":\s+uint\(unix\.(E\w+)\),$/gm)];
    const odd = entries.find(([, name, constant]) => name !== constant);
    if (odd !== undefined) throw new Error(`Podman's ${odd[1]} is ${odd[2]}`);
    const names = entries.map(([, name = '']) => name);
    if (names.length < 50) throw new Error(`only ${names.length} names in ${SOURCE}`);
    return [formatTable({ stamp, names }, 2)];
  },
};

/** Every generator, in the order in which `npm run data` runs them. */
export const tables: readonly Table[] = [
  syscalls,
  libseccomp,
  kernels,
  prototypes,
  errno,
  podmanErrors,
  manualErrors,
  capabilities,
  constants,
  dockerProfile,
  podmanBuiltProfile,
  ...podmanProfiles,
  ...containerdProfiles,
  crioProfile,
  straceNames,
  versions,
];
