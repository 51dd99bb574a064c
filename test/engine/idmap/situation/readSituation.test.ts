import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSituation } from '../../../../src/engine/idmap/index.ts';
import type { Given } from '../../../../src/engine/idmap/situation/Situation.ts';

const ANN: Omit<Given, 'texts'> = { reader: 'dockerd', user: 'ann', uid: '1000', gid: '1000' };
const read = (texts: readonly string[], given: Partial<Given> = {}) =>
  readSituation({ ...ANN, texts: texts.map((text) => ({ text, readAs: 'paste' })), ...given });

/** "the container (lxc) taken: 0:100000:65536 @2", a level each; users, and groups where they differ. */
function told(texts: readonly string[], given: Partial<Given> = {}): string[] {
  return read(texts, given).levels.map(({ name, tool, standing, uid, gid }) => {
    const side = (map: typeof uid) =>
      (map ?? []).map(({ inside, outside, count, span }) => `${inside}:${outside}:${count} @${span.line}`).join(', ');
    const groups = side(gid) === side(uid) && standing.gid === standing.uid ? '' : `; ${standing.gid}: ${side(gid)}`;
    return `${name} (${tool}) ${standing.uid}: ${side(uid)}${groups}`;
  });
}

const MAP = '0 100000 65536\n';
const CONFIG = 'lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 200000 65536\n';
const OCI = `{"linux":{"namespaces":[{"type":"user"}],
"uidMappings":[{"containerID":0,"hostID":1000,"size":1}],
"gidMappings":[{"containerID":0,"hostID":1000,"size":1}]}}`;
const POD = 'apiVersion: v1\nkind: Pod\nspec:\n  hostUsers: false\n  containers:\n  - name: a\n';
const KEEP_ID = 'podman run --userns=keep-id IMAGE';
const KEPT = [
  'the user’s namespace (podman) taken: 0:1000:1 @1, 1:100000:65536 @1',
  'the container (podman) taken: 0:1:1000 @1, 1000:0:1 @1, 1001:1001:64536 @1',
];

describe('the namespaces that a text tells of', () => {
  it.each<[string, string[]]>([
    [MAP, ['the namespace (kernel) taken: 0:100000:65536 @1']],
    ['0 1 2\n1 5 1\n', ['the namespace (kernel) refused: 0:1:2 @1']],
    ['ann:100000:65536', ['the container (dockerd) taken: 0:100000:65536 @1']],
    ['bob:100000:65536', ['the container (dockerd) none: ']],
    ['ann:5:10\nann:7:1', ['the container (dockerd) refused: 0:5:10 @1']],
    [
      '==> /etc/subuid <==\nann:100000:65536\n\n==> /etc/subgid <==\nann:200000:65536\n',
      ['the container (dockerd) taken: 0:100000:65536 @2; taken: 0:200000:65536 @5'],
    ],
    [CONFIG, ['the container (lxc) taken: 0:100000:65536 @1; taken: 0:200000:65536 @2']],
    ['arch: amd64\nunprivileged: 1\n', ['the container (lxc) taken: 0:100000:65536 @2']],
    [OCI, ['the container (oci) taken: 0:1000:1 @2; taken: 0:1000:1 @3']],
    [POD, ['the pod (kubernetes) unknown: ']],
    ['systemd-nspawn -D / --private-users=65536:65536', ['the container (nspawn) taken: 0:65536:65536 @1']],
    ['mount -o X-mount.idmap=b:0:1000:1 /a /b', ['the file system (mount) taken: 0:1000:1 @1']],
    ['unshare --map-root-user sh', ['the namespace (unshare) taken: 0:1000:1 @1']],
    ['newuidmap 7 0 1000 1 1 100000 9', ['the namespace (newuidmap) taken: 0:1000:1 @1, 1:100000:9 @1; unknown: ']],
    [KEEP_ID, KEPT],
    ['UserNS=keep-id\n', KEPT],
    ['sudo podman run --uidmap 0:1000:5 IMAGE', ['the container (podman-root) taken: 0:1000:5 @1']],
    ['docker run --userns=host IMAGE', []],
    [' Docker Root Dir: /var/lib/docker/165536.165536\n', ['the container (dockerd) taken: 0:165536:65536 @1']],
    ['chown: invalid argument', []],
    ['', []],
  ])('%j', (text, levels) => {
    expect(told([text])).toEqual(levels);
  });

  it('asks nobody who types a docker command', () => {
    const { asks, userProblems } = read(['docker run --userns=host -u 33 nginx\ndockremap:165536:65536\n']);
    expect([asks, userProblems]).toEqual(['nothing', []]);
  });

  it.each<[string, Given['reader'], string]>([
    ['ann:100000:65536\nann:100000:65536', 'dockerd', '2: The host IDs 100000 to 165535 are already in line 1.'],
    ['ann:100000:65536\nann:100000:65536', 'podman', '2: The host IDs 100000 to 165535 are already in line 1.'],
    ['\nann:100000:65536\nann:100000:65536', 'podman', '3: The host IDs 100000 to 165535 are already in line 2.'],
    ['ann:100000:9\nann:100008:9', 'docker-rootless', '2: The host ID 100008 is already in line 1.'],
    ['$ cat /etc/subuid\nann:100000:9\nann:100008:9', 'podman', '3: The host ID 100008 is already in line 2.'],
    ['0 100000 9\n8 200000 9', 'dockerd', '2: The container ID 8 is already in line 1.'],
    ['\n0 100000 9\n8 200000 9\n', 'dockerd', '3: The container ID 8 is already in line 2.'],
    ['$ cat /proc/self/uid_map\n0 100000 9\n8 200000 9\n', 'dockerd', '3: The container ID 8 is already in line 2.'],
    ['# a\n\nlxc.idmap = u 0 9 9\nlxc.idmap = u 8 99 9', 'dockerd', '4: The container ID 8 is already in line 3.'],
  ])('lines are those of the reader’s text: %j by %s', (text, reader, expected) => {
    const problems = read([text], { reader }).texts.flatMap(({ diagnostics }) => diagnostics);
    const overlaps = problems.filter(({ code }) => code.startsWith('idmap-overlap'));
    expect(overlaps.map(({ span, message }) => `${span?.line}: ${message}`)).toEqual([expected]);
  });

  it.each<[string, Partial<Given>, string[]]>([
    ['ann:100000:65536', { reader: 'dockerd-28' }, ['the container (dockerd) taken: 0:100000:65536 @1']],
    ['ann:100000:65536', { reader: 'podman' }, ['the container (podman) taken: 0:1000:1 @1, 1:100000:65536 @1']],
    [
      'ann:100000:65536',
      { reader: 'docker-rootless' },
      ['the container (docker-rootless) taken: 0:1000:1 @1, 1:100000:65536 @1'],
    ],
    ['root:100000:65536', { reader: 'proxmox' }, ['the container (lxc) taken: 0:100000:65536 @1']],
    ['root:100000:65536\nunshare -Ur id', { user: '', uid: '', gid: '' }, ['the namespace (unshare) taken: 0:0:1 @2']],
    ['ann:5:6\nroot:90000:100000', { reader: 'proxmox' }, ['the container (lxc) taken: 0:100000:65536 @2']],
    ['root:100000:65535', { reader: 'proxmox' }, ['the container (lxc) refused: 0:100000:65536 @1']],
    ['ann:5:6\n0:100000:65535', { reader: 'proxmox' }, ['the container (lxc) refused: 0:100000:65536 @2']],
    ['dockremap:165536:65536', { reader: 'proxmox' }, ['the container (lxc) none: ']],
    ['ann:100000:65536', { reader: 'proxmox', user: 'root', uid: '0' }, ['the container (lxc) none: ']],
    ['ann:1:2\n1000:5:6', { reader: 'dockerd' }, ['the container (dockerd) taken: 0:5:6 @2']],
    ['ann:1:2\n1000:5:6', { reader: 'dockerd-28' }, ['the container (dockerd) taken: 0:1:2 @1, 2:5:6 @2']],
  ])('%j by %j', (text, given, levels) => {
    expect(told([text], given)).toEqual(levels);
  });
});

describe('what docker and podman tell of themselves', () => {
  const INSPECT =
    '[{"HostConfig":{"IDMappings":{"UidMap":["0:1:1000","1000:0:1","1001:1001:64536"],"GidMap":["0:1:1000","1000:0:1","1001:1001:64536"]}}}]';
  const IN_OWN = ['0:1:1000', '1000:0:1', '1001:1001:64536'];
  const inner = (line: number) =>
    `the container (podman) taken: ${IN_OWN.map((each) => `${each} @${line}`).join(', ')}`;
  const OWN = 'the user’s namespace (podman) taken: 0:1000:1 @1, 1:100000:65536 @1';
  const ID = 'uid=1000(ann) gid=1000(ann) groups=1000(ann)';
  const HOST = (line: number) => [`the container (dockerd) taken: 0:0:4294967295 @${line}`];
  const INFO =
    'Server Version: 26.1.5\nSecurity Options:\n seccomp\n  Profile: builtin\n cgroupns\nDocker Root Dir: /var/lib/docker\n';
  it.each<[string, string[]]>([
    // Rootless Podman's numbers are those of the user's namespace; whoever pastes /etc/subuid has both steps.
    [INSPECT, [OWN, inner(1)]],
    [`ann:100000:65536\n${INSPECT}`, [OWN, inner(2)]],
    [`ann:100000:65536\n${ID}\n${INSPECT}`, [OWN, inner(3)]],
    [
      'ann:100000:65536\n[{"HostConfig":{"IDMappings":{"UidMap":["0:0:1","1:1:65536"],"GidMap":["0:0:1","1:1:65536"]}}}]',
      [OWN, 'the container (podman) taken: 0:0:1 @2, 1:1:65536 @2'],
    ],
    // Root's Podman takes ids of the host.
    [
      '[{"HostConfig":{"IDMappings":{"UidMap":["0:2147483647:1024"],"GidMap":["0:2147483647:1024"]}}}]',
      ['the container (podman-root) taken: 0:2147483647:1024 @1'],
    ],
    [INFO, HOST(2)],
    [`ann:100000:65536\n\n${INFO}`, HOST(4)],
    [`${INFO}\n{"userns-remap": "ann"}\n\nann:100000:65536`, ['the container (dockerd) taken: 0:100000:65536 @10']],
    ['"UsernsMode": "host",', HOST(1)],
    ['ann:100000:65536\n[{"HostConfig":{"Privileged":true,"UsernsMode":"host"}}]', HOST(2)],
    [
      'ann:100000:65536\n\nSecurity Options:\n seccomp\n rootless\n',
      ['the container (docker-rootless) taken: 0:1000:1 @1, 1:100000:65536 @1'],
    ],
    ['Client:\n Context: rootless\n', ['the container (docker-rootless) taken: 0:1000:1 @1, 1:100000:65536 @1']],
    [
      '{"host":{"idMappings":{"gidmap":[{"container_id":0,"host_id":100,"size":1}],"uidmap":[{"container_id":0,"host_id":1000,"size":1}]}}}',
      ['the user’s namespace (podman) taken: 0:1000:1 @1; taken: 0:100:1 @1'],
    ],
    [
      `${POD}---\n$ kubectl exec a -- cat /proc/self/uid_map\n 0 833617920 65536\n`,
      ['the pod (kubernetes) taken: 0:833617920:65536 @9; unknown: '],
    ],
    ['arch: amd64\nmp0: /tank,mp=/media\nostype: debian\n', ['the container (lxc) taken: 0:0:4294967295 @1']],
    // A lone number beside lines of /etc/subuid is an id, no map.
    ['ann:100000:65536\n33', ['the container (dockerd) taken: 0:100000:65536 @1']],
  ])('%j', (text, levels) => {
    expect(told([text])).toEqual(levels);
  });

  it.each<[string, string[]]>([
    [`${INSPECT}`, ['situation-own-namespace']],
    [INFO, ['situation-no-namespace']],
    ['ann:100000:65536\n\nDocker Root Dir: /var/lib/docker/165536.165536\n', ['situation-contradiction']],
    ['ann:100000:65536\n\nDocker Root Dir: /var/lib/docker/100000.100000\n', []],
    ['$ cat /etc/subuid\nann:100000:65536\n', ['situation-twin-file']],
  ])('%j is told with %j', (text, codes) => {
    expect(read([text]).texts[0]?.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['docker run --userns=host IMAGE', ['dockerd 26.1.5']],
    ['podman run --userns=host IMAGE', ['Podman 5.4.2']],
  ])('%j is computed for %j', (text, computedFor) => {
    expect(read([text]).computedFor).toEqual(computedFor);
  });
});

describe('a uid_map as /proc shows it', () => {
  const column = (number: number) => `${number}`.padStart(10);
  const lines = (count: number) => Array.from({ length: count }, (_, at) => [2 * at, 100000 + 2 * at, 1]);
  it.each([124, 125, 340])('of %d lines exists, so no limit of a write is told of it', (count) => {
    const text = lines(count)
      .map((extent) => `${extent.map(column).join(' ')}\n`)
      .join('');
    const { texts, levels } = read([text]);
    expect([texts[0]?.diagnostics, levels[0]?.standing, levels[0]?.uid?.length]).toEqual([
      [],
      { uid: 'taken', gid: 'taken' },
      count,
    ]);
  });

  it('written by hand at that length is refused', () => {
    const text = lines(340)
      .map((extent) => `${extent.join(' ')}\n`)
      .join('');
    expect(read([text]).texts[0]?.diagnostics.map(({ code }) => code)).toEqual(['idmap-too-large']);
  });
});

describe('what wins where a text tells several things', () => {
  it.each([
    ['a command over a map', `${MAP}${KEEP_ID}`, 'podman'],
    ['a config over a map', `${MAP}\n${CONFIG}`, 'lxc'],
    ['a map over what is lent', `${MAP}\nann:1:2`, 'kernel'],
    ['what is lent over what docker tells', 'ann:1:2\nDocker Root Dir: /var/lib/docker/165536.165536', 'dockerd'],
  ])('%s', (_, text, tool) => {
    expect(read([text]).levels[0]?.tool).toBe(tool);
  });

  it.each<[text: string, level: string, source: string]>([
    [`ann:300000:65536\n\n${KEEP_ID}`, '0:1000:1 @1, 1:300000:65536 @1', '/etc/subuid'],
    [`${KEEP_ID}\n\n$ cat /etc/subuid\nbob:5:6\nann:300000:65536\n`, '0:1000:1 @1, 1:300000:65536 @5', '/etc/subuid'],
    [`\n${KEEP_ID}`, '0:1000:1 @2, 1:100000:65536 @2', 'the text'],
  ])('a file that was shown is what a command finds, at the lines of it: %j', (text, level, source) => {
    expect(told([text])[0]).toBe(`the user’s namespace (podman) taken: ${level}`);
    expect(read([text]).levels.map((each) => each.source.uid)).toEqual([source, 'the text']);
  });
});

describe('a namespace within', () => {
  it.each<[string, string[], string[]]>([
    ['has outside ids of the one before', [MAP, '0 1000 1\n'], ['taken', 'taken']],
    ['is refused where that lacks them', [MAP, '0 70000 1\n'], ['taken', 'refused']],
    ['goes to any depth', [MAP, '0 0 1000\n', '0 0 100\n', '0 99 1\n'], ['taken', 'taken', 'taken', 'taken']],
  ])('%s', (_, texts, standings) => {
    const { levels } = read(texts);
    expect(levels.map(({ standing }) => standing.uid)).toEqual(standings);
  });

  it('of the same name is told apart', () => {
    expect(read([MAP, MAP, MAP, MAP]).levels.map(({ name }) => name)).toEqual([
      'the namespace',
      'the namespace within it',
      'the third namespace',
      'the fourth namespace',
    ]);
  });
});

describe('who runs a tool without privileges', () => {
  const ID = '$ id\nuid=1001(bob) gid=100(users) groups=100(users),44(video)\n';
  it.each<[string, Partial<Given>, unknown]>([
    [KEEP_ID, {}, { name: 'ann', uid: 1000, gid: 1000 }],
    [`${ID}${KEEP_ID}`, { uid: '', gid: '' }, { name: 'bob', uid: 1001, gid: 100, groups: [100, 44] }],
    [`bob:1:2\n${KEEP_ID}`, { user: '', uid: '', gid: '' }, { name: 'bob', uid: 1000, gid: 1000 }],
    [
      `bob:x:1002:100::/home/bob:/bin/sh\nbob:1:2\n${KEEP_ID}`,
      { user: 'bob', uid: '', gid: '' },
      { name: 'bob', uid: 1002, gid: 1002 },
    ],
    [KEEP_ID, { user: 'dockremap', uid: '', gid: '' }, { name: 'user', uid: 1000, gid: 1000 }],
  ])('%j, told %j', (text, given, runBy) => {
    expect(read([text], given).runBy).toEqual(runBy);
  });

  it('and is asked for where several people have ids', () => {
    const { levels, userProblems } = read([`bob:1:2\neve:3:4\n${KEEP_ID}`], { user: '', uid: '' });
    expect([levels, userProblems.map(({ message }) => message)]).toEqual([
      [],
      ['Whose containers are these? IDs are assigned to bob or eve.'],
    ]);
    expect(read([`root:1:2\neve:3:4\n${KEEP_ID}`], { user: '', uid: '' }).runBy?.name).toBe('eve');
  });

  it.each<[string, Partial<Given>, string]>([
    ['ann:1:2\n', { reader: 'podman', uid: 'zzz' }, '“zzz” is not a UID.'],
    ['ann:1:2\n', { reader: 'podman', gid: '-4' }, '“-4” is not a GID.'],
    ['ann:1:2\n', { reader: 'docker-rootless', uid: '4294967295' }, '“4294967295” is not a UID.'],
    [KEEP_ID, { uid: '1e3' }, '“1e3” is not a UID.'],
    ['unshare --map-root-user sh', { uid: 'zzz' }, '“zzz” is not a UID.'],
    ['newuidmap 7 0 1000 1', { gid: 'x' }, '“x” is not a GID.'],
  ])('%j: nothing is built for another than %j', (text, given, message) => {
    const { levels, runBy, userProblems } = read([text], given);
    expect([levels, runBy, userProblems.map((problem) => problem.message)]).toEqual([[], undefined, [message]]);
  });

  it('whom root’s Podman does not ask about', () => {
    expect(told(['sudo podman run --uidmap 0:1000:5 IMAGE'], { uid: 'zzz' })).toEqual([
      'the container (podman-root) taken: 0:1000:5 @1',
    ]);
  });

  it('and what is assumed is said', () => {
    expect(read([KEEP_ID], { uid: '' }).userProblems.map(({ code }) => code)).toEqual([
      'situation-uid',
      'situation-subids',
    ]);
    expect(read([`ann:1:2\n${KEEP_ID}`]).userProblems).toEqual([]);
  });
});

describe('lines of the files that newuidmap ignores are told, whoever reads them', () => {
  const problems = (text: string, given: Partial<Given> = {}) =>
    (read([text], given).texts[0]?.diagnostics ?? []).flatMap(({ severity, message, span }) =>
      severity === 'info' ? [] : [`${span?.line} ${severity}: ${message}`],
    );
  const number = 'newuidmap ignores this line: its start or count is not a number from 0 up.';
  it.each<[string, Partial<Given>, string[]]>([
    ['ann:100000:65536\nann:abc:-5\nbob:200000:65536\n', { reader: 'podman' }, [`2 warning: ${number}`]],
    ['ann:100000:65536\nann:abc:-5\nbob:200000:65536\n', { reader: 'docker-rootless' }, [`2 warning: ${number}`]],
    ['root:100000:65536\nroot:abc:-5\n', { reader: 'proxmox' }, [`2 warning: ${number}`]],
    ['$ podman run IMAGE\n$ cat /etc/subuid\nann:100000:65536\nann:abc:-5\n', {}, [`4 warning: ${number}`]],
    [
      '==> /etc/subuid <==\nann:100000:65536\n\n==> /etc/subgid <==\nann:100000:65536\nann:200000:-5\nann::7\n',
      { reader: 'podman' },
      [`6 warning: ${number}`, '7 warning: newuidmap ignores this line: a field is empty.'],
    ],
    // Who the user is need not be settled.
    [
      'ann:100000:65536\nbob:abc:-5\nbob:200000:65536\n',
      { reader: 'podman', user: '', uid: '' },
      [`2 warning: ${number}`],
    ],
    // dockerd has words of its own.
    [
      'ann:100000:65536\nbob:abc:5\n',
      { reader: 'dockerd' },
      ['2 warning: Found "abc" as start, expected decimal digits.'],
    ],
  ])('%j for %j', (text, given, told) => {
    expect(problems(text, given)).toEqual(told);
  });
});

describe('any text', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(MAP, CONFIG, OCI, POD, KEEP_ID, 'ann:1:2\n', 'unshare --map-auto sh\n', '==> /etc/subgid <==\n'),
    // Names that every object has.
    fc.constantFrom(
      'toString',
      '$ constructor\n',
      'cat /constructor',
      'podman run --userns=toString x',
      '__proto__:1:2',
    ),
  );
  it('is read without a throw, and nothing that is told lies outside it', () =>
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        const text = lines.join('\n');
        const { texts, levels } = read([text]);
        const spans = [
          ...(texts[0]?.diagnostics ?? []).flatMap(({ span }) => span ?? []),
          ...levels.flatMap(({ uid, gid }) => [...(uid ?? []), ...(gid ?? [])].map(({ span }) => span)),
        ];
        for (const { start, end } of spans) expect(start >= 0 && end <= text.length).toBe(true);
      }),
    ));
});

it('a range that no file gives is said to be assumed, also where only an option of dockerd was pasted', () => {
  const { userProblems } = read(['dockerd --userns-remap=ann\n'], { reader: 'podman' });
  expect(userProblems.map(({ message }) => message)).toEqual(['No /etc/subuid given, so ann:100000:65536 is assumed.']);
});
