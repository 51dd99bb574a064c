import { describe, expect, test } from 'vitest';
import { parsePodman } from '../../../../src/engine/idmap/index.ts';
import { ann, both, container } from './ann.ts';

describe('--uidmap and --gidmap of a user’s Podman: the middle number counts in its own namespace', () => {
  test.each([
    ['--uidmap 0:1:1000', '0:1:1000'],
    ['--uidmap 0:0:1000', '0:0:1, 1:1:999'],
    ['--uidmap 0:0', '0:0:1'],
    ['--uidmap 0:0:1,1:5:2 --gidmap=0:9:7', '0:0:1, 1:5:2 | 0:9:7'],
    ['--gidmap +g7:@200010:3', '0:0:1, 1:1:65536 | 0:0:1, 1:1:6, 7:11:3, 10:7:4, 14:14:65523'],
    ['--uidmap u0:@1000 --gidmap g0:@1001', '0:0:1'],
    ['--uidmap 0:@1000', 'parent ID GID 1000 is not mapped/delegated'],
    ['--uidmap 0:0:65000 --uidmap +100000:1:1', '0:0:1, 2:2:64998, 100000:1:1'],
    ['--gidmap 0:0:1000 --gidmap g2000:2000:1', '0:0:1, 1:1:999 | 0:0:1, 1:1:999, 2000:2000:1'],
    ['--uidmap u0:0:10', '0:0:1, 1:1:9 | 0:0:1, 1:1:65536'],
    ['--userns=host --uidmap 0:0:9', '--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive'],
    [
      '--userns=host --uidmap x',
      'initializing ID mappings: UID setting is malformed expected ["[+ug]uint32:[@]uint32[:uint32]"] : ["x"]',
    ],
    [
      '--uidmap 0:0:10,5:20:3,8:30:3',
      'creating container storage: the specified UID and/or GID mappings 5:20:3, 8:30:3 conflict with other mappings: invalid mappings specified',
    ],
    [
      '--user 3:77 --uidmap 0:5:10',
      `container uses ID mappings ([]specs.LinuxIDMapping{specs.LinuxIDMapping{ContainerID:0x0, HostID:0x5, Size:0xa}}), but doesn't map GID 77`,
    ],
    ['--pod web', 'unknown'],
    ['--uidmaps 0:0:1', 'unknown flag: --uidmaps'],
  ])('%s: %s', (options, answer) => {
    expect(container(`podman run ${options} image`)).toBe(answer);
  });
});

describe('--userns and maps beside --pod', () => {
  const together = '--userns and --pod cannot be set together';
  const infra = 'cannot set user namespace mode when joining pod with infra container: invalid argument';
  test.each([
    ['--pod web --userns=auto', together, infra],
    ['--pod web --userns=host', together, 'unknown'],
    ['--pod web --userns=private', together, infra],
    ['--pod web --userns=ns:/x', together, infra],
    ['--pod web --userns=bad', together, 'unrecognized namespace mode bad passed'],
    [
      '--pod web --userns=auto --uidmap 0:0:1',
      together,
      '--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive',
    ],
    ['--pod web', 'unknown', 'unknown'],
    ['--pod web --userns=', together, 'unknown'],
    ['--pod web --userns=pod', together, 'unknown'],
    [
      '--pod web --uidmap 0:0:10',
      'cannot specify a new uid/gid map when entering a pod with an infra container: invalid argument',
      infra,
    ],
    [
      '--pod web --subuidname nobody',
      'no subuid ranges found for user "nobody" in /etc/subuid',
      'no subuid ranges found for user "nobody" in /etc/subuid',
    ],
  ])('%s: %s up to 5.7, since 5.8 %s', (options, before, then) => {
    const releases = ['5.4.2', '5.7.1', '5.8.0', '6.1.1'];
    const told = releases.map((podman) => container(`podman run ${options} image`, { ...ann, versions: { podman } }));
    expect(told).toEqual([before, before, then, then]);
  });
});

describe('--userns and maps beside --pod new:NAME, which makes a pod without a user namespace', () => {
  const infra = 'cannot set user namespace mode when joining pod with infra container: invalid argument';
  const maps = 'cannot specify a new uid/gid map when entering a pod with an infra container: invalid argument';
  const setns = 'OCI runtime error: crun: cannot setns `/proc/PID/ns/user`: Invalid argument';
  const sys = 'crun: mount `sysfs` to `sys`: Operation not permitted: OCI permission denied';
  const keptId = '0:1:1000, 1000:0:1, 1001:1001:64536 | 0:1:1001, 1001:0:1, 1002:1002:64535';
  test.each([
    ['', 'none', 'none', 'none'],
    ['--userns=host', 'none', 'none', 'none'],
    ['--userns=', 'none', 'none', 'none'],
    ['--userns=auto', 'none', 'none', infra],
    ['--userns=keep-id', keptId, sys, infra],
    ['--userns=nomap', '0:1:65536', 'nomap is only supported in rootless mode', infra],
    ['--userns=pod', setns, setns, setns],
    ['--userns=bad', ...Array(3).fill('unrecognized namespace mode bad passed')],
    ['--uidmap 0:1:10', maps, maps, infra],
    [
      '--userns=host --uidmap 0:1:10',
      ...Array(3).fill('--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive'),
    ],
  ])('%s: %s, for root %s; since 5.8 %s', (options, before, root, then) => {
    const at = (podman: string) => ({ ...ann, versions: { podman } });
    const command = `podman run --pod new:web ${options} image`;
    expect([container(command, at('5.7.1')), container(`sudo ${command}`, at('5.7.1'))]).toEqual([before, root]);
    expect([container(command, at('5.8.0')), container(`sudo ${command}`, at('5.8.0'))]).toEqual([then, then]);
  });

  test('says that auto has no effect, and that a pod needs a name', () => {
    expect(parsePodman('podman run --pod new:web --userns=auto image', ann).diagnostics).toMatchObject([
      {
        code: 'podman-new-pod',
        severity: 'warning',
        message: '--userns=auto has no effect: Podman makes the new pod without a user namespace.',
        hint: 'Make the pod first: podman pod create --userns=auto.',
      },
    ]);
    expect(container('podman run --pod new: image')).toBe('new pod name must be at least one character');
  });
});

test('--subuidname and --subgidname: Podman 5.4.2 takes each for the other, and it is said', () => {
  const command = 'sudo podman run --subuidname ann --subgidname containers image';
  expect(container(command)).toBe('0:700000:5000 | 0:200000:65536');
  expect(container('sudo podman run --subuidname= --subgidname ann image')).toBe('0:100000:65536 | 0:200000:65536');
  expect(parsePodman(command, ann).diagnostics.map(({ message }) => message)).toEqual([
    'Podman 5.4.2 confuses the two: the UIDs are those of containers, the GIDs those of ann.',
  ]);
});

describe('who runs it', () => {
  const root = '0:700000:1024 | 0:800000:1024';
  const user = '0:1:1024';
  test.each([
    ['podman run --userns auto image', user],
    ['$ podman run --userns auto image', user],
    ['ann@host:~$ podman run --userns auto image', user],
    ['[ann@host ~]$ /usr/bin/podman run --userns auto image', user],
    ['env A=b podman run --userns auto image', user],
    ['PODMAN_USERNS=auto podman run image', user],
    ['sudo podman run --userns auto image', root],
    ['# podman run --userns auto image', root],
    ['root@host:~# podman run --userns auto image', root],
    ['sudo -E -u root podman run --userns auto image', root],
    ['sudo -u ann podman run --userns auto image', user],
    ['sudo -u bob podman run --userns auto image', `sudo -u names "bob", whose IDs aren’t known.`],
    ['# a comment\npodman run --userns auto image', user],
    ['podman --root /x --log-level=debug container run --userns auto image', user],
    ['podman pod create --userns auto', user],
    ['podman unshare cat /proc/self/uid_map', 'none'],
    ['podman ps -a', 'After podman, write run, create, pod create or unshare, not "ps".'],
    ['ls -ln', 'This is not a podman command: "ls".'],
    ['', 'This is not a podman command.'],
  ])('%j: %s', (command, answer) => {
    expect(container(command)).toBe(answer);
  });
});

describe('as a shell reads it', () => {
  test.each([
    ['podman run --userns="keep-id:uid=0,gid=0" image', '0:0:1, 1:1:65536'],
    ["podman run '--uidmap' '0:0:1' image", '0:0:1'],
    ['podman run \\\n  --uidmap 0:0:1 \\\r\n  image', '0:0:1'],
    ['podman run --rm -it -e A=B -p 80:80 --uidmap 0:0:1 image', '0:0:1'],
    ['podman run -dit --name web -u0:0 --uidmap 0:0:1 image', '0:0:1'],
    ['podman run image --uidmap 0:0:1', 'none'],
    ['podman run -- image --uidmap 0:0:1', 'none'],
    ['podman run --uidmap 0:0:1 image; podman run --uidmap 0:0:2 image', '0:0:1'],
    ['podman run --uidmap u0:@$(id -u) --gidmap "g0:@$(id -g)" image # mine', '0:0:1'],
    ['podman run --userns=keep-id:uid=$UID,gid=\u0024{UID} image', '0:1:1000, 1000:0:1, 1001:1001:64536'],
  ])('%j: %s', (command, answer) => {
    expect(container(command)).toBe(answer);
  });
});

test('levels, user, volumes and image, each at its place', () => {
  const command =
    'podman run --userns=keep-id:uid=5,gid=6 -v ./data:/data:Z,U -v cache:/c --mount type=bind,src=/a,dst=/b,idmap img:1 sh -u 9';
  const { value, diagnostics } = parsePodman(command, ann);
  const at = (span: { start: number; end: number } | undefined) => span && command.slice(span.start, span.end);
  expect(diagnostics).toEqual([]);
  expect(value?.levels.map(both)).toEqual([
    '0:1000:1, 1:100000:65536 | 0:1001:1, 1:200000:65536',
    '0:1:5, 5:0:1, 6:6:65531 | 0:1:6, 6:0:1, 7:7:65530',
  ]);
  expect(value?.levels.map(({ uid }) => uid?.map(({ span }) => at(span)))).toEqual([
    ['podman', 'podman'],
    ['keep-id:uid=5,gid=6', 'keep-id:uid=5,gid=6', 'keep-id:uid=5,gid=6'],
  ]);
  expect([value?.user?.uid, value?.user?.gid, value?.image]).toEqual([5, 6, 'img:1']);
  expect(value?.volumes.map(({ span, ...volume }) => ({ ...volume, at: at(span) }))).toEqual([
    {
      source: './data',
      destination: '/data',
      options: ['Z', 'U'],
      chown: true,
      idmap: undefined,
      at: './data:/data:Z,U',
    },
    { source: 'cache', destination: '/c', options: [], chown: false, idmap: undefined, at: 'cache:/c' },
    {
      source: '/a',
      destination: '/b',
      options: ['idmap'],
      chown: false,
      idmap: '',
      at: 'type=bind,src=/a,dst=/b,idmap',
    },
  ]);
});

test('an extent has the place of the mapping that gave it, quotes and lists or not', () => {
  const command = `podman run --uidmap '0:0:5,10:20:5' --uidmap +"7:3:1" image`;
  const uid = parsePodman(command, ann).value?.levels[1]?.uid;
  expect(
    uid?.map((extent) => [both({ uid: [extent], gid: [extent] }), command.slice(extent.span.start, extent.span.end)]),
  ).toEqual([
    ['0:0:1', '0:0:5'],
    ['1:1:2', '0:0:5'],
    ['4:4:1', '0:0:5'],
    ['7:3:1', '+"7:3:1'],
    ['10:20:5', '10:20:5'],
  ]);
});

test('all that is wrong is told at once, what Podman meets first, first', () => {
  const { value, diagnostics } = parsePodman('podman run --uidmap x:0:1 --uidmap 0:y:1,2 --gidmap 0:0:z', ann);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code, span }) => `${code} ${span?.column}`)).toEqual([
    'podman-no-image 8',
    'podman-map-flags 21',
    'podman-map-number 38',
    'podman-map-form 42',
    'podman-map-number 57',
  ]);
});

describe('docker run: dockerd makes the namespaces', () => {
  test.each([
    ['docker run --userns=host -u 1000:50 -v /a:/b image', true, 1000, 50],
    ['docker run -u www-data image', false, undefined, undefined],
    ['sudo docker -H tcp://x container run --rm -it image', false, undefined, undefined],
  ])('%s', (command, hostUserns, uid, gid) => {
    const { value } = parsePodman(command, ann);
    expect([value?.program, value?.levels, value?.hostUserns, value?.user?.uid, value?.user?.gid]).toEqual([
      'docker',
      [],
      hostUserns,
      uid,
      gid,
    ]);
  });
});
