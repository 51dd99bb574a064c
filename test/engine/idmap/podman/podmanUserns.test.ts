import { describe, expect, test } from 'vitest';
import { parsePodman } from '../../../../src/engine/idmap/index.ts';
import { ann, container } from './ann.ts';

const ask = (option: string, host = ann) => container(`podman run --userns=${option} image`, host);

describe('--userns of a user’s Podman, who is 0 in its namespace and has 65536 ids lent', () => {
  test.each([
    ['', 'none'],
    ['host', 'none'],
    ['keep-id', '0:1:1000, 1000:0:1, 1001:1001:64536 | 0:1:1001, 1001:0:1, 1002:1002:64535'],
    ['keep-id:uid=200,gid=210', '0:1:200, 200:0:1, 201:201:65336 | 0:1:210, 210:0:1, 211:211:65326'],
    ['keep-id:uid=0,gid=0', '0:0:1, 1:1:65536'],
    ['keep-id:size=2000', '0:1:1000, 1000:0:1, 1001:1001:999 | 0:1:1001, 1001:0:1, 1002:1002:998'],
    ['keep-id:uid=70000,gid=0', '0:1:65536, 70000:0:1 | 0:0:1, 1:1:65536'],
    ['nomap', '0:1:65536'],
    ['auto', '0:1:1024'],
    ['auto:size=8192', '0:1:8192'],
    ['auto:uidmapping=0:@1000:1', '1:1:1023, 0:0:1 | 0:1:1024'],
    ['auto:size=70000', 'creating container storage: not enough unused IDs in user namespace'],
    ['container:web', 'unknown'],
    ['ns:/proc/7/ns/user', 'unknown'],
    ['private', 'must provide at least one UID or GID mapping to configure a user namespace'],
    ['bogus', 'unrecognized namespace mode bogus passed'],
    ['keep-id:foo=1', 'unknown option specified: "foo"'],
    ['keep-id:uid=4294967296', 'strconv.ParseUint: parsing "4294967296": value out of range'],
  ])('%s: %s', (option, answer) => {
    expect(ask(option)).toBe(answer);
  });
});

describe('--userns of root’s Podman', () => {
  const root = { ...ann, rootless: false };
  test.each([
    ['host', 'none'],
    ['keep-id', '0:0:4294967295'],
    ['keep-id:size=9', 'cannot set max size for user namespace when not running rootless'],
    ['nomap', 'nomap is only supported in rootless mode'],
    ['auto', '0:700000:1024 | 0:800000:1024'],
    ['auto:size=5001', 'creating container storage: not enough unused IDs in user namespace'],
    ['auto:uidmapping=0:5:1', '0:5:1, 1:700000:1023 | 0:800000:1024'],
    ['auto:size=1010,uidmapping=5:700003:10', '0:700000:3, 3:700013:2, 5:700003:10, 15:700015:995 | 0:800000:1010'],
  ])('%s: %s', (option, answer) => {
    expect(ask(option, root)).toBe(answer);
  });

  test('storage.conf names another user, the least and the most of auto', () => {
    const storage = { autoUser: 'ann', autoMinSize: 100, autoMaxSize: 2000 };
    expect(ask('auto', { ...root, storage })).toBe('0:100000:100 | 0:200000:100');
    expect(ask('auto', { ...root, storage, imageSize: 1500 })).toBe('0:100000:1500 | 0:200000:1500');
    expect(ask('auto', { ...root, storage, imageSize: 2001 })).toBe(
      'creating container storage: the container needs a user namespace with size 2001 that is bigger than the maximum value allowed with userns=auto 2000',
    );
  });
});

test('what can’t be known is said', () => {
  expect(parsePodman('podman run --userns=auto image', ann).diagnostics).toEqual([
    {
      code: 'podman-auto-free',
      severity: 'info',
      message:
        'Podman maps as many IDs as the image’s highest ID requires, here at least 1024. Podman skips IDs that other containers use.',
      hint: 'podman inspect --format "{{.HostConfig.IDMappings}}" CONTAINER shows what it chose.',
      span: { start: 20, end: 24, line: 1, column: 21 },
    },
  ]);
});
