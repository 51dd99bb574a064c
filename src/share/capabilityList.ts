import { CAPABILITIES, readCapability } from '../engine/linux/index.ts';
import { type Diagnostic, error, shorten } from '../engine/text/index.ts';

/** Docker's as of 26.1 (moby, oci/caps/defaults.go). Written out, for links lean on it whatever Docker does next. */
const DOCKER_26_1 = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
].map((name) => `CAP_${name}`);

/** Podman's as of 5.4 (containers/common 0.62, pkg/config/default.go). */
const PODMAN_5_4 = DOCKER_26_1.filter((name) => !['CAP_MKNOD', 'CAP_NET_RAW', 'CAP_AUDIT_WRITE'].includes(name));

/** CRI-O's as of 1.33 (internal/config/capabilities/capabilities_linux.go). */
const CRI_O_1_33 = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'KILL',
].map((name) => `CAP_${name}`);

/** Numbers are for ever (linux/capability.h), and CAP_CHECKPOINT_RESTORE, 40, was the last in Linux 6.12. */
const LINUX_6_12 = CAPABILITIES.slice(0, 41);

/** The sets that a link may name. Published links lean on them: they never change, a newer set gets a newer name. */
export const LINK_CAPABILITIES = {
  'docker-26.1': DOCKER_26_1,
  'podman-5.4': PODMAN_5_4,
  'cri-o-1.33': CRI_O_1_33,
  'all-6.12': LINUX_6_12,
  none: [],
} as const satisfies Record<string, readonly string[]>;

type SetName = keyof typeof LINK_CAPABILITIES;

const isSetName = (word: string): word is SetName => Object.hasOwn(LINK_CAPABILITIES, word);

const bare = (capability: string) => capability.replace(/^CAP_/, '');

/**
 * Reads `docker-26.1,SYS_ADMIN,-MKNOD`: sets and capabilities in order, each added or, after `-`, taken away. The value is
 * sorted by number; a word that is no capability is left out, with a diagnostic, one however often it is there.
 */
export function parseCapabilities(text: string): { value: readonly string[]; diagnostics: Diagnostic[] } {
  const found = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const unknown = new Set<string>();
  for (const word of text.split(',').map((part) => part.trim())) {
    const name = word.replace(/^-/, '');
    const capability = readCapability(name);
    const members = isSetName(name) ? LINK_CAPABILITIES[name] : capability ? [capability] : undefined;
    if (!members && !unknown.has(word)) {
      unknown.add(word);
      const message = `“${shorten(word)}” is not valid for caps in this link: use a capability such as SYS_ADMIN, or ${Object.keys(LINK_CAPABILITIES).join(', ')}.`;
      diagnostics.push(error('link-caps', message, 'This value is ignored.'));
    }
    for (const member of members ?? []) {
      if (word.startsWith('-')) found.delete(member);
      else found.add(member);
    }
  }
  return { value: CAPABILITIES.filter((capability) => found.has(capability)), diagnostics };
}

/** The shortest way that `parseCapabilities` reads back as the same set: a named set with what was added to it and taken from it. */
export function formatCapabilities(capabilities: readonly string[]): string {
  const wanted = new Set(capabilities);
  const ways = Object.entries(LINK_CAPABILITIES).map(([name, members]: [string, readonly string[]]) => {
    const added = capabilities.filter((capability) => !members.includes(capability)).map(bare);
    const removed = members.filter((member) => !wanted.has(member)).map((member) => `-${bare(member)}`);
    const from = name === 'none' && added.length > 0 ? [] : [name];
    return [...from, ...added, ...removed];
  });
  return ways.reduce((best, way) => (way.length < best.length ? way : best)).join(',');
}
