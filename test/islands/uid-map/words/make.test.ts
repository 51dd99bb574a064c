import { describe, expect, it } from 'vitest';
import { init, linkOf, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Message, State } from '../../../../src/islands/uid-map/state/State.ts';
import { isBlank, readMappings, writeMappings } from '../../../../src/islands/uid-map/state/tools.ts';
import { placeholdersOf } from '../../../../src/islands/uid-map/words/placeholders.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { readUidMapLink, UID_MAP_LINK_DEFAULTS, writeUidMapLink } from '../../../../src/share/uidMapLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const open = async (fragment: string) => init('page', { link: (await readUidMapLink(fragment)).value });
const played = (state: State, ...messages: Message[]) => messages.reduce(update, state);
const start = init('page', { link: UID_MAP_LINK_DEFAULTS });

describe('mappings in a link', () => {
  it.each([
    ['1000:1005', [{ inside: '1000', outside: '1005', count: '1', kind: 'both' }]],
    [
      'u33:33,g44:44:2',
      [
        { inside: '33', outside: '33', count: '1', kind: 'uid' },
        { inside: '44', outside: '44', count: '2', kind: 'gid' },
      ],
    ],
    ['', [{ inside: '', outside: '', count: '1', kind: 'both' }]],
    ['x', [{ inside: 'x', outside: '', count: '1', kind: 'both' }]],
    ['1:2:3:4', [{ inside: '1', outside: '2', count: '3:4', kind: 'both' }]],
  ])('%j', (text, rows) => {
    expect(readMappings(text)).toEqual(rows);
    if (/^[ug]?[0-9:]+(,[ug]?[0-9:]+)*$/.test(text)) expect(writeMappings(readMappings(text))).toBe(text);
  });
});

describe('the map for mappings', () => {
  it.each([
    [
      'want=1000:1005',
      '3 lines for users and 3 for groups, plus 1 in /etc/subuid and 1 in /etc/subgid.',
      'To add: root:1005:1 in /etc/subuid, root:1005:1 in /etc/subgid.',
    ],
    ['want=g44:44', 'One line for users and 3 for groups, plus 1 in /etc/subgid.', 'To add: root:44:1 in /etc/subgid.'],
    ['want=1000:101000', 'One line for users and 1 for groups.', undefined],
    ['want=:', 'Type an ID in the container and one on the host.', undefined],
    ['want=1000:', 'Type the ID on the host, too.', undefined],
    ['want=1000:x', '“x” is not an ID. Type a number from 0 to 4294967294.', undefined],
    [
      'want=1000:1005&have=ann:200000:65536,root:100000:65536',
      '3 lines for users and 3 for groups, plus 1 in /etc/subuid and 1 in /etc/subgid.',
      'To add: root:1005:1 in /etc/subuid, root:1005:1 in /etc/subgid.',
    ],
    [
      'want=1000:1005&have=ann:200000:65536,root:100000:65536&uid=1000&tool=podman',
      '4 lines for users and 4 for groups, plus 1 in /etc/subuid and 1 in /etc/subgid.',
      'To add: ann:1005:1 in /etc/subuid, ann:1005:1 in /etc/subgid.',
    ],
    ['want=1000:1005&have=ann:200000:65536', 'No map satisfies these mappings.', undefined],
    ['want=1000:1005,1000:7', 'No map satisfies these mappings.', undefined],
    ['want=1000:1005&have=root:5:10', 'No map satisfies these mappings.', undefined],
  ])('%s: %s', async (fragment, sentence, missing) => {
    const { make } = select(await open(fragment));
    const why = plain(make?.why ?? []);
    expect([
      plain(make?.sentence ?? []),
      why.includes('To add') ? why.slice(why.indexOf('To add')) : undefined,
    ]).toEqual([sentence, missing]);
  });

  it('says what is wrong with a mapping at its row', async () => {
    const { make } = select(await open('want=1000:1005,a:5,5:6:0,4294967295:1'));
    expect(make?.mappings.map(({ problem }) => problem && [problem.field, problem.words])).toEqual([
      undefined,
      ['inside', '“a” is not an ID. Type a number from 0 to 4294967294.'],
      ['count', '“0” is not a number from 1 to 4294967295.'],
      ['inside', '4294967295 is never an ID.'],
    ]);
  });

  const TO_MAKE: Message = { kind: 'choose', choices: { task: 'make' } };
  const TO_READ: Message = { kind: 'choose', choices: { task: 'read' } };
  const stackIs = (stack: string): Message => ({ kind: 'choose', choices: { stack } });
  const toolIs = (tool: State['tool']): Message => ({ kind: 'choose', choices: { tool } });
  const paste = (text: string): Message => ({ kind: 'text', level: 0, text });
  const [ROOT, ANN, REMAP] = ['root:100000:65536', 'ann:100000:65536', 'dockremap:165536:65536'];
  it.each<[what: string, fragment: string, messages: readonly Message[], tool: string, have: string]>([
    ['Docker', 'stack=docker-29.9', [TO_MAKE], 'docker', REMAP],
    ['Podman', 'stack=podman-5.4', [TO_MAKE], 'podman', ANN],
    ['Kubernetes', 'stack=kubernetes-1.36', [TO_MAKE], 'kubernetes', ROOT],
    ['CRI-O', 'stack=cri-o-1.33', [TO_MAKE], 'kubernetes', ROOT],
    ['a stack that is chosen before', '', [stackIs('podman-6.1'), TO_MAKE], 'podman', ANN],
    ['and after', 'stack=docker-29.9', [TO_MAKE, stackIs('podman-6.1')], 'podman', ANN],
    ['no stack: what links began with', '', [TO_MAKE], 'proxmox', ROOT],
    ['a link without the tool', 'want=1:2&stack=docker-29.9', [], 'proxmox', ROOT],
    ['the same, left and entered again', 'want=1:2&stack=docker-29.9', [TO_READ, TO_MAKE], 'proxmox', ROOT],
    ['a link with one, kept beside a text', 'task=read&want=1:2&tool=lxc&stack=docker-29.9', [TO_MAKE], 'lxc', ROOT],
    ['a tool of one’s own stays', 'stack=docker-29.9', [TO_MAKE, toolIs('proxmox'), TO_READ, TO_MAKE], 'proxmox', ROOT],
    ['on another stack, too', 'stack=docker-29.9', [TO_MAKE, toolIs('lxc'), stackIs('podman-5.4')], 'lxc', REMAP],
    ['ranges of one’s own', 'stack=podman-5.4', [paste('bob:7:9\n'), TO_MAKE], 'podman', 'bob:7:9'],
    ['a range that was typed', 'stack=docker-29.9&have=bob:7:9', [TO_MAKE], 'docker', 'bob:7:9'],
  ])('opens on the engine of the stack: %s', async (_, fragment, messages, tool, have) => {
    const state = played(await open(fragment), ...messages);
    expect([state.tool, state.have, state.task]).toEqual([tool, have, 'make']);
    const { value } = await readUidMapLink(await writeUidMapLink(linkOf(state)));
    expect([value.tool, value.have]).toEqual([tool, have]);
  });

  it('has the stack in sight, and says where another engine makes the map', async () => {
    const view = async (fragment: string) => select(await open(fragment)).make?.stack;
    const other = await view('want=1:2&tool=lxc&stack=docker-29.9&versions=shadow-4.20.3&kernel=5.4');
    expect([other?.value, other?.changed, other?.own, other?.kernel.value]).toEqual([
      'docker-29.9',
      'Changed in this stack: newuidmap 4.20.3, Linux 5.4. The answer is for LXC 6.0.4; this stack has Docker.',
      { shadow: '4.20.3' },
      '5.4',
    ]);
    expect((await view('want=1:2&tool=docker&stack=docker-29.9'))?.changed).toBe(undefined);
    expect((await view('want=1:2&tool=lxc'))?.changed).toBe(undefined);
  });

  it('is told in the tool that was chosen, and none is taken in its place', async () => {
    const tool = async (fragment: string) => select(await open(fragment)).make?.config?.name;
    expect(await Promise.all(['want=1:2', 'want=1:2&tool=oci', 'want=1:2&tool=podman'].map(tool))).toEqual([
      'Proxmox VE',
      'runc, crun',
      undefined,
    ]);
  });

  it('leaves the choice between few lines and kept owners where both can’t be had', async () => {
    const made = async (fragment: string) => {
      const { make } = select(await open(fragment));
      return [make?.preferences.map(({ label }) => label), plain(make?.sentence ?? [])];
    };
    expect(await Promise.all(['want=1000:1005', 'want=1000:100500', 'want=1000:100500&prefer=kept'].map(made))).toEqual(
      [
        [[], '3 lines for users and 3 for groups, plus 1 in /etc/subuid and 1 in /etc/subgid.'],
        [BOTH, '5 lines for users and 5 for groups.'],
        [BOTH, '5 lines for users and 5 for groups.'],
      ],
    );
  });
});

/** Few lines, or owners that stay: what each costs. */
const BOTH = ['2 lines; 65535 other host IDs change', '5 lines; 1 other host ID changes'];

describe('the rows', () => {
  it('are added, changed and removed; the last one is emptied', () => {
    const two = played(
      start,
      { kind: 'mappings', change: 'add' },
      { kind: 'mapping', index: 1, mapping: { inside: '33', outside: '33', kind: 'uid' } },
    );
    expect(linkOf(two).want).toBe('1000:1005,u33:33');
    const one = played(two, { kind: 'mappings', change: { remove: 0 } });
    const none = played(one, { kind: 'mappings', change: { remove: 0 } });
    expect([linkOf(one).want, linkOf(none).want]).toEqual(['u33:33', ':']);
    expect([select(one).undo?.words, linkOf(played(one, { kind: 'undo' })).want]).toEqual([
      'Mapping 1 removed.',
      '1000:1005,u33:33',
    ]);
    expect(select(played(one, { kind: 'mapping', index: 0, mapping: { inside: '7' } })).undo).toBeUndefined();
  });

  it('are made from the ranges that were pasted, unless others were typed', () => {
    const pasted = played(start, { kind: 'text', level: 0, text: 'root:200000:65536\n' });
    const turned = played(pasted, { kind: 'choose', choices: { task: 'make' } });
    expect(turned.have).toBe('root:200000:65536');
    const typed = played(
      pasted,
      { kind: 'choose', choices: { have: 'root:1:9' } },
      { kind: 'choose', choices: { task: 'make' } },
    );
    expect(typed.have).toBe('root:1:9');
  });

  it('lend the example range to whom the tool runs as', () => {
    const tool = (state: State, value: State['tool']) => played(state, { kind: 'choose', choices: { tool: value } });
    const podman = tool(start, 'podman');
    expect([podman.have, tool(podman, 'lxc').have, tool(podman, 'proxmox').have]).toEqual([
      'ann:100000:65536',
      'ann:100000:65536',
      'root:100000:65536',
    ]);
    expect(tool(played(start, { kind: 'choose', choices: { have: 'root:1:2' } }), 'podman').have).toBe('root:1:2');
  });

  it('give the group of a mapping a row of its own', () => {
    const two = played(start, { kind: 'mappings', change: { split: 0 } });
    expect(linkOf(two).want).toBe('u1000:1005,g1000:1005');
  });

  it('go on with groups after a user', () => {
    const of = (kind: 'both' | 'uid' | 'gid') =>
      played(start, { kind: 'mapping', index: 0, mapping: { kind } }, { kind: 'mappings', change: 'add' }).mappings[1]
        ?.kind;
    expect([of('both'), of('uid'), of('gid')]).toEqual(['both', 'gid', 'gid']);
  });
});

describe('the steps', () => {
  const steps = async (fragment: string) =>
    (select(await open(fragment)).make?.config?.steps ?? []).map(({ where, text, note }) => [
      'file' in where ? where.file : (text.split('\n')[0] ?? ''),
      note?.split(/[:.]/)[0],
    ]);

  it('stand in the order in which they are done', async () => {
    expect(await steps('want=1000:1005')).toEqual([
      ['pct shutdown CTID', 'Stop the container'],
      [
        '/etc/pve/lxc/CTID.conf',
        'If the file has snapshots, such as [before-upgrade], put the lines above the first one',
      ],
      ['/etc/subuid', 'Warning'],
      ['/etc/subgid', undefined],
      ['pct mount CTID', 'Only if the container exists already'],
      ['pct start CTID', undefined],
      ['lxc-attach -n CTID -u 1000 -g 1000 -- touch TARGET/try', 'Check'],
    ]);
  });

  it('name the directory that a config mounts', () => {
    const config = 'unprivileged: 1\nmp0: /tank/media,mp=/media\n';
    const made = played(
      start,
      { kind: 'text', level: 0, text: config },
      { kind: 'choose', choices: { task: 'make', tool: 'proxmox' } },
    );
    expect(select(made).make?.config?.steps.at(-1)?.text).toBe(
      'lxc-attach -n CTID -u 1000 -g 1000 -- touch /media/try\nls -ln /tank/media/try',
    );
  });

  it('say once what to put in', async () => {
    const { config } = select(await open('want=1000:1005')).make ?? {};
    expect(placeholdersOf(config?.steps ?? []).map((words) => words.map(({ word }) => word).join())).toEqual([
      'CTID',
      '',
      '',
      '',
      '',
      '',
      'DIR,TARGET',
    ]);
  });

  it('hand over no file twice: what the config does is not told beside it', async () => {
    const told = async (fragment: string) => select(await open(fragment)).make?.problems.map(({ code }) => code);
    expect(await Promise.all(['want=1000:1005', 'want=1000:1005&tool=oci'].map(told))).toEqual([
      [],
      ['solve-own-files'],
    ]);
    // Nor for a map that the tool cannot make.
    const cannot = ['want=0:33&have=ann:100000:65536&tool=docker-rootless&uid=1000', 'want=0:33&tool=nspawn'];
    expect(await Promise.all(cannot.map(told))).toEqual([[], []]);
  });
});

describe('what is told of the other IDs', () => {
  it.each([
    [
      'want=1000:1005',
      'All other container IDs keep the host IDs they had. No map for these mappings has fewer lines.',
    ],
    ['want=0:100001', '1 other UID and 1 other GID get'],
    ['want=1000:1005&tool=podman&have=ann:100000:65536&uid=zzz', ''],
  ])('%s', async (fragment, why) => {
    expect(plain(select(await open(fragment)).make?.why ?? [])).toContain(why);
  });

  it('no map is made for a user without a UID that is one', async () => {
    const { make } = select(await open('want=1000:1005&tool=podman&have=ann:100000:65536&uid=zzz'));
    expect([plain(make?.sentence ?? []), make?.uidProblem, make?.picture, make?.config]).toEqual([
      '“zzz” is not an ID. Type a number from 0 to 4294967294.',
      '“zzz” is not an ID. Type a number from 0 to 4294967294.',
      undefined,
      undefined,
    ]);
  });
});

describe('no map is made with the host’s root', () => {
  it.each([
    'want=u0:0',
    'want=0:0&have=ann:100000:65536&tool=podman&uid=1000',
    'want=1000:0:10&tool=oci',
    'want=33:33&have=root:0:65536&tool=mount',
    'want=33:33&have=ann:0:65536&tool=docker-rootless&uid=1000',
  ])('%s', async (fragment) => {
    const { make } = select(await open(fragment));
    const { sentence, why, problems, steps, picture, tables, config, asked, announcement } = make ?? {};
    expect(plain(sentence ?? [])).toBe('No map: host ID 0 is root.');
    expect(announcement).toBe('No map: host ID 0 is root.');
    expect(plain(why ?? [])).toContain('can act as root on the host. Use another host ID and ranges without 0');
    expect({ problems, steps, picture, tables, config: config?.steps ?? [], asked }).toEqual({
      problems: [],
      steps: [],
      picture: undefined,
      tables: [],
      config: [],
      asked: false,
    });
  });
});

it('lines of a trace in the place of ranges: the first 40 are told and marked, the others counted', () => {
  const have = 'openat(AT_FDCWD, "/a", O_RDONLY) = 3\n'.repeat(26_000);
  const { haveProblems, haveMarks } =
    select(played(start, { kind: 'choose', choices: { task: 'make', have } })).make ?? {};
  expect([haveProblems?.length, haveProblems?.at(-1)?.message, haveMarks?.length]).toEqual([
    41,
    '25962 more problems are not listed.',
    40,
  ]);
});

describe('a config among the ranges', () => {
  const CONFIG = 'arch: amd64\nunprivileged: 1\nlxc.idmap: u 0 100000 65536\nlxc.idmap: g 0 100000 65536\n';
  const typed = (have: string) => played(start, { kind: 'choose', choices: { task: 'make', have } });

  it('is told once, and looked up where it belongs', () => {
    const state = typed(CONFIG);
    expect(select(state).make?.haveProblems.map(({ message }) => message)).toEqual([
      'This is an LXC config: look up its IDs under “Look up an ID”.',
    ]);
    expect(plain(select(state).make?.sentence ?? [])).toBe('Paste the lines of /etc/subuid that the map can use.');
    const read = played(state, { kind: 'read-have' });
    expect([read.task, read.texts[0], read.have]).toEqual(['read', CONFIG, UID_MAP_LINK_DEFAULTS.have]);
    expect(played(read, { kind: 'undo' }).have).toBe(CONFIG);
  });

  it('leaves the lines of /etc/subuid beside it as they are', () => {
    const { make } = select(typed(`${CONFIG}\nroot:100000:65536\n`));
    expect(plain(make?.sentence ?? [])).toBe(
      '3 lines for users and 3 for groups, plus 1 in /etc/subuid and 1 in /etc/subgid.',
    );
  });
});

describe('the map that was made', () => {
  it.each([
    [
      'want=u1000:1005&tool=proxmox',
      'lxc.idmap: u 0 100000 1000\nlxc.idmap: u 1000 1005 1\nlxc.idmap: u 1001 101001 64535\nlxc.idmap: g 0 100000 65536\n\n==> /etc/subuid <==\nroot:100000:65536\nroot:1005:1\n\n==> /etc/subgid <==\nroot:100000:65536\n',
    ],
    [
      'want=1000:101000&tool=lxc',
      'lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n\n==> /etc/subuid <==\nroot:100000:65536\n\n==> /etc/subgid <==\nroot:100000:65536\n',
    ],
    [
      'want=1000:101000&tool=oci',
      '==> /proc/self/uid_map <==\n         0     100000      65536\n\n==> /proc/self/gid_map <==\n         0     100000      65536\n',
    ],
  ])('%s is asked in the form of its tool', async (fragment, text) => {
    const asked = played(await open(fragment), { kind: 'look-up' });
    expect([asked.texts[0], select(asked).read.answer.kind, select(asked).read.grants]).toEqual([
      text,
      'answered',
      undefined,
    ]);
  });

  it('is asked for the first mapping, then for any id', async () => {
    const asked = played(await open('want=u1000:1005'), { kind: 'look-up' });
    const answer = (state: State) => plain(select(state).read.answer.sentence);
    expect([
      asked.task,
      answer(asked),
      answer(played(asked, { kind: 'choose', choices: { id: '33' } })),
      select(asked).read.texts[0]?.parts.map(({ name }) => name),
    ]).toEqual([
      'read',
      '1000 in the container is 1005 on the host.',
      '33 in the container is 100033 on the host.',
      ['an LXC config', '/etc/subuid', '/etc/subgid'],
    ]);
    expect(played(await open('want=1:1,1:2'), { kind: 'look-up' }).task).toBe('make');
  });

  it('takes the place of a text that can be had again', async () => {
    const typed = played(
      start,
      { kind: 'text', level: 0, text: '0 5 1' },
      { kind: 'choose', choices: { task: 'make' } },
    );
    const asked = played(typed, { kind: 'look-up' }, { kind: 'choose', choices: { id: '33' } });
    expect(select(asked).undo?.words).toBe('The map that you made replaced your text.');
    const { texts, task, id } = played(asked, { kind: 'undo' });
    expect([texts, task, id]).toEqual([['0 5 1'], 'make', typed.id]);
  });
});

describe('a tool of which something is not known yet', () => {
  it.each([
    ['want=1000:1005&have=ann:100000:65536&tool=podman', 'info', 'Enter the UID, which id -u ann prints.'],
    ['want=1000:1005&have=ann:100000:65536&tool=podman&uid=1000', undefined, undefined],
    [
      'want=1000:1005&tool=nspawn',
      'error',
      'Give the container one range, and map single directories with an idmapped mount.',
    ],
  ])('%s: %s', async (fragment, severity, hint) => {
    const cannot = select(await open(fragment)).make?.config?.cannot;
    expect([cannot?.severity, cannot?.hint]).toEqual([severity, hint]);
  });
});

describe('mappings that are cleared', () => {
  it('can be had again, and leave the ranges and the tool', async () => {
    const made = await open('want=1000:1005,g44:44&have=ann:200000:65536&tool=podman');
    const cleared = played(made, { kind: 'mappings', change: 'clear' });
    const { want, have, tool } = linkOf(cleared);
    expect([want, have, tool, select(cleared).undo?.words]).toEqual([
      ':',
      'ann:200000:65536',
      'podman',
      'Mappings cleared.',
    ]);
    expect([isBlank(made.mappings), isBlank(cleared.mappings)]).toEqual([false, true]);
    expect(linkOf(played(cleared, { kind: 'undo' })).want).toBe('1000:1005,g44:44');
  });

  it.each([
    ['want=:', true],
    ['want=1:', false],
    ['want=:::2', false],
    ['want=u:', false],
    ['want=:,:', false],
  ])('%s: nothing to clear, %s', async (fragment, blank) => {
    expect(isBlank((await open(fragment)).mappings)).toBe(blank);
  });
});

describe('a text that is cleared', () => {
  it('can be had again', () => {
    const cleared = played(start, { kind: 'text', level: 0, text: '0 5 1' }, { kind: 'clear' });
    expect([cleared.texts, select(cleared).undo?.words]).toEqual([[''], 'Text cleared.']);
    expect(select(cleared).read.fields.map(({ value }) => value)).toEqual(['', '']);
    const { texts, id } = played(cleared, { kind: 'undo' });
    expect([texts, id]).toEqual([['0 5 1'], start.id]);
    expect(played(cleared, { kind: 'text', level: 0, text: 'a:1:2' }).id).toBe(UID_MAP_LINK_DEFAULTS.id);
  });
});

describe('on a stack', () => {
  const made = async (fragment: string) => select(init('page', { link: (await readUidMapLink(fragment)).value })).make;
  it.each<[fragment: string, computedFor: readonly string[], cannot: string | undefined]>([
    ['want=1000:1005', ['LXC 6.0.4', 'newuidmap 4.17.4', 'Linux 6.12 to 6.18'], undefined],
    ['want=1000:1005&tool=docker&have=dockremap:165536:65536', ['dockerd 26.1.5', 'Linux 6.12 to 6.18'], undefined],
    [
      'want=1000:1005&tool=nspawn',
      ['systemd 257', 'util-linux 2.41', 'Linux 6.12 to 6.18'],
      'systemd-nspawn supports only one range; this map has 3.',
    ],
    [
      'want=1000:1005&tool=kubernetes',
      ['Kubernetes 1.36', 'Linux 6.12 to 6.18'],
      'A Pod can ask for a user namespace, but not for a map: the kubelet chooses 65536 host IDs.',
    ],
    [
      'stack=kubernetes-1.36&want=1000:1005&tool=kubernetes',
      ['Kubernetes 1.36', 'containerd 2.1.9', 'runc 1.3.6', 'Linux 7.2'],
      'A Pod can ask for a user namespace, but not for a map: the kubelet chooses 65536 host IDs.',
    ],
    ['stack=docker-29.9&want=1000:1005&tool=lxc', ['LXC 6.0.4', 'newuidmap 4.17.4', 'Linux 6.12'], undefined],
    ['stack=podman-6.1&want=1000:1005&tool=oci', ['runc 1.3.6', 'crun 1.28', 'Linux 7.3'], undefined],
    [
      'stack=docker-29.9&want=1000:1005&have=dockremap:165536:65536&tool=docker',
      ['dockerd 29.9.0', 'Linux 6.12'],
      undefined,
    ],
    [
      'stack=docker-24.0&want=1000:1005&tool=mount',
      ['util-linux 2.38.1', 'Linux 6.1'],
      'mount from util-linux 2.38.1 ignores X-mount.idmap and mounts without an ID map.',
    ],
  ])('%s', async (fragment, computedFor, cannot) => {
    const make = await made(fragment);
    expect([make?.computedFor, make?.config?.cannot?.message]).toEqual([computedFor, cannot]);
  });
});
