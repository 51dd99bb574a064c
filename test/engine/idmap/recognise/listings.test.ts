import { describe, expect, test } from 'vitest';
import {
  readListing,
  recognise,
  toInside,
  toOutside,
  translatedText,
  translateListing,
} from '../../../../src/engine/idmap/index.ts';
import { extents } from '../extents.ts';

const map = extents('0:165536:65536');

function listingOf(text: string) {
  const part = recognise(text).find((each) => each.kind === 'listing');
  if (part?.kind !== 'listing') throw new Error('no listing');
  return part;
}

/** `what: uid 0, gid staff` a row. */
function rows(text: string): string[] {
  return readListing(listingOf(text)).rows.map(({ what, ids, file }) => {
    const marks = file
      ? ` ${file.modeText} ${file.mode.toString(8)}${file.hasAcl ? ' acl' : ''}${file.hasLabel ? ' label' : ''}`
      : '';
    return `${what}: ${ids.map(({ kind, id, name, side }) => `${kind} ${[id, name, side].filter((each) => each !== undefined).join(' ')}`).join(', ')}${marks}`;
  });
}

describe('who owns what in a listing', () => {
  test.each<[text: string, found: string[]]>([
    ['-rw-r--r-- 1 1000 50 220 Nov  1 10:00 notes', ['notes: uid 1000, gid 50 -rw-r--r-- 644']],
    ['drwxrws--T+ 2 root staff 4096 Nov  1  2025 a b', ['a b: uid root, gid staff drwxrws--T 770 acl']],
    [
      '-rw-r--r--. 1 165536 165569 system_u:object_r:x:s0 0 2026-11-01 10:00 f',
      ['f: uid 165536, gid 165569 -rw-r--r-- 644 label'],
    ],
    ['  77 4 lrwxrwxrwx 1 0 0 1 Nov  1 10:00 l -> f', ['l: uid 0, gid 0 lrwxrwxrwx 777']],
    ['d????????? ? ? ? ? ? lost', ['lost: uid ?, gid ?']],
    [
      '  File: data\nAccess: (0750/drwxr-x---)  Uid: (165536/ UNKNOWN)   Gid: (   33/www-data)',
      ['data: uid 165536, gid 33 www-data drwxr-x--- 750'],
    ],
    ["$ stat -c '%u:%g %n' data\n1000:33 data", ['data: uid 1000, gid 33']],
    ["$ find . -printf '%U %G %p\\n'\n5 6 ./a b", ['./a b: uid 5, gid 6']],
    ['  PID   UID COMMAND\n 1385 165536 registry serve', ['registry serve: uid 165536']],
    ['USER         PID %CPU COMMAND\nann          1   0.0 init -x', ['init -x: uid ann']],
    ['$ ps -eo user,pid,args | grep x\n165536 1385 registry', ['registry: uid 165536']],
    ['USER HUSER\nroot 1000', ['1000: uid root inside, uid 1000 outside']],
    ['uid=0(root) gid=0(root) groups=0(root),10(wheel)', [': uid 0 root, gid 0 root, gid 0 root, gid 10 wheel']],
    ['uid=5(ann) gid=6(ann) Gruppen=6(ann),27(sudo)', [': uid 5 ann, gid 6 ann, gid 6 ann, gid 27 sudo']],
    ['uid=5(ann) gid=6(ann) groupes=6(ann) contexte=x:y', [': uid 5 ann, gid 6 ann, gid 6 ann']],
    [
      'f: /srv/a b\ndrwxr-xr-x 0 0 /\ndrwxr-xr-x 0 0 srv\ndrwx------ ann 50 a b',
      [
        '/: uid 0, gid 0 drwxr-xr-x 755',
        '/srv: uid 0, gid 0 drwxr-xr-x 755',
        '/srv/a b: uid ann, gid 50 drwx------ 700',
      ],
    ],
    ['$ id -G\n0 10', [': gid 0, gid 10']],
    [
      'Uid:\t0\t0\t0\t0\nGid:\t5\t5\t5\t5\nGroups:\t10 33 ',
      [
        'real, effective, saved, filesystem: uid 0, uid 0, uid 0, uid 0',
        'real, effective, saved, filesystem: gid 5, gid 5, gid 5, gid 5',
        'groups: gid 10, gid 33',
      ],
    ],
    [
      '# file: d\n# owner: 5\n# group: staff\nuser::rwx\nuser:1000:rwx\ndefault:group:33:r-x\nother::---',
      ['d: uid 5', 'd: gid staff', 'd: uid 1000', 'd: gid 33'],
    ],
  ])('%j', (text, found) => {
    expect(rows(text)).toEqual(found);
  });
});

function translated(text: string, to: 'inside' | 'outside') {
  const part = listingOf(text);
  const translate = (_kind: string, id: number) => (to === 'inside' ? toInside(map, id) : toOutside(map, id));
  const result = translateListing(part.text, readListing(part), translate, { to });
  return [translatedText(result), result.notes.map(({ kind, shown, code }) => `${kind} ${shown} ${code}`)] as const;
}

describe('a listing from the other side', () => {
  test.each<[text: string, to: 'inside' | 'outside', shown: string, notes: string[]]>([
    [
      '-rw-r--r-- 1      0      0    0 Nov  1 10:00 a\n-rw-r--r-- 1 165536 165569 4096 Nov  1 10:00 b\n',
      'inside',
      '-rw-r--r-- 1 65534 65534    0 Nov  1 10:00 a\n-rw-r--r-- 1     0    33 4096 Nov  1 10:00 b',
      ['uid 0 no-counterpart', 'gid 0 no-counterpart'],
    ],
    ['-rw-r--r-- 1 0 33 0 Nov  1 10:00 a\n', 'outside', '-rw-r--r-- 1 165536 165569 0 Nov  1 10:00 a', []],
    [
      '-rw-r--r-- 1 root ann 0 Nov  1 10:00 a\n',
      'outside',
      '-rw-r--r-- 1 165536 ann 0 Nov  1 10:00 a',
      ['gid ann name-unknown'],
    ],
    [
      '-rw-r--r-- 1 65534 65534 0 Nov  1 10:00 a\n',
      'outside',
      '-rw-r--r-- 1 231070 231070 0 Nov  1 10:00 a',
      ['uid 65534 overflow', 'gid 65534 overflow'],
    ],
    [
      '  PID   UID COMMAND\n    1     0 init\n 1385 165536 registry serve\n',
      'inside',
      '  PID   UID COMMAND\n    1 65534 init\n 1385     0 registry serve',
      ['uid 0 no-counterpart'],
    ],
    ['uid=0(root) gid=33(www-data) groups=33(www-data)', 'outside', 'uid=165536 gid=165569 groups=165569', []],
    [
      'Access: (0755/drwxr-xr-x)  Uid: (165536/ UNKNOWN)   Gid: (165569/ UNKNOWN)',
      'inside',
      'Access: (0755/drwxr-xr-x)  Uid: (    0/    root)   Gid: (   33/ UNKNOWN)',
      [],
    ],
    ['# owner: 165536\nuser:1000:rwx\n', 'inside', '# owner: 0\nuser:65534:rwx', ['uid 1000 no-counterpart']],
    ['Uid:\t0\t0\t0\t0\n', 'outside', 'Uid:\t165536\t165536\t165536\t165536', []],
  ])('%j %s', (text, to, shown, notes) => {
    expect(translated(text, to)).toEqual([shown, notes]);
  });

  test('each id is marked with what stood there', () => {
    const part = listingOf('-rw-r--r-- 1 165536 0 5 Nov  1 10:00 a\n');
    const { lines } = translateListing(part.text, readListing(part), (_kind, id) => toInside(map, id), {
      to: 'inside',
      unmapped: 'name',
    });
    expect(lines[0]?.segments.filter((segment) => segment.was !== undefined)).toEqual([
      { text: '0', was: '165536', mapped: true },
      { text: 'nogroup', was: '0', mapped: false },
    ]);
  });
});
