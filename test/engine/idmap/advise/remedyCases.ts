import type { Wants } from '../../../../src/engine/idmap/advise/Wants.ts';
import type { Asked, Situation } from '../../../../src/engine/idmap/situation/Situation.ts';
import { level, situation } from './situations.ts';

const uid = (id: number, at = 1): Asked => ({ kind: 'uid', level: at, id });
const both = (text: string) => ({ subuid: text, subgid: text });
const path = '/srv/data';
const alice = { name: 'alice', uid: 1000, gid: 1000 };

const dockerd = situation({ levels: [level('dockerd', '0:165536:65536')], ...both('dockremap:165536:65536') });
const podman = situation({
  levels: [level('podman', '0:1000:1, 1:100000:65536')],
  user: alice,
  ...both('alice:100000:65536'),
});
const lxc = situation({ levels: [level('lxc', '0:100000:65536')], ...both('root:100000:65536') });
/** Without what the files say. */
const unseen = ({ levels, user }: Situation) => situation({ levels, user });
const nspawn = situation({ levels: [level('nspawn', '0:524288:65536')] });

/** The cases whose remedies test/oracle/idmap/record_remedies.py runs; it has the same names. */
export const REMEDY_CASES: readonly { name: string; about: Situation; asked: Asked; wants: Wants }[] = [
  { name: 'docker', about: situation({}), asked: uid(1000, 0), wants: { path, process: { uid: 33, gid: 33 } } },
  { name: 'dockerd', about: dockerd, asked: uid(33), wants: { path } },
  { name: 'dockerd-other', about: dockerd, asked: uid(33), wants: { path, owner: { uid: 1005, gid: 1005 } } },
  { name: 'dockerd-mapped', about: dockerd, asked: uid(33), wants: { path, owner: { uid: 165536, gid: 165536 } } },
  { name: 'dockerd-unmapped', about: dockerd, asked: uid(70000), wants: {} },
  { name: 'dockerd-unmapped-unseen', about: unseen(dockerd), asked: uid(70000), wants: {} },
  { name: 'podman', about: podman, asked: uid(33), wants: { path, owner: { uid: 1000, gid: 1000 } } },
  { name: 'podman-other', about: podman, asked: uid(33), wants: { path, owner: { uid: 1005, gid: 1005 } } },
  { name: 'podman-group', about: podman, asked: { kind: 'gid', level: 0, id: 2000 }, wants: { path } },
  { name: 'podman-unmapped', about: podman, asked: uid(70000), wants: { path } },
  { name: 'podman-unmapped-unseen', about: unseen(podman), asked: uid(70000), wants: { path } },
  {
    name: 'podman-root',
    about: situation({ levels: [level('podman-root', '0:200000:65536')] }),
    asked: uid(33),
    wants: { path },
  },
  { name: 'lxc', about: lxc, asked: uid(1000), wants: { path } },
  { name: 'lxc-share', about: lxc, asked: uid(1000), wants: { path, owner: { uid: 1005, gid: 1005 } } },
  { name: 'lxc-unmapped', about: lxc, asked: uid(70000), wants: {} },
  { name: 'lxc-unmapped-unseen', about: unseen(lxc), asked: uid(70000), wants: {} },
  { name: 'nspawn', about: nspawn, asked: uid(33), wants: { path } },
  { name: 'nspawn-root', about: nspawn, asked: uid(0), wants: { path, owner: { uid: 1005, gid: 1005 } } },
  { name: 'nspawn-unmapped', about: nspawn, asked: uid(70000), wants: {} },
  {
    name: 'unshare',
    about: situation({ levels: [level('unshare', '0:1000:1')], user: alice }),
    asked: uid(33),
    wants: {},
  },
];
