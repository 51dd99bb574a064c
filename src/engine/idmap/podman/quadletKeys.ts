import { type Diagnostic, error } from '../../text/index.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';
import type { Assignment } from './readUnit.ts';

/** The sections of a unit that become a Podman command. */
export type QuadletSection = 'Container' | 'Pod' | 'Kube';

const MAPS = ['UIDMap', 'GIDMap', 'SubUIDMap', 'SubGIDMap'];
const REMAPS = ['RemapUsers', 'RemapUid', 'RemapGid', 'RemapUidSize'];

/**
 * Why Quadlet makes no service of the section in this release: Podman has no Quadlet yet, none for pods, or does not know one of the keys that decide on
 * the user namespace. An unknown key stops the whole unit (pkg/systemd/quadlet/quadlet.go, checkForUnknownKeys; asked of 5.4.2, 5.8.6 and 6.1.1).
 */
export function quadletRefuses(
  section: QuadletSection,
  assignments: readonly Assignment[],
  versions?: Versions,
): Diagnostic | undefined {
  const own = assignments.filter((each) => each.section === section);
  const [first] = own;
  const lacks = !since('podman', 'quadlet', versions)
    ? 'Podman before 4.4 has no Quadlet: nothing reads the unit.'
    : section === 'Pod' && !since('podman', 'quadlet-pod', versions)
      ? 'Quadlet before Podman 5.0 reads no .pod units.'
      : undefined;
  if (lacks !== undefined) {
    return error('quadlet-section', lacks, 'Use a later Podman, or a unit that runs podman.', first?.value.span());
  }
  const unknown = own.find(({ key }) => !isKnown(section, key, versions));
  if (unknown === undefined) return undefined;
  const words = `unsupported key '${unknown.key}' in group '${section}'`;
  const hint = section === 'Kube' ? 'Write UserNS= instead.' : 'A later Podman knows the key. Use PodmanArgs= instead.';
  return error('quadlet-key', words, hint, unknown.value.span());
}

function isKnown(section: QuadletSection, key: string, versions: Versions | undefined): boolean {
  const isMap = MAPS.includes(key);
  if (!isMap && key !== 'UserNS') return section !== 'Pod' || !REMAPS.includes(key) || ofPods(versions);
  if (section === 'Pod') return ofPods(versions);
  if (isMap) return section === 'Container' && since('podman', 'quadlet-maps', versions);
  return since('podman', 'quadlet-userns', versions);
}

const ofPods = (versions: Versions | undefined) => since('podman', 'quadlet-pod-maps', versions);
