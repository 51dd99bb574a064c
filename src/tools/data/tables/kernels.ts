import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compareReleases, isSince } from '../../../engine/linux/index.ts';
import { cDefinitions } from '../cDefinitions.ts';
import { findFile } from '../findFile.ts';
import { formatTable } from '../formatTable.ts';
import { SUITES } from '../suites.ts';
import { syscallNames } from '../syscallNames.ts';
import type { InSuite, Package, Table } from '../Table.ts';
import { upstreamVersion } from '../upstreamVersion.ts';

/** A kernel release, the calls that came with it, and who says so. */
interface NewCalls {
  since: string;
  calls: string;
  source: string;
}

/** libseccomp's own table, as of Linux 6.16 (commit 031024addec2), whose columns `_kver` have the first release of a call on an ABI. */
const CSV = 'libseccomp src/syscalls.csv';

/** What syscalls(2) lacks: calls for 64-bit time, and most that came after Linux 5.14. */
const NEWER_CALLS: readonly NewCalls[] = [
  {
    since: '5.1',
    calls: `clock_adjtime64 clock_getres_time64 clock_gettime64 clock_nanosleep_time64 clock_settime64 futex_time64 io_pgetevents_time64
      mq_timedreceive_time64 mq_timedsend_time64 ppoll_time64 pselect6_time64 recvmmsg_time64 rt_sigtimedwait_time64 sched_rr_get_interval_time64
      semtimedop_time64 timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64`,
    source: CSV,
  },
  { since: '5.12', calls: 'mount_setattr', source: CSV },
  { since: '5.15', calls: 'process_mrelease', source: CSV },
  { since: '5.16', calls: 'futex_waitv', source: CSV },
  { since: '5.17', calls: 'set_mempolicy_home_node', source: CSV },
  { since: '6.5', calls: 'cachestat', source: CSV },
  { since: '6.6', calls: 'fchmodat2 map_shadow_stack', source: CSV },
  { since: '6.7', calls: 'futex_wake futex_wait futex_requeue', source: CSV },
  { since: '6.8', calls: 'statmount listmount lsm_get_self_attr lsm_set_self_attr lsm_list_modules', source: CSV },
  { since: '6.10', calls: 'mseal', source: CSV },
  { since: '6.11', calls: 'uretprobe', source: 'ziglang/zig 9db475de70fb, lib/std/os/linux/syscalls.zig' },
  { since: '6.13', calls: 'setxattrat getxattrat listxattrat removexattrat', source: CSV },
  { since: '6.15', calls: 'open_tree_attr', source: CSV },
  { since: '6.17', calls: 'file_getattr file_setattr', source: 'Linux 57fcb7d930d8, Merge tag vfs-6.17-rc1.fileattr' },
  { since: '6.18', calls: 'uprobe', source: 'Linux 89d1d8434d24' },
  { since: '6.19', calls: 'listns', source: 'LWN.net, The 6.19 kernel has been released' },
  { since: '7.0', calls: 'rseq_slice_yield', source: 'Linux 36ae1c45b2ce, Merge tag sched-core-2026-02-09' },
  { since: '7.3', calls: 'fchroot', source: 'linux-libc-dev: 7.2.13 lacks it, 7.3~rc7 has it' },
];

/** Where a call's own manual page says otherwise than syscalls(2), its own page: membarrier(2), pkey_alloc(2), mprotect(2). */
const BY_OWN_PAGE: Readonly<Record<string, string>> = {
  membarrier: '4.3',
  pkey_alloc: '4.9',
  pkey_free: '4.9',
  pkey_mprotect: '4.9',
};

/** One row of a table of troff's tbl: the name in `\f[B]name\f[](2)` or `.BR name (2)` in a text block, then the release. */
const ROW = /^(?:\\f\[B\](\w+)\\f\[\]\(2\)|T\{\n\.BR (\w+) \(2\)\nT\})\t([^\t\n]*)/gm;

/**
 * The first kernel release of each call in the source of syscalls(2): the newer series where the table names an older one beside it, to which the call was
 * ported back. A call that was renamed has no release there.
 */
export function manualCalls(page: string): ReadonlyMap<string, string> {
  const table = page.slice(page.indexOf('.TS'), page.indexOf('.TE'));
  return new Map(
    [...table.matchAll(ROW)].flatMap(([, plain, block, written = '']): [string, string][] => {
      const releases = written.split(';').map((release) => release.trim());
      const first = releases.find((release) => /^\d+\.\d+$/.test(release)) ?? releases[0];
      const name = plain ?? block;
      return name === undefined || !first ? [] : [[name, first]];
    }),
  );
}

const MANUAL: InSuite = { package: 'manpages-dev', suite: 'sid' };
const LIBSECCOMP: InSuite = { package: 'libseccomp-dev', suite: 'sid' };
/** One kernel's headers of each suite. */
const HEADERS = SUITES.map((suite): InSuite => ({ package: 'linux-libc-dev', suite }));

/**
 * The first kernel release of each call that libseccomp knows, and of newer ones: by syscalls(2), by the call's own page where that differs, and for what it lacks by NEWER_CALLS. Compared with the
 * headers of five kernels: a call isn't in those before its release, and in all from it on. By release, oldest first; on some ABIs a call came later.
 */
export const kernels: Table = {
  name: 'kernels',
  files: ['syscalls/kernels.json'],
  needs: [MANUAL, LIBSECCOMP, ...HEADERS],
  make(packages, stamp) {
    const page = findFile(packages(MANUAL).root, /^syscalls\.2\.gz$/);
    const told = manualCalls(gunzipSync(readFileSync(page)).toString('utf8'));
    const newer = new Map(
      NEWER_CALLS.flatMap(({ since, calls }) =>
        calls
          .trim()
          .split(/\s+/)
          .map((call) => [call, since]),
      ),
    );
    const twice = [...newer.keys()].filter((call) => told.has(call));
    if (twice.length > 0) throw new Error(`syscalls(2) tells of ${twice.join(', ')} by now`);
    const header = readFileSync(join(packages(LIBSECCOMP).root, 'usr/include/seccomp-syscalls.h'), 'utf8');
    const names = new Set([...syscallNames(header), ...newer.keys()]);
    const first = new Map([...told, ...newer, ...Object.entries(BY_OWN_PAGE)].filter(([call]) => names.has(call)));
    compareWithHeaders(first, HEADERS.map(packages));
    const releases = [...new Set(first.values())].sort(compareReleases);
    const sources = Object.fromEntries(NEWER_CALLS.flatMap(({ since, source }) => [[since, source]]));
    return [
      formatTable(
        {
          stamp: { ...stamp, sources },
          since: Object.fromEntries(
            releases.map((release) => [
              release,
              [...first].flatMap(([call, at]) => (at === release ? [call] : [])).sort(),
            ]),
          ),
        },
        2,
      ),
    ];
  },
};

function compareWithHeaders(first: ReadonlyMap<string, string>, packages: readonly Package[]): void {
  const [oldest] = packages;
  const triplet = oldest === undefined ? '' : tripletOf(oldest);
  const kernels = packages.map((headers) => ({
    release: upstreamVersion(headers.version),
    calls: callsIn(headers, triplet),
  }));
  const today = kernels.at(-1)?.calls ?? new Set();
  for (const [call, since] of first) {
    for (const { release, calls } of kernels) {
      // 7.3~rc7 is of 7.3.
      const isThere = isSince(release.replace(/~.*/, ''), since);
      if (calls.has(call) && !isThere) throw new Error(`${call} is said to be of ${since}, and ${release} has it`);
      if (!calls.has(call) && isThere && today.has(call))
        throw new Error(`${call} is of ${since}, and ${release} lacks it`);
    }
  }
}

/** The calls in the headers of one of Debian's architectures. */
function callsIn({ root }: Package, triplet: string): ReadonlySet<string> {
  const folder = join(root, 'usr/include', triplet, 'asm');
  const texts = readdirSync(folder)
    .filter((file) => /^unistd.*\.h$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  return new Set(texts.flatMap(cDefinitions).flatMap(({ name }) => /^__NR_(\w+)$/.exec(name)?.[1] ?? []));
}

/** The architecture that older packages have alone, the machine's own, as its folder is called. */
function tripletOf({ root }: Package): string {
  const include = join(root, 'usr/include');
  const found = readdirSync(include).find((name) => existsSync(join(include, name, 'asm/unistd.h')));
  if (found === undefined) throw new Error(`no asm/unistd.h under ${include}`);
  return found;
}
