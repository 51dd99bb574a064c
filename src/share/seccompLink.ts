import { type Arch, architectureOf, readArch } from '../engine/linux/index.ts';
import { type Diagnostic, firstProblems, type Parsed } from '../engine/text/index.ts';
import { formatCapabilities, LINK_CAPABILITIES, parseCapabilities } from './capabilityList.ts';
import { deflateText, inflateText } from './deflateText.ts';
import { formatFragment } from './formatFragment.ts';
import { kernelProblem } from './kernelProblem.ts';
import { LINK_LIMITS, type LinkLimits, MOST_LINK_PROBLEMS } from './linkLimits.ts';
import { parseFragment } from './parseFragment.ts';

/** The calls that the table shows. */
export type Shown = 'all' | 'allow' | 'depends' | 'deny';

/** The ABI whose calls the table lists, or all that the filter has. */
export type TableAbi = Arch | 'all';

/** What the table is sorted by; with "-" from the last to the first. */
export type SortKey = 'name' | '-name' | 'number' | '-number' | 'verdict' | '-verdict';

/** A state of the profile checker, as a link says it. */
export interface SeccompLink {
  /** The dated name of a profile that the site has; undefined where `text` is the reader's own. */
  profile: string | undefined;
  /** The reader's own profile; undefined where `profile` names one. */
  text: string | undefined;
  call: string;
  /** The call whose roads are listed, where `call` is one of these roads; undefined: those of `call` itself. */
  roads: string | undefined;
  arch: Arch;
  kernel: string;
  runtime: 'runc' | 'crun' | 'libseccomp';
  capabilities: readonly string[];
  /** `--privileged`, which turns seccomp off. */
  privileged: boolean;
  /** The table: which calls, whose name contains what, of which ABI (undefined: the native one), in which order. */
  show: Shown;
  find: string;
  on: TableAbi | undefined;
  sort: SortKey;
}

/**
 * What a key that is left out means. Published links lean on these values, so they never change: a new default gets a new
 * link key, and the old one is read as it was.
 */
export const SECCOMP_LINK_DEFAULTS: SeccompLink = {
  profile: 'docker-26.1',
  text: undefined,
  call: 'clone(CLONE_NEWUSER)',
  roads: undefined,
  arch: 'SCMP_ARCH_X86_64',
  kernel: '6.12',
  runtime: 'runc',
  capabilities: LINK_CAPABILITIES['docker-26.1'],
  privileged: false,
  show: 'all',
  find: '',
  on: undefined,
  sort: 'name',
};

const KEYS = [
  'profile',
  'profile.z',
  'call',
  'roads',
  'arch',
  'kernel',
  'runtime',
  'caps',
  'privileged',
  'show',
  'find',
  'on',
  'sort',
] as const;
const RUNTIMES: readonly SeccompLink['runtime'][] = ['runc', 'crun', 'libseccomp'];
const SHOWN: readonly Shown[] = ['all', 'allow', 'depends', 'deny'];

const SORT_KEYS: readonly SortKey[] = ['name', '-name', 'number', '-number', 'verdict', '-verdict'];

/**
 * Reads a fragment, with or without `#`. There is always a value: what can't be read has its default, and a diagnostic says
 * what was wrong. Whether a profile of that name exists is for the reader of the value to find out.
 */
export async function readSeccompLink(
  fragment: string,
  limits: LinkLimits = LINK_LIMITS,
): Promise<Parsed<SeccompLink> & { value: SeccompLink }> {
  const { value: entries = new Map<string, string>(), diagnostics } = parseFragment(fragment, limits);
  const link = { ...SECCOMP_LINK_DEFAULTS };
  const read = <T>(key: (typeof KEYS)[number], reader: (text: string) => T | undefined, expected: string) => {
    const text = entries.get(key);
    if (text === undefined) return undefined;
    const value = reader(text);
    if (value === undefined) diagnostics.push(unreadable(key, text, expected));
    return value;
  };
  const packed = entries.get('profile.z');
  if (packed === undefined) {
    link.profile = entries.get('profile') ?? link.profile;
  } else {
    const text = await inflateText(packed, limits);
    diagnostics.push(...text.diagnostics);
    if (text.value !== undefined) {
      link.profile = undefined;
      link.text = text.value;
    }
  }
  link.call = entries.get('call') ?? link.call;
  link.roads = entries.get('roads') ?? link.roads;
  link.kernel = read('kernel', readKernel, 'a kernel version such as 6.12') ?? link.kernel;
  link.find = entries.get('find') ?? link.find;
  link.arch = read('arch', readArch, 'an architecture such as x86_64 or aarch64') ?? link.arch;
  link.runtime =
    read('runtime', (text) => RUNTIMES.find((name) => name === text), `one of ${RUNTIMES.join(', ')}`) ?? link.runtime;
  link.privileged =
    read('privileged', (text) => text === 'yes' || undefined, 'yes, or the key left out') ?? link.privileged;
  link.on = read('on', readTableAbi, 'an architecture such as x86_64 or x32, or all') ?? link.on;
  link.sort =
    read('sort', (text) => SORT_KEYS.find((key) => key === text), `one of ${SORT_KEYS.join(', ')}`) ?? link.sort;
  link.show = read('show', (text) => SHOWN.find((shown) => shown === text), `one of ${SHOWN.join(', ')}`) ?? link.show;
  // A privileged container has every capability, unless the link says otherwise.
  const unsaid = link.privileged ? 'all-6.12' : 'docker-26.1';
  const capabilities = parseCapabilities(entries.get('caps') ?? unsaid);
  diagnostics.push(...capabilities.diagnostics);
  link.capabilities = capabilities.value;
  for (const key of entries.keys()) {
    if (!KEYS.some((known) => known === key)) diagnostics.push(unknownKey(key));
  }
  return { value: link, diagnostics: firstProblems(diagnostics, MOST_LINK_PROBLEMS) };
}

/** What `uname -r` can print (linux/utsname.h, __NEW_UTS_LEN); whether it is a version is for the engine to say. */
export const LONGEST_KERNEL = 64;

const readKernel = (text: string) => (text.length <= LONGEST_KERNEL && !kernelProblem(text) ? text : undefined);

const readTableAbi = (text: string): TableAbi | undefined => (text === 'all' ? text : readArch(text));

/** The fragment of a state, without `#`. Profile and call are always in it, the rest where it differs from the defaults. */
export async function writeSeccompLink(link: SeccompLink): Promise<string> {
  return link.profile === undefined
    ? formatFragment([['profile.z', await deflateText(link.text ?? '')], ...commonEntries(link)])
    : presetFragment({ ...link, profile: link.profile });
}

/** The same for a state on one of the site's profiles, at once: static pages link with it. */
export function presetFragment(link: SeccompLink & { profile: string }): string {
  return formatFragment([['profile', link.profile], ...commonEntries(link)]);
}

function* commonEntries(link: SeccompLink): Generator<[string, string]> {
  const defaults = SECCOMP_LINK_DEFAULTS;
  yield ['call', link.call];
  if (link.roads !== undefined) yield ['roads', link.roads];
  if (link.arch !== defaults.arch) yield ['arch', architectureOf(link.arch).token];
  if (link.kernel !== defaults.kernel) yield ['kernel', link.kernel];
  if (link.runtime !== defaults.runtime) yield ['runtime', link.runtime];
  if (link.privileged) yield ['privileged', 'yes'];
  const capabilities = formatCapabilities(link.capabilities);
  if (capabilities !== (link.privileged ? 'all-6.12' : 'docker-26.1')) yield ['caps', capabilities];
  if (link.show !== defaults.show) yield ['show', link.show];
  if (link.find !== defaults.find) yield ['find', link.find];
  if (link.on !== defaults.on && link.on) yield ['on', link.on === 'all' ? link.on : architectureOf(link.on).token];
  if (link.sort !== defaults.sort) yield ['sort', link.sort];
}

function unreadable(key: string, found: string, expected: string): Diagnostic {
  return {
    code: `link-${key}`,
    severity: 'error',
    message: `This link has ${key}=${found.slice(0, 40)}; the value must be ${expected}.`,
    hint: 'The page opens with its default instead.',
  };
}

function unknownKey(key: string): Diagnostic {
  return {
    code: 'link-key',
    severity: 'warning',
    message: `This link has a key “${key.slice(0, 40)}” that this page does not know; the key is ignored.`,
    hint: `The keys are ${KEYS.join(', ')}.`,
  };
}
