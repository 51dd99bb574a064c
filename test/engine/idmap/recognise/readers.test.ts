import { describe, expect, test } from 'vitest';
import { readDockerInfo, readInspect } from '../../../../src/engine/idmap/index.ts';
import { readPodmanInfo } from '../../../../src/engine/idmap/recognise/docker/readInspect.ts';
import { readAccounts } from '../../../../src/engine/idmap/recognise/Typed.ts';
import { short } from '../extents.ts';

describe('/etc/passwd and /etc/group', () => {
  test.each<[text: string, of: 'passwd' | 'group', accounts: string[], problems: string[]]>([
    [
      'root:x:0:0:root:/root:/bin/sh\n  ann:x:1000:1001::/:/bin/sh\r\n',
      'passwd',
      ['uid root 0 @1:1', 'uid ann 1000 @2:3'],
      [],
    ],
    ['docker:x:999:ann,bob', 'group', ['gid docker 999 @1:1'], []],
    ['# all\n\n+::::::\n-bob\n', 'passwd', [], []],
    [
      'ann:x:abc:1::/:/bin/sh\nbob\n:x:1:1:::',
      'passwd',
      [],
      ['account-id @1:7', 'account-fields @2:1', 'account-fields @3:1'],
    ],
    ['ann:x:4294967295:1::/:', 'passwd', [], ['account-id @1:7']],
  ])('%j', (content, of, accounts, problems) => {
    const { value = [], diagnostics } = readAccounts({ content, of });
    expect(value.map(({ kind, name, id, span }) => `${kind} ${name} ${id} @${span.line}:${span.column}`)).toEqual(
      accounts,
    );
    expect(diagnostics.map(({ code, span }) => `${code} @${span?.line}:${span?.column}`)).toEqual(problems);
  });
});

describe('docker info', () => {
  test.each([
    [
      ' Server Version: 26.1.5\n Security Options:\n  seccomp\n   Profile: builtin\n  userns\n Operating System: Debian GNU/Linux 12\n Docker Root Dir: /var/lib/docker/165536.165537\n',
      { userns: true, rootless: false, root: { uid: 165536, gid: 165537 }, desktop: false, version: '26.1.5' },
    ],
    [
      'Security Options:\n  seccomp\n',
      { userns: false, rootless: false, root: undefined, desktop: false, version: undefined },
    ],
    [
      'Docker Root Dir: /data/docker/200000.200000',
      { userns: true, rootless: undefined, root: { uid: 200000, gid: 200000 }, desktop: false, version: undefined },
    ],
    [
      'Docker Root Dir: /var/lib/docker',
      { userns: undefined, rootless: undefined, root: undefined, desktop: false, version: undefined },
    ],
    [
      '["name=seccomp,profile=builtin","name=rootless","name=cgroupns"]',
      { userns: false, rootless: true, root: undefined, desktop: false, version: undefined },
    ],
    [
      '{"OperatingSystem":"Docker Desktop","ServerVersion":"29.0.1","SecurityOptions":["name=userns"]}',
      { userns: true, rootless: false, root: undefined, desktop: true, version: '29.0.1' },
    ],
  ])('%j', (content, found) => {
    const { rootDir: _rootDir, ...rest } = readDockerInfo({ content });
    expect(rest).toEqual(found);
  });
});

describe('docker inspect and podman inspect', () => {
  test('what Docker tells', () => {
    const content =
      '[{ "State": { "Pid": 4711 }, "HostConfig": { "UsernsMode": "" }, "GraphDriver": { "Data": { "UpperDir": "/var/lib/docker/165536.165536/overlay2/x/diff" } }, "Mounts": [{ "Type": "bind", "Source": "/srv/1.2/x", "Destination": "/data" }], "Config": { "User": "1000:1000" } }]';
    const { user, mounts, ...rest } = readInspect({ content });
    expect(rest).toEqual({ usernsMode: '', root: { uid: 165536, gid: 165536 }, maps: undefined, pid: 4711 });
    expect(user?.value).toBe('1000:1000');
    expect(mounts.map(({ source, destination }) => `${source} ${destination}`)).toEqual(['/srv/1.2/x /data']);
  });

  test.each([
    [
      '"IDMappings": {\n "UidMap": [\n "0:1:1000",\n "1000:0:1"\n ],\n "GidMap": [ "0:1:5" ]\n}',
      '0:1:1000, 1000:0:1',
      '0:1:5',
    ],
    ['"UidMap": ["0:1:x", "5:5"]', '', undefined],
    ['{"HostConfig":{"IDMappings":{"UidMap":["0:0:1"]', '0:0:1', undefined],
    ['{"Id":"x"}', undefined, undefined],
  ])('%j', (content, uid, gid) => {
    const { maps } = readInspect({ content });
    expect([short(maps?.uid), short(maps?.gid)]).toEqual([uid, gid]);
  });
});

describe('podman info', () => {
  const yaml =
    'host:\n  idMappings:\n    gidmap:\n    - container_id: 0\n      host_id: 1001\n      size: 1\n    uidmap:\n    - container_id: 0\n      host_id: 1000\n      size: 1\n    - container_id: 1\n      host_id: 100000\n      size: 65536\n  security:\n    rootless: true\nversion:\n  Version: 5.4.2\n';
  test.each([
    [yaml, '0:1000:1, 1:100000:65536', '0:1001:1', true, '5.4.2'],
    [
      '"idMappings": {\n "uidmap": [\n {\n "container_id": 0,\n "host_id": 1000,\n "size": 1\n }\n ]\n }',
      '0:1000:1',
      undefined,
      undefined,
      undefined,
    ],
    ['  rootless: false\n', undefined, undefined, false, undefined],
  ])('%j', (content, uid, gid, rootless, version) => {
    const info = readPodmanInfo({ content });
    expect([short(info.maps.uid), short(info.maps.gid), info.rootless, info.version]).toEqual([
      uid,
      gid,
      rootless,
      version,
    ]);
  });
});
