import { describe, expect, test } from 'vitest';
import { stackOf } from '../../../../src/engine/stack/index.ts';
import { select, type View } from '../../../../src/islands/seccomp/words/select.ts';
import { SECCOMP_LINK_DEFAULTS, type SeccompLink, stackLink } from '../../../../src/share/seccompLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { profileText } from '../../../engine/seccomp/inline.ts';
import { later, opens, presetText } from '../stories.ts';

const FOUR = 'errno: allow read write accept4 exit_group';
const RUNC =
  'openat fstatfs getdents64 close chdir capget read prctl fstat setgroups setgid setuid getcwd capset getppid newfstatat write execve';

const STARTS = [
  'allow Containers start',
  'The profile allows every call that runc 1.1.15 needs after it loads the filter.',
];
const OWN_CALLS =
  'Your program makes calls of its own, and fails where the profile refuses one. To see them, run it outside a container with strace -f PROGRAM, and paste the lines into the field above.';
const ADVICE = [
  'Starting from Docker’s default and removing calls is easier. Your text stays in the list of profiles.',
  '[Use Docker’s default 29.9.0]',
];
const ADVICE_BESIDES = [`Most programs need still more calls. ${ADVICE[0]}`, ...ADVICE.slice(1)];

const shown = (text: string, link: Partial<SeccompLink> = {}) => {
  const whole = { ...SECCOMP_LINK_DEFAULTS, call: 'accept4', profile: undefined, text, ...link };
  return opens({ link: whole, text });
};
const start = ({ start: told }: View): readonly string[] =>
  told === undefined
    ? []
    : [
        `${told.tone} ${plain(told.title)}`,
        ...told.why.map(plain),
        ...(told.fix ? [`[${told.fix.label}]`] : []),
        ...(told.advice ? [plain(told.advice.words), `[${told.advice.label}]`] : []),
      ];

describe('what stands above the verdict', () => {
  test.each<[profile: string, link: Partial<SeccompLink>, told: string[]]>([
    ['allow: errno mkdir', {}, [...STARTS, OWN_CALLS]],
    [
      `errno: allow ${RUNC} futex rt_sigreturn mmap`,
      {},
      ['depends Containers start, but most programs need more calls', ...STARTS.slice(1), OWN_CALLS, ...ADVICE],
    ],
    [
      'allow: errno mkdir',
      { runtime: 'crun', arch: 'SCMP_ARCH_AARCH64' },
      [
        STARTS[0] ?? '',
        'The profile allows every call that crun 1.21 needs after it loads the filter.',
        'This was recorded on x86_64; on aarch64, crun makes nearly the same calls.',
        OWN_CALLS,
      ],
    ],
    [FOUR, { runtime: 'libseccomp' }, []],
    [FOUR, { privileged: true }, []],
    [
      FOUR,
      {},
      [
        'deny docker run fails under this profile',
        'runc 1.1.15 still makes these calls after it loads the filter, and the profile refuses them: openat, fstatfs, getdents64, close, chdir, capget, prctl, fstat, setgroups, setgid, setuid, getcwd, capset, getppid, newfstatat and execve. In some starts, it also fails at futex, rt_sigreturn and mmap.',
        'The error ends in “error closing exec fds: open /proc/self/fd: operation not permitted”.',
        'With --security-opt no-new-privileges it fails too: runc then loads the filter later, but still needs close, openat, fstatfs, getdents64, execve, futex, rt_sigreturn and mmap.',
        '[Allow the 19 calls runc needs]',
        ...ADVICE_BESIDES,
      ],
    ],
    [
      FOUR,
      { runtime: 'crun' },
      [
        'deny podman run fails under this profile',
        'crun 1.21 still makes these calls after it loads the filter, and the profile refuses them: prctl, setresgid, setresuid, capset, rt_sigprocmask, rt_sigaction, pselect6 and execve.',
        'The error ends in “prctl drop bounding: Operation not permitted”.',
        'With --security-opt no-new-privileges it fails too: crun then loads the filter later, but still needs execve.',
        '[Allow the 8 calls crun needs]',
        ...ADVICE_BESIDES,
      ],
    ],
    [
      `errno: allow ${RUNC} rt_sigreturn mmap`,
      {},
      [
        'depends docker run can fail under this profile',
        'In some starts, runc 1.1.15 fails at a call that the profile refuses: futex.',
        'With --security-opt no-new-privileges it can fail too: runc then loads the filter later, but still needs futex.',
        '[Allow the call runc needs]',
        ...ADVICE_BESIDES,
      ],
    ],
    [
      'allow: errno=38 fchown',
      {},
      [
        'depends docker run fails if the container’s user is not root',
        'For a container user other than root, runc 1.1.15 fails at a call that the profile refuses: fchown.',
        'With --security-opt no-new-privileges the container starts: runc then loads the filter later.',
        '[Allow the call runc needs]',
      ],
    ],
    [
      'allow: errno prctl arg0==8',
      {},
      [
        'deny docker run fails under this profile',
        'runc 1.1.15 still makes this call after it loads the filter, and the profile refuses it: prctl(PR_SET_KEEPCAPS).',
        'The error ends in “unable to set keep caps: operation not permitted”.',
        'With --security-opt no-new-privileges the container starts: runc then loads the filter later.',
        '[Allow the call runc needs]',
      ],
    ],
    [
      'allow: errno prctl arg0==8',
      { runtimeVersion: '1.3.6' },
      [
        'deny docker run fails under this profile',
        'runc still makes this call after it loads the filter, and the profile refuses it: prctl(PR_SET_KEEPCAPS).',
        'The error ends in “unable to set keep caps: operation not permitted”.',
        'With --security-opt no-new-privileges the container starts: runc then loads the filter later.',
        'These calls were recorded with runc 1.1.15; runc 1.3.6 may make others.',
        '[Allow the call runc needs]',
      ],
    ],
    [
      'allow:',
      { runtime: 'crun', runtimeVersion: '1.28' },
      [
        'allow Containers start',
        'The profile allows every call that crun needs after it loads the filter.',
        'These calls were recorded with crun 1.21; crun 1.28 may make others.',
        OWN_CALLS,
      ],
    ],
    [
      'allow: errno execve',
      { arch: 'SCMP_ARCH_AARCH64' },
      [
        'deny docker run fails under this profile',
        'runc 1.1.15 still makes this call after it loads the filter, and the profile refuses it: execve.',
        'The error ends in “exec PROGRAM: operation not permitted”.',
        'With --security-opt no-new-privileges it fails too: runc then loads the filter later, but still needs execve.',
        'This was recorded on x86_64; on aarch64, runc makes nearly the same calls.',
        '[Allow the call runc needs]',
      ],
    ],
  ])('%s %j', (profile, link, told) => {
    expect(start(select(shown(profileText(profile), link)))).toEqual(told);
  });

  test('of a Pod, in the words of Kubernetes', () => {
    const { call: _, ...link } = stackLink(stackOf('kubernetes-1.36') ?? expect.fail('no stack'));
    const text = profileText(FOUR);
    const told = start(select(shown(text, { ...link, profile: undefined, text })));
    expect([told[0], told.filter((words) => /docker|--/.test(words))]).toEqual([
      'deny Containers do not start under this profile',
      [],
    ]);
    expect(told.find((words) => words.includes('allowPrivilegeEscalation'))).toMatch(
      /^With allowPrivilegeEscalation: false it fails too: runc then loads the filter later/,
    );
  });

  test.each<[stack: string, advice: string[]]>([
    ['docker-20.10.9', ADVICE],
    [
      'kubernetes-1.36',
      [
        'Starting from containerd’s default and removing calls is easier. Your text stays in the list of profiles.',
        '[Use containerd’s default 2.1.9 (RuntimeDefault)]',
      ],
    ],
  ])('on %s a short profile gives way to one that the stack reads as it is meant', (id, advice) => {
    const { call: _, ...link } = stackLink(stackOf(id) ?? expect.fail(id));
    const text = profileText(`errno: allow ${RUNC} futex rt_sigreturn mmap`);
    expect(start(select(shown(text, { ...link, profile: undefined, text }))).slice(-2)).toEqual(advice);
  });
});

describe('the verdict below it', () => {
  const card = ({ ask: { answered }, start: told }: View) =>
    `${told?.tone ?? 'starts'}: ${answered?.tone} ${answered?.headline}`;

  test('says that the container does not start, until the edit is made, and again when it is taken back', () => {
    const before = shown(profileText(FOUR));
    const edits = select(before).start?.fix?.edits ?? expect.fail('no fix');
    const after = later(before, { kind: 'fix', edits, of: 'start' });
    const back = later(after, { kind: 'undo' });
    expect([before, after, back].map((state) => card(select(state)))).toEqual([
      'deny: depends Allowed, but the container does not start',
      'depends: allow Allowed',
      'deny: depends Allowed, but the container does not start',
    ]);
    expect([after, back].map((state) => select(state).profile.undo)).toEqual([
      { of: 'start', words: 'Added.', button: 'Undo' },
      { of: 'start', words: 'Undone.', button: 'Redo' },
    ]);
    expect(select(before).announcement).toBe(
      'docker run fails under this profile. accept4, call 288 of x86_64: Allowed, but the container does not start. The filter allows the call. The kernel runs it, and may still refuse it for other reasons.',
    );
  });

  test('of a text that gives no filter nothing is said of a start', () => {
    const broken = later(shown(profileText(FOUR)), { kind: 'text', text: '{' });
    expect(card(select(broken))).toBe('starts: allow Allowed');
  });

  test('the slide of 2016, whose two commas too many are another matter', async () => {
    const slide = shown(await presetText('talk-2016'), { profile: 'talk-2016' });
    const edits = select(slide).start?.fix?.edits ?? expect.fail('no fix');
    const fixed = later(slide, { kind: 'fix', edits, of: 'start' });
    expect(select(fixed).profile.undo?.words).toBe('Added.');
    expect([slide, fixed, later(slide, { kind: 'fix-all' })].map((state) => card(select(state)))).toEqual([
      'deny: depends Allowed, but the container does not start',
      'starts: allow Allowed',
      'deny: depends Allowed, but the container does not start',
    ]);
  });

  test.each([
    'docker-26.1',
    'docker-29.7',
    'podman-5.4',
    'podman-3.0',
    'containerd-1.7',
    'containerd-1.4',
    'cri-o-1.33',
  ])('%s lets a container start', async (profile) => {
    expect(select(shown(await presetText(profile), { profile })).start).toBeUndefined();
  });
});
