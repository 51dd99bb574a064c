import { describe, expect, test } from 'vitest';
import { parseQuadlet } from '../../../../src/engine/idmap/podman/parseQuadlet.ts';
import { ann, both } from './ann.ts';

/** The container's maps, or the words of the refusal. */
function unit(text: string): string | undefined {
  const { value, diagnostics } = parseQuadlet(text, ann);
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
