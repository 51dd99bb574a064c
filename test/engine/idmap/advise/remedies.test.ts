import { describe, expect, test } from 'vitest';
import type { Wants } from '../../../../src/engine/idmap/advise/Wants.ts';
import { mergeDaemonJson } from '../../../../src/engine/idmap/formats/mergeDaemonJson.ts';
import { remedies } from '../../../../src/engine/idmap/index.ts';
import type { Asked, Situation } from '../../../../src/engine/idmap/situation/Situation.ts';
import { assignFreeRange, printFreeStart } from '../../../../src/engine/idmap/subid/assignCommands.ts';
import { shellWord } from '../../../../src/engine/text/index.ts';
import { level, situation } from './situations.ts';

const uid = (id: number, at = 1): Asked => ({ kind: 'uid', level: at, id });
const gid = (id: number, at = 1): Asked => ({ kind: 'gid', level: at, id });

const ALICE = { name: 'alice', uid: 1000, gid: 1000 };
const BOTH = (text: string) => ({ subuid: text, subgid: text });

const PLAIN = situation({});
const DOCKERD = situation({ levels: [level('dockerd', '0:165536:65536')], ...BOTH('dockremap:165536:65536') });
const PODMAN = situation({
  levels: [level('podman', '0:1000:1, 1:100000:65536')],
  user: ALICE,
  ...BOTH('alice:100000:65536\nbob:165536:65536'),
});
const KEEP_ID = situation({
  user: ALICE,
  levels: [...PODMAN.levels, level('podman', '0:1:1000, 1000:0:1, 1001:1001:64536')],
});
const ROOTLESS_DOCKER = situation({ levels: [level('docker-rootless', '0:1000:1, 1:100000:65536')], user: ALICE });
const PODMAN_ROOT = situation({ levels: [level('podman-root', '0:200000:65536')] });
const LXC = situation({ levels: [level('lxc', '0:100000:65536')], ...BOTH('root:100000:65536') });
const ROOTED = situation({ levels: [level('lxc', '0:0:65536')], ...BOTH('root:0:65536') });
const NSPAWN = situation({ levels: [level('nspawn', '0:524288:65536')] });
const KUBERNETES = situation({ levels: [level('kubernetes', '0:65536:65536')] });
const OCI = situation({ levels: [level('oci', '0:165536:1000')] });
const UNSHARE = situation({ levels: [level('unshare', '0:1000:1')] });
const MOUNT = situation({ levels: [level('mount', '1000:1005:1')] });
const NESTED = situation({
  levels: [level('dockerd', '0:165536:65536'), level('podman', '0:1000:1, 1:1001:64535')],
  user: { name: 'podman', uid: 1000, gid: 1000 },
});

const codes = (about: Situation, asked: Asked, wants?: Wants) =>
  remedies(about, asked, wants)
    .map(({ code }) => code)
    .join(' ');

const FILES = 'chown acl group idmapped-mount';

describe('which ways there are, the smallest change first', () => {
  test.each<[string, Situation, Asked, Wants, string]>([
    [
      'Docker without a map, the process known',
      PLAIN,
      uid(1000, 0),
      { process: { uid: 33, gid: 33 } },
      'run-as-owner chown acl group daemon-json',
    ],
    ['Docker without a map, nobody known', PLAIN, uid(1000, 0), {}, 'run-as-owner daemon-json'],
    [
      'Docker without a map, and the files are root’s',
      PLAIN,
      uid(0, 0),
      { process: { uid: 33, gid: 33 } },
      'chown acl group daemon-json',
    ],
    // The host's root is given no files, and comes to no container.
    ['a map with the host’s root, its root', ROOTED, uid(0), {}, 'lxc-idmapped-mount'],
    ['a map with the host’s root, another id', ROOTED, uid(33), {}, 'chown acl group lxc-idmapped-mount'],
    [
      'no map, root of the container',
      PLAIN,
      uid(0, 0),
      { process: { uid: 0, gid: 0 }, owner: { uid: 1000, gid: 1000 } },
      'run-as-owner daemon-json',
    ],
    ['dockerd, files of the host’s root', DOCKERD, uid(33), { owner: { uid: 0, gid: 0 } }, 'chown acl group'],
    ['dockerd, an id inside', DOCKERD, uid(33), {}, `${FILES} userns-host`],
    [
      'dockerd, and the owner has no id inside',
      DOCKERD,
      uid(33),
      { owner: { uid: 1000, gid: 1000 } },
      `${FILES} userns-host`,
    ],
    [
      'dockerd, and the owner has one',
      DOCKERD,
      uid(33),
      { owner: { uid: 165536, gid: 165536 } },
      `run-as-owner ${FILES} userns-host`,
    ],
    ['dockerd, and the files are its own', DOCKERD, uid(33), { owner: { uid: 165569, gid: 165569 } }, ''],
    ['dockerd, an id of the host that is mapped', DOCKERD, uid(165569, 0), {}, 'run-as-owner'],
    ['dockerd, an id of the host that is not', DOCKERD, uid(1000, 0), {}, `${FILES} userns-host`],
    ['dockerd, an id inside without a mapping', DOCKERD, uid(70000), {}, 'assign-more-ids'],
    [
      'dockerd, where mount ignores the option',
      DOCKERD,
      uid(33),
      { versions: { 'util-linux': '2.38.1' } },
      'chown acl group userns-host',
    ],
    ['dockerd, on a kernel without such mounts', DOCKERD, uid(33), { kernel: '5.10' }, 'chown acl group userns-host'],
    ['dockerd, a group', DOCKERD, gid(33), {}, 'chgrp acl group idmapped-mount userns-host'],
    ['rootless Podman', PODMAN, uid(33), {}, `keep-id podman-unshare-chown podman-take-back podman-volume-u ${FILES}`],
    [
      'rootless Podman, and files of the container',
      PODMAN,
      uid(33),
      { owner: { uid: 100032, gid: 100032 } },
      'podman-take-back',
    ],
    [
      'rootless Podman, files of the user',
      PODMAN,
      uid(33),
      { owner: { uid: 1000, gid: 1000 } },
      `run-as-owner keep-id podman-unshare-chown podman-volume-u ${FILES}`,
    ],
    [
      'rootless Podman, files of somebody else',
      PODMAN,
      uid(33),
      { owner: { uid: 1005, gid: 1005 } },
      `${FILES} podman-map-host-id`,
    ],
    ["rootless Podman, the host's 1005", PODMAN, uid(1005, 0), {}, `${FILES} podman-map-host-id`],
    [
      "rootless Podman, the host's group 2000",
      PODMAN,
      gid(2000, 0),
      {},
      'keep-groups chgrp acl group podman-map-host-id',
    ],
    [
      'Podman 3.0, whose keep-id has no options',
      PODMAN,
      uid(33),
      { versions: { podman: '3.0.1', 'util-linux': '2.41.5' } },
      `podman-unshare-chown podman-take-back podman-volume-u ${FILES}`,
    ],
    [
      'Podman 3.0 and a group: it keeps none',
      PODMAN,
      gid(2000, 0),
      { versions: { podman: '3.0.1' } },
      'chgrp acl group',
    ],
    [
      'Podman 4.3, whose maps have no flags',
      PODMAN,
      gid(2000, 0),
      { versions: { podman: '4.3.1' } },
      'keep-groups chgrp acl group',
    ],
    ["Podman 4.3, the host's 1005", PODMAN, uid(1005, 0), { versions: { podman: '4.3.1' } }, FILES],
    ['rootless Podman without a mapping', PODMAN, uid(70000), {}, 'assign-more-ids keep-id'],
    ['rootless Docker', ROOTLESS_DOCKER, uid(33), {}, `chown-in-container ${FILES}`],
    ['rootless Docker, files of somebody else', ROOTLESS_DOCKER, uid(33), { owner: { uid: 1005, gid: 1005 } }, FILES],
    ['rootful Podman', PODMAN_ROOT, uid(33), {}, `podman-idmap podman-volume-u ${FILES}`],
    ['LXC', LXC, uid(1000), {}, `${FILES} lxc-idmapped-mount`],
    ["LXC, a share of the host's 1005", LXC, uid(1000), { owner: { uid: 1005, gid: 1005 } }, `lxc-idmap ${FILES}`],
    ["LXC, the host's 1005 itself", LXC, uid(1005, 0), {}, `lxc-idmap ${FILES}`],
    ['LXC without a mapping', LXC, uid(70000), {}, 'widen-map'],
    ['systemd-nspawn', NSPAWN, uid(33), {}, `nspawn-bind ${FILES} nspawn-ownership`],
    ['systemd-nspawn without a mapping', NSPAWN, uid(70000), {}, 'nspawn-range'],
    ['Kubernetes', KUBERNETES, uid(33), {}, 'pod'],
    ['Kubernetes without a mapping', KUBERNETES, uid(70000), {}, ''],
    ['an OCI config', OCI, uid(33), {}, FILES],
    ['an OCI config without a mapping', OCI, uid(3333), {}, 'widen-map'],
    ['unshare without a mapping', UNSHARE, uid(33), {}, 'unshare-auto'],
    [
      'Podman in a container of dockerd',
      NESTED,
      uid(33, 2),
      {},
      `keep-id podman-unshare-chown podman-take-back podman-volume-u ${FILES}`,
    ],
    ['the container of dockerd around it', NESTED, uid(33, 1), {}, `${FILES} userns-host`],
    ['an idmapped mount', MOUNT, uid(1000), {}, ''],
    ['a map that nobody has told', situation({ levels: [level('lxc', undefined)] }), uid(33), {}, ''],
    ['no id at all', DOCKERD, uid(4294967295), {}, ''],
    ['a namespace that is not there', DOCKERD, uid(33, 2), {}, ''],
  ])('%s', (_name, about, asked, wants, expected) => {
    expect(codes(about, asked, wants)).toBe(expected);
  });
});

/** The steps of one remedy: `where: text`, line ends as " ; ". */
function steps(code: string, about: Situation, asked: Asked, wants?: Wants): string[] {
  const remedy = remedies(about, asked, wants).find((each) => each.code === code);
  return (remedy?.steps ?? []).map(({ where, text }) => {
    const place = 'file' in where ? where.file : `${where.shell}${where.root ? ' root' : ''}`;
    return `${place}: ${text.trimEnd().replaceAll('\n', ' ; ')}`;
  });
}

const SHARE: Wants = { path: '/tank/media', target: '/media', owner: { uid: 1005, gid: 1005 } };

describe('what is pasted', () => {
  test.each<[string, Situation, Asked, Wants, string[]]>([
    ['chown', DOCKERD, uid(33), { path: '/srv/data' }, ['host root: sudo chown -R 165569:165569 /srv/data']],
    ['chown', PODMAN, uid(0), { path: 'data' }, ['host root: sudo chown -R 1000:1000 ./data']],
    ['chgrp', DOCKERD, gid(33), {}, ['host root: sudo chgrp -R 165569 DIR']],
    ['acl', DOCKERD, uid(33), {}, ['host root: sudo setfacl -R -m u:165569:rwX,d:u:165569:rwX DIR']],
    ['acl', DOCKERD, gid(33), {}, ['host root: sudo setfacl -R -m g:165569:rwX,d:g:165569:rwX DIR']],
    [
      'group',
      DOCKERD,
      uid(33),
      {},
      ['host root: sudo chgrp -R 165569 DIR ; sudo chmod -R g+rwX DIR ; sudo find DIR -type d -exec chmod g+s {} +'],
    ],
    [
      'idmapped-mount',
      DOCKERD,
      uid(33),
      {},
      ["host root: sudo mount --bind -o 'X-mount.idmap=u:0:165536:65536 g:0:165536:65536' DIR MOUNTPOINT"],
    ],
    [
      'idmapped-mount',
      LXC,
      uid(1000),
      SHARE,
      ["host root: mount --bind -o 'X-mount.idmap=u:1005:101000:1 g:1005:101000:1' /tank/media MOUNTPOINT"],
    ],
    ['userns-host', DOCKERD, uid(33), {}, ['host: docker run --userns=host -u UID:GID -v DIR:/data IMAGE']],
    [
      'userns-host',
      DOCKERD,
      uid(33),
      { owner: { uid: 1000, gid: 100 }, image: 'nginx:1.29' },
      ['host: docker run --userns=host -u 1000:100 -v DIR:/data nginx:1.29'],
    ],
    ['run-as-owner', DOCKERD, uid(165569, 0), {}, ['host: docker run -u 33 -v DIR:/data IMAGE']],
    [
      'run-as-owner',
      DOCKERD,
      uid(33),
      { owner: { uid: 165536, gid: 165636 } },
      ['host: docker run -u 0:100 -v DIR:/data IMAGE'],
    ],
    [
      'assign-more-ids',
      DOCKERD,
      uid(70000),
      {},
      [
        'host root: sudo usermod --add-subuids 231072-296607 --add-subgids 231072-296607 dockremap',
        'host root: sudo systemctl restart docker',
      ],
    ],
    [
      'assign-more-ids',
      PODMAN,
      uid(200000),
      {},
      [
        'host root: sudo usermod --add-subuids 231072-427679 --add-subgids 231072-427679 alice',
        'host: podman system migrate',
      ],
    ],
    ['daemon-json', PLAIN, uid(1000, 0), {}, [`host root: ${mergeDaemonJson('default').replaceAll('\n', ' ; ')}`]],
    [
      'daemon-json',
      PLAIN,
      uid(1000, 0),
      { versions: { docker: '20.10.24' } },
      [`host root: ${mergeDaemonJson('default', false).replaceAll('\n', ' ; ')}`],
    ],
    ['keep-id', PODMAN, uid(33), {}, ['host: podman run --userns=keep-id:uid=33,gid=33 -v DIR:/data IMAGE']],
    ['podman-unshare-chown', PODMAN, uid(33), {}, ['host: podman unshare chown -R 33:33 DIR']],
    ['podman-unshare-chown', KEEP_ID, uid(33, 2), {}, ['host: podman unshare chown -R 34:34 DIR']],
    ['podman-unshare-chown', NESTED, uid(33, 2), {}, ['container: podman unshare chown -R 33:33 DIR']],
    [
      'podman-take-back',
      PODMAN,
      uid(33),
      {},
      ['host: podman unshare ls -ln DIR', 'host: podman unshare chown -R 0:0 DIR'],
    ],
    ['podman-volume-u', PODMAN, uid(33), {}, ['host: podman run -u 33:33 -v DIR:/data:U IMAGE']],
    ['podman-volume-u', PODMAN_ROOT, uid(33), {}, ['host root: sudo podman run -u 33:33 -v DIR:/data:U IMAGE']],
    ['podman-idmap', PODMAN_ROOT, uid(33), {}, ['host root: sudo podman run -v DIR:/data:idmap IMAGE']],
    [
      'podman-map-host-id',
      PODMAN,
      uid(33),
      { owner: { uid: 1005, gid: 1006 } },
      [
        'host root: sudo usermod --add-subuids 1005-1005 --add-subgids 1006-1006 alice',
        'host: podman system migrate',
        'host: podman run -u 33:33 --uidmap +33:@1005 --gidmap +33:@1006 -v DIR:/data IMAGE',
      ],
    ],
    [
      'podman-map-host-id',
      PODMAN,
      gid(2000, 0),
      {},
      [
        'host root: sudo usermod --add-subgids 2000-2000 alice',
        'host: podman system migrate',
        'host: podman run --gidmap g+2000:@2000 --group-add 2000 -v DIR:/data IMAGE',
      ],
    ],
    ['keep-groups', PODMAN, gid(2000, 0), {}, ['host: podman run --group-add keep-groups -v DIR:/data IMAGE']],
    [
      'chown-in-container',
      ROOTLESS_DOCKER,
      uid(33),
      {},
      ['host: docker run --rm -v DIR:/data busybox chown -R 33:33 /data'],
    ],
    [
      'lxc-idmap',
      LXC,
      uid(1000),
      SHARE,
      [
        'host root: pct shutdown CTID',
        '/etc/pve/lxc/CTID.conf: lxc.idmap: u 0 100000 1000 ; lxc.idmap: u 1000 1005 1 ; lxc.idmap: u 1001 101001 64535 ; lxc.idmap: g 0 100000 1000 ; lxc.idmap: g 1000 1005 1 ; lxc.idmap: g 1001 101001 64535',
        '/etc/subuid: root:1005:1',
        '/etc/subgid: root:1005:1',
        'host root: pct mount CTID ; find /var/lib/lxc/CTID/rootfs -xdev -gid 101000 -exec chgrp -h 1005 {} + ; find /var/lib/lxc/CTID/rootfs -xdev -uid 101000 -exec chown -h 1005 {} + ; pct unmount CTID',
        'host root: pct set CTID -mp0 /tank/media,mp=/media',
        'host root: pct start CTID',
        'host root: lxc-attach -n CTID -u 1000 -g 1000 -- touch /media/try ; ls -ln /tank/media/try',
      ],
    ],
    // Root's shell has no sudo on Proxmox VE; any other has.
    ['chown', LXC, uid(33), {}, ['host root: chown -R 100033:100033 DIR']],
    [
      'lxc-idmapped-mount',
      LXC,
      uid(33),
      { path: '/tank/media', target: '/media' },
      ['/etc/pve/lxc/CTID.conf: lxc.mount.entry: /tank/media media none bind,create=dir,idmap=container 0 0'],
    ],
    [
      'widen-map',
      LXC,
      uid(70000),
      {},
      [
        'host root: pct shutdown CTID',
        '/etc/subuid: root:165536:65536',
        '/etc/subgid: root:165536:65536',
        '/etc/pve/lxc/CTID.conf: lxc.idmap: u 0 100000 131072 ; lxc.idmap: g 0 100000 131072',
        'host root: pct start CTID',
      ],
    ],
    [
      'nspawn-bind',
      NSPAWN,
      uid(33),
      {},
      ['host root: sudo systemd-nspawn -D ROOT --private-users=524288:65536 --bind=DIR:/data:idmap'],
    ],
    [
      'nspawn-bind',
      NSPAWN,
      uid(0),
      { owner: { uid: 1005, gid: 1005 } },
      ['host root: sudo systemd-nspawn -D ROOT --private-users=524288:65536 --bind=DIR:/data:rootidmap'],
    ],
    [
      'nspawn-range',
      NSPAWN,
      uid(70000),
      {},
      [
        `host: ${printFreeStart(131072).replaceAll('\n', ' ; ')}`,
        'host root: sudo systemd-nspawn -D ROOT --private-users=FIRST:131072 --private-users-ownership=auto',
      ],
    ],
    ['unshare-auto', UNSHARE, uid(33), {}, ['host: unshare --user --map-root-user --map-auto']],
  ])('%s', (code, about, asked, wants, expected) => {
    expect(steps(code, about, asked, wants)).toEqual(expected);
  });

  test('a Pod', () => {
    expect(steps('pod', KUBERNETES, uid(33), { path: '/mnt/data' })).toEqual([
      `pod.yaml: ${[
        'apiVersion: v1',
        'kind: Pod',
        'metadata:',
        '  name: userns',
        'spec:',
        '  hostUsers: false',
        '  securityContext:',
        '    runAsUser: 33',
        '    runAsGroup: 33',
        '    fsGroup: 33',
        '  containers:',
        '  - name: app',
        '    image: IMAGE',
        '    volumeMounts:',
        '    - name: data',
        '      mountPath: /data',
        '  volumes:',
        '  - name: data',
        '    hostPath:',
        '      path: /mnt/data',
      ].join(' ; ')}`,
      'host root: sudo chown -R 33:33 /mnt/data',
    ]);
  });

  test('an OCI config gets both maps, as members of "linux"', () => {
    const about = situation({ levels: OCI.levels, ...BOTH('root:165536:1000') });
    const text = remedies(about, uid(3333)).flatMap((remedy) => remedy.steps)[0]?.text ?? '';
    const map = [
      { containerID: 0, hostID: 165536, size: 1000 },
      { containerID: 1000, hostID: 100000, size: 65536 },
    ];
    // As it is, it is no JSON: whoever pastes it over the whole file is told.
    expect(() => JSON.parse(text)).toThrow();
    expect(JSON.parse(`{${text}}`)).toEqual({ uidMappings: map, gidMappings: map });
  });
});

test('what the config mounts already is not given once more', () => {
  const given = (mounted?: true) =>
    steps('lxc-idmap', LXC, uid(1000), { ...SHARE, ...(mounted && { mounted }) }).some((step) => step.includes('-mp0'));
  expect([given(), given(true)]).toEqual([true, false]);
});

test('a container of a user without privileges has the config at home, and no pct', () => {
  const hers = situation({ levels: [level('lxc', '0:100000:65536')], user: ALICE, ...BOTH('alice:100000:65536') });
  expect(
    steps('lxc-idmap', hers, uid(33), { path: '/srv/data', owner: { uid: 1000, gid: 1000 } }).map((step) =>
      step.replace(/config: .*/, 'config'),
    ),
  ).toEqual([
    'host: lxc-stop -n NAME',
    '~/.local/share/lxc/NAME/config',
    'host root: sudo find ~/.local/share/lxc/NAME/rootfs -xdev -gid 100033 -exec chgrp -h 1000 {} + ; sudo find ~/.local/share/lxc/NAME/rootfs -xdev -uid 100033 -exec chown -h 1000 {} +',
    'host: lxc-start -n NAME',
    'host: lxc-attach -n NAME -u 33 -g 33 -- touch /data/try ; ls -ln /srv/data/try',
  ]);
});

describe('paths are safe to paste', () => {
  test.each([
    ['/srv/data', '/srv/data'],
    ['data', './data'],
    ['../data', '../data'],
    ['~/data', '~/data'],
    ['~/my data', "~/'my data'"],
    ['-rf', './-rf'],
    ["/srv/it's", "'/srv/it'\\''s'"],
    ['/srv/$(reboot)', "'/srv/$(reboot)'"],
    ['/srv/`reboot`;x', "'/srv/`reboot`;x'"],
    ['/srv/a\nb', 'DIR'],
    ['/srv/\u001b[2J', 'DIR'],
    ['', 'DIR'],
    ['/', 'DIR'],
    ['//etc/', 'DIR'],
    ['/home', 'DIR'],
    ['~', 'DIR'],
    ['/etc/nginx', '/etc/nginx'],
  ])('%j is %s', (path, word) => {
    expect(steps('chown', DOCKERD, uid(33), { path })).toEqual([`host root: sudo chown -R 165569:165569 ${word}`]);
  });

  test('a colon takes --mount', () => {
    expect(steps('userns-host', DOCKERD, uid(33), { path: '/srv/a:b', owner: { uid: 1, gid: 2 } })).toEqual([
      'host: docker run --userns=host -u 1:2 --mount type=bind,source=/srv/a:b,target=/data IMAGE',
    ]);
  });

  test.each([
    [{ image: '--privileged' }, 'IMAGE'],
    [{ image: 'a b' }, 'IMAGE'],
    [{ image: 'registry.example/x/y:1@sha256:00' }, 'registry.example/x/y:1@sha256:00'],
  ])('%j is %s', (wants, image) => {
    expect(steps('keep-id', PODMAN, uid(33), wants)[0]).toMatch(new RegExp(` ${image}$`));
  });
});

test('new ids lie above those that the owner has, for engines number them in order', () => {
  const high = situation({
    levels: [level('podman', '0:1000:1, 1:300000:65536')],
    user: ALICE,
    ...BOTH('alice:300000:65536\nbob:365536:65536'),
  });
  expect(steps('assign-more-ids', high, uid(70000))[0]).toBe(
    'host root: sudo usermod --add-subuids 431072-496607 --add-subgids 431072-496607 alice',
  );
});

test('a container with one ID is told of one', () => {
  const one = situation({ levels: [level('podman', '0:1000:1')], user: ALICE });
  const why = remedies(one, uid(5), {}).find(({ code }) => code === 'assign-more-ids')?.why;
  expect(why).toBe('The new range follows the 1 ID that the container has, and existing files keep their owners.');
});

describe('without the files no range is guessed: a command finds one', () => {
  const unseen = (about: Situation) => situation({ levels: about.levels, user: about.user });
  const short = (text: string) => text.replaceAll('\n', ' ; ');
  test.each<[string, Situation, Asked, string[]]>([
    [
      'assign-more-ids',
      unseen(PODMAN),
      uid(70000),
      [`host root: ${short(assignFreeRange(shellWord('alice')))}`, 'host: podman system migrate'],
    ],
    [
      'assign-more-ids',
      unseen(DOCKERD),
      uid(200000),
      [`host root: ${short(assignFreeRange('dockremap', 196608))}`, 'host root: sudo systemctl restart docker'],
    ],
    [
      'widen-map',
      unseen(LXC),
      uid(70000),
      [
        'host root: pct shutdown CTID',
        `host root: ${short(assignFreeRange('root')).replaceAll('sudo ', '')}`,
        '/etc/pve/lxc/CTID.conf: lxc.idmap: u 0 100000 65536 ; lxc.idmap: u 65536 FIRST 65536 ; lxc.idmap: g 0 100000 65536 ; lxc.idmap: g 65536 FIRST 65536',
        'host root: pct start CTID',
      ],
    ],
    [
      'widen-map',
      PODMAN_ROOT,
      uid(70000),
      [
        `host: ${short(printFreeStart())}`,
        'host root: sudo podman run --uidmap 0:200000:65536 --uidmap 65536:FIRST:65536 --gidmap 0:200000:65536 --gidmap 65536:FIRST:65536 IMAGE',
      ],
    ],
  ])('%s %#', (code, about, asked, expected) => {
    expect(steps(code, about, asked)).toEqual(expected);
  });
});

describe("the host's root is brought into no container", () => {
  test.each<[string, Situation, Asked, Wants]>([
    ['LXC, files of root', LXC, uid(1000), { owner: { uid: 0, gid: 0 } }],
    ['LXC, files of root’s group', LXC, uid(1000), { owner: { uid: 1005, gid: 0 } }],
    ['Podman, files of root', PODMAN, uid(33), { owner: { uid: 0, gid: 0 } }],
    ['Podman, files of root’s group', PODMAN, uid(33), { owner: { uid: 1005, gid: 0 } }],
    ['Podman, the group itself', PODMAN, gid(0, 0), {}],
  ])('%s', (_name, about, asked, wants) => {
    expect(codes(about, asked, wants).match(/lxc-idmap\b(?!ped)|podman-map-host-id/)?.[0]).toBe(undefined);
  });
});

describe('what was pasted stays in the commands', () => {
  const steps = (about: Situation, wants: Wants) =>
    remedies(about, uid(0), wants).flatMap((remedy) => remedy.steps.map(({ text }) => text));
  test.each<[Situation, Wants, step: string]>([
    [PODMAN, { path: './data', label: 'Z' }, 'podman run --userns=keep-id:uid=0,gid=0 -v ./data:/data:Z IMAGE'],
    [PODMAN, { path: './data', label: 'z' }, 'podman run -u 0:0 -v ./data:/data:z,U IMAGE'],
    [PODMAN, { path: '$PWD/data' }, 'podman run --userns=keep-id:uid=0,gid=0 -v "$PWD/data":/data IMAGE'],
    [PODMAN, { path: '$HOME/a' }, 'podman unshare chown -R 0:0 "$HOME/a"'],
    [PODMAN, { path: '$PWD' }, 'podman unshare chown -R 0:0 "$PWD"'],
    // The home itself is given to nobody, and what else a shell would run stays text.
    [PODMAN, { path: '$HOME' }, 'podman unshare chown -R 0:0 DIR'],
    [PODMAN, { path: '$PWD/$(id)' }, "podman unshare chown -R 0:0 './$PWD/$(id)'"],
    [
      PODMAN,
      { path: '/srv/a:b', label: 'Z' },
      'podman run --userns=keep-id:uid=0,gid=0 --mount type=bind,source=/srv/a:b,target=/data,relabel=private IMAGE',
    ],
    [PODMAN_ROOT, { path: '/srv/a', label: 'Z' }, 'sudo podman run -v /srv/a:/data:Z,idmap IMAGE'],
  ])('%#: %j', (about, wants, step) => {
    expect(steps(about, wants)).toContain(step);
  });

  test('a daemon that has a map is given none', () => {
    expect(codes(PLAIN, uid(0, 0))).toContain('daemon-json');
    expect(codes(PLAIN, uid(0, 0), { daemonHasMap: true })).not.toContain('daemon-json');
  });

  test('a container that does without the map of its daemon stays without', () => {
    const first = (wants: Wants) => remedies(PLAIN, uid(33, 0), wants)[0]?.steps.map(({ text }) => text);
    expect([first({}), first({ daemonHasMap: true })]).toEqual([
      ['docker run -u 33 -v DIR:/data IMAGE'],
      ['docker run --userns=host -u 33 -v DIR:/data IMAGE'],
    ]);
  });
});
