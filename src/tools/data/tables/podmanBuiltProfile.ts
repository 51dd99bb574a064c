import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ArchitectureJson,
  type GateJson,
  type ProfileJson,
  type RuleJson,
  writeProfile,
} from '../../../engine/seccomp/index.ts';
import { goStatements, containerdProfile as profileFrom } from '../containerdProfile.ts';
import { cValues } from '../cValues.ts';
import {
  expressionOf,
  field,
  type GoValue,
  goAction,
  goRule,
  goTokens,
  goValue,
  itemsOf,
  type Lookup,
  onlyFields,
  stringsOf,
} from '../goRule.ts';
import { formatTable, kernelRoot, type Need, ownKernelHeaders, type Package, type Table } from '../kernelHeaders.ts';

/**
 * The default that containers/common has built in, as a profile: DefaultProfile of pkg/seccomp/default_linux.go, which Podman uses where no file is
 * installed. `constant` gives what the source takes from the packages unix and syscall. Throws at a statement that it doesn't know.
 */
export function podmanProfile(source: string, constant: Lookup): ProfileJson {
  const tokens = goTokens(source);
  /** "& eperm" for `eperm := uint(unix.EPERM)`. */
  const errnos = new Map<string, number>();
  let syscalls: readonly RuleJson[] = [];
  let profile: ProfileJson | undefined;
  for (const statement of goStatements(tokens, 'DefaultProfile')) {
    const words = statement.kind === 'plain' ? statement.tokens.filter(({ kind }) => kind !== 'line') : [];
    const line = words.map(({ text }) => text).join(' ');
    const errno = /^(\w+) := uint \( (?:unix|syscall)\.(E\w+) \)$/.exec(line);
    if (errno?.[1] !== undefined && errno[2] !== undefined) errnos.set(`& ${errno[1]}`, numberOf(errno[2], constant));
    else if (line.startsWith('syscalls := [ ] * Syscall {')) {
      syscalls = itemsOf(goValue(words, 2).value).map((rule) => ruleOf(rule, errnos, constant));
    } else if (line.startsWith('return & Seccomp {')) {
      const { value } = goValue(words, 1);
      onlyFields(value, ['DefaultAction', 'DefaultErrnoRet', 'ArchMap', 'Syscalls']);
      const [defaultAction, defaultErrnoRet] = [
        goAction(value, 'DefaultAction'),
        errnoOf(value, errnos, 'DefaultErrnoRet'),
      ];
      if (defaultAction === undefined) throw new Error('Found a default action that is not known.');
      const archMap = architectures(goStatements(tokens, 'arches'));
      profile = { defaultAction, ...(defaultErrnoRet !== undefined && { defaultErrnoRet }), archMap, syscalls };
    } else throw new Error(`Found the statement ${line.slice(0, 60)}, which is not known.`);
  }
  if (profile === undefined) throw new Error('Found no profile in DefaultProfile.');
  return profile;
}

function ruleOf(value: GoValue, errnos: ReadonlyMap<string, number>, constant: Lookup): RuleJson {
  onlyFields(value, ['Names', 'Action', 'ErrnoRet', 'Args', 'Comment', 'Includes', 'Excludes']);
  const { names, action, args } = goRule(value, constant);
  const errnoRet = errnoOf(value, errnos, 'ErrnoRet');
  const comment = field(value, 'Comment');
  const [includes, excludes] = [gateOf(field(value, 'Includes')), gateOf(field(value, 'Excludes'))];
  return {
    names,
    action,
    ...(errnoRet !== undefined && { errnoRet }),
    ...(args && { args }),
    ...(comment?.kind === 'string' && { comment: comment.text }),
    ...(includes && { includes }),
    ...(excludes && { excludes }),
  };
}

function gateOf(value: GoValue | undefined): GateJson | undefined {
  if (value === undefined) return undefined;
  onlyFields(value, ['Caps', 'Arches']);
  const [caps, arches] = [stringsOf(field(value, 'Caps')), stringsOf(field(value, 'Arches'))];
  return { ...(caps.length > 0 && { caps }), ...(arches.length > 0 && { arches }) };
}

function errnoOf(value: GoValue, errnos: ReadonlyMap<string, number>, name: string): number | undefined {
  const errno = field(value, name);
  if (errno === undefined) return undefined;
  const number = errnos.get(expressionOf(errno));
  if (number === undefined) throw new Error('Found an errno that is not known.');
  return number;
}

function numberOf(name: string, constant: Lookup): number {
  const value = constant(name);
  if (value === undefined) throw new Error(`Found ${name}, which no header gives a value.`);
  return Number(value);
}

function architectures([statement]: ReturnType<typeof goStatements>): ArchitectureJson[] {
  if (statement?.kind !== 'plain') throw new Error('Found no list in arches.');
  const name = (value: GoValue | undefined) => expressionOf(value).replace(/^Arch/, 'SCMP_ARCH_');
  return itemsOf(goValue(statement.tokens, 1).value).map((item) => ({
    architecture: name(field(item, 'Arch')),
    subArchitectures: itemsOf(field(item, 'SubArches')).map(name),
  }));
}

const COMMON = { package: 'golang-github-containers-common-dev', suite: 'bullseye' } as const;
const SOURCE = 'usr/share/gocode/src/github.com/containers/common/pkg/seccomp/default_linux.go';

/**
 * Podman 3.0's, which is built in: Debian 11 installs no seccomp.json for it, and the library's own file of that name lacks two calls that the built-in
 * list has. The numbers of its errors are those of all machines but MIPS.
 */
export const podmanBuiltProfile: Table = {
  name: 'podman-3.0-profile',
  files: ['profiles/podman-3.0.json.stamp.json', 'profiles/podman-3.0.json'],
  needs: [COMMON, 'linux-libc-dev', ownKernelHeaders],
  make(packages, stamp) {
    const [used, uapi, kernel] = [packages(COMMON), packages('linux-libc-dev'), packages(ownKernelHeaders)];
    if (!used.version.startsWith('0.33.4'))
      throw new Error(`the package holds containers/common ${used.version}, another profile`);
    const header = (name: string) => readFileSync(join(uapi.root, 'usr/include', name), 'utf8');
    const { value } = cValues([
      ...['linux/sched.h', 'linux/netlink.h', 'asm-generic/errno-base.h', 'asm-generic/errno.h'].map(header),
      readFileSync(join(kernelRoot(kernel), 'include/linux/socket.h'), 'utf8'),
    ]);
    const profile = podmanProfile(readFileSync(join(used.root, SOURCE), 'utf8'), value);
    return [formatTable({ stamp: { ...stamp, file: SOURCE, licence: 'Apache-2.0' } }, 2), `${writeProfile(profile)}\n`];
  },
};

const PACKAGE = 'golang-github-containerd-containerd-dev';
const FOLDER = 'usr/share/gocode/src/github.com/containerd/containerd';

/** containerd's default as a release builds it in Go, as a profile with the same conditions. `folder` is the module's own, which has another name since 2.0. */
function built(release: string, need: Need, version: string, name: string, folder = FOLDER): Table {
  const source = `${folder}/contrib/seccomp/seccomp_default.go`;
  const file = `profiles/containerd-${release}.json`;
  return {
    name,
    files: [`${file}.stamp.json`, file],
    needs: [need, 'linux-libc-dev', ownKernelHeaders],
    make(packages, stamp) {
      const [used, uapi, kernel] = [packages(need), packages('linux-libc-dev'), packages(ownKernelHeaders)];
      if (!used.version.startsWith(version))
        throw new Error(`the package holds containerd ${used.version}, another profile`);
      const constants = cValues([
        readFileSync(join(uapi.root, 'usr/include/linux/sched.h'), 'utf8'),
        readFileSync(join(kernelRoot(kernel), 'include/linux/socket.h'), 'utf8'),
      ]);
      const profile = profileFrom(readFileSync(join(used.root, source), 'utf8'), {
        value: constants.value,
        enosys: {
          mips: enosys(uapi, 'usr/lib/linux/uapi/mips/asm/errno.h'),
          others: enosys(uapi, 'usr/include/asm-generic/errno.h'),
        },
      });
      return [
        formatTable({ stamp: { ...stamp, file: source, licence: 'Apache-2.0' } }, 2),
        `${writeProfile(profile)}\n`,
      ];
    },
  };
}

/** Those of Debian's suites, oldest first. */
export const containerdProfiles: readonly Table[] = [
  built('1.4', { package: PACKAGE, suite: 'bullseye' }, '1.4.13', 'containerd-1.4-profile'),
  built('1.6', { package: PACKAGE, suite: 'bookworm' }, '1.6.20', 'containerd-1.6-profile'),
  built('1.7', PACKAGE, '1.7.24', 'containerd-profile'),
  built('2.1', { package: PACKAGE, suite: 'sid' }, '2.1.9', 'containerd-2.1-profile', `${FOLDER}/v2`),
];

function enosys(uapi: Package, header: string): number {
  const value = cValues([readFileSync(join(uapi.root, header), 'utf8')]).value('ENOSYS');
  if (value === undefined) throw new Error(`${header} gives ENOSYS no value`);
  return Number(value);
}
