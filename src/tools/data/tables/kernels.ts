import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import told from '../../../../content/data/newerCalls.json' with { type: 'json' };
import { compareReleases, isSince } from '../../../engine/linux/index.ts';
import { cDefinitions } from '../cValues.ts';
import {
  findFile,
  formatTable,
  type InSuite,
  type Package,
  SUITES,
  syscallNames,
  type Table,
  upstreamVersion,
} from '../kernelHeaders.ts';

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
 * The first kernel release of each call that libseccomp knows, and of newer ones: by syscalls(2), by the call's own page where that differs, and for what it lacks by newerCalls.json. Compared with the
 * headers of five kernels: a call isn't in those before its release, and in all from it on. By release, oldest first; on some ABIs a call came later.
 */
export const kernels: Table = {
  name: 'kernels',
  files: ['syscalls/kernels.json'],
  needs: [MANUAL, LIBSECCOMP, ...HEADERS],
  make(packages, stamp) {
    const page = findFile(packages(MANUAL).root, /^syscalls\.2\.gz$/);
    const listed = manualCalls(gunzipSync(readFileSync(page)).toString('utf8'));
    const newer = new Map(
      told.newer.flatMap(({ since, calls }) => calls.split(' ').map((call): [string, string] => [call, since])),
    );
    const twice = [...newer.keys()].filter((call) => listed.has(call));
    if (twice.length > 0) throw new Error(`syscalls(2) tells of ${twice.join(', ')} by now`);
    const header = readFileSync(join(packages(LIBSECCOMP).root, 'usr/include/seccomp-syscalls.h'), 'utf8');
    const names = new Set([...syscallNames(header), ...newer.keys()]);
    const first = new Map([...listed, ...newer, ...Object.entries(told.byOwnPage)].filter(([call]) => names.has(call)));
    compareWithHeaders(first, HEADERS.map(packages));
    const releases = [...new Set(first.values())].sort(compareReleases);
    const sources = Object.fromEntries(told.newer.flatMap(({ since, source }) => [[since, source]]));
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

/** What one page of section 2 says of an error: whether it lists it, and which capabilities the page names. */
interface ManualError {
  lists: boolean;
  capabilities: readonly string[];
}

/** Comments of troff, and its font changes within a word. */
const COMMENT = /^[.'\\]*\\".*$/gm;
const FONT = /\\f(?:\[\w*\]|\w)/g;

/** What the source of a manual page says of an error: listed under ERRORS, as `.B EPERM` or `.BR EPERM ...` below `.TP` or `.TQ`. */
export function manualError(page: string, error: string): ManualError {
  const text = page.replace(COMMENT, '').replace(FONT, '');
  const [, errors = ''] = /^\.SH ERRORS$([\s\S]*?)(?=^\.SH |$(?![\s\S]))/m.exec(text) ?? [];
  const lists = new RegExp(`^\\.T[PQ][^\\n]*\\n\\.BR? "?${error}\\b`, 'm').test(errors);
  return { lists, capabilities: [...new Set(text.match(/\bCAP_[A-Z_]+[A-Z]\b/g) ?? [])].sort() };
}

const PACKAGE = 'manpages-dev';
const FOLDER = 'usr/share/man/man2';
const ERROR = 'EPERM';

/**
 * Which calls can fail with EPERM by their own manual page, with the capabilities that the page names, and which pages list no EPERM: where the kernel has
 * no reason of its own to refuse a call so, a filter is the likely one. Pages that another includes are read under each of their names.
 */
export const manualErrors: Table = {
  name: 'manual-errors',
  files: ['manualErrors.json'],
  needs: [PACKAGE],
  make(packages, stamp) {
    const folder = join(packages(PACKAGE).root, FOLDER);
    const told = readdirSync(folder).flatMap((file) => {
      const call = /^(\w+)\.2\.gz$/.exec(file)?.[1];
      return call === undefined ? [] : [[call, manualError(pageOf(folder, file), ERROR)] as const];
    });
    const listing = told.filter(([, { lists }]) => lists);
    if (told.length < 400 || listing.length < 100)
      throw new Error(`${told.length} pages, of which ${listing.length} list ${ERROR}`);
    return [
      formatTable(
        {
          stamp,
          lists: Object.fromEntries(listing.map(([call, { capabilities }]) => [call, capabilities])),
          others: told.flatMap(([call, { lists }]) => (lists ? [] : [call])),
        },
        2,
      ),
    ];
  },
};

/** A page, or the one that it is another name of (`.so man2/accept.2`). */
function pageOf(folder: string, file: string): string {
  const page = gunzipSync(readFileSync(join(folder, file))).toString('utf8');
  const [, other] = /^\.so man2\/(\w+\.2)\s*$/m.exec(page) ?? [];
  return other === undefined ? page : pageOf(folder, `${other}.gz`);
}
