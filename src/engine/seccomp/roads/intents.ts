import file from '../../../../content/data/roads.json' with { type: 'json' };
import { isSince, VERSIONS } from '../../linux/index.ts';
import { type Engine, type Target, versionsOf } from '../filter/laterKeys.ts';

/** Where a fact comes from: a page of the Linux manual, a file of the kernel, a thread of its owners. */
export interface Source {
  title: string;
  url: string;
}

/** A page of the Linux manual. */
// @__NO_SIDE_EFFECTS__
export function manual(page: string, section = 2): Source {
  return {
    title: `${page}(${section})`,
    url: `https://man7.org/linux/man-pages/man${section}/${page}.${section}.html`,
  };
}

/**
 * The page that describes a call. man-pages 6.9 and liburing 2.9 describe the forms with times of more bits on the plain form's page, and these calls
 * on none but the list of all.
 */
// @__NO_SIDE_EFFECTS__
export function callPage(name: string): Source {
  const plain = name.replace(/^(clock_(?:adj|get|set)time|timer(?:fd)?_[gs]ettime)64$|_time64$/, '$1');
  return manual(NO_PAGE.test(plain) ? 'syscalls' : plain);
}

const NO_PAGE =
  /^(?:breakpoint|cachectl|cachestat|epoll_(?:ctl|wait)_old|fchmodat2|fsconfig|fsmount|fsopen|fspick|ftime|futex_(?:requeue|wait|waitv|wake)|[gs]et_tls|io_pgetevents|(?:get|list|remove|set)xattrat|listmount|lsm_\w+|map_shadow_stack|move_mount|mseal|open_tree|process_mrelease|profil|quotactl_fd|riscv_\w+|rseq|rtas|set_mempolicy_home_node|statmount|swapcontext|switch_endian|sys_debug_setcontext|sysmips|timerfd|ulimit|uretprobe|usr26|usr32)$/;

/** A file of Linux, at the version whose headers the engine knows, and the function in it. */
// @__NO_SIDE_EFFECTS__
export function kernelFile(file: string, place: string): Source {
  const series = VERSIONS.linux.replace(/^(\d+\.\d+).*/, '$1');
  return { title: `Linux ${file}, ${place}`, url: `https://elixir.bootlin.com/linux/v${series}/source/${file}` };
}

/** A page of libseccomp's manual, and the word on it. */
// @__NO_SIDE_EFFECTS__
export function libseccompPage(page: string, place?: string): Source {
  return libseccompFile(`doc/man/man3/${page}.3`, place);
}

/** A file of libseccomp, at the version whose ways the engine knows, and the function in it. */
// @__NO_SIDE_EFFECTS__
export const libseccompFile = (file: string, place?: string): Source =>
  fileOf('libseccomp', 'seccomp/libseccomp', VERSIONS.libseccomp, file, place);

/** A file of runc, as Debian 13 ships it, and the function in it. */
// @__NO_SIDE_EFFECTS__
export const runcFile = (file: string, place: string): Source =>
  fileOf('runc', 'opencontainers/runc', VERSIONS.runc, file, place);

/** A file of Docker's engine, as Debian 13 ships it, and the function in it. */
// @__NO_SIDE_EFFECTS__
export const mobyFile = (file: string, place: string): Source =>
  fileOf('moby', 'moby/moby', VERSIONS.docker, file, place);

// @__NO_SIDE_EFFECTS__
function fileOf(name: string, repository: string, version: string, file: string, place?: string): Source {
  return {
    title: `${name} ${file}${place === undefined ? '' : `, ${place}`}`,
    url: `https://github.com/${repository}/blob/v${version}/${file}`,
  };
}

/** A pull request or an issue on GitHub. */
// @__NO_SIDE_EFFECTS__
export function thread(repository: string, number: number): Source {
  return { title: `${repository} ${number}`, url: `https://github.com/${repository}/issues/${number}` };
}

/** Something that somebody wants to keep a container from, or to get. */
export interface Intent {
  /** Stable and readable: it appears in links and tests. */
  id: string;
  /** For a reader: "a VSOCK socket". */
  words: string;
  /** Calls that do it, as parseCall reads them. */
  examples: readonly string[];
  /** The ways to it, the plainest first. */
  ways: readonly Way[];
  /** Of a call's own intent: the words of the table's intents that the call serves. */
  serves?: readonly string[];
}

/** One way to the same end, whatever the ABI. */
export interface Way {
  id: string;
  /** The calls that it takes, in order. */
  steps: readonly StepPattern[];
  /** What the kernel then does. */
  effect: string;
  /** What the filter can't see of it. */
  unseen?: string;
  /** The first kernel that has it, "5.19". */
  since?: string;
  /** Who says so, where it is not the list of all calls, syscalls(2). */
  sinceSource?: Source;
  /** What else may close it. */
  barriers: readonly Barrier[];
  sources: readonly Source[];
  /** The id of another way by the same call, with other arguments: this one counts where it gets further. */
  beside?: string;
}

/** A call of a way: as people write it, and what makes it this step. All other arguments may be anything. */
export interface StepPattern {
  /** As parseCall reads it; a constant that an ABI lacks makes the way one that the ABI doesn't have. */
  call: string;
  needs: readonly Need[];
}

/** What an argument must be. A constant's name has its value on each ABI; a number is the same everywhere. */
export interface Need {
  /** Where the argument stands on x86_64. */
  index: number;
  /** Its name there: where an ABI has it in another place, or doesn't have it, that counts. */
  parameter?: string;
  /** `is` and `isnt`: as the kernel reads it; `has`: all of these bits; `any`: one of them at least; `lacks`: none. */
  kind: 'is' | 'isnt' | 'has' | 'any' | 'lacks';
  value: string | bigint;
  /** The bits of it that the kernel reads, where its C type doesn't tell. */
  mask?: bigint;
}

/** Another layer that may refuse what the filter lets pass. */
export interface Barrier {
  layer: 'capability' | 'lsm' | 'sysctl' | 'kernel';
  words: string;
  /** One of these capabilities opens it. */
  capabilities?: readonly string[];
  /** It keeps a part of what the road gets, or asks in some cases only: the road is not closed where it stands. */
  inPart?: true;
  /** Whose own AppArmor or SELinux profile refuses it, and since which release of it; not for a container with `--privileged`. */
  denies?: { engine: Engine; since?: string };
  /** What needs no such call, as a whole sentence. */
  instead?: string;
  source: Source;
}

type Named<T, K extends keyof T> = Omit<T, K> & Record<K, string>;

/** The file as it stands: barriers by their names, sources by their titles (`#…` tells apart those of one title), numbers as "0x…". */
interface Table {
  sources: Record<string, string>;
  barriers: Record<string, Named<Barrier, 'source'>>;
  intents: readonly (Omit<Intent, 'ways'> & { ways: readonly WayRow[] })[];
}
interface WayRow extends Omit<Way, 'steps' | 'sinceSource' | 'barriers' | 'sources'> {
  steps: readonly { call: string; needs: readonly NeedRow[] }[];
  sinceSource?: string;
  barriers: readonly string[];
  sources: readonly string[];
}
interface NeedRow extends Omit<Need, 'value' | 'mask'> {
  value: string;
  mask?: string;
}

function readIntents(table: Table): readonly Intent[] {
  const series = VERSIONS.linux.replace(/^(\d+\.\d+).*/, '$1');
  const sourceOf = (name: string): Source => {
    const url = table.sources[name];
    if (url === undefined) throw new Error(`roads.json has no source ${name}`);
    return { title: name.replace(/#.*/, ''), url: url.replace('{linux}', series) };
  };
  const barrierOf = (name: string): Barrier => {
    const row = table.barriers[name];
    if (row === undefined) throw new Error(`roads.json has no barrier ${name}`);
    return { ...row, source: sourceOf(row.source) };
  };
  const wayOf = ({ sinceSource, ...row }: WayRow): Way => ({
    ...row,
    steps: row.steps.map(({ call, needs }) => ({ call, needs: needs.map(readNeed) })),
    ...(sinceSource !== undefined && { sinceSource: sourceOf(sinceSource) }),
    barriers: row.barriers.map(barrierOf),
    sources: row.sources.map(sourceOf),
  });
  return table.intents.map((row) => ({ ...row, ways: row.ways.map(wayOf) }));
}

function readNeed({ value, mask, ...need }: NeedRow): Need {
  return {
    ...need,
    value: value.startsWith('0x') ? BigInt(value) : value,
    ...(mask !== undefined && { mask: BigInt(mask) }),
  };
}

const INTENTS = /* @__PURE__ */ readIntents(file as unknown as Table);

/** Every intent of the table: what somebody wants to keep a container from, or to get. */
export function intents(): readonly Intent[] {
  return INTENTS;
}

/** Any socket of a family, told by its number (`AF_*`): by the ways to a netlink socket, for which nothing but the family's own check stands. */
export function socketIntent(family: bigint): Intent {
  const ways = INTENTS.find(({ id }) => id === 'netlink-socket')?.ways ?? [];
  const call = `socket(${family}, SOCK_STREAM)`;
  return {
    id: `socket-family-${family}`,
    words: `a socket of family ${family}`,
    examples: [`socket(${family})`],
    ways: ways.map((way) =>
      way.id === 'socket' ? { ...way, steps: [{ call, needs: [{ kind: 'is', index: 0, value: family }] }] } : way,
    ),
  };
}

/**
 * What may refuse it on the target: the AppArmor or SELinux profile of its own engine, from the release on that has the rule. A target that names no
 * engine has Docker's newest, as links began. With `--privileged` there is none (moby daemon/oci_linux.go WithApparmor, podman
 * pkg/specgen/generate/security_linux.go, containerd internal/cri/server generateApparmorSpecOpts).
 */
export const barriersOn = (barriers: readonly Barrier[], target: Target): readonly Barrier[] =>
  barriers.filter(({ denies }) => denies === undefined || isConfinedBy(denies, target));

function isConfinedBy({ engine, since }: NonNullable<Barrier['denies']>, target: Target): boolean {
  if (target.privileged || target.runtime === 'libseccomp') return false;
  if (target.engine === undefined) return engine === 'docker';
  return target.engine === engine && (since === undefined || isSince(versionsOf(target).engine, since));
}
