import { describe, expect, test } from 'vitest';
import { init, linkOf, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Message, State } from '../../../../src/islands/uid-map/state/State.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { readUidMapLink, writeUidMapLink } from '../../../../src/share/uidMapLink.ts';

const open = async (fragment: string): Promise<State> => init('page', { link: (await readUidMapLink(fragment)).value });
const newest = await open('stack=docker-29.9');
const old = await open('');
const choose = (choices: Extract<Message, { kind: 'choose' }>['choices']): Message => ({ kind: 'choose', choices });
const played = (state: State, ...messages: Message[]) => messages.reduce(update, state);

describe('a stack sets the releases at once, and who reads the files', () => {
  test.each<[what: string, state: State, fragment: string]>([
    ['the page as it opens', newest, 'stack=docker-29.9'],
    ['another Docker', played(newest, choose({ stack: 'docker-20.10.9' })), 'stack=docker-20.10.9'],
    ['Podman', played(newest, choose({ stack: 'podman-5.4' })), 'stack=podman-5.4'],
    [
      'and back',
      played(newest, choose({ stack: 'podman-5.4' }), choose({ stack: 'docker-27.3' })),
      'stack=docker-27.3',
    ],
    [
      'a stack under a link of before there were any',
      played(old, choose({ stack: 'docker-28.5' })),
      'stack=docker-28.5',
    ],
    [
      'Proxmox VE stays',
      played(newest, choose({ reader: 'proxmox' }), choose({ stack: 'podman-5.4' })),
      'stack=podman-5.4&reader=proxmox',
    ],
    [
      'a release by itself',
      played(newest, choose({ versions: { shadow: '4.20.3' } })),
      'stack=docker-29.9&versions=shadow-4.20.3',
    ],
    [
      'a dockerd of before 28',
      played(newest, choose({ versions: { docker: '26.1.5' } })),
      'stack=docker-29.9&versions=docker-26.1.5&reader=dockerd',
    ],
    [
      'what was chosen in one stack goes with another',
      played(newest, choose({ versions: { shadow: '4.20.3' } }), choose({ stack: 'docker-27.3' })),
      'stack=docker-27.3',
    ],
    [
      'a machine that is like a stack but for its engine',
      played(old, choose({ stack: 'docker-27.3', versions: { docker: '28.1.1' } })),
      'stack=docker-27.3&versions=docker-28.1.1&reader=dockerd-28',
    ],
  ])('%s', async (_, state, expected) => {
    const fragment = await writeUidMapLink(linkOf(state));
    expect(fragment.replace(/&subuid=dockremap:165536:65536|&user=dockremap|&id=33/g, '')).toBe(expected);
    expect((await readUidMapLink(fragment)).value).toEqual(linkOf(state));
  });
});

describe('what the answer says of it', () => {
  const CONFIG = 'lxc.idmap = u 0 100000 65536\n';
  const paste = (text: string): Message => ({ kind: 'text', level: 0, text });
  test.each<[what: string, state: State, computedFor: readonly string[]]>([
    ['the page as it opens', newest, ['dockerd 29.9.0', 'Linux 6.12 to 6.18', 'from source only: dockerd 29.9.0']],
    ['a link of before there were stacks', old, ['dockerd 26.1.5', 'Linux 6.12 to 6.18']],
    [
      'Debian 13',
      played(newest, choose({ stack: 'docker-26.1' })),
      ['dockerd 26.1.5', 'Linux 6.12 to 6.18', 'tested: dockerd'],
    ],
    [
      'Podman',
      played(newest, choose({ stack: 'podman-4.3' }), paste('podman run --userns=keep-id IMAGE')),
      ['Podman 4.3.1', 'Linux 6.12 to 6.18', 'tested: Podman'],
    ],
    [
      'the host’s own LXC',
      played(newest, choose({ stack: 'docker-20.10.9' }), paste(CONFIG)),
      ['LXC 4.0.6', 'Linux 6.12 to 6.18', 'from source only: LXC 4.0.6'],
    ],
    [
      'a crun with another release',
      played(
        newest,
        choose({ stack: 'podman-5.4', versions: { crun: '1.14' } }),
        paste(
          '{"linux":{"namespaces":[{"type":"user"}],"uidMappings":[{"containerID":0,"hostID":5,"size":1}],"gidMappings":[{"containerID":0,"hostID":5,"size":1}]}}',
        ),
      ),
      ['crun 1.14', 'Linux 6.12 to 6.18', 'from source only: crun 1.14'],
    ],
    ['a map that no program made', played(newest, paste('0 100000 65536\n')), ['Linux 6.12 to 6.18']],
  ])('%s', (_, state, computedFor) => {
    expect(select(state).read.computedFor).toEqual(computedFor);
  });

  test('what was changed of a stack, and the releases to choose from', () => {
    const { value, changed, programs, present } = select(played(newest, choose({ versions: { shadow: '4.20.3' } })))
      .read.stack;
    expect([value, changed, present]).toEqual([
      'docker-29.9',
      'Changed in this stack: newuidmap 4.20.3.',
      { engine: 'Docker 29.9.0', runtime: 'runc 1.3.6' },
    ]);
    expect(programs.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'newuidmap 4.20.3',
      'dockerd 29.9.0',
      'Podman 5.4.2',
      'runc 1.3.6',
      'crun 1.21',
      'util-linux 2.41.5',
      'Incus 6.0.4',
    ]);
    expect(programs[1]?.options.map(({ value }) => value)).toEqual([
      '28.5.2',
      '26.1.5',
      '20.10.24',
      '20.10.5',
      '29.9.0',
    ]);
    expect(select(old).read.stack.changed).toBe(undefined);
  });
});
