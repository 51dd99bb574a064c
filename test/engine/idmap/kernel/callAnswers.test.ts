import { describe, expect, test } from 'vitest';
import {
  accessAnswer,
  chownAnswer,
  type FileMode,
  type Want,
} from '../../../../src/engine/idmap/advise/warn/volumeRefused.ts';
import type { InsideProcess } from '../../../../src/engine/idmap/kernel/InsideProcess.ts';
import { setgroupsAnswer, setidAnswer } from '../../../../src/engine/idmap/unshare/writeUnshareMaps.ts';
import { extents, shownId } from '../extents.ts';

const map = extents('0:100000:65536');
const root: InsideProcess = { maps: { uid: map, gid: map } };
const user: InsideProcess = { ...root, uid: 1000, gid: 1000, capabilities: [] };

function word(answer: { ok: true } | { ok: false; errno: string }): string {
  return answer.ok ? 'ok' : answer.errno;
}

test.each([
  [100000, 0],
  [101000, 1000],
  [165535, 65535],
  [165536, 65534],
  [0, 65534],
  [1000, 65534],
])('a file of host id %i shows as %i in a container that has 65536 ids from 100000 on', (outside, shown) => {
  expect(shownId(map, outside)).toBe(shown);
});

describe('setuid', () => {
  test.each<[string, number, InsideProcess, string]>([
    ['root takes a mapped id', 65535, root, 'ok'],
    ['root takes one without a mapping', 65536, root, 'EINVAL'],
    ['(uid_t)-1', 4294967295, root, 'EINVAL'],
    ['a user takes his own', 1000, user, 'ok'],
    ["a user takes root's", 0, user, 'EPERM'],
    ['a user takes one without a mapping', 65536, user, 'EINVAL'],
    ['a user with CAP_SETUID', 0, { ...user, capabilities: ['CAP_SETUID'] }, 'ok'],
  ])('%s: %i', (_, id, process, answered) => {
    expect(word(setidAnswer('uid', id, process))).toBe(answered);
  });
});

describe('setgroups', () => {
  test.each<[string, number[], InsideProcess, 'allow' | 'deny', string]>([
    ['mapped groups', [0, 44, 65535], root, 'allow', 'ok'],
    ['none at all', [], root, 'allow', 'ok'],
    ['one without a mapping', [44, 65536], root, 'allow', 'EINVAL'],
    ['after deny', [44], root, 'deny', 'EPERM'],
    ['without a gid map', [], { maps: { uid: map, gid: [] } }, 'allow', 'EPERM'],
    ['without CAP_SETGID', [1000], user, 'allow', 'EPERM'],
    ['65536 of them', Array.from({ length: 65536 }, () => 1), root, 'allow', 'ok'],
    ['65537 of them', Array.from({ length: 65537 }, () => 1), root, 'allow', 'EINVAL'],
  ])('%s', (_, groups, process, setgroups, answered) => {
    expect(word(setgroupsAnswer(groups, process, setgroups))).toBe(answered);
  });
});

describe('chown', () => {
  test.each<[string, { uid?: number; gid?: number }, [number, number], InsideProcess, string]>([
    ['root, a file of the container', { uid: 1000, gid: 1000 }, [100000, 100000], root, 'ok'],
    ['root, the owner alone', { uid: 33 }, [100000, 100000], root, 'ok'],
    ['root, to an id without a mapping', { uid: 65536 }, [100000, 100000], root, 'EINVAL'],
    ["root, a file of the host's root", { uid: 0, gid: 0 }, [0, 0], root, 'EPERM'],
    ["root, a file of the container in a host's group", { uid: 1000 }, [100000, 50], root, 'EPERM'],
    ['a user, his file to his group', { gid: 1000 }, [101000, 100000], user, 'ok'],
    ['a user, his file to a group that he is not in', { gid: 44 }, [101000, 101000], user, 'EPERM'],
    ['a user, his file to another', { uid: 0 }, [101000, 101000], user, 'EPERM'],
    ['a user, to an id without a mapping', { uid: 65536 }, [101000, 101000], user, 'EINVAL'],
  ])('%s: %j', (_, to, [uid, gid], process, answered) => {
    expect(word(chownAnswer(to, { uid, gid }, process))).toBe(answered);
  });

  test('what is done is told in outside ids', () => {
    expect(chownAnswer({ uid: 1000 }, { uid: 100000, gid: 100044 }, root)).toEqual({
      ok: true,
      uid: 101000,
      gid: 100044,
    });
  });

  test('a refusal says why, and where the kernel decides it', () => {
    expect(chownAnswer({ uid: 0 }, { uid: 0, gid: 0 }, root)).toEqual({
      ok: false,
      errno: 'EPERM',
      says: 'The file’s present owner or group has no mapping, so no capability of the namespace reaches it.',
      source: 'kernel/capability.c, privileged_wrt_inode_uidgid',
    });
  });
});

describe('access', () => {
  const read = { read: true };
  const write = { write: true };
  const file = (uid: number, gid: number, mode: number): FileMode => ({ uid, gid, mode });
  test.each<[string, Want, FileMode, InsideProcess, string]>([
    ['root, a file of the container that nobody may read', read, file(101000, 101000, 0), root, 'ok'],
    ["root, a host's file that its owner alone may read", read, file(1000, 1000, 0o600), root, 'EACCES'],
    ["root, a host's file that all may read", read, file(1000, 1000, 0o644), root, 'ok'],
    ['root, the same, to write', write, file(1000, 1000, 0o644), root, 'EACCES'],
    ["root, a file of the container in a host's group", write, file(101000, 50, 0o644), root, 'EACCES'],
    ['a user, his own', write, file(101000, 101000, 0o600), user, 'ok'],
    ["a user, root's", read, file(100000, 100000, 0o600), user, 'EACCES'],
    ["a user in the group, root's", read, file(100000, 101000, 0o640), user, 'ok'],
    ['an owner with fewer bits than others', read, file(101000, 101000, 0o077), user, 'EACCES'],
    ["a user with the host's group", write, file(0, 50, 0o660), { ...user, outsideGroups: [50] }, 'ok'],
    ['root, to execute what nobody may', { execute: true }, file(101000, 101000, 0o666), root, 'EACCES'],
    ['root, to pass a folder', { execute: true }, { ...file(101000, 101000, 0), directory: true }, root, 'ok'],
  ])('%s', (_, want, asked, process, answered) => {
    expect(word(accessAnswer(want, asked, process))).toBe(answered);
  });
});
