import { describe, expect, test } from 'vitest';
import { recognise } from '../../src/engine/idmap/index.ts';
import { readUidMapLink } from '../../src/share/uidMapLink.ts';
import { type IdMapExample, idMapExample } from '../../src/site/idMapExample.ts';
import { sameMap } from '../../src/site/sameMap.ts';
import { elementsOf } from './elementsOf.ts';

interface OnPage {
  section: string;
  example: IdMapExample;
}

/** Every example of the page, in its order. */
const EXAMPLES = elementsOf('id-map-formats', ['IdMapExample', 'IdMapRefusals']).flatMap(
  ({ section, name, given }): OnPage[] => {
    if (name === 'IdMapExample') return [{ section, example: given as unknown as IdMapExample }];
    const { of, asked } = given as { of: readonly string[]; asked?: Omit<IdMapExample, 'text'> };
    return of.map((text) => ({ section, example: { text, ...asked } }));
  },
);

/** By section: what the UID map answers to each example, and the codes of what it has against it. */
const ANSWERS = `
The kernel's uid_map and gid_map | 1000 inside is 1000 outside.
The kernel's uid_map and gid_map | The kernel refuses this map: EINVAL. | error idmap-overlap-inside 2
The kernel's uid_map and gid_map | The kernel refuses this map: EINVAL. | error idmap-missing-field 1
The kernel's uid_map and gid_map | The kernel refuses this map: EINVAL. | error idmap-zero-count 1
The kernel's uid_map and gid_map | The kernel refuses this map: EINVAL. | error idmap-not-a-number 1
The kernel's uid_map and gid_map | The kernel refuses this map: EINVAL. | error idmap-extra-field 1
The kernel's uid_map and gid_map | The kernel refuses this map: EINVAL. | error idmap-no-id 1
/etc/subuid and /etc/subgid | 33 in the container is 100033 on the host.
/etc/subuid and /etc/subgid | 33 in the container is 100032 on the host.
/etc/subuid and /etc/subgid | 33 in the container is 100032 on the host.
/etc/subuid and /etc/subgid | This text does not show the map. | info pod-map-unknown 1
/etc/subuid and /etc/subgid | 0 in the container is 1000 on the host. | warning subid-shadow-skips 2
/etc/subuid and /etc/subgid | 0 in the container is 1000 on the host. | warning subid-shadow-skips 2
/etc/subuid and /etc/subgid | No map: dockerd does not start. | error remap-no-entry -
newuidmap and newgidmap | 33 inside is 100032 outside.
newuidmap and newgidmap | This map is invalid. | error newuidmap-refused 1
newuidmap and newgidmap | This map is invalid. | error newuidmap-fields 1
newuidmap and newgidmap | This text does not show the map. | error newuidmap-fields 1
Docker's userns-remap | 33 in the container is 165569 on the host. | info situation-twin-file -
Docker's userns-remap | No map: dockerd does not start. | info situation-twin-file - | error remap-no-entry -
Podman's --uidmap and --gidmap | 33 in the container is 1879048225 on the host.
Podman's --uidmap and --gidmap | 1000 in the container is 0 in the user’s namespace and 1000 on the host.
Podman's --uidmap and --gidmap | 1000 in the container is 0 in the user’s namespace and 1000 on the host.
Podman's --uidmap and --gidmap | No map: Podman refuses. | error podman-not-delegated 1
Podman's --uidmap and --gidmap | No map: Podman refuses. | error podman-map-flags 1
Podman's --uidmap and --gidmap | This map is invalid. | error podman-root-outside 1 | error idmap-outside-unmapped 1
Podman's --userns | 33 in the container is 0 in the user’s namespace and 1000 on the host.
Podman's --userns | 0 in the container is 1 in the user’s namespace and 100000 on the host.
LXC's lxc.idmap | 1005 in the container is 1005 on the host.
LXC's lxc.idmap | 33 in the container is 100033 on the host. | info lxc-proxmox-default 3
LXC's lxc.idmap | This map is invalid. | error lxc-old-key 1
LXC's lxc.idmap | No map: LXC does not start the container. | error lxc-idmap 1
LXC's lxc.idmap | The config maps no UIDs. | error lxc-idmap 1 | error lxc-one-sided 2
LXC's lxc.idmap | - | error lxc-one-sided 1
Incus's raw.idmap | 505 in the container is 55 on the host. | info incus-usual-base 2
Incus's raw.idmap | No map: Incus refuses this configuration. | error incus-line 3
Incus's raw.idmap | No map: Incus refuses this configuration. | error incus-sizes 3
systemd-nspawn's --private-users | 33 in the container is 524321 on the host.
systemd-nspawn's --private-users | This text does not show the map. | info nspawn-pick 1
systemd-nspawn's --private-users | This text does not show the map. | error nspawn-base 1
systemd-nspawn's --private-users | This text does not show the map. | error nspawn-range 1
An idmapped mount | 1000 in the file system is 1005 on the host.
An idmapped mount | This map is invalid. | error mount-one-sided 1
An idmapped mount | 1000 in the file system is 1005 on the host. | warning mount-unquoted 1
An idmapped mount | No map: this makes no idmapped mount. | error mount-ignores-idmap 1
OCI uidMappings and gidMappings | 33 in the container is 100033 on the host.
OCI uidMappings and gidMappings | The kernel refuses this map: EINVAL. | error idmap-zero-count 2 | error oci-root-unmapped 2
OCI uidMappings and gidMappings | This text does not show the map. | error format-number 2
OCI uidMappings and gidMappings | 0 in the container is 0 on the host. | warning oci-no-user-namespace 4
unshare | 33 inside is 100032 outside.
unshare | 33 inside is 100032 outside.
unshare | No map: unshare fails. | error unshare-option 1
unshare | No map: unshare fails. | error unshare-failed 1 | error newuidmap-not-allowed 1
A Kubernetes Pod | This text does not show the map. | info pod-map-unknown 4
`;

test('every example is answered as the page says around it', async () => {
  const told = await Promise.all(
    EXAMPLES.map(async ({ section, example }) => {
      const { answer, problems } = await idMapExample(example);
      return [
        section,
        answer ?? '-',
        ...problems.map(({ severity, code, span }) => `${severity} ${code} ${span?.line ?? '-'}`),
      ];
    }),
  );
  expect(told.map((row) => row.join(' | ')).join('\n')).toBe(ANSWERS.trim());
});

describe('each opens in the UID map', () => {
  test.each(EXAMPLES)('$section: $example.text', async ({ example }) => {
    const { href, answer } = await idMapExample(example);
    const [, fragment = ''] = href.split('#');
    const { value, diagnostics } = await readUidMapLink(fragment);
    expect([diagnostics, value.text, value.id]).toEqual([[], example.text, example.id ?? '0']);
    expect(answer).not.toBe('');
  });
});

test('one map in every format is recognised as each', () => {
  const found = sameMap().map(({ label, text }) => `${label}: ${recognise(`${text}\n`).map(({ kind }) => kind)}`);
  expect(found).toEqual([
    'uid_map: map',
    'newuidmap: newuidmap',
    'unshare: unshare',
    'Podman, run by root: podman',
    'LXC: lxc',
    'Incus: incus',
    'OCI config.json: oci',
    'dockerd’s own list: oci',
    'mount, for an idmapped mount: mount',
    '/etc/subuid: subids',
    'systemd-nspawn: nspawn',
  ]);
});
