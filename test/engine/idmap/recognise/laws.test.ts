import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  explainError,
  readDockerInfo,
  readInspect,
  readListing,
  recognise,
  translatedText,
  translateListing,
} from '../../../../src/engine/idmap/index.ts';
import { readPodmanInfo } from '../../../../src/engine/idmap/recognise/docker/readInspect.ts';
import { readAccounts } from '../../../../src/engine/idmap/recognise/Typed.ts';
import { runs } from '../../../seed.ts';

const often = { numRuns: runs(100) };

/** Pieces of what people paste, in any order, so that every reader meets text it did not expect. */
const piece = fc.constantFrom(
  '$ ',
  '# ',
  '> ',
  '```',
  '==> /etc/subuid <==',
  '/etc/subgid:',
  'ann:100000:65536',
  'ann:x:1000:1000::/:/bin/sh',
  'docker:x:999:ann',
  '0 100000 65536',
  '0 x',
  'uid=0(root) gid=0(root) groups=0(root),1(x)',
  'lxc.idmap: u 0 100000 65536',
  'arch: amd64',
  '{',
  '}',
  '[',
  ']',
  '"userns-remap": "default"',
  '"UidMap": ["0:1:2"]',
  '[Container]',
  'UserNS=auto',
  'PID USER COMMAND',
  '1 ann init',
  'Docker Root Dir: /var/lib/docker/1.2',
  '-rw-r--r--+ 1 1000 root 5 Nov  1 10:00 a b',
  'Access: (0644/-rw-r--r--)  Uid: ( 1000/ ann)   Gid: (    0/ root)',
  'Uid:\t1\t2\t3\t4',
  '# owner: 5',
  'user:1000:rwx',
  'hostUsers: false',
  'uidmap:',
  '- container_id: 0',
  'host_id: 1',
  'size: 2',
  'stat -c "%u %g" x',
  'cat /etc/subuid /etc/subgid',
  'ps aux',
  'podman run x \\',
  'newuidmap: uid range [0-1) -> [5-6) not allowed',
  "chown: changing ownership of 'x': Invalid argument",
  'open /x: permission denied',
  'Traceback (most recent call last):',
  '\\"',
  "'",
  '\0',
  'İ',
  '\r',
); // prettier-ignore
const between = fc.constantFrom('\n', '\n', '\n\n', ' ', '', '\r\n', '\t');
const pasted = fc
  .array(fc.tuple(fc.oneof(piece, fc.string({ maxLength: 8 })), between), { maxLength: 25 })
  .map((pieces) => pieces.flat().join(''));

describe('laws of recognition', () => {
  test('parts cover the text in order, whole lines each, and their content is as long as they are', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        const parts = recognise(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        let at = 0;
        for (const part of parts) {
          expect([part.span.start, part.span.end, part.span.column]).toEqual([at, at + part.text.length, 1]);
          expect(part.text.length).toBeGreaterThan(0);
          expect(part.content.length).toBe(part.text.length);
          at = part.span.end;
          expect(at === text.length || part.text.endsWith('\n')).toBe(true);
        }
      }),
      often,
    );
  });

  test('no reader throws, and what they find stands where they say', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        explainError(text);
        for (const part of recognise(text)) {
          readDockerInfo(part);
          readInspect(part);
          readPodmanInfo(part);
          explainError(part.text);
          if (part.kind === 'accounts') readAccounts(part);
          if (part.kind !== 'listing') continue;
          for (const { id, name, span } of readListing(part).rows.flatMap((row) => row.ids)) {
            const shown = part.text.slice(span.start, span.end);
            expect(id === undefined ? shown === name : Number(shown) === id).toBe(true);
          }
        }
      }),
      often,
    );
  });

  test('a listing translated by a map that changes nothing is the listing, but for its padding', () => {
    const bare = (text: string) => text.replace(/[ \t\r]+/g, ' ').trim();
    fc.assert(
      fc.property(pasted, (text) => {
        for (const part of recognise(text)) {
          if (part.kind !== 'listing') continue;
          const names = (_kind: unknown, id: number) =>
            readListing(part)
              .rows.flatMap((row) => row.ids)
              .find((each) => each.id === id)?.name;
          const same = translateListing(part.text, readListing(part), (_kind, id) => id, {
            to: 'outside',
            nameOf: names,
          });
          const numbers = (shown: string) => bare(shown).match(/\d+/g)?.length ?? 0;
          expect(numbers(translatedText(same))).toBeGreaterThanOrEqual(numbers(part.text));
        }
      }),
      often,
    );
  });

  test.each([
    ['a: b\n'],
    ['{\n'],
    ['[\n'],
    ['"'],
    ['0 1 1\n'],
    ['ann:1:2\n\n'],
    ['> '],
    ['# a\n'],
    ['```\n'],
    ['$ ls\n'],
    ['open /x: permission denied\n'],
    ["'permission denied: "],
    ['- a:\n'],
    ['podman run \\\n'],
    ['  File: a\n'],
    ['arch: x\n\n\n'],
    ['-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n'],
    ['PID UID\n1 2\n'],
    ['\\'],
    ['İ\n'],
  ])('a long text of %j is taken apart, and read', (unit) => {
    const text = unit.repeat(Math.ceil(200_000 / unit.length));
    const parts = recognise(text);
    expect(parts.reduce((sum, part) => sum + part.text.length, 0)).toBe(text.length);
    for (const part of parts.slice(0, 50)) {
      explainError(part.text);
      if (part.kind !== 'listing') continue;
      translateListing(part.text, readListing(part), (_kind, id) => id + 1, { to: 'outside' });
    }
  }); // prettier-ignore
});
