import { describe, expect, test } from 'vitest';
import { init, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Choices } from '../../../../src/islands/uid-map/state/State.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../../src/share/uidMapLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const start = init('page', { link: UID_MAP_LINK_DEFAULTS });
const choosing = (text: string, choices: Partial<Choices>) =>
  update(update(start, { kind: 'text', level: 0, text }), { kind: 'choose', choices });
const read = (text: string, choices: Partial<Choices> = {}) => select(choosing(text, choices)).read;

const PASTE =
  'Paste one of these: /etc/subuid, a uid_map, a container’s or Pod’s configuration, a docker or podman command, the output of ls -ln, or an error message. To plan a map, choose “Make a map”.';
const ADD =
  'To translate IDs, add one of these: /etc/subuid, a uid_map, or the container’s configuration. To plan a map, choose “Make a map”.';
const ON_HOST = 'If the command ran on the host, these are IDs on the host, which need no map.';

describe('where no map is known, the answer says what the text is and what is missing', () => {
  test.each([
    ['', 'No text yet.', PASTE],
    [' \n\t\n', 'No text yet.', PASTE],
    ['hello', 'Not recognised.', PASTE],
    ['-rw-r--r-- 1 33 33 0 Mar  3 10:12 a', 'This text has no ID map.', `${ON_HOST} ${ADD}`],
    [
      '$ docker exec web ls -ln /data\n-rw-r--r-- 1 33 33 0 Mar  3 10:12 a',
      'This text has no ID map.',
      `These are IDs in the container. ${ADD}`,
    ],
    ['setgroups: Operation not permitted', 'This text has no ID map.', ADD],
  ])('%j: %s', (text, sentence, why) => {
    const { answer } = read(text);
    expect([plain(answer.sentence), plain(answer.why)]).toEqual([sentence, why]);
  });
});

describe('what is no ID is told in words, with or without a map', () => {
  const NAME = 'Type a number from 0 to 4294967294. If that is a name, id -u banana';
  test.each([
    ['', 'banana', '“banana” is not an ID.', `${NAME} prints its number. No text yet. ${PASTE}`],
    [
      'hello',
      '4294967296',
      '4294967296 is too high for an ID.',
      `Type a number from 0 to 4294967294. Not recognised. ${PASTE}`,
    ],
    [
      '',
      '4294967295',
      '4294967295 is never an ID.',
      `The kernel reads (uid_t)-1 as “no ID”, so no map can contain it. No text yet. ${PASTE}`,
    ],
    ['', '', 'No text yet.', PASTE],
  ])('%j asked %j: %s', (text, id, sentence, why) => {
    const { answer, fields } = read(text, { id });
    expect([plain(answer.sentence), plain(answer.why)]).toEqual([sentence, why]);
    expect(fields.map(({ label }) => label)).toEqual(['ID in the container', 'ID on the host']);
  });

  test('an empty map is one of a container, too', () => {
    const { fields, picture } = read('', { readAs: 'uid_map' });
    expect([fields.map(({ label }) => label), picture]).toEqual([['ID in the container', 'ID on the host'], undefined]);
  });
});

describe('without a text that is read there are examples instead of a figure', () => {
  test.each([
    ['', true, false],
    ['hello', true, false],
    ['-rw-r--r-- 1 33 33 0 Mar  3 10:12 a', false, false],
    ['hello\ndockremap:165536:65536', false, true],
    ['0 0 0', false, false],
  ])('%j: examples %s, figure %s', (text, examples, figure) => {
    const { needsExample, picture } = read(text);
    expect([needsExample, picture !== undefined]).toEqual([examples, figure]);
  });
});

describe('a field has the number that was typed, and the others only what a map makes of it', () => {
  test.each([
    ['', { id: '33' }, ['33', '']],
    ['hello', { id: '33', side: 'outside' }, ['', '33']],
    ['-rw-r--r-- 1 33 33 0 Mar  3 10:12 a', { id: '33' }, ['33', '']],
    ['0 0 0', { id: '33' }, ['33', '']],
    ['userns-remap is off:\n$ dockerd --userns-remap=', { id: '33' }, ['33', '33']],
    ['docker run --userns=host alpine', { id: '33', side: 'outside' }, ['33', '33']],
    ['docker run --userns=host alpine', { id: 'x' }, ['x', '']],
    ['dockremap:165536:65536', { id: '33' }, ['33', '165569']],
  ] as const)('%j asked %j: %j', (text, choices, values) => {
    expect(read(text, choices).fields.map(({ value }) => value)).toEqual(values);
  });
});

describe('a problem of a map is told once, and a text that has something in it is not called empty', () => {
  test.each([
    ['', 'uid_map', ['The text is empty.']],
    ['  ', 'uid_map', ['This line is empty.']],
    [
      ' '.repeat(4096),
      'uid_map',
      [
        'The text has 4096 bytes; the kernel takes at most 4095 in one write, and a map can be written only once.',
        'This line is empty.',
      ],
    ],
    ['0 0 0', 'uid_map', ['The count is 0. A range needs at least one ID.']],
    [
      'hello',
      'uid_map',
      [
        'Found "hello" as first container ID, expected decimal digits.',
        'This line has one field; a line needs three: container ID, host ID, count.',
      ],
    ],
    ['dockremap:0:0', 'subuid', ['The count is 0. A range needs at least one ID.']],
    [
      '{"uidMappings": [{"hostID": 1}], "gidMappings": [{"containerID": 0, "hostID": 1, "size": null}]}',
      'paste',
      [
        '"containerID" is missing, which counts as 0.',
        '"size" is missing, which counts as 0. A range needs at least one ID.',
        'runc ignores this "size", which counts as 0. A range needs at least one ID.',
        'UID 0 has no mapping; runc needs one for the container’s root.',
        'GID 0 has no mapping; runc needs one for the container’s root.',
      ],
    ],
  ] as const)('%j as %s: %j', (text, readAs, problems) => {
    expect(read(text, { readAs }).texts[0]?.problems.map(({ message }) => message)).toEqual(problems);
  });
});

describe('an error’s question is a button where a map answers it, and the next step where there is none', () => {
  const GSHADOW =
    'potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid';
  test.each([
    [GSHADOW, {}, undefined, 'To look up group 42 in the container, add the map to the text.'],
    [
      `ann:100000:1\n${GSHADOW}`,
      {},
      'Look up group 42 in the container',
      'The map in this text has no group 42 in the container, either.',
    ],
  ] as const)('%j asked %j: %s', (text, choices, button, here) => {
    const [error] = read(text, choices).errors;
    expect([error?.ask?.label, error?.here]).toEqual([button, here]);
  });

  test('pressed, it is answered and goes', () => {
    const state = choosing(`ann:100000:65536\n${GSHADOW}`, {});
    const ask = select(state).read.errors[0]?.ask;
    const pressed = select(update(state, { kind: 'choose', choices: ask?.choices ?? {} })).read;
    expect([plain(pressed.answer.sentence), pressed.errors[0]?.ask]).toEqual([
      '42 in the container is 100041 on the host.',
      undefined,
    ]);
  });
});
