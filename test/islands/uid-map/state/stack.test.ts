import { describe, expect, test } from 'vitest';
import { init, linkOf, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Message, State } from '../../../../src/islands/uid-map/state/State.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { readUidMapLink, writeUidMapLink } from '../../../../src/share/uidMapLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

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
    ['Kubernetes', played(newest, choose({ stack: 'kubernetes-1.36' })), 'stack=kubernetes-1.36&reader=kubernetes'],
    [
      'and back to Docker',
      played(newest, choose({ stack: 'kubernetes-1.36' }), choose({ stack: 'docker-26.1' })),
      'stack=docker-26.1',
    ],
    [
      'CRI-O with another containerd, which it does not use',
      played(newest, choose({ stack: 'cri-o-1.33' }), choose({ versions: { containerd: '1.6.20' } })),
      'stack=cri-o-1.33&versions=containerd-1.6.20&reader=kubernetes',
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
      'a kernel by itself',
      played(newest, choose({ kernel: '5.4.0-150-generic' })),
      'stack=docker-29.9&kernel=5.4.0-150-generic',
    ],
    ['a kernel under a link of before there were stacks', played(old, choose({ kernel: '7.2' })), 'kernel=7.2'],
    [
      'what was chosen in one stack goes with another',
      played(newest, choose({ versions: { shadow: '4.20.3' }, kernel: '5.4' }), choose({ stack: 'docker-27.3' })),
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
    ['the page as it opens', newest, ['dockerd 29.9.0', 'Linux 6.12', 'from source only: dockerd 29.9.0']],
    ['a link of before there were stacks', old, ['dockerd 26.1.5', 'Linux 6.12 to 6.18']],
    [
      'Debian 13',
      played(newest, choose({ stack: 'docker-26.1' })),
      ['dockerd 26.1.5', 'Linux 6.12', 'tested: dockerd and Linux'],
    ],
    [
      'Podman',
      played(newest, choose({ stack: 'podman-4.3' }), paste('podman run --userns=keep-id IMAGE')),
      ['Podman 4.3.1', 'Linux 6.1', 'tested: Podman and Linux'],
    ],
    [
      'the host’s own LXC',
      played(newest, choose({ stack: 'docker-20.10.9' }), paste(CONFIG)),
      ['LXC 4.0.6', 'Linux 5.10', 'from source only: LXC 4.0.6'],
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
      ['crun 1.14', 'Linux 6.12', 'from source only: crun 1.14'],
    ],
    ['a map that no program made', played(newest, paste('0 100000 65536\n')), ['Linux 6.12', 'tested: Linux']],
    [
      'the kernel of another stack',
      played(newest, choose({ stack: 'docker-28.5' }), paste('0 0 18446744073709551616\n')),
      ['Linux 7.2', 'tested: Linux'],
    ],
    [
      'a kernel that no stack has',
      played(newest, choose({ kernel: '4.14.336' }), paste('0 0 18446744073709551616\n')),
      ['Linux 4.14.336', 'from source only: Linux 4.14.336'],
    ],
    [
      'a node, which nobody asked',
      played(newest, choose({ stack: 'kubernetes-1.36' }), paste('spec:\n  hostUsers: false\n  containers: []\n')),
      [
        'Kubernetes 1.36',
        'containerd 2.1.9',
        'runc 1.3.6',
        'Linux 7.2',
        'from source only: Kubernetes 1.36 and containerd 2.1.9',
      ],
    ],
    [
      'releases that there are not yet',
      played(newest, choose({ versions: { docker: '99.0.1' }, kernel: '99.9' })),
      ['dockerd 99.0.1', 'Linux 99.9', 'newer than this site knows: dockerd 99.0.1 and Linux 99.9'],
    ],
    [
      'a kernel of another stack by itself',
      played(old, choose({ kernel: '7.3.1-1' })),
      ['dockerd 26.1.5', 'Linux 7.3.1-1', 'tested: dockerd and Linux'],
    ],
    [
      'a release by itself, without a stack: the kernel is what it was as links began',
      played(old, choose({ versions: { docker: '28.5.2' } })),
      ['dockerd 28.5.2', 'Linux 6.12 to 6.18', 'tested: dockerd'],
    ],
  ])('%s', (_, state, computedFor) => {
    expect(select(state).read.computedFor).toEqual(computedFor);
  });

  test('what was changed of a stack, and the releases to choose from', () => {
    const { value, changed, programs, present } = select(played(newest, choose({ versions: { shadow: '4.20.3' } })))
      .read.stack;
    expect([value, changed, present]).toEqual([
      'docker-29.9',
      'Changed in this stack: newuidmap 4.20.3.',
      { engine: 'Docker 29.9.0', runtime: 'runc 1.3.6', kernel: 'Linux 6.12' },
    ]);
    expect(programs.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'newuidmap 4.20.3',
      'dockerd 29.9.0',
      'Podman 5.4.2',
      'runc 1.3.6',
      'crun 1.21',
      'util-linux 2.41.5',
      'Incus 6.0.4',
      'containerd 2.1.9',
    ]);
    expect(programs[1]?.options.map(({ value }) => value).join(' ')).toBe(
      '29.9.0 29.8.2 28.5.2 27.3.1 26.1.5 25.0.5 24.0.9 20.10.24 20.10.17 20.10.9 20.10.5',
    );
    expect(select(old).read.stack.changed).toBe(undefined);
  });
});

describe('the kernel of one’s own', () => {
  const NUMBER: Message = { kind: 'text', level: 0, text: '0 0 18446744073709551616\n' };
  const told = (state: State) => {
    const { answer, stack, computedFor } = select(state).read;
    const { value, problem } = stack.kernel;
    return [value, problem && `${problem.message} ${problem.hint}`, computedFor[0], plain(answer.sentence)];
  };
  const REFUSED = 'The kernel refuses this map: EINVAL.';
  const hint = 'Write what uname -r prints.';
  test.each<[what: string, kernel: string | undefined, state: State, told: readonly unknown[]]>([
    ['the stack’s', undefined, newest, ['6.12', undefined, 'Linux 6.12', REFUSED]],
    ['none', undefined, old, ['', undefined, 'Linux 6.12 to 6.18', REFUSED]],
    ['one of 7.2', '7.2.3', newest, ['7.2.3', undefined, 'Linux 7.2.3', '33 inside is 33 outside.']],
    ['the same without a stack', '7.2', old, ['7.2', undefined, 'Linux 7.2', '33 inside is 33 outside.']],
    [
      'a word',
      'mine',
      newest,
      [
        'mine',
        `"mine" is not a kernel version such as 6.12. ${hint} The answer is for Linux 6.12.`,
        'Linux 6.12',
        REFUSED,
      ],
    ],
    [
      'nothing',
      '',
      old,
      [
        '',
        `The kernel version is missing. ${hint} The answer is for Linux 6.12 to 6.18.`,
        'Linux 6.12 to 6.18',
        REFUSED,
      ],
    ],
    [
      'one without user namespaces',
      '3.7',
      newest,
      ['3.7', `User namespaces need Linux 3.8 or newer. ${hint} The answer is for Linux 6.12.`, 'Linux 6.12', REFUSED],
    ],
    ['the first that has them', '3.8', newest, ['3.8', undefined, 'Linux 3.8', REFUSED]],
  ])('%s', (_, kernel, state, expected) => {
    expect(told(played(state, ...(kernel === undefined ? [] : [choose({ kernel })]), NUMBER))).toEqual(expected);
  });

  test('what is none is not in the link', async () => {
    expect(await writeUidMapLink(linkOf(played(newest, choose({ kernel: 'mine' }))))).toBe(
      'stack=docker-29.9&subuid=dockremap:165536:65536&user=dockremap&id=33',
    );
  });

  test('what was changed of the stack', () => {
    expect(select(played(newest, choose({ kernel: '5.10.0-32-amd64' }))).read.stack.changed).toBe(
      'Changed in this stack: Linux 5.10.0-32-amd64.',
    );
    expect(select(played(old, choose({ kernel: '5.4' }))).read.stack.changed).toBe('Changed: Linux 5.4.');
  });

  test.each([
    ['4.15', '7 lines for users and 7 for groups, plus 3 in /etc/subuid and 3 in /etc/subgid.'],
    ['4.14', 'No map satisfies these mappings.'],
  ])('a map that is made has no more lines than Linux %s takes', async (kernel, sentence) => {
    const { make } = select(await open(`want=1:2001,3:2003,5:2005&kernel=${kernel}`));
    expect([plain(make?.sentence ?? []), make?.computedFor.at(-1)]).toEqual([sentence, `Linux ${kernel}`]);
  });
});

describe('the reader follows the stack, and a text that names an engine the text', () => {
  const ANN = 'ann:100000:65536\n';
  const paste = (text: string): Message => ({ kind: 'text', level: 0, text });
  const on = (stack: string, ...messages: Message[]) => played(newest, choose({ stack }), ...messages);
  const asked = (state: State) => {
    const { reader, answer, stack } = select(state).read;
    return [reader, plain(answer.sentence), stack.changed];
  };
  const is = (id: number) => `33 in the container is ${id} on the host.`;
  const REMAP = 'dockremap:100000:65536\n';
  const OTHER_PODMAN = 'The answer is for Podman 5.4.2; this stack has Docker.';
  const OTHER_DOCKER = 'The answer is for dockerd 26.1.5; this stack has Podman.';
  type Row = [what: string, state: State, asked: readonly unknown[]];
  test.each<Row>([
    ['a person’s line', on('docker-26.1', paste(ANN)), ['dockerd', is(100033), undefined]],
    ['on the page as it opens', played(newest, paste(ANN)), ['dockerd-28', is(100033), undefined]],
    ['on Podman', on('podman-5.4', paste(ANN)), ['podman', is(100032), undefined]],
    ['dockerd’s account on Podman', on('podman-5.4', paste(REMAP)), ['podman', is(100032), undefined]],
    ['without a stack', played(old, paste(ANN)), ['podman', is(100032), undefined]],
    [
      'where there is neither',
      on('kubernetes-1.36', paste(ANN)),
      ['kubernetes', 'This text does not show the map.', undefined],
    ],
    [
      'where containerd ignores what the Pod asks for',
      on('containerd-1.6', paste(ANN)),
      ['kubernetes', 'No map: the Pod gets no user namespace.', undefined],
    ],
    [
      'where the Pod does not start',
      on('containerd-1.7', paste(ANN)),
      ['kubernetes', 'No map: the Pod gets no user namespace.', undefined],
    ],
    [
      'a containerd that the stack has not',
      played(newest, choose({ stack: 'cri-o-1.33' }), choose({ versions: { containerd: '1.6.20' } }), paste(ANN)),
      [
        'kubernetes',
        'No map: the Pod gets no user namespace.',
        'Changed in this stack: containerd 1.6.20. The answer is for containerd 1.6.20; this stack has CRI-O.',
      ],
    ],
    [
      'root’s line, which neither reads',
      on('docker-26.1', paste('root:100000:65536\n')),
      ['proxmox', is(100033), 'The answer is for LXC 6.0.4; this stack has Docker.'],
    ],
    [
      'a command of Podman',
      on('docker-26.1', paste(`${ANN}podman run IMAGE\n`)),
      ['podman', '0 in the container is 1000 on the host.', OTHER_PODMAN],
    ],
    [
      'and gone again',
      on('docker-26.1', paste(`${ANN}podman run IMAGE\n`), paste(ANN)),
      ['dockerd', is(100033), undefined],
    ],
    [
      'a command of Docker',
      on('podman-5.4', paste(`${ANN}docker run IMAGE\n`)),
      ['dockerd', '0 in the container is 100000 on the host.', OTHER_DOCKER],
    ],
    [
      'whoever is chosen then',
      on('podman-5.4', paste(`${ANN}docker run IMAGE\n`), choose({ reader: 'podman' })),
      ['podman', '0 in the container is 100000 on the host.', OTHER_DOCKER],
    ],
    [
      'and gone again',
      on('podman-5.4', paste(`${ANN}docker run IMAGE\n`), paste(ANN)),
      ['podman', is(100032), undefined],
    ],
    [
      'Podman, chosen by itself',
      on('docker-26.1', choose({ reader: 'podman' }), paste(ANN)),
      ['podman', is(100032), OTHER_PODMAN],
    ],
    ...['--privileged', '--network host', '--net=host', '--pid host'].map(
      (option): Row => [
        `${option}, which a remapping dockerd refuses`,
        on('docker-26.1', paste(`${ANN}docker run ${option} busybox\n`)),
        ['dockerd', 'The container does not start.', undefined],
      ],
    ),
    ...['--privileged=false', '--network bridge', '-v /srv:/srv'].map(
      (option): Row => [
        `${option}, which it takes`,
        on('docker-26.1', paste(`${ANN}docker run ${option} busybox\n`)),
        ['dockerd', '0 in the container is 100000 on the host.', undefined],
      ],
    ),
    [
      'a refused option with --userns=host',
      on('docker-26.1', paste(`${ANN}docker run --privileged --userns=host busybox\n`)),
      ['dockerd', 'No user namespace: IDs in the container are the IDs on the host.', undefined],
    ],
    [
      'an option that only Podman has, on Podman',
      on('podman-5.4', paste('docker run --uidmap 0:1000:1 x\n')),
      ['dockerd', 'No map: docker refuses the command.', OTHER_DOCKER],
    ],
    [
      'on Docker',
      on('docker-26.1', paste('docker run --uidmap 0:1000:1 x\n')),
      ['dockerd', 'No map: docker refuses the command.', undefined],
    ],
    [
      'Podman’s own refusal',
      on('podman-5.4', paste('podman run --uidmap 0:1000:x x\n')),
      ['podman', 'No map: Podman refuses.', undefined],
    ],
  ])('%s', (_, state, expected) => {
    expect(asked(state)).toEqual(expected);
  });
});

test('why a remapping dockerd refuses a command, and what lifts it', () => {
  const text = 'ann:100000:65536\ndocker run --privileged busybox\n';
  expect(plain(select(played(newest, { kind: 'text', level: 0, text })).read.answer.why)).toBe(
    'Look at line 2. dockerd refuses the command: privileged mode is incompatible with user namespaces. You must run the container in the host namespace when running privileged mode. Add --userns=host: it lifts the refusal for this container, and the protection with it.',
  );
});
