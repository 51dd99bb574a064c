import { describe, expect, it } from 'vitest';
import { init, linkOf, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Message, State } from '../../../../src/islands/uid-map/state/State.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { readUidMapLink, UID_MAP_LINK_DEFAULTS, writeUidMapLink } from '../../../../src/share/uidMapLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const open = async (fragment: string) => init('page', { link: (await readUidMapLink(fragment)).value });
const played = (state: State, ...messages: Message[]) => messages.reduce(update, state);
const sentence = (state: State) => plain(select(state).read.answer.sentence);
const why = (state: State) => plain(select(state).read.answer.why);
const start = init('page', { link: UID_MAP_LINK_DEFAULTS });

describe('the sentence', () => {
  it.each([
    ['', '33 in the container is 165569 on the host.'],
    ['out=165569', '33 in the container is 165569 on the host.'],
    ['id=0', '0 in the container is 165536 on the host.'],
    ['id=%2033%20', '33 in the container is 165569 on the host.'],
    ['id=65536', '65536 in the container has no ID on the host.'],
    ['out=0', '0 on the host has no ID in the container; it appears there as 65534.'],
    ['id=4294967295', '4294967295 is never an ID.'],
    ['id=4294967296', '4294967296 is too high for an ID.'],
    ['id=www-data', '“www-data” is not an ID.'],
    ['id=-1', '“-1” is not an ID.'],
    ['id=', 'Type an ID on either side.'],
    ['map=0:0:4294967295&id=4294967294', '4294967294 inside is 4294967294 outside.'],
    ['map=0:0:10,9:100:1', 'The kernel refuses this map: EINVAL.'],
    ['map=', 'The kernel refuses this map: EINVAL.'],
    ['user=bozo', 'No map: dockerd does not start.'],
    ['subuid=dockremap&user=dockremap', 'No map: dockerd does not start.'],
    ['subuid=alice:100000:65536&user=default', 'No map yet.'],
    ['subuid=dockremap:165536:65536&user=default', '33 in the container is 165569 on the host.'],
    ['subuid=dockremap:0:0', 'The kernel refuses this map: EINVAL.'],
    ['user=root', 'No user namespace: IDs in the container are the IDs on the host.'],
    ['user=', 'No user namespace: IDs in the container are the IDs on the host.'],
  ])('of %j: %s', async (fragment, expected) => {
    expect(sentence(await open(fragment))).toBe(expected);
  });
});

describe('why it is so', () => {
  it.each([
    ['', 'By line 1 of /etc/subuid, 0 to 65535 in the container are 165536 to 231071 on the host.'],
    ['map=5:7:1,0:1000:1&id=0', 'By line 2 of the map, 0 inside is 1000 outside.'],
    [
      'id=65534',
      'By line 1 of /etc/subuid, 0 to 65535 in the container are 165536 to 231071 on the host. IDs without a mapping also appear as 65534 in the container.',
    ],
    [
      'out=5',
      '65534 is the overflow ID, which the kernel shows for every ID without a mapping. The real 65534 in the container, which is 231070 on the host, looks the same.',
    ],
    ['map=0:1000:1&out=5', '65534 is the overflow ID, which the kernel shows for every ID without a mapping.'],
    ['user=bozo', 'No line assigns IDs to "bozo".'],
    ['subuid=alice:100000:65536&user=default', 'No line assigns IDs to dockremap yet.'],
    ['id=-1', 'Type a number from 0 to 4294967294.'],
    ['id=www-data', 'Type a number from 0 to 4294967294. If that is a name, id -u www-data prints its number.'],
    [
      'kind=gid&out=disk',
      'Type a number from 0 to 4294967294. If that is a name, getent group disk prints its number.',
    ],
    [
      'map=0:0:10,9:100:1&id=9x',
      'Type a number from 0 to 4294967294. The kernel refuses this map: EINVAL. Look at line 2. The container ID 9 is already in line 1.',
    ],
    ['map=0:0:10,9:100:1', 'Look at line 2. The container ID 9 is already in line 1.'],
    [
      'subuid=dockremap:0:0',
      'Look at line 1. The count is 0. A range needs at least one ID. No container starts with it.',
    ],
  ])('for %j: %s', async (fragment, expected) => {
    expect(why(await open(fragment))).toBe(expected);
  });

  it('with the sum that gives the number, but not for the first ID of a line', async () => {
    expect(select(await open('map=0:1000:1,1:100000:65536&id=0')).read.answer.sum).toBeUndefined();
    expect(select(await open('map=0:1000:1,1:100000:65536&id=1')).read.answer.sum).toBeUndefined();
    expect(select(start).read.answer.sum).toBe('165536 + (33 − 0) = 165569');
    expect(select(await open('map=0:1000:1,1:100000:65536&id=34')).read.answer.sum).toBe('100000 + (34 − 1) = 100033');
  });
});

describe('the two id fields', () => {
  const fields = (state: State) => {
    return select(state).read.fields.map(
      ({ value, invalid, placeholder }) => value || (invalid ? 'invalid' : placeholder),
    );
  };
  it.each([
    ['', ['33', '165569']],
    ['out=165536', ['0', '165536']],
    ['out=0', ['no ID', '0']],
    ['id=99999', ['99999', 'no ID']],
    ['id=abc', ['abc', '']],
    ['user=bozo&out=7', ['', '7']],
  ])('of %j show %j', async (fragment, shown) => {
    expect(fields(await open(fragment))).toEqual(shown);
  });

  it('answer each other as one types', () => {
    const typed = played(start, { kind: 'choose', choices: { side: 'outside', id: '165600' } });
    expect(fields(typed)).toEqual(['64', '165600']);
    expect(fields(played(typed, { kind: 'choose', choices: { side: 'inside', id: '165600x' } }))).toEqual([
      '165600x',
      '',
    ]);
  });

  it('mark what is no id, and only that', () => {
    const invalid = (id: string) =>
      select(played(start, { kind: 'choose', choices: { side: 'inside', id } })).read.fields[0]?.invalid;
    expect(['33', '', 'x', '4294967295', '70000'].map(invalid)).toEqual([false, false, true, true, false]);
  });
});

describe('the text', () => {
  const textOf = (state: State, level = 0) => {
    const { texts } = select(state).read;
    const { marks = [], problems = [], parts = [] } = texts[level] ?? {};
    return {
      marks,
      problems: problems.map(({ message }) => message),
      parts: parts.map(({ line, name }) => `${line}: ${name}`),
    };
  };
  const pasted = (text: string) => played(start, { kind: 'text', level: 0, text });

  it('shows its problems at their lines, and the line that answers', () => {
    const { marks, problems } = textOf(pasted('dockremap:165536:65536\nbozo:five:1'));
    expect(marks).toEqual([
      { tone: 'lit', line: 1 },
      { tone: 'warning', line: 2, start: 28, end: 32 },
    ]);
    expect(problems).toEqual(['Found "five" as start, expected decimal digits.']);
  });

  it.each([
    ['dockremap:165536:65536', ['1: /etc/subuid or /etc/subgid'], '33 in the container is 165569 on the host.'],
    ['         0     165536      65536\n', ['1: uid_map or gid_map'], '33 inside is 165569 outside.'],
    [
      'lxc.idmap: u 0 100000 65536\nlxc.idmap: g 0 100000 65536',
      ['1: an LXC config'],
      '33 in the container is 100033 on the host.',
    ],
    [
      'dockremap:165536:65536\n\nchown: invalid argument',
      ['1: /etc/subuid or /etc/subgid', '3: an error'],
      '33 in the container is 165569 on the host.',
    ],
    [
      '$ cat /etc/subuid\nann:100000:65536\n$ id\nuid=1001(ann) gid=1001(ann) groups=1001(ann)\n$ podman run --userns=keep-id IMAGE',
      ['2: /etc/subuid', '4: output of id', '5: a podman or docker command'],
      '33 in the container is 34 in the user’s namespace and 100033 on the host.',
    ],
    ['root:100000:65536', ['1: /etc/subuid or /etc/subgid'], '33 in the container is 100033 on the host.'],
    ['nonsense', ['1: Not recognised'], 'Not recognised.'],
    ['', [], 'No text yet.'],
  ])('%j is %j: %s', (text, parts, expected) => {
    const state = pasted(text);
    expect([textOf(state).parts, sentence(state)]).toEqual([parts, expected]);
  });

  it('keeps the kind that a link gave it where it looks like another', async () => {
    const state = await open('map=0:1:1,,');
    expect([state.readAs, sentence(state)]).toEqual(['uid_map', 'The kernel refuses this map: EINVAL.']);
    expect(linkOf(state).source).toBe('uid_map');
  });

  it('of a dropped file is read as what it is; a file that is no text changes nothing', () => {
    const file = (value: string | undefined) => ({ name: 'f', value, diagnostics: value === undefined ? [no] : [] });
    const no = { code: 'file-binary', severity: 'error' as const, message: 'No text.' };
    const forced = played(start, { kind: 'choose', choices: { readAs: 'subuid' } });
    expect(sentence(played(forced, { kind: 'file', level: 0, file: file('0 7 100\n') }))).toBe(
      '33 inside is 40 outside.',
    );
    const refused = played(start, { kind: 'file', level: 0, file: file(undefined) });
    expect(refused).toEqual({ ...start, notices: [no] });
  });

  describe('that is a whole file', () => {
    const NO_NEWLINE = 'ann:100000:65536';
    const opened = (value: string): Message => ({
      kind: 'file',
      level: 0,
      file: { name: 'subuid', value, diagnostics: [] },
    });
    const typed = (text: string): Message => ({ kind: 'text', level: 0, text });
    const CHOSEN: Message = { kind: 'choose', choices: { readAs: 'subuid' } };
    const REFUSED = 'No map: Podman refuses.';
    const READ = '1 in the container is 100000 on the host.';
    it.each<[what: string, stack: string, messages: Message[], expected: string, format: string]>([
      ['opened, without a last newline', 'podman-5.8', [opened(NO_NEWLINE)], REFUSED, 'subuid'],
      ['the same of a newuidmap of before 4.20.3', 'podman-5.4', [opened(NO_NEWLINE)], READ, 'subuid'],
      ['opened, with one', 'podman-5.8', [opened(`${NO_NEWLINE}\n`)], READ, 'auto'],
      ['opened, then a newline typed', 'podman-5.8', [opened(NO_NEWLINE), typed(`${NO_NEWLINE}\n`)], READ, 'subuid'],
      ['opened, then another text pasted', 'podman-5.8', [opened(NO_NEWLINE), typed('podman run IMAGE')], READ, 'auto'],
      ['pasted', 'podman-5.8', [typed(NO_NEWLINE)], READ, 'auto'],
      ['pasted, and chosen to be the file', 'podman-5.8', [typed(NO_NEWLINE), CHOSEN], REFUSED, 'subuid'],
      ['chosen, then another text pasted', 'podman-5.8', [CHOSEN, typed('podman run IMAGE')], REFUSED, 'subuid'],
      [
        'opened, and read as what it is again',
        'podman-5.8',
        [opened(NO_NEWLINE), { kind: 'choose', choices: { readAs: 'paste' } }],
        READ,
        'auto',
      ],
    ])('%s', async (_, stack, messages, expected, format) => {
      const state = played(
        await open(`stack=${stack}&id=1`),
        { kind: 'choose', choices: { uid: '1000' } },
        ...messages,
      );
      expect([sentence(state), linkOf(state).format]).toEqual([expected, format]);
      const again = init('page', { link: (await readUidMapLink(await writeUidMapLink(linkOf(state)))).value });
      expect([again.readAs, sentence(again)]).toEqual([state.readAs, expected]);
    });
  });

  it('lists at most 40 problems', () => {
    const state = played(
      start,
      { kind: 'choose', choices: { readAs: 'uid_map' } },
      { kind: 'text', level: 0, text: 'x 1 1\n'.repeat(300) },
    );
    const { problems, marks } = textOf(state);
    expect([problems.length, marks.length, problems.at(-1)]).toEqual([41, 40, '260 more problems are not listed.']);
  });

  it('of users alone can be had for groups as well', () => {
    const state = pasted('ann:1:65536');
    const both = update(state, { kind: 'split-groups' });
    expect([select(state).read.lacksGroups, both.texts[0], select(both).read.lacksGroups]).toEqual([
      true,
      '==> /etc/subuid <==\nann:1:65536\n\n==> /etc/subgid <==\nann:1:65536\n',
      false,
    ]);
  });

  it('of a namespace within is read over the one before', () => {
    const nested = played(
      start,
      { kind: 'inner', change: 'add' },
      { kind: 'text', level: 1, text: '0 1000 1\n1 70000 1' },
    );
    expect(textOf(nested, 1).problems).toEqual([
      'Each range lies within one range of the parent namespace; the outside numbers are IDs of that namespace.',
    ]);
    const mended = played(nested, { kind: 'text', level: 1, text: '0 1000 1\n1 1 999' });
    expect(sentence(mended)).toBe('33 in the namespace is 33 in the container and 165569 on the host.');
    expect(played(mended, { kind: 'inner', change: 'remove' }).texts).toEqual(start.texts);
  });
});

describe('the table', () => {
  it('has each extent with its line, and lights the one that answers', async () => {
    const [table] = select(await open('map=0:1000:1,1:100000:65536&out=100000')).read.tables;
    expect(
      table?.rows.map(({ number, inside, outside, count, line, lit }) => [number, inside, outside, count, line, lit]),
    ).toEqual([
      [1, [0, 0], [1000, 1000], 1, 1, false],
      [2, [1, 65536], [100000, 165535], 65536, 2, true],
    ]);
  });

  it('of a refused map has the lines that can be read', async () => {
    const tableOf = async (fragment: string) => select(await open(fragment)).read.tables[0];
    const table = await tableOf('map=0:0:10,9:100:1,20:20:5');
    expect([table?.refused, table?.rows.map(({ line }) => line)]).toEqual([true, [1, 3]]);
    expect((await tableOf('subuid=dockremap:5:10,dockremap:7:1'))?.rows.map(({ line }) => line)).toEqual([1]);
  });

  it('never has more extents than a map can hold', () => {
    const text = 'dockremap:1:1\n'.repeat(5000);
    expect(select(played(start, { kind: 'text', level: 0, text })).read.tables[0]?.rows.length).toBe(1);
    const many = Array.from({ length: 5000 }, (_, i) => `dockremap:${2 * i}:1`).join('\n');
    expect(select(played(start, { kind: 'text', level: 0, text: many })).read.tables[0]?.rows.length).toBe(340);
  });
});

it('what the reader changes, and nothing else, makes the state one to write down', () => {
  expect(start.changed).toBe(false);
  const changed = played(
    start,
    { kind: 'choose', choices: { user: 'ann' } },
    { kind: 'choose', choices: { uid: '1000' } },
  );
  expect([changed.changed, linkOf(changed)]).toEqual([true, { ...UID_MAP_LINK_DEFAULTS, user: 'ann', uid: '1000' }]);
  expect(played(changed, { kind: 'open', opening: { link: UID_MAP_LINK_DEFAULTS } })).toEqual(start);
});

describe('a new text', () => {
  const followed = (text: string, state = start) => {
    const { user, uid, reader } = played(state, { kind: 'text', level: 0, text });
    return [reader, user, uid];
  };
  it.each([
    ['dockremap:1:2', ['dockerd', 'dockremap', '']],
    ['ann:1:2', ['podman', 'ann', '']],
    ['root:1:2', ['dockerd', 'root', '']],
    ['ann:1:2\n\nServer Version: 26.1.5', ['dockerd', 'ann', '']],
    ['ann:1:2\n\nServer Version: 28.1.1', ['dockerd-28', 'ann', '']],
    ['ann:1:2\n\nDockerd reads this.', ['dockerd', 'ann', '']],
    ['ann:1:2\nbob:3:4', ['dockerd', 'dockremap', '']],
    ['uid=1001(bob) gid=1001(bob) groups=1001(bob)\n\nann:1:2\nbob:3:4', ['podman', 'bob', '']],
    ['ann:1:2\n\n$ podman unshare ls', ['podman', 'ann', '']],
    ['ann:1:2\n\nError: podman: no such thing', ['podman', 'ann', '']],
    ['nothing of the kind', ['dockerd', 'dockremap', '']],
  ])('%j is asked of %j', (text, expected) => {
    expect(followed(text)).toEqual(expected);
  });

  it('leaves alone what agrees with it', async () => {
    expect(followed('1000:1:2', await open('user=ann&uid=1000'))).toEqual(['dockerd', 'ann', '1000']);
    expect(followed('ann:1:2', await open('reader=docker-rootless&user=ann'))).toEqual(['docker-rootless', 'ann', '']);
  });
});

describe('a listing', () => {
  const pasted = (text: string) => played(start, { kind: 'text', level: 0, text });
  const shown = (state: State) => {
    const { listings, warnings } = select(state).read;
    return [listings.map(({ text, inside }) => `${inside ? 'in' : 'out'}: ${text}`), warnings.map(({ code }) => code)];
  };
  const row = (uid: number, gid: number) => `-rw-r--r-- 1 ${uid} ${gid} 12 Mar  3 10:12 a`;
  const REMAP = 'dockremap:165536:65536';

  it.each<[text: string, seen: string[], warned: string[]]>([
    [`${REMAP}\n${row(165569, 165536)}`, [`out: ${row(33, 0)}`], []],
    [`${REMAP}\n$ docker exec web ls -ln /data\n${row(33, 0)}`, [`in: ${row(165569, 165536)}`], []],
    // A file of somebody else's, wherever it was listed.
    [`${REMAP}\n$ docker exec web ls -ln /data\n${row(0, 0)}`, [`in: ${row(165536, 165536)}`], ['volume-owner']],
    [
      `${REMAP}\n$ ls -ln /srv\n${row(165569, 165536)}\n$ docker exec web ls -ln /data\n${row(33, 0)}`,
      [`out: ${row(33, 0)}`, `in: ${row(165569, 165536)}`],
      [],
    ],
    // podman unshare prints in the user's own namespace, outside the container's.
    [
      `alice:100000:65536\n$ podman run --userns=keep-id --user 33 alpine\n$ podman unshare ls -ln d\n${row(34, 34)}`,
      [`in: ${row(100033, 100033)}`],
      [],
    ],
    // One file stands for both where the other was not pasted.
    [`$ cat /etc/subuid\n${REMAP}\n$ ls -ln /srv\n${row(165569, 165536)}`, [`out: ${row(33, 0)}`], []],
  ])('%j', (text, seen, warned) => {
    expect(shown(pasted(text))).toEqual([seen, warned]);
  });

  it('is where the reader says, whatever the text tells', () => {
    const inside = pasted(`${REMAP}\n${row(33, 0)}`);
    expect(shown(inside)).toEqual([[`out: ${row(65534, 65534)}`], ['volume-owner']]);
    const choose = (seen: State['seen']): Message => ({ kind: 'choose', choices: { seen } });
    expect(shown(played(inside, choose('inside')))).toEqual([[`in: ${row(165569, 165536)}`], []]);
    const told = pasted(`${REMAP}\n$ docker exec web ls -ln\n${row(33, 0)}`);
    const chosen = played(told, choose('host'));
    expect(shown(chosen)[0]).toEqual([`out: ${row(65534, 65534)}`]);
    const typedOn = played(chosen, { kind: 'text', level: 0, text: `${chosen.texts[0]}\n` });
    expect(typedOn.seen).toBe('host');
  });
});

describe('a text of two readings', () => {
  const pasted = (text: string) => played(start, { kind: 'text', level: 0, text });
  it('gives the one that most have, and says the other', () => {
    const state = pasted('alice:100000:65536');
    expect(sentence(state)).toBe('33 in the container is 100032 on the host.');
    expect(why(state)).toBe(
      'By line 1 of /etc/subuid, 1 to 65536 in the container are 100000 to 165535 on the host. With dockerd --userns-remap=alice it is 100033.',
    );
  });

  it.each([
    ['id=33', '33 in the container is 100033 on the host.', ' With rootless Podman it is 100032.'],
    ['id=0', '0 in the container is 100000 on the host.', ' With rootless Podman it is 1000.'],
    ['out=100033', '33 in the container is 100033 on the host.', ' With rootless Podman it is 34.'],
  ])('keeps what a link said: %s', async (asked, expected, other) => {
    const state = await open(`subuid=alice:100000:65536&user=alice&${asked}`);
    expect(sentence(state)).toBe(expected);
    expect(why(state)).toBe(
      `By line 1 of /etc/subuid, 0 to 65535 in the container are 100000 to 165535 on the host.${other}`,
    );
  });

  it('asks whose it is where ids are lent to several people', () => {
    const state = pasted('alice:100000:65536\nbob:165536:65536\n$ podman run --rm --user 1000 alpine id -u\n1000');
    expect([sentence(state), why(state), select(state).read.offeredOwners]).toEqual([
      'Whose containers are these? IDs are assigned to alice or bob.',
      'Choose the account, or paste the output of id.',
      ['alice', 'bob'],
    ]);
    expect(sentence(played(state, { kind: 'choose', choices: { user: 'bob' } }))).toBe(
      '1000 in the container is 166535 on the host.',
    );
  });
});

describe('the id that is asked for', () => {
  const idOf = (text: string, state = start) => played(state, { kind: 'text', level: 0, text }).id;
  it.each([
    ['podman run -u 1000:1000 alpine id', '1000'],
    ['docker run --user=7 nginx', '7'],
    ['docker run nginx', '0'],
    ['docker run --user root nginx', '0'],
    ['docker run --user www-data nginx', '33'],
    ['docker run nginx nginx -u 5', '0'],
    ['podman run --userns=keep-id nginx', '33'],
    ['podman run --userns=keep-id:uid=999,gid=999 nginx', '999'],
    ['[{"Config":{"User":"101"},"HostConfig":{"UsernsMode":""}}]', '101'],
    ['apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    runAsUser: 1001\n  hostUsers: false\n', '1001'],
    ['services:\n  web:\n    image: nginx\n    user: "1002:1002"\n', '1002'],
    ['dockremap:165536:65536\n500', '500'],
    ['dockremap:165536:65536\n', '33'],
  ])('is told by %j: %s', (text, id) => {
    expect(idOf(text)).toBe(id);
  });

  it('is the reader’s once typed, and the usual one where the text tells none any more', () => {
    const told = played(start, { kind: 'text', level: 0, text: 'docker run -u 7 nginx' });
    expect(idOf('docker run -u 8 nginx', told)).toBe('8');
    expect(idOf('dockremap:165536:65536', told)).toBe('33');
    const typed = played(told, { kind: 'choose', choices: { id: '5' } });
    expect(idOf('docker run -u 8 nginx', typed)).toBe('5');
  });
});

describe('without a map', () => {
  const words = (text: string) => why(played(start, { kind: 'text', level: 0, text }));
  const ADD =
    'To translate IDs, add one of these: /etc/subuid, a uid_map, or the container’s configuration. To plan a map, choose “Make a map”.';
  it.each([
    [
      '-rw-r--r-- 1 nobody nogroup 12 Mar  3 10:12 a',
      `65534 (nobody, nogroup) is what a container shows for an owner without a mapping. Run ls -ln on the host to see the real owner. ${ADD}`,
    ],
    [
      'uid=100033 gid=165536',
      `100033 looks like 33 in a container whose range begins at 100000. 165536 looks like 0 in a container whose range begins at 165536. ${ADD}`,
    ],
  ])('%j still says something: %s', (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  it('Docker Desktop is warned of', () => {
    const { warnings, remedies } = select(
      played(start, { kind: 'text', level: 0, text: 'Server:\n Operating System: Docker Desktop\n' }),
    ).read;
    expect([warnings.map(({ code }) => code), remedies.items]).toEqual([['docker-desktop'], []]);
  });
});
