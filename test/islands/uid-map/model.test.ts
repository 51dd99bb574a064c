import { describe, expect, it } from 'vitest';
import { init, linkOf, update } from '../../../src/islands/uid-map/model.ts';
import type { Message, State } from '../../../src/islands/uid-map/State.ts';
import { select } from '../../../src/islands/uid-map/select.ts';
import { readUidMapLink } from '../../../src/share/readUidMapLink.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../src/share/UidMapLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

const open = async (fragment: string) => init('page', { link: (await readUidMapLink(fragment)).value });
const played = (state: State, ...messages: Message[]) => messages.reduce(update, state);
const sentence = (state: State) => plain(select(state).answer.sentence);
const why = (state: State) => plain(select(state).answer.why);
const start = init('page', { link: UID_MAP_LINK_DEFAULTS });

describe('the sentence', () => {
  it.each([
    ['', '33 inside is 165569 outside.'],
    ['out=165569', '33 inside is 165569 outside.'],
    ['id=0', '0 inside is 165536 outside.'],
    ['id=%2033%20', '33 inside is 165569 outside.'],
    ['id=65536', '65536 inside has no id outside.'],
    ['out=0', '0 outside has no id inside; inside it shows as 65534.'],
    ['id=4294967295', '4294967295 is never an id.'],
    ['id=4294967296', '4294967296 is past the last id, which is 4294967294.'],
    ['id=www-data', '“www-data” is not an id. Ids are numbers, from 0 to 4294967294.'],
    ['id=-1', '“-1” is not an id. Ids are numbers, from 0 to 4294967294.'],
    ['id=', 'Type an id on either side.'],
    ['map=0:0:4294967295&id=4294967294', '4294967294 inside is 4294967294 outside.'],
    ['map=0:0:10,9:100:1', 'The kernel refuses this map: EINVAL.'],
    ['map=', 'The kernel refuses this map: EINVAL.'],
    ['user=bozo', 'There is no map: dockerd does not start.'],
    ['subuid=dockremap&user=dockremap', 'There is no map: dockerd does not start.'],
    ['subuid=dockremap:0:0', 'The kernel refuses this map: EINVAL.'],
    ['user=root', 'No user namespace: ids inside are the ids outside.'],
    ['user=', 'No user namespace: ids inside are the ids outside.'],
  ])('of %j: %s', async (fragment, expected) => {
    expect(sentence(await open(fragment))).toBe(expected);
  });
});

describe('why it is so', () => {
  it.each([
    ['', 'By line 1 of /etc/subuid, 0 to 65535 inside are 165536 to 231071 outside.'],
    ['map=5:7:1,0:1000:1&id=0', 'By line 2 of the map, 0 inside is 1000 outside.'],
    [
      'id=65534',
      'By line 1 of /etc/subuid, 0 to 65535 inside are 165536 to 231071 outside. Every id without a mapping shows as 65534 inside, too.',
    ],
    [
      'out=5',
      'That is the overflow id, which stands for every id without a mapping. It looks the same as the real 65534 inside, which is 231070 outside.',
    ],
    ['map=0:1000:1&out=5', 'That is the overflow id, which stands for every id without a mapping.'],
    ['user=bozo', 'No line lends ids to "bozo".'],
    ['map=0:0:10,9:100:1', 'Look at line 2. Id 9 inside is already given by line 1.'],
    [
      'subuid=dockremap:0:0',
      'Look at line 1. The count is 0. An extent needs at least one id. No container starts with it.',
    ],
  ])('for %j: %s', async (fragment, expected) => {
    expect(why(await open(fragment))).toBe(expected);
  });

  it('with the sum that gives the number', async () => {
    expect(select(start).answer.sum).toBe('165536 + (33 − 0) = 165569');
    expect(select(await open('map=0:1000:1,1:100000:65536&id=34')).answer.sum).toBe('100000 + (34 − 1) = 100033');
  });
});

describe('the two id fields', () => {
  const fields = (state: State) => {
    const { inside, outside } = select(state);
    return [inside, outside].map(({ value, invalid, placeholder }) => value || (invalid ? 'invalid' : placeholder));
  };
  it.each([
    ['', ['33', '165569']],
    ['out=165536', ['0', '165536']],
    ['out=0', ['no id', '0']],
    ['id=99999', ['99999', 'no id']],
    ['id=abc', ['abc', '']],
    ['user=bozo&out=7', ['', '7']],
  ])('of %j show %j', async (fragment, shown) => {
    expect(fields(await open(fragment))).toEqual(shown);
  });

  it('answer each other as one types', () => {
    const typed = played(start, { kind: 'ask', side: 'outside', id: '165600' });
    expect(fields(typed)).toEqual(['64', '165600']);
    expect(fields(played(typed, { kind: 'ask', side: 'inside', id: '165600x' }))).toEqual(['165600x', '']);
  });

  it('mark what is no id, and only that', () => {
    const invalid = (id: string) => select(played(start, { kind: 'ask', side: 'inside', id })).inside.invalid;
    expect(['33', '', 'x', '4294967295', '70000'].map(invalid)).toEqual([false, false, true, true, false]);
  });
});

describe('the text', () => {
  it('shows its problems at their lines, and the line that answers', () => {
    const { marks, textProblems } = select(played(start, { kind: 'text', text: 'dockremap:165536:65536\nbozo:x:1' }));
    expect(marks).toEqual([
      { tone: 'lit', line: 1 },
      { tone: 'warning', line: 2, start: 28, end: 29 },
    ]);
    expect(textProblems.map(({ message }) => message)).toEqual(['Found "x" as start; expected decimal digits.']);
  });

  it('keeps both kinds when one goes from one to the other, and writes the map out the first time', () => {
    const other = played(start, { kind: 'source', source: 'uid_map' });
    expect(select(other).text).toBe('         0     165536      65536\n');
    expect(sentence(other)).toBe('33 inside is 165569 outside.');
    const edited = played(other, { kind: 'text', text: '0 5 1' }, { kind: 'source', source: 'subuid' });
    expect(select(edited).text).toBe('dockremap:165536:65536');
    expect(select(played(edited, { kind: 'source', source: 'uid_map' })).text).toBe('0 5 1');
  });

  it('is taken for the other kind on request', () => {
    const pasted = played(start, { kind: 'text', text: '         0     165536      65536\n' });
    expect(select(pasted).readAs).toBe('uid_map');
    const read = played(pasted, { kind: 'read-as', source: 'uid_map' });
    expect([select(read).source, sentence(read)]).toEqual(['uid_map', '33 inside is 165569 outside.']);
    expect(select(played(read, { kind: 'text', text: 'ann:1:2' })).readAs).toBe('subuid');
    expect(select(played(read, { kind: 'text', text: 'total 8' })).readAs).toBeUndefined();
  });

  it('of a dropped file is read as what it is; a file that is no text changes nothing', () => {
    const file = (value: string | undefined) => ({ name: 'f', value, diagnostics: value === undefined ? [no] : [] });
    const no = { code: 'file-binary', severity: 'error' as const, message: 'No text.' };
    expect(select(played(start, { kind: 'file', file: file('0 7 1\n') })).source).toBe('uid_map');
    expect(select(played(start, { kind: 'file', file: file('ann:1:2\n') })).source).toBe('subuid');
    const refused = played(start, { kind: 'file', file: file(undefined) });
    expect(refused).toEqual({ ...start, notices: [no] });
  });

  it('of a pasted listing lists at most 40 problems', () => {
    const text = '-rw-r--r-- 1 1000 1000 220 Nov 25 00:00 .profile\n'.repeat(500);
    const { textProblems, marks } = select(played(start, { kind: 'text', text }));
    expect([textProblems.length, marks.length]).toEqual([41, 40]);
    expect(textProblems.at(-1)?.message).toBe('460 more problems are not listed.');
  });
});

describe('the table', () => {
  it('has each extent with its line, and lights the one that answers', async () => {
    const { rows } = select(await open('map=0:1000:1,1:100000:65536&out=100000'));
    expect(
      rows.map(({ number, inside, outside, count, line, lit }) => [number, inside, outside, count, line, lit]),
    ).toEqual([
      [1, [0, 0], [1000, 1000], 1, 1, false],
      [2, [1, 65536], [100000, 165535], 65536, 2, true],
    ]);
  });

  it('of a refused map has the lines that can be read', async () => {
    const view = select(await open('map=0:0:10,9:100:1,20:20:5'));
    expect([view.refused, view.rows.map(({ line }) => line)]).toEqual([true, [1, 3]]);
    expect(select(await open('subuid=dockremap:5:10,dockremap:7:1')).rows.map(({ line }) => line)).toEqual([1]);
  });

  it('never has more extents than a map can hold', () => {
    const text = 'dockremap:1:1\n'.repeat(5000);
    expect(select(played(start, { kind: 'text', text })).rows.length).toBe(1);
    const many = Array.from({ length: 5000 }, (_, i) => `dockremap:${2 * i}:1`).join('\n');
    expect(select(played(start, { kind: 'text', text: many })).rows.length).toBe(340);
  });
});

it('what the reader changes, and nothing else, makes the state one to write down', () => {
  expect(start.changed).toBe(false);
  const changed = played(start, { kind: 'user', user: 'ann' }, { kind: 'uid', uid: '1000' });
  expect([changed.changed, linkOf(changed)]).toEqual([true, { ...UID_MAP_LINK_DEFAULTS, user: 'ann', uid: '1000' }]);
  expect(played(changed, { kind: 'open', opening: { link: UID_MAP_LINK_DEFAULTS } })).toEqual(start);
});
