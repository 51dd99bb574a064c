import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdMap } from '../../src/engine/idmap/index.ts';
import {
  readableUidMapLink,
  readUidMapLink,
  UID_MAP_LINK_DEFAULTS,
  type UidMapLink,
  writeUidMapLink,
} from '../../src/share/uidMapLink.ts';

const stateOf = async (fragment: string) => {
  const { value, diagnostics } = await readUidMapLink(fragment);
  return [value, diagnostics.map(({ code }) => code)];
};

describe('links that can not be read', () => {
  it.each([
    ['#map.z=!!&id=5', ['link-text'], { id: '5' }],
    ['#subuid.z=____', ['link-text'], {}],
    ['#colour=blue', ['link-key'], {}],
    ['#id=%zz', ['link-entry'], {}],
    ['#at=x&id=5', ['link-value'], { id: '5' }],
    ['#stack=docker-99&id=5', ['link-value'], { id: '5' }],
    ['#versions=shadow&id=5', ['link-value'], { id: '5' }],
    ['#versions=shadow-4.13,bash-5&id=5', ['link-value'], { id: '5' }],
    ['#kernel=mine&id=5', ['link-value'], { id: '5' }],
    ['#kernel=3.7&id=5', ['link-value'], { id: '5' }],
    [`#kernel=6.${'1'.repeat(63)}&id=5`, ['link-value'], { id: '5' }],
    ['#reader=runc', ['link-value'], {}],
    ['#format=lxc&id=5', ['link-value'], { id: '5' }],
    ['#in1.z=!!', ['link-text'], {}],
    ['#have.z=!!&id=5', ['link-text'], { id: '5' }],
    ['#task=both&want=1:2', ['link-value'], { task: 'make', want: '1:2' }],
    [`#want=${','.repeat(99_000)}`, ['link-want'], { task: 'make', want: ','.repeat(339) }],
    [`#${'a&'.repeat(9000)}id=5`, [...Array(5).fill('link-entry'), 'too-many-problems'], { id: '5' }],
  ])('%s opens the defaults and says what was wrong', async (fragment, codes, state) => {
    expect(await stateOf(fragment)).toEqual([{ ...UID_MAP_LINK_DEFAULTS, ...state }, codes]);
  });
});

describe('what a state is written as', () => {
  it.each<[Partial<UidMapLink>, string | undefined]>([
    [{ text: 'ann:1:2', format: 'subuid', user: 'ann' }, 'subuid=ann:1:2&format=subuid&user=ann&id=33'],
    [{}, 'subuid=dockremap:165536:65536&user=dockremap&id=33'],
    [{ uid: '1000', side: 'outside', id: '7' }, 'subuid=dockremap:165536:65536&user=dockremap&uid=1000&out=7'],
    [{ source: 'uid_map', text: '         0     165536      65536\n' }, 'map=0:165536:65536&id=33'],
    [{ source: 'uid_map', text: '0 1\n2 3 4 5' }, 'map=0:1,2:3:4:5&id=33'],
    [{ source: 'uid_map', text: '0 1 2\n\n3 4 5' }, undefined],
    [{ source: 'uid_map', text: '0 one 2' }, undefined],
    [{ source: 'uid_map', text: '' }, undefined],
    [{ text: '# note\nann:1:2' }, undefined],
    [{ text: 'ann:1:2\n\n' }, undefined],
    [
      { checks: 'inside 33 -> outside 165569\nwrite -> ok' },
      'subuid=dockremap:165536:65536&user=dockremap&id=33&checks=inside+33=outside+165569;write=ok',
    ],
    [{ text: 'a&b:1:2' }, 'subuid=a%26b:1:2&user=dockremap&id=33'],
    [{ text: `${'ann:1:2\n'.repeat(60)}` }, undefined],
    [
      { source: 'paste', text: 'chown: invalid argument', side: 2 },
      'paste=chown:%20invalid%20argument&user=dockremap&at=2:33',
    ],
    [{ source: 'paste', text: 'a\nb' }, undefined],
    [{ source: 'uid_map', text: '0 5 9', inner: ['0 1 2', '0 0 1'] }, 'map=0:5:9&in1=0:1:2&in2=0:0:1&id=33'],
    [{ inner: [''] }, undefined],
    [{ kernel: '5.4' }, 'kernel=5.4&subuid=dockremap:165536:65536&user=dockremap&id=33'],
    [{ kernel: 'mine' }, 'subuid=dockremap:165536:65536&user=dockremap&id=33'],
    [{ task: 'make', kernel: '5.4' }, 'want=1000:1005&have=root:100000:65536&tool=proxmox&kernel=5.4'],
    [
      { task: 'make', stack: 'docker-24.0', versions: { 'util-linux': '2.39' }, tool: 'mount' },
      'want=1000:1005&have=root:100000:65536&tool=mount&stack=docker-24.0&versions=util-linux-2.39',
    ],
    [
      { task: 'make', uid: '1000', have: 'ann:1:2', prefer: 'fewest' },
      'want=1000:1005&have=ann:1:2&uid=1000&prefer=fewest&tool=proxmox',
    ],
    [{ task: 'make' }, 'want=1000:1005&have=root:100000:65536&tool=proxmox'],
    [
      { task: 'make', text: 'ann:1:2', user: 'ann', uid: '7', id: '5' },
      'want=1000:1005&have=root:100000:65536&uid=7&tool=proxmox&subuid=ann:1:2&user=ann&id=5',
    ],
    [{ task: 'make', source: 'paste', text: 'a\nb' }, undefined],
    [{ task: 'make', have: '# a, b\nann:1:2' }, undefined],
    [
      { text: 'ann:1:2', user: 'ann', want: '5:6' },
      'subuid=ann:1:2&user=ann&id=33&task=read&want=5:6&have=root:100000:65536&tool=proxmox',
    ],
    [{ text: 'ann:1:2', user: 'ann', have: 'ann:1:2' }, 'subuid=ann:1:2&user=ann&id=33'],
  ])('%j', (state, fragment) => {
    expect(readableUidMapLink({ ...UID_MAP_LINK_DEFAULTS, ...state })).toBe(fragment);
  });

  const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9 :,#\n]{0,40}$/), fc.constant('0 1 2\n'.repeat(340)));
  it('opens the same text and the same question', () =>
    fc.assert(
      fc.asyncProperty(text, fc.string(), fc.constantFrom('subuid', 'uid_map', 'paste'), async (given, id, source) => {
        const link: UidMapLink = {
          ...UID_MAP_LINK_DEFAULTS,
          source,
          text: given.toWellFormed(),
          id: id.toWellFormed(),
        };
        const { value, diagnostics } = await readUidMapLink(await writeUidMapLink(link));
        expect(diagnostics).toEqual([]);
        const readable = readableUidMapLink(link) !== undefined;
        if (!readable) expect(value).toEqual(link);
        else if (source === 'subuid') expect(value.text).toBe(link.text.replace(/\n$/, ''));
        else if (source === 'paste') expect(value.text).toBe(link.text);
        else expect(parseIdMap(value.text).value).toEqual(parseIdMap(link.text).value);
        expect(value.id).toBe(link.id);
      }),
    ));

  it('keeps what is wanted and what is read, whichever is in sight', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('read', 'make'),
        fc.string({ unit: 'grapheme' }),
        fc.stringMatching(/^[0-9:,ug]{1,20}$/),
        fc.oneof(fc.stringMatching(/^[a-z0-9:,#\n ]{0,40}$/), fc.constant('ann:1:2\n'.repeat(99))),
        async (task, text, want, have) => {
          const link: UidMapLink = { ...UID_MAP_LINK_DEFAULTS, task, source: 'paste', text, want, have };
          const { value, diagnostics } = await readUidMapLink(await writeUidMapLink(link));
          const isInText = task === 'read' && want === UID_MAP_LINK_DEFAULTS.want && text.includes(have);
          expect([value, diagnostics]).toEqual([isInText ? { ...link, have: UID_MAP_LINK_DEFAULTS.have } : link, []]);
        },
      ),
    ));
});
