import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/engine/diagnose/index.ts';
import {
  checkWrite,
  parseIdMap,
  parseSubids,
  rootless,
  toInside,
  toOutside,
  usernsRemap,
} from '../../src/engine/idmap/index.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import type { UidMapLink } from '../../src/share/uidMapLink.ts';
import { readUidMapLink } from '../../src/share/uidMapLink.ts';
import { caseAnswer } from '../../src/site/gallery.ts';
import { LAYER_HEADINGS, messageLayers, messagesOf, whoSayNo } from '../../src/site/messages.ts';

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
  ['subuid=ann:100000:65536&user=ann&uid=1000&reader=podman&out=100999', 1000],
];

test.each(IDS)('%s is %s on the other side', async (fragment, other) => {
  expect(LINKS.map(([, linked]) => linked)).toContain(fragment);
  const { value: link } = await readUidMapLink(fragment);
  const map = mapOf(link);
  expect(link.side === 'inside' ? toOutside(map, Number(link.id)) : toInside(map, Number(link.id))).toBe(other);
});

function mapOf({ source, text, user, uid, reader }: UidMapLink) {
  if (source === 'uid_map') return parseIdMap(text).value ?? [];
  if (reader === 'podman') return rootless({ name: user, uid: Number(uid) }, parseSubids(text).value ?? []).value ?? [];
  return usernsRemap(parseSubids(text).value ?? [], { name: user }).value ?? [];
}

test('a count of 0 is no map', () => {
  expect(checkWrite('0 1000 0')).toMatchObject({ ok: false, errno: 'EINVAL' });
});

/** The headings of the page as the site makes anchors of them. */
const ANCHORS = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-'),
);

test('each layer that the catalogue has messages of stands under its heading', () => {
  const sections = [...PAGE.matchAll(/^## (.+)\n\n<MessageEntries layer="(.+)" \/>$/gm)].map(
    ([, heading, layer]) => [layer, heading] as const,
  );
  expect(sections).toEqual(messageLayers().map((layer) => [layer, LAYER_HEADINGS[layer]]));
});

test('each message of the catalogue stands on the page once, with who said no, a fix, and an anchor of its own', async () => {
  const known = (await Promise.all(messageLayers().map(messagesOf))).flat();
  expect(known.map(({ entry: { code } }) => code).sort()).toEqual(
    catalogue()
      .map(({ code }) => code)
      .sort(),
  );
  expect(known.filter((message) => whoSayNo(message).some((who) => who === ''))).toEqual([]);
  const lacking = known.filter(({ causes }) => causes.some(({ diagnosis: { fixes } }) => fixes.length === 0));
  expect(lacking.map(({ entry: { code } }) => code)).toEqual([]);
  expect(known.filter(({ entry: { code } }) => ANCHORS.includes(code))).toEqual([]);
});

test('who may say no is told in a few words, each once', async () => {
  const known = (await Promise.all(messageLayers().map(messagesOf))).flat();
  const told = Object.fromEntries(known.map((message) => [message.entry.code, whoSayNo(message)]));
  expect(told).toMatchObject({
    'userns-forbidden': ['the seccomp filter of the container', 'the kernel', 'a setting of the host', 'AppArmor'],
    'mount-denied': ['the seccomp filter', 'AppArmor', 'the kernel'],
    'thread-limit': ['the pids cgroup of the container', 'the kernel'],
    'not-booted-with-systemd': ['systemctl'],
  });
  expect(Object.values(told).filter((who) => who.length > 4)).toEqual([]);
});

/** Links to the sections of the page, as people have published them: none changes. */
test('the sections keep their anchors', () => {
  expect(ANCHORS).toEqual(
    expect.arrayContaining([
      'read-the-errno',
      'unshare-operation-not-permitted',
      'permission-denied-on-a-volume',
      'files-owned-by-nobody-or-65534',
      'invalid-argument-and-unmapped-user',
      'write-error-on-uid_map-and-newuidmap--not-allowed',
      'no-subuid-ranges-found-for-user',
      'invalid-character-in-a-seccomp-profile',
      'cannot-start-a-stopped-process',
      'status-159-or-bad-system-call',
      'cant-fork-resource-temporarily-unavailable',
      'cant-start-new-thread-and-pthread_create-failed-operation-not-permitted',
      'operation-not-permitted-with---privileged',
      'status-137-or-oomkilled',
      'function-not-implemented',
      'not-here',
    ]),
  );
});
