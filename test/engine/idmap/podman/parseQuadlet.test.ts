import { describe, expect, test } from 'vitest';
import { parseQuadlet } from '../../../../src/engine/idmap/podman/parseQuadlet.ts';
import { ann, both } from './ann.ts';

/** The container's maps, or the words of the refusal. */
function unit(text: string, podman?: string): string | undefined {
  const { value, diagnostics } = parseQuadlet(text, podman === undefined ? ann : { ...ann, versions: { podman } });
  const error = diagnostics.find(({ severity }) => severity === 'error');
  return error ? error.message : value?.levels.length === 1 ? 'none' : both(value?.levels[1]);
}

describe('keys of a Quadlet unit', () => {
  const keepId = '0:1:5, 5:0:1, 6:6:65531 | 0:1:6, 6:0:1, 7:7:65530';
  test.each([
    ['[Container]\nImage=i\nUserNS=keep-id:uid=5,gid=6\n', keepId],
    ['[Container]\nUserNS = keep-id:uid=5,gid=6 \nImage=i', keepId],
    ['[Container]\nImage=i\nUserNS="keep-id:uid=5,gid=6"', keepId],
    ['[Container]\nImage=i\nUserNS=keep-id:\\\n# between\nuid=5,gid=6', keepId],
    ['[Container]\nImage=i\nUserNS=host\nUserNS=nomap', '0:1:65536'],
    ['[Container]\nImage=i\nUserNS=nomap\nUserNS=', 'none'],
    ['[Container]\nImage=i\nUIDMap=0:0:1 "1:5:1"\nUIDMap=2:9:1', '0:0:1, 1:5:1, 2:9:1'],
    ['[Container]\nImage=i\nUIDMap=0:7:1\nUIDMap=\nUIDMap=0:0:1\nGIDMap=0:3:9', '0:0:1 | 0:3:9'],
    ['[Container]\nImage=i\nPodmanArgs=--uidmap 0:0:1 --tz=local', '0:0:1'],
    ['[Container]\nImage=i\nRemapUsers=keep-id\nRemapUid=5\nRemapGid=6', keepId],
    ['[Container]\nImage=i\nRemapUsers=auto\nRemapUid=0:@1000:1\nRemapUidSize=9', '1:1:8, 0:0:1 | 0:1:9'],
    ['[Container]\nImage=i\nRemapUsers=manual\nRemapUid=0:0:1\nRemapGid=0:0:2', '0:0:1 | 0:0:1, 1:1:1'],
    ['[Pod]\nUserNS=nomap', '0:1:65536'],
    ['[Kube]\nYaml=/x.yml\nUserNS=nomap', '0:1:65536'],
    ['[Unit]\nUserNS=nomap\n[Container]\nImage=i', 'none'],
    [
      '[Container]\nImage=i\nUserNS=auto\nUIDMap=0:0:1',
      '--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive',
    ],
    ['[Container]\nImage=i\nRemapUid=0:0:1', 'UidMap set without RemapUsers'],
    [
      '[Container]\nImage=i\nUserNS=auto\nRemapUsers=auto',
      'deprecated Remap keys are set along with explicit mapping keys',
    ],
    ['[Container]\nImage=i\nGroup=5', 'invalid Group set without User'],
    ['UserNS=nomap', 'Found no [Container], [Pod] or [Kube] section.'],
  ])('%j: %s', (text, answer) => {
    expect(unit(text)).toBe(answer);
  });
});

describe('keys of a Quadlet unit by release of Podman', () => {
  const none = 'Podman before 4.4 has no Quadlet: nothing reads the unit.';
  const noPods = 'Quadlet before Podman 5.0 reads no .pod units.';
  const unknown = (key: string, group = 'Container') => `unsupported key '${key}' in group '${group}'`;
  const map = '0:1:65536';
  const before = '--userns and --pod cannot be set together';
  const then = 'cannot set user namespace mode when joining pod with infra container: invalid argument';
  test.each<[text: string, ...told: [release: string, answer: string][]]>([
    ['[Container]\nImage=i', ['4.3.1', none], ['4.4.0', 'none'], ['6.1.1', 'none']],
    [
      '[Container]\nImage=i\nUserNS=nomap',
      ['4.3.1', none],
      ['4.4.0', unknown('UserNS')],
      ['4.6.0', map],
      ['6.1.1', map],
    ],
    ['[Container]\nImage=i\nUIDMap=0:0:1', ['4.7.2', unknown('UIDMap')], ['4.8.0', '0:0:1'], ['5.8.6', '0:0:1']],
    ['[Container]\nImage=i\nSubUIDMap=x', ['4.7.2', unknown('SubUIDMap')]],
    ['[Pod]\nUserNS=nomap', ['4.9.4', noPods], ['5.2.5', unknown('UserNS', 'Pod')], ['5.3.0', map], ['5.4.2', map]],
    ['[Pod]\nRemapUsers=auto', ['5.2.5', unknown('RemapUsers', 'Pod')]],
    ['[Kube]\nYaml=/x.yml\nUserNS=nomap', ['4.4.0', unknown('UserNS', 'Kube')], ['4.6.0', map]],
    ['[Kube]\nYaml=/x.yml\nUIDMap=0:0:1', ['5.4.2', unknown('UIDMap', 'Kube')], ['6.1.1', unknown('UIDMap', 'Kube')]],
    ['[Unit]\nUserNS=nomap\n[Container]\nImage=i', ['4.4.0', 'none']],
    ['[Container]\nImage=i\nPod=x.pod\nUserNS=auto', ['5.6.0', before], ['5.8.0', then]],
  ])('%j: %j', (text, ...told) => {
    expect(told.map(([release]) => [release, unit(text, release)])).toEqual(told);
  });
});

test('an extent has its place in the unit', () => {
  const text = '[Container]\nImage=i\nUIDMap=0:0:1 \\\n  "1:5:1"\n';
  const uid = parseQuadlet(text, ann).value?.levels[1]?.uid;
  expect(uid?.map(({ span }) => [text.slice(span.start, span.end), span.line, span.column])).toEqual([
    ['0:0:1', 3, 8],
    ['1:5:1', 4, 4],
  ]);
});

test('user, group and volumes', () => {
  const { value } = parseQuadlet('[Container]\nImage=i\nUser=7\nGroup=8\nVolume=/a:/b:U\n', ann);
  expect([value?.user?.uid, value?.user?.gid, value?.volumes[0]?.chown, value?.image]).toEqual([7, 8, true, 'i']);
});
