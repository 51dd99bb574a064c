import { describe, expect, it, test } from 'vitest';
import { STACKS } from '../../../../src/engine/stack/index.ts';
import { init, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Message, State } from '../../../../src/islands/uid-map/state/State.ts';
import { compute } from '../../../../src/islands/uid-map/state/sharedIds.ts';
import { answerView } from '../../../../src/islands/uid-map/words/answerView.ts';
import { answerOther } from '../../../../src/islands/uid-map/worker/answerQuestion.ts';
import type { Others } from '../../../../src/islands/uid-map/worker/Question.ts';
import { readUidMapLink } from '../../../../src/share/uidMapLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const open = async (fragment: string): Promise<State> => init('page', { link: (await readUidMapLink(fragment)).value });
const typed = async (stack: string, text: string, ...messages: Message[]): Promise<State> =>
  [{ kind: 'text', level: 0, text } as const, ...messages].reduce(update, await open(`stack=${stack}`));

/** The first that answers otherwise, and how many were asked. */
async function found(state: State): Promise<[Others['found'], number]> {
  let others: Others = { turn: 7, tried: 0 };
  let asked = 0;
  while (others.tried !== undefined) {
    asked = others.tried + 1;
    others = await answerOther({ turn: 7, state, tried: others.tried });
  }
  expect(others.turn).toBe(7);
  return [others.found, asked];
}
const told = ([other]: Awaited<ReturnType<typeof found>>) =>
  other && `${other.stack}${other.program ? `, ${other.program}` : ''}: ${other.headline}`;

const LXC =
  'lxc.idmap = u 0 100000 10\nlxc.idmap = g 0 100000 10\n\n==> /etc/subuid <==\nroot:0:0\n\n==> /etc/subgid <==\nroot:0:0\n';
const INCUS = 'config:\n  security.idmap.base: "200000"\n  security.idmap.size: "1000"\n';
const QUADLET = '[Container]\nImage=x\nUIDMap=0:1:1\n';
const X_MOUNT = "mount --bind -o 'X-mount.idmap=b:5:1000:1' A B";
const NUMBER = '0 0 18446744073709551616\n';

describe('the nearest stack that answers otherwise', () => {
  it.each<[what: string, stack: string, text: string, expected: string | undefined]>([
    ['lines that everybody reads alike', 'docker-29.9', 'dockremap:165536:65536\n', undefined],
    [
      'dockerd from 28 on ignores a line that is wrong',
      'docker-29.9',
      'dockremap:165536:65536\ndockremap:x:5\n',
      'docker-26.1: No map: dockerd does not start',
    ],
    [
      'the same the other way',
      'docker-26.1',
      'dockremap:165536:65536\ndockremap:x:5\n',
      'docker-28.5: 33 in the container is 165569 on the host',
    ],
    ['a kernel reads another number', 'docker-29.9', NUMBER, 'docker-28.5, Linux 7.2: 33 inside is 33 outside'],
    ['the same the other way', 'docker-28.5', NUMBER, 'docker-26.1, Linux 6.12: The kernel refuses this map: EINVAL'],
    ['shadow, which LXC asks', 'docker-26.1', LXC, 'docker-28.5, newuidmap 4.20.3: The container does not start'],
    [
      'util-linux',
      'docker-26.1',
      'unshare --map-user=4294967297 id',
      'docker-28.5, util-linux 2.42.4: No map: unshare fails',
    ],
    [
      'mount, which ignored the option',
      'docker-27.3',
      X_MOUNT,
      'docker-26.1, util-linux 2.41.5: 33 in the file system has no ID on the host',
    ],
    [
      'the same the other way',
      'docker-26.1',
      X_MOUNT,
      'docker-27.3, util-linux 2.38.1: No map: this makes no idmapped mount',
    ],
    [
      'Incus, past hosts that have none',
      'docker-26.1',
      INCUS,
      'docker-28.5, Incus 7.0.2: 33 in the container is 200033 on the host',
    ],
    [
      'an option that a Podman lacks',
      'podman-6.1',
      'podman run --uidmap +0:1:1 IMAGE',
      'podman-4.3: No map: Podman refuses',
    ],
    ['a key that its Quadlet lacks', 'podman-5.4', QUADLET, 'podman-4.3: No map: Podman refuses'],
    [
      'what starts only there',
      'podman-3.0',
      'podman run --userns=keep-id:uid=5 IMAGE',
      'podman-4.3: 5 in the container is 0 in the user’s namespace and 1000 on the host',
    ],
    ['no other stack of its engine', 'cri-o-1.33', NUMBER, undefined],
    ['no stack at all', '', NUMBER, undefined],
  ])('%s', async (_, stack, text, expected) => expect(told(await found(await typed(stack, text)))).toBe(expected));

  it.each<[what: string, fragment: string, expected: string | undefined]>([
    [
      'dockerd, which cannot check a file yet',
      'stack=docker-29.9&want=1:2&tool=docker&have=dockremap:165536:65536',
      'docker-20.10.24: different commands for the same map',
    ],
    [
      'the same with another release of before',
      'stack=docker-20.10.9&want=1:2&tool=docker&have=dockremap:165536:65536',
      'docker-24.0: different commands for the same map',
    ],
    [
      'mount',
      'stack=docker-29.9&want=1000:1005&tool=mount',
      'docker-27.3, util-linux 2.38.1: mount from util-linux 2.38.1 ignores X-mount.idmap and mounts without an ID map',
    ],
    [
      'the same the other way',
      'stack=docker-27.3&want=1000:1005&tool=mount',
      'docker-26.1, util-linux 2.41.5: this tool can make the map',
    ],
    [
      'a containerd that is too old for a Pod',
      'stack=kubernetes-1.36&want=1000:1005&tool=kubernetes',
      'containerd-1.7: containerd 1.7.24 supports user namespaces only for Pods of Kubernetes 1.25 and 1.26',
    ],
    [
      'the same the other way',
      'stack=containerd-1.4&want=1000:1005&tool=kubernetes',
      'containerd-1.7: containerd 1.7.24 supports user namespaces only for Pods of Kubernetes 1.25 and 1.26',
    ],
    ['a config that every release takes', 'stack=docker-29.9&want=1000:1005&tool=lxc', undefined],
    ['Incus, past hosts that have none', 'stack=docker-29.9&want=1000:1005&tool=incus', undefined],
    ['no stack at all', 'want=1000:1005&tool=mount', undefined],
  ])('that makes a map otherwise: %s', async (_, fragment, expected) =>
    expect(told(await found(await open(fragment)))).toBe(expected),
  );

  const by = (reader: State['reader']): Message => ({ kind: 'choose', choices: { reader } });
  it.each<[what: string, state: Promise<State>, expected: string | undefined]>([
    [
      'Podman on a stack of Docker',
      open('stack=docker-29.9&subuid=dockremap:165536:65536&reader=podman&user=dockremap&id=1000'),
      undefined,
    ],
    ['the same by hand', typed('docker-29.9', 'ann:100000:65536\n', by('podman')), undefined],
    [
      'a rule of newuidmap, which it asks',
      open('stack=docker-26.1&subuid=ann:100000:65536&format=subuid&reader=podman&user=ann'),
      'docker-28.5, newuidmap 4.20.3: No map: Podman refuses',
    ],
    ['dockerd on a stack of Podman', typed('podman-5.4', 'ann:100000:65536\nann:x:5\n', by('dockerd')), undefined],
    ['a dockerd of before 28', typed('docker-29.9', 'ann:100000:65536\nann:x:5\n', by('dockerd')), undefined],
    [
      'the stack’s own',
      typed('docker-29.9', 'ann:100000:65536\nann:x:5\n', by('dockerd-28')),
      'docker-26.1: No map: dockerd does not start',
    ],
  ])('whoever was chosen to read the files reads them there too: %s', async (_, asked, expected) => {
    const state = await asked;
    const answer = await found(state);
    expect(told(answer)).toBe(expected);
    const [other] = answer;
    if (other === undefined) return;
    const there = update(state, { kind: 'choose', choices: other.choices });
    expect([there.stack, plain(answerView(compute(there)).sentence)]).toEqual([other.stack, `${other.headline}.`]);
  });

  test('a stack is what its list says, with none of what was changed one by one', async () => {
    const changed = await typed('docker-29.9', LXC, { kind: 'choose', choices: { versions: { shadow: '4.20.3' } } });
    expect(told(await found(changed))).toBe('docker-29.8, newuidmap 4.17.4: 33 in the container has no ID on the host');
  });

  test('each is asked by itself, up to the one that is told', async () => {
    expect((await found(await typed('docker-29.9', NUMBER)))[1]).toBe(2);
    expect((await found(await typed('docker-20.10.9', 'dockremap:165536:65536\n')))[1]).toBe(11);
  });

  test('choosing it shows what was told', async () => {
    const texts = [
      NUMBER,
      LXC,
      INCUS,
      QUADLET,
      'podman run --uidmap +0:1:1 IMAGE',
      'dockremap:165536:65536\ndockremap:x:5\n',
    ];
    const rows = STACKS.flatMap(({ id }) => texts.map((text) => ({ id, text })));
    let times = 0;
    for (const { id, text } of rows) {
      const state = await typed(id, text);
      const [other] = await found(state);
      if (other === undefined) continue;
      times += 1;
      const there = compute(update(state, { kind: 'choose', choices: other.choices }));
      expect(plain(answerView(there).sentence)).toBe(`${other.headline}.`);
    }
    expect(times).toBeGreaterThan(40);
  });

  test('what the page is served with is answered alike by every Docker, so that none is asked', async () => {
    expect(await found(await open('stack=docker-29.9'))).toEqual([undefined, 11]);
  });
});
