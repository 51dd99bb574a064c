import { describe, expect, test } from 'vitest';
import { stackOf } from '../../../../src/engine/stack/index.ts';
import type { State } from '../../../../src/islands/seccomp/state/Message.ts';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import type { UseRow } from '../../../../src/islands/seccomp/words/useRows.ts';
import { SECCOMP_LINK_DEFAULTS, type SeccompLink, stackLink } from '../../../../src/share/seccompLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { profileText } from '../../../engine/seccomp/inline.ts';
import { later, opens, presetText } from '../stories.ts';

const SHORT =
  '{"defaultAction":"SCMP_ACT_ERRNO","architectures":["SCMP_ARCH_X86_64"],"syscalls":[{"names":["read","write","accept4","exit_group"],"action":"SCMP_ACT_ALLOW"}]}';
const RUNC_CALLS =
  'openat fstatfs getdents64 close chdir capget read prctl fstat setgroups setgid setuid getcwd capset getppid newfstatat write execve rt_sigreturn mmap';

const opened = (text: string, link: Partial<SeccompLink> = {}) =>
  opens({ link: { ...SECCOMP_LINK_DEFAULTS, call: '', profile: undefined, text, ...link }, text });
const rowWords = ({ tool, lines, warning }: UseRow) =>
  [
    `${tool}:`,
    lines?.split('\n')[0] ?? 'withheld.',
    ...(warning ? [plain(warning.words)] : []),
    ...(warning?.fix ? [`[${warning.fix.label}]`] : []),
  ].join(' ');
const rows = (state: State) => select(state).use?.rows.map(rowWords);

const DOCKER = 'docker: docker run --security-opt seccomp=profile.json IMAGE';
const COMPOSE = 'compose.yaml: services:';
const PODMAN = 'Podman: podman run --security-opt seccomp=profile.json IMAGE';
const POD = 'Pod: spec:';
const NO_POD = 'Pod: withheld. The Pod does not start either, whether its node uses runc or crun.';

describe('the lines that use a profile, each with the runtime of its tool', () => {
  test.each<[profile: string, link: Partial<SeccompLink>, told: string[]]>([
    [profileText('allow: errno mkdir'), {}, [DOCKER, COMPOSE, PODMAN, POD]],
    [
      SHORT,
      {},
      [
        'docker, compose.yaml: withheld. docker run fails under this profile, as shown above.',
        'Podman: withheld. podman run fails under this profile. crun 1.21 still makes these calls after it loads the filter, and the profile refuses them: prctl, setresgid, setresuid, capset, rt_sigprocmask, rt_sigaction, pselect6 and execve. [Allow the 8 calls crun needs]',
        NO_POD,
      ],
    ],
    [
      profileText(`errno: allow ${RUNC_CALLS}`),
      { runtime: 'crun' },
      [
        `${DOCKER} docker run can fail under this profile. In some starts, runc 1.1.15 fails at a call that the profile refuses: futex. [Allow the call runc needs]`,
        `${COMPOSE} The same is true here.`,
        'Podman: withheld. podman run fails under this profile, as shown above.',
        `${POD} Where the node uses crun, the Pod does not start, for the same reason. Where the node uses runc, the Pod may not start, for the same reason.`,
      ],
    ],
    [
      profileText('allow: errno setresuid'),
      { runtime: 'libseccomp' },
      [
        DOCKER,
        COMPOSE,
        'Podman: withheld. podman run fails under this profile. crun 1.21 still makes this call after it loads the filter, and the profile refuses it: setresuid. [Allow the call crun needs]',
        `${POD} Where the node uses crun, the Pod does not start, for the same reason.`,
      ],
    ],
    [
      '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_LOG","errnoRet":3}]}',
      {},
      [
        DOCKER,
        COMPOSE,
        'Podman: withheld. podman run fails under this profile. crun 1.21 refuses it: SCMP_ACT_LOG takes no error number: only SCMP_ACT_ERRNO and SCMP_ACT_TRACE do.',
        `${POD} Where the node uses crun, the Pod does not start, for the same reason.`,
      ],
    ],
  ])('%s %j', (profile, link, told) => {
    expect(rows(opened(profile, link))).toEqual(told);
  });

  test('what one runtime needs is added in a step that is taken back where it was made, and so is what the other needs', () => {
    const short = opened(SHORT);
    const fixed = later(short, { kind: 'fix', edits: select(short).start?.fix?.edits ?? [], of: 'start' });
    const podman = select(fixed).use?.rows.find(({ tool }) => tool === 'Podman')?.warning?.fix?.edits ?? [];
    const both = later(fixed, { kind: 'fix', edits: podman, of: 'use' });
    expect([rows(fixed), rows(both), select(both).profile.undo, select(both).use?.open]).toEqual([
      [
        DOCKER,
        COMPOSE,
        'Podman: withheld. podman run fails under this profile. crun 1.21 still makes these calls after it loads the filter, and the profile refuses them: setresgid, setresuid, rt_sigprocmask, rt_sigaction and pselect6. [Allow the 5 calls crun needs]',
        `${POD} Where the node uses crun, the Pod does not start, for the same reason.`,
      ],
      [DOCKER, COMPOSE, PODMAN, POD],
      { of: 'use', words: 'Added.', button: 'Undo' },
      true,
    ]);
    expect(rows(later(both, { kind: 'undo' }))).toEqual(rows(fixed));
  });

  test('on a node of Kubernetes a Pod comes first, with lines for a file with conditions only where CRI-O reads them', () => {
    const gated =
      '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ERRNO","includes":{"caps":["CAP_BPF"]}}]}';
    const cautions = (stack: string) => {
      const link = stackLink(stackOf(stack) ?? expect.fail(stack));
      return select(opened(gated, { ...link, call: 'mkdir', profile: undefined, text: gated })).use?.rows.map(
        ({ tool, caution = '', lines }) => `${tool}: ${lines ? 'lines' : caution.slice(0, 46)}`,
      );
    };
    const withheld = 'Pod: containerd ignores the keys includes, excludes';
    expect(cautions('kubernetes-1.36')).toEqual([withheld, 'docker: lines', 'compose.yaml: lines', 'Podman: lines']);
    expect(cautions('cri-o-1.33')?.[0]).toBe('Pod: lines');
    expect(cautions('docker-29.9')?.[3]).toBe(withheld);
  });

  test('another engine’s default is a file for a node; its own needs none, but the Pod asks for it', async () => {
    const tools = async (id: string, profile: string) => {
      const link = { ...stackLink(stackOf(id) ?? expect.fail(id)), call: 'mkdir', profile };
      const use = select(opens({ link, text: await presetText(profile) })).use;
      return use && [use.file, ...use.rows.map(({ tool }) => tool)];
    };
    expect(await tools('kubernetes-1.36', 'docker-26.1')).toEqual([true, 'Pod', 'docker', 'compose.yaml', 'Podman']);
    expect(await tools('kubernetes-1.36', 'containerd-2.1')).toEqual([false, 'Pod']);
    expect(await tools('podman-5.4', 'docker-29.9.0')).toEqual([true, 'Podman', 'docker', 'compose.yaml', 'Pod']);
    expect(await tools('docker-29.9', 'podman-6.1')).toEqual([true, 'docker', 'compose.yaml', 'Podman', 'Pod']);
    expect(await tools('docker-29.9', 'docker-26.1')).toBeUndefined();
  });

  test('of a text that no engine reads as it is there are none', () => {
    expect(rows(opened(SHORT.replace(']}', ',]}')))).toBeUndefined();
  });
});
