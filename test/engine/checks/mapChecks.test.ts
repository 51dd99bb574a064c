import { describe, expect, test } from 'vitest';
import type { Writer } from '../../../src/engine/idmap/index.ts';
import { told } from './told.ts';

const WHOLE = '0 165536 65536';
const ONE_ID =
  'EPERM (line 1): Without CAP_SETUID (CAP_SETGID) in the parent namespace, a writer maps one ID: its own, in one line of count 1.';
const PARENT_ROOT =
  'EPERM (line 1): Mapping the parent’s UID 0 needs CAP_SETFCAP there (since Linux 5.12, 5.11.19 and 5.10.35).';
const HOLE = '0 100000 1000\n1000 1000 1\n1001 101001 64535';

describe('an ID', () => {
  test.each<[map: string, check: string, told: string]>([
    [WHOLE, 'inside 33 -> outside 165569', 'holds: host UID 165569'],
    [WHOLE, 'inside 33 -> outside 33', 'fails: host UID 165569 [inside 33]'],
    [WHOLE, 'inside 33 -> not outside 33', 'holds: host UID 165569'],
    [WHOLE, 'inside 33 -> mapped', 'holds: host UID 165569'],
    [WHOLE, 'inside 33 -> not unmapped', 'holds: host UID 165569'],
    [WHOLE, 'inside 33 -> unmapped', 'fails: host UID 165569 [inside 33]'],
    [WHOLE, 'inside 65536 -> unmapped', 'holds: not mapped: no host UID'],
    [WHOLE, 'inside 65536 -> mapped', 'fails: not mapped: no host UID [inside 65536]'],
    [WHOLE, 'outside 165569 -> inside 33', 'holds: container UID 33'],
    [WHOLE, 'outside 165569 -> mapped', 'holds: container UID 33'],
    [WHOLE, 'outside 1000 -> unmapped', 'holds: not mapped: shown as 65534'],
    [WHOLE, 'outside 1000 -> inside 1000', 'fails: not mapped: shown as 65534 [outside 1000]'],
    // what is shown as 65534 is no ID 65534
    [WHOLE, 'outside 1000 -> inside 65534', 'fails: not mapped: shown as 65534 [outside 1000]'],
    [WHOLE, 'outside 231070 -> inside 65534', 'holds: container UID 65534'],
    ['0 0 4294967295', 'inside 4294967294 -> outside 4294967294', 'holds: host UID 4294967294'],
    ['', 'inside 0 -> unmapped', 'fails: no map (line 1): The text is empty.'],
  ])('%s: %s', (mapText, check, wanted) => expect(told({ mapText }, check)).toBe(wanted));
});

describe('a range', () => {
  test.each<[map: string, check: string, told: string]>([
    [WHOLE, 'inside 0-65535 -> mapped', 'holds: host UIDs 165536 to 231071'],
    [WHOLE, 'inside 0-65536 -> mapped', 'fails: not mapped: no host UID [inside 65536]'],
    [WHOLE, 'inside 0 - 9 -> mapped', 'holds: host UIDs 165536 to 165545'],
    [WHOLE, 'inside 0–9 -> mapped', 'holds: host UIDs 165536 to 165545'],
    [WHOLE, 'inside 65536-4294967294 -> unmapped', 'holds: 4294901759 UIDs, none mapped'],
    [WHOLE, 'inside 0-4294967294 -> unmapped', 'fails: host UID 165536 [inside 0]'],
    [WHOLE, 'outside 0-4294967294 -> unmapped', 'fails: container UID 0 [outside 165536]'],
    [WHOLE, 'inside 0-4294967294 -> mapped', 'fails: not mapped: no host UID [inside 65536]'],
    [WHOLE, 'inside 0-9 -> outside 165536-165545', 'holds: host UIDs 165536 to 165545'],
    [WHOLE, 'inside 0-9 -> outside 165537-165546', 'fails: host UID 165536 [inside 0]'],
    [HOLE, 'inside 0-65535 -> mapped', 'holds: 65536 UIDs, all mapped'],
    [HOLE, 'inside 0-65535 -> outside 100000-165535', 'fails: host UID 1000 [inside 1000]'],
    [HOLE, 'inside 999-1001 -> not outside 100999-101001', 'fails: host UID 100999 [inside 999]'],
    [HOLE, 'inside 999-1001 -> not outside 5-7', 'holds: 3 UIDs, all mapped'],
    [HOLE, 'inside 65535-65537 -> not outside 5-7', 'holds: 3 UIDs, 1 mapped'],
    [HOLE, 'outside 100000-165535 -> mapped', 'fails: not mapped: shown as 65534 [outside 101000]'],
  ])('%s: %s', (mapText, check, wanted) => expect(told({ mapText }, check)).toBe(wanted));
});

describe('a write', () => {
  const user: Writer = { id: 1000, capabilities: [] };
  test.each<[map: string, check: string, told: string, writer?: Writer]>([
    [WHOLE, 'write -> ok', 'holds: ok: a map of 1 line'],
    [HOLE, 'write -> ok', 'holds: ok: a map of 3 lines'],
    [WHOLE, 'write -> not ok', 'fails: ok: a map of 1 line'],
    [WHOLE, 'write -> EINVAL', 'fails: ok: a map of 1 line'],
    [WHOLE, 'write -> EPERM', `holds: ${ONE_ID}`, user],
    [WHOLE, 'write -> 1', `holds: ${ONE_ID}`, user],
    [WHOLE, 'write -> not ok', `holds: ${ONE_ID}`, user],
    [WHOLE, 'write -> EINVAL', `fails: ${ONE_ID}`, user],
    ['0 1000 1', 'write -> ok', 'holds: ok: a map of 1 line', user],
    [
      '0 1000 1',
      'write -> ok',
      'fails: EPERM (line 1): Without CAP_SETGID, "deny" must be in /proc/PID/setgroups before the GID map is written.',
      { ...user, kind: 'gid' },
    ],
    ['0 1000 1', 'write -> ok with CAP_SETGID', 'holds: ok: a map of 1 line', { ...user, kind: 'gid' }],
    [WHOLE, 'write -> EPERM without CAP_SETUID', `holds: ${ONE_ID}`],
    ['0 0 1', 'write -> EPERM without CAP_SETFCAP', `holds: ${PARENT_ROOT}`],
    ['0 0 1', 'write -> ok without CAP_SETFCAP', 'holds: ok: a map of 1 line', { kernel: '5.4' }],
    ['0 0 1', 'write -> ok without CAP_SETFCAP on docker-29.9', `fails: ${PARENT_ROOT}`, { kernel: '5.4' }],
    [
      '0 100000 65536\n5 300000 1',
      'write -> EINVAL',
      'holds: EINVAL (line 2): The container ID 5 is already in line 1.',
    ],
    [
      '0 100000',
      'write -> EINVAL',
      'holds: EINVAL (line 1): This line has two fields; a line needs three: container ID, host ID, count.',
    ],
  ])('%s: %s', (mapText, check, wanted, writer) =>
    expect(told({ mapText, ...(writer && { writer }) }, check)).toBe(wanted),
  );
});

test('a GID map has GIDs', () => {
  const checks = 'inside 33 -> mapped\ninside 65536 -> unmapped\noutside 165536-165537 -> mapped';
  expect(told({ mapText: WHOLE, writer: { kind: 'gid' } }, checks)).toBe(
    ['host GID 165569', 'not mapped: no host GID', 'container GIDs 0 to 1']
      .map((words) => `holds: ${words}`)
      .join('\n'),
  );
});

describe('a text that is no map', () => {
  test.each([
    [
      '0 100000 65536\n5 300000 1',
      'inside 5 -> mapped',
      'fails: no map (line 2): The container ID 5 is already in line 1.',
    ],
    [
      '0 100000 65536\n5 300000 1',
      'inside 5 -> unmapped',
      'fails: no map (line 2): The container ID 5 is already in line 1.',
    ],
    [
      'not a map',
      'inside 5 -> unmapped',
      'fails: no map (line 1): Found "not" as first container ID, expected decimal digits.',
    ],
  ])('%s: %s', (mapText, check, wanted) => expect(told({ mapText }, check)).toBe(wanted));
});

test('a check of a profile fails, and says so', () => {
  const checks =
    'mkdir -> allow\nany way to mount -> blocked\nany other call -> allow\nstarts -> yes\nwrite -> allow\nwrite -> blocked\nwrite -> line 1';
  expect(told({ mapText: WHOLE }, checks)).toBe(
    Array(7).fill('fails: an ID map: only a profile answers this check').join('\n'),
  );
});
