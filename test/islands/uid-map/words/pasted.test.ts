import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { init, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Choices } from '../../../../src/islands/uid-map/state/State.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../../src/share/uidMapLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const start = init('page', { link: UID_MAP_LINK_DEFAULTS });
const paste = (text: string) => select(update(start, { kind: 'text', level: 0, text })).read;

const BOTH_LINES = 'root:1005:1 root:100000:65536';

const REMAPPED =
  '$ cat /etc/subuid\ndockremap:165536:65536\n$ docker run -v /srv/data:/data alpine touch /data/x\ntouch: /data/x: Permission denied\n$ ls -ldn /srv/data\ndrwxr-xr-x 2 1000 1000 4096 Mar  3 10:12 /srv/data';

describe('advice is for whom the container runs as', () => {
  test.each([
    [REMAPPED, 'sudo chown -R 165536:165536 /srv/data'],
    [REMAPPED.replace('run -v', 'run -u 1000 -v'), 'sudo chown -R 166536:166536 /srv/data'],
    [REMAPPED.replace('run -v', 'run -u root -v'), 'sudo chown -R 165536:165536 /srv/data'],
    // Who registry is, only the image knows: the id asked for stays.
    [REMAPPED.replace('run -v', 'run -u registry -v'), 'sudo chown -R 165569:165569 /srv/data'],
  ])('%#: %j', (text, chown) => {
    const remedy = paste(text).remedies.items.find(({ code }) => code === 'chown');
    expect(remedy?.steps.map((step) => step.text)).toEqual([chown]);
  });

  test('an id that was asked for stays', () => {
    const asked = update(start, { kind: 'choose', choices: { id: '1000' } });
    expect(update(asked, { kind: 'text', level: 0, text: REMAPPED }).id).toBe('1000');
  });
});

describe('what newuidmap refused is offered as a map', () => {
  const refused = (range: string) => `newuidmap: uid range ${range} not allowed`;
  test.each([
    [refused('[1005-1006) -> [1005-1006)'), 'want=u1005:1005&have=root:100000:65536&tool=proxmox'],
    [`${refused('[5-6) -> [1005-1006)')}\nann:100000:65536\n`, 'want=u5:1005&have=ann:100000:65536&tool=podman'],
    // But none with the host's root.
    [refused('[0-1) -> [0-1)'), undefined],
    [`${refused('[0-1) -> [0-1)')}\nann:100000:65536\n`, undefined],
    [refused('[5-15) -> [0-10)').replaceAll('uid', 'gid'), undefined],
  ])('%j', (text, make) => {
    expect(paste(text).errors.map((error) => error.make)).toEqual([make]);
  });
});

describe('a UID of the user that is none', () => {
  test.each([
    [{ reader: 'podman', user: 'ann', uid: 'zzz' }, '“zzz” is not a UID.'],
    [{ reader: 'docker-rootless', user: 'ann', gid: '-4' }, '“-4” is not a GID.'],
    [{ reader: 'dockerd', user: 'ann', uid: '-4' }, '“-4” is not a UID.'],
  ] as const)('%j has no answer of another', (choices, message) => {
    const pasted = update(start, { kind: 'text', level: 0, text: 'ann:100000:65536\n' });
    const { answer, picture, tables, remedies } = select(update(pasted, { kind: 'choose', choices })).read;
    expect([plain(answer.sentence), picture, remedies.items]).toEqual([message, undefined, []]);
    expect(plain(answer.why)).toBe('Type a number from 0 to 4294967294, or leave the field empty.');
    expect(tables.flatMap(({ rows }) => rows)).toEqual([]);
  });
});

describe('a path of the container is found on the host', () => {
  test.each([
    [
      REMAPPED,
      '/data/x is the path in the container. On the host it is /srv/data/x, because the command mounts /srv/data at /data.',
      'namei -l /srv/data/x',
    ],
    [
      '$ podman run -v "$PWD/data:/data:Z" alpine touch /data/x\ntouch: /data/x: Permission denied',
      '/data/x is the path in the container. On the host it is $PWD/data/x, because the command mounts $PWD/data at /data.',
      'namei -l "$PWD/data/x"',
    ],
    [
      '$ podman run -v ./data:/data alpine touch /database\ntouch: /database: Permission denied',
      undefined,
      'namei -l HOST_PATH',
    ],
    ['mkdir /var/lib/registry/docker: permission denied', undefined, 'namei -l HOST_PATH'],
  ])('%#: %j', (text, here, command) => {
    const [error] = paste(text).errors;
    expect([error?.here, error?.next[0]?.command]).toEqual([here, command]);
  });
});

describe('an LXC config with a map that LXC does not start a container with', () => {
  const NO_START = 'LXC does not start this container: ';
  const NO_GIDS = `${NO_START}the config maps UIDs (u), but no GIDs (g).`;
  const BY_LINE = 'By line 1 of the config, 0 to 65535 in the container are 100000 to 165535 on the host.';
  const asked = (text: string, choices: Partial<Choices>) =>
    select(update(update(start, { kind: 'text', level: 0, text }), { kind: 'choose', choices })).read;
  const ONE = 'lxc.idmap: u 0 100000 65536';
  test.each<[string, Partial<Choices>, string, string]>([
    [ONE, {}, '33 in the container is 100033 on the host.', `${NO_GIDS} ${BY_LINE}`],
    [
      ONE,
      { side: 'outside', id: '0' },
      '0 on the host has no ID in the container; it appears there as 65534.',
      NO_GIDS,
    ],
    [ONE, { id: '70000' }, '70000 in the container has no ID on the host.', NO_GIDS],
    [ONE, { id: '' }, 'Type an ID on either side.', NO_GIDS],
    [ONE, { kind: 'gid' }, 'The config maps no GIDs.', `Look at line 1. ${NO_GIDS} Add the same lines with g`],
    [
      ONE.replace('u', 'g'),
      {},
      'The config maps no UIDs.',
      `Look at line 1. ${NO_START}the config maps GIDs (g), but no UIDs (u).`,
    ],
    [
      `${ONE}\nlxc.idmap: g 1 100001 65535`,
      {},
      '33 in the container is 100033 on the host.',
      `${NO_START}GID 0 has no mapping, so root in the container has no GID on the host. ${BY_LINE}`,
    ],
  ])('%j asked %j: %s', (text, choices, sentence, why) => {
    const { answer } = asked(text, choices);
    expect(plain(answer.sentence)).toBe(sentence);
    expect(plain(answer.why).startsWith(why)).toBe(true);
  });

  test('what else is wrong with a line leaves no answer', () => {
    expect(plain(asked(`${ONE} # all`, {}).answer.sentence)).toBe('No map: LXC does not start the container.');
    expect(plain(asked('lxc.idmap: u 0 100000 65536\nlxc.idmap: u 5 5 5', {}).answer.sentence)).toContain('refuses');
  });

  test('the problem has a fix, with which it starts', () => {
    const [problem] = asked(ONE, {}).texts[0]?.problems ?? [];
    const { answer, texts } = asked(applyEdits(ONE, problem?.fix ?? []), { kind: 'gid' });
    expect([plain(answer.sentence), texts[0]?.problems]).toEqual(['33 in the container is 100033 on the host.', []]);
  });
});

describe('a text that leaves the map to other files', () => {
  test.each([
    [
      '{"userns-remap": "default"}',
      'dockerd takes the ranges from /etc/subuid and /etc/subgid. Paste these files, too.',
    ],
    ['{"userns-remap": "default"}\n\ndockremap:165536:65536', ''],
  ])('%j: %s', (text, why) => {
    const { answer } = paste(text);
    if (why === '') expect(plain(answer.sentence)).toBe('33 in the container is 165569 on the host.');
    else expect([plain(answer.sentence), plain(answer.why)]).toEqual(['This text does not show the map.', why]);
  });
});

describe('the answer in brief, for a phone', () => {
  const REFUSED = 'setgroups: Operation not permitted';
  test.each([
    ['', 'No text yet.'],
    [REFUSED, 'Who said no: the kernel.'],
    [`dockremap:165536:65536\n\n${REFUSED}`, '33 in the container is 165569 on the host.'],
  ])('%j: %s', (text, brief) => {
    expect(plain(paste(text).brief)).toBe(brief);
  });
});

describe('commands are fit to be pasted', () => {
  test.each([
    [
      'alice:100000:65536\n\nnewuidmap 123 [0 1000 1 1 100000 65536] failed: exit status 1',
      'grep "^alice:" /etc/subuid',
    ],
    ['newuidmap 123 [0 1000 1 1 100000 65536] failed: exit status 1', 'grep "^USER:" /etc/subuid'],
  ])('%#: %j', (text, command) => {
    expect(paste(text).errors[0]?.next[0]?.command).toBe(command);
  });
});

describe('a Proxmox config', () => {
  const SHARE = ['u', 'g']
    .map((t) => `lxc.idmap: ${t} 0 100000 1005\nlxc.idmap: ${t} 1005 1005 1\nlxc.idmap: ${t} 1006 101006 64530\n`)
    .join('');
  const config = `arch: amd64\nmp0: /tank/media,mp=/media\nunprivileged: 1\n${SHARE}`;
  const grants = (text: string) => {
    const { answer, grants: needed, texts } = paste(text);
    const lines = needed?.steps.map((step) => step.text.trimEnd().replaceAll('\n', ' ')) ?? [];
    const marked = texts[0]?.marks.filter(({ tone }) => tone === 'error').map(({ line }) => line);
    return [plain(answer.sentence), needed?.missing, lines, marked];
  };

  test.each([
    ['alone', '', ['33 in the container is 100033 on the host.', false, [BOTH_LINES, BOTH_LINES], []]],
    [
      'with what lends the range alone',
      '\nroot:100000:65536\n',
      ['The container does not start.', true, ['root:1005:1', 'root:1005:1'], [5, 8]],
    ],
    [
      'with all that it needs',
      '\nroot:100000:65536\nroot:1005:1\n',
      ['33 in the container is 100033 on the host.', undefined, [], []],
    ],
  ])('%s', (_, files, told) => expect(grants(config + files)).toEqual(told));

  test('its directory stands in the commands, which root’s shell takes without sudo', () => {
    const chown = paste(config).remedies.items.find(({ code }) => code === 'chown');
    expect(chown?.steps.map(({ text }) => text)).toEqual(['chown -R 100033:100033 /tank/media']);
  });
});

describe('warnings that need no map', () => {
  test('lines that overlap are told, whoever is chosen', () => {
    expect(
      paste('alice:100000:65536\nbob:150000:65536\nlxd:100000:65536\nroot:100000:65536').warnings.map(
        ({ message }) => message,
      ),
    ).toEqual([
      '/etc/subuid and /etc/subgid: alice:100000:65536 (line 1) and lxd:100000:65536 (line 3) both assign 100000 to 165535.',
      '/etc/subuid and /etc/subgid: alice:100000:65536 (line 1) and root:100000:65536 (line 4) both assign 100000 to 165535.',
      '/etc/subuid and /etc/subgid: alice:100000:65536 (line 1) and bob:150000:65536 (line 2) both assign 150000 to 165535.',
    ]);
  });

  test('a label that containers may not write to is told', () => {
    expect(
      paste(
        '$ ls -lZ /srv/data\n-rw-r--r--. 1 alice alice unconfined_u:object_r:user_home_t:s0 12 Mar  3 10:12 x',
      ).warnings.map(({ code }) => code),
    ).toEqual(['label-forbids']);
  });
});

test('ids without a mapping beyond the first four are counted', () => {
  const rows = Array.from({ length: 7 }, (_, at) => `-rw-r--r-- 1 ${at + 1} 100000 0 Mar  3 10:12 f${at}`);
  const [listing] = paste(`dockremap:165536:65536\n\n$ ls -ln\n${rows.join('\n')}`).listings;
  expect([listing?.notes.length, listing?.moreNotes]).toEqual([4, 4]);
});
