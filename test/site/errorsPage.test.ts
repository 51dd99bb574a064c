import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkWrite, parseIdMap, parseSubids, toInside, toOutside, usernsRemap } from '../../src/engine/idmap/index.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import type { UidMapLink } from '../../src/share/uidMapLink.ts';
import { readUidMapLink } from '../../src/share/uidMapLink.ts';
import { caseAnswer } from '../../src/site/gallery.ts';

const CONTENT = join(import.meta.dirname, '../../content');
const PAGE = readFileSync(join(CONTENT, 'reference/errors.mdx'), 'utf8');

const LINKS = [...PAGE.matchAll(/\]\(\/play\/(seccomp|uid-map)\/#(.+?)\)(?=[\s.,])/g)].map(
  ([, instrument = '', fragment = '']) => [instrument, fragment] as const,
);

test.each(LINKS)('the link to %s opens what it names: %s', async (instrument, fragment) => {
  const read = instrument === 'seccomp' ? readSeccompLink : readUidMapLink;
  expect((await read(fragment)).diagnostics).toEqual([]);
});

test('a share of Proxmox: want=1000:1005 makes the map', async () => {
  const fragment = 'want=1000:1005';
  expect(LINKS.map(([, linked]) => linked)).toContain(fragment);
  expect(caseAnswer((await readUidMapLink(fragment)).value)).toBe(
    '3 lines for users and 3 for groups, plus 1 in /etc/subuid and 1 in /etc/subgid.',
  );
});

/** What the page says about the map of a link: the id on the other side. */
const IDS: [fragment: string, other: number | undefined][] = [
  ['subuid=dockremap:165536:65536&user=dockremap&id=1000', 166536],
  ['subuid=dockremap:165536:65536&user=dockremap&id=0', 165536],
  ['subuid=dockremap:165536:65536&user=dockremap&out=0', undefined],
  ['map=0:165536:65536&id=65536', undefined],
];

test.each(IDS)('%s is %s on the other side', async (fragment, other) => {
  expect(LINKS.map(([, linked]) => linked)).toContain(fragment);
  const { value: link } = await readUidMapLink(fragment);
  const map = mapOf(link);
  expect(link.side === 'inside' ? toOutside(map, Number(link.id)) : toInside(map, Number(link.id))).toBe(other);
});

function mapOf({ source, text, user }: UidMapLink) {
  if (source === 'uid_map') return parseIdMap(text).value ?? [];
  return usernsRemap(parseSubids(text).value ?? [], { name: user }).value ?? [];
}

test('a count of 0 is no map', () => {
  expect(checkWrite('0 1000 0')).toMatchObject({ ok: false, errno: 'EINVAL' });
});
