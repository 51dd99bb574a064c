import type { Diagnostic, Parsed } from '../../../text/index.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import { findFreeSubids, SUBID_COUNT, SUBID_MIN } from '../../subid/findFreeSubids.ts';
import type { HostFacts } from '../../subid/HostFacts.ts';
import { readSubidsAsShadow } from '../../subid/readSubidsAsShadow.ts';
import type { Subid } from '../../subid/Subid.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import { MIGRATE, MIGRATE_STOPS } from '../migrate.ts';
import { hostAccount } from './hostAccount.ts';
import { lentRanges } from './lentRanges.ts';
import { ownMap } from './ownMap.ts';

/**
 * The namespace that Podman 5.4.2 works in for a user without privileges, each extent with its line in /etc/subuid or /etc/subgid. Where either file
 * has nothing for the user, both maps are the own id alone (pkg/rootless/rootless_linux.go, GetConfiguredMappings and becomeRootInUserNS;
 * containers/storage 1.57.2, pkg/idtools, NewIDMappings). Undefined where Podman does not start.
 */
export function rootlessNamespace(host: HostFacts): Parsed<BothMaps> {
  const { user } = host;
  const account = hostAccount(host, user.name);
  const ranges = (kind: IdKind) => lentRanges(readSubidsAsShadow(host[`sub${kind}`]).value ?? [], account, kind);
  const [uids, gids] = [ranges('uid'), ranges('gid')];
  const lacking = uids.length === 0 ? 'uid' : gids.length === 0 ? 'gid' : undefined;
  const configured = lacking === undefined;
  const diagnostics: Diagnostic[] = lacking ? singleMap(lacking, user.name, lentBy(host)) : [];

  const uid = ownMap({ kind: 'uid', caller: user, ranges: configured ? uids : [], text: host.subuid });
  const gid = ownMap({ kind: 'gid', caller: user, ranges: configured ? gids : [], text: host.subgid });
  return {
    value: uid.value && gid.value && { uid: uid.value, gid: gid.value },
    diagnostics: [...diagnostics, ...uid.diagnostics, ...gid.diagnostics],
  };
}

function lentBy(host: HostFacts): Subid[] {
  return (['subuid', 'subgid'] as const).flatMap((file) => readSubidsAsShadow(host[file]).value ?? []);
}

/** "no subuid ranges found ...", of user or group. */
export function noRanges(kind: IdKind, name: string): string {
  return `no sub${kind} ranges found for ${kind === 'uid' ? 'user' : 'group'} "${name}" in /etc/sub${kind}`;
}

/** What Podman prints before it goes on with a single id; `lent`: what the files lend to anybody, beside which a new range has to lie. */
export function singleMap(lacking: IdKind, name: string, lent: readonly Subid[]): Diagnostic[] {
  const first = findFreeSubids(lent, SUBID_COUNT) ?? SUBID_MIN;
  const range = `${first}-${first + SUBID_COUNT - 1}`;
  return [
    {
      code: 'podman-no-subids',
      severity: 'warning',
      message: `cannot find UID/GID for user ${name}: ${noRanges(lacking, name)} - check rootless mode in man pages.`,
      hint: `sudo usermod --add-subuids ${range} --add-subgids ${range} ${name}. Then, as ${name}: ${MIGRATE}. ${MIGRATE_STOPS}`,
    },
    {
      code: 'podman-single-map',
      severity: 'warning',
      message:
        'Using rootless single mapping into the namespace. This might break some images. Check /etc/subuid and /etc/subgid for adding sub*ids if not using a network user',
      hint: 'Containers have one ID, 0, which is the user on the host. Images with files of other IDs fail to unpack.',
    },
  ];
}
