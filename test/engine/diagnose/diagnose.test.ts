import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue, type Diagnosis, diagnose, linesLeft } from '../../../src/engine/diagnose/index.ts';
import { sourceText } from '../../../src/engine/text/index.ts';
import { usualFilters } from '../../../src/islands/ask/worker/usualFilters.ts';
import recording from '../../oracle/recordings/idmap/messages.json' with { type: 'json' };
import others from '../../oracle/recordings/idmap/otherMessages.json' with { type: 'json' };
import { runs } from '../../seed.ts';
import { BEFORE_A_LINE, OTHER_LINES } from '../idmap/recognise/errors/surroundings.ts';

const EXAMPLES = catalogue().flatMap(({ code, examples }) => examples.map((example) => [code, example] as const));

const given = await usualFilters();
const codes = (found: readonly Diagnosis[]) => found.map(({ code, layer, certain }) => `${code} ${layer} ${certain}`);

const AUDIT =
  'audit: type=1326 audit(1795669044.860:345680): auid=4294967295 uid=0 gid=0 ses=4294967295 subj=unconfined pid=4127 comm="fio" exe="/usr/bin/fio" sig=SIG arch=c000003e syscall=425 compat=0 ip=0x7f2a1c8b21fd code=CODE';
const audit = (sig: string, code: string) => AUDIT.replace('SIG', sig).replace('CODE', code);

describe('what is pasted, and what is found in it', () => {
  test.each<[string, string[]]>([
    ['100999', ['id-of-range id-map false', 'id-of-range id-map false']],
    ['gid 165536', ['id-of-range id-map false', 'id-of-range id-map false']],
    ['4294967295', []],
    ['33', ['pasted-id id-map true']],
    ['425', ['pasted-id id-map true', 'pasted-call-number seccomp true']],
    ['syscall=425', ['pasted-call-number seccomp true']],
    [
      '425, 435, 9999',
      ['pasted-call-number seccomp true', 'pasted-call-number seccomp true', 'pasted-call-number seccomp true'],
    ],
    ['9999, 8888', []],
    ['127', ['program-not-found runtime true']],
    ['159', ['killed-by-filter seccomp true']],
    ['root@web:/# echo $?\n159\n', ['killed-by-filter seccomp true']],
    ['$ echo $?\n33', ['pasted-id id-map true']],
    ['files owned by 100999', ['owned-by-subid id-map true', 'id-of-range id-map false', 'id-of-range id-map false']],
    ['gid 42', ['pasted-id id-map true']],
    [
      'type=SECCOMP msg=audit(1.1:2): auid=1 uid=0 gid=0 ses=1 pid=4 comm="fio" exe="/x" sig=0 arch=c00000b7 syscall=425 compat=0 ip=0x7f code=0x50000',
      ['call-refused seccomp true'],
    ],
    [
      'Error: crun: open /proc/sys/net/ipv4/ip_unprivileged_port_start: Permission denied: OCI permission denied',
      ['sysctl-reopen lsm true'],
    ],
    ['cannot setresgid to `70000`: Invalid argument', ['user-unmapped id-map true']],
    [
      'Error: crun: cannot setresgid to `0`: Operation not permitted: OCI permission denied',
      ['setid-denied seccomp false', 'setid-denied capability false'],
    ],
    ['read from the exec fifo: Operation not permitted', ['filter-stops-start seccomp true']],
    [
      'Error: crun: capset: Operation not permitted: OCI permission denied',
      ['runtime-capabilities seccomp false', 'runtime-capabilities capability false'],
    ],
    [
      'Error: crun: exec container process `/start`: Operation not permitted: OCI permission denied',
      ['exec-file-capability capability false', 'exec-file-capability seccomp false'],
    ],
    ['sh: 1: /usr/bin/vault: Operation not permitted', ['exec-file-capability capability true']],
    [
      'container `64b9475d5575` is not running\nError: `/usr/bin/crun start 64b9475d5575` failed: exit status 1',
      ['filter-stops-start seccomp true'],
    ],
    [
      'drwxr-xr-x 2 100999 100999 4096 Nov  1 10:00 data',
      ['id-of-range id-map false', 'id-of-range id-map false', 'pasted-listing id-map true'],
    ],
    [
      '-rw-r--r-- 1 100999 100999 1 Nov  1 10:00 a\nalice:100000:65536',
      ['pasted-listing id-map true', 'pasted-subids id-map true'],
    ],
    ['alice:100000:65536', ['pasted-subids id-map true']],
    ['         0     100000      65536', ['pasted-map id-map true']],
    ['docker run -v /data:/data -u 1000 nginx', ['pasted-podman id-map true']],
    ['{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[]}', ['pasted-profile seccomp true']],
    ['{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[],}', ['profile-refused engine true']],
    ['clone3', ['pasted-call seccomp true']],
    ['keyctl(KEYCTL_JOIN_SESSION_KEYRING)', ['pasted-call seccomp true']],
    ['ubuntu:22.04', ['pasted-image engine true']],
    ['sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set', ['sudo-setuid file-mode true']],
    ['Docker version 28.1.1, build 4eba377', ['pasted-versions engine true']],
    ['keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL) = -1 EPERM (Operation not permitted)', ['keyring seccomp true']],
    ['personality(0x10) = -1 EPERM (Operation not permitted)', ['call-error seccomp false']],
    ['chroot("/x") = -1 ENOSYS (Function not implemented)', ['call-error kernel false', 'call-error seccomp false']],
    [
      'openat(AT_FDCWD, "/x", O_RDONLY) = -1 EACCES (Permission denied)',
      ['call-error file-mode false', 'call-error seccomp false'],
    ],
    ['openat(AT_FDCWD, "/x", O_RDONLY) = -1 ENOENT (No such file or directory)', ['pasted-trace seccomp true']],
    [
      'accept4(3, NULL, NULL, 0) = -1 EPERM (Operation not permitted)',
      ['call-error seccomp false', 'call-error kernel false'],
    ],
    [
      '2026/11/27 [alert] 7#7: accept4() failed (1: Operation not permitted)',
      ['call-error seccomp false', 'call-error kernel false'],
    ],
    ['nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)', ['low-port capability true']],
    [
      'clone3({flags=CLONE_NEWUSER|CLONE_NEWNS, exit_signal=SIGCHLD}, 88) = -1 EPERM (Operation not permitted)',
      [
        'userns-not-permitted kernel false',
        'userns-not-permitted lsm false',
        'userns-not-permitted kernel false',
        'userns-not-permitted seccomp false',
      ],
    ],
    ['getpid() = -1 EPERM (Operation not permitted)', ['call-error seccomp false']],
    [
      'chown("/x", 0, 0) = -1 EPERM (Operation not permitted)\nsetuid(101) = 0',
      ['chown-not-owner id-map false', 'chown-not-owner capability false', 'chown-not-owner file-mode false'],
    ],
    [
      'setuid(101) = 0\naccept4(3, NULL, NULL, 0) = -1 EPERM (Operation not permitted)',
      ['call-error seccomp false', 'call-error kernel false'],
    ],
    [
      'getpid() = 1\n{"defaultAction":"SCMP_ACT_ERRNO",\n"syscalls":[]}\nread(0, "", 1) = 0\nwrite(1, "", 1) = 1',
      ['pasted-trace seccomp true', 'pasted-profile seccomp true'],
    ],
    [audit('0', '0x50000'), ['call-refused seccomp true']],
    [audit('31', '0x80000000'), ['call-killed seccomp true']],
    [audit('0', '0x7ffc0000'), ['call-logged seccomp true']],
    [audit('0', '0x7ff00000'), ['call-handed-on seccomp true']],
    [audit('0', '0x7fc00000'), ['call-handed-on seccomp true']],
    ['read\nwrite\nopenat', ['pasted-trace seccomp true']],
    ['hello world', []],
    ['', []],
    [' \n\t\n', []],
  ])('%j', (text, expected) => {
    expect(codes(diagnose(text, given))).toEqual(expected);
  });

  test('records that were logged are not told as failed', () => {
    const records = [425, 426, 427].map((call) => audit('0', '0x7ffc0000').replace('=425', `=${call}`));
    expect(diagnose(records.join('\n'), given).at(-1)?.says).toBe(
      '3 calls were logged, and ran. The trace check shows what a profile returns for each call, and the smallest change that lets all of them pass.',
    );
  });

  test.each<[line: string, rules: string, expected: string[], says: string]>([
    [
      'accept4(3) = -1 EPERM (x)',
      '',
      ['call-refused true'],
      'The pasted profile has no rule for accept4, so its default action returns EPERM.',
    ],
    [
      'accept4(3) = -1 EPERM (x)',
      '{"names":["accept4"],"action":"SCMP_ACT_ERRNO","errnoRet":1}',
      ['call-refused true'],
      'The pasted profile returns EPERM for accept4.',
    ],
    [
      'accept4(3, 0, 0, 0) = -1 EPERM (x)',
      '{"names":["accept4"],"action":"SCMP_ACT_ALLOW","args":[{"index":3,"value":8,"op":"SCMP_CMP_EQ"}]}',
      ['call-refused true'],
      'The rules of the pasted profile for accept4 require other arguments, so its default action returns EPERM.',
    ],
    [
      'mount("a", "/b", "c", 0, NULL) = -1 EPERM (x)',
      '{"names":["mount"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_SYS_ADMIN"]}}',
      ['call-refused true'],
      'The rules of the pasted profile for mount apply only with other capabilities or on another machine, so its default action returns EPERM.',
    ],
    [
      'accept4(3) = -1 EPERM (x)',
      '{"names":["accept4"],"action":"SCMP_ACT_ALLOW"}',
      ['call-error false', 'call-error false'],
      'The pasted profile allows this call, so only another profile, or an earlier version of this one, can refuse it.',
    ],
    [
      'accept4(3) = -1 EPERM (x)',
      '{"names":["epoll_wait"],"action":"SCMP_ACT_ALLOW"}',
      ['call-error false', 'call-error false'],
      'The pasted profile refuses this call with ENOSYS, not EPERM.',
    ],
    [
      'accept4(3) = -1 EPERM (x)',
      '{"names":["accept4"],"action":"SCMP_ACT_KILL"}',
      ['call-error false', 'call-error false'],
      'The pasted profile refuses this call.',
    ],
    [
      'openat(AT_FDCWD, "/x", O_RDONLY) = -1 EACCES (x)',
      '',
      ['call-error false', 'call-error false'],
      'The pasted profile refuses this call with EPERM, not EACCES.',
    ],
  ])('%s beside a profile with the rules %s', (line, rules, expected, says) => {
    const profile = `{"defaultAction": "SCMP_ACT_ERRNO", "architectures": ["SCMP_ARCH_X86_64"], "syscalls": [${rules}]}`;
    const found = diagnose(`${line}\n${profile}`, given).filter(({ code }) => code.startsWith('call-'));
    expect([
      found.map(({ code, certain }) => `${code} ${certain}`),
      found.find(({ layer }) => layer === 'seccomp')?.says,
    ]).toEqual([expected, says ?? 'The pasted profile refuses this call.']);
  });

  test.each<[how: string, wrap: (text: string) => string]>([
    ['at blanks', (text) => text.replace(/(.{1,76})(?: |$)/g, '$1\n').trim()],
    ['in the middle of words', (text) => (text.match(/.{1,40}/g) ?? []).join('\n')],
  ])('a record that was wrapped %s', (_how, wrap) => {
    const record = wrap(audit('0', '0x50000'));
    const found = diagnose(record, given);
    expect(found.map(({ code, span }) => [code, span])).toEqual([
      ['call-refused', { start: 0, end: record.length, line: 1, column: 1 }],
    ]);
  });

  test('each message of the catalogue that is wrapped is recognised', () => {
    const wrapped = EXAMPLES.filter(([, example]) => example.length > 50 && !example.includes('\n')).map(
      ([, example]) => (example.match(/.{1,40}/gs) ?? []).join('\n'),
    );
    expect(wrapped.filter((text) => diagnose(text, given).length === 0)).toEqual([]);
  });

  test('of a trace that ends within a call it is said', () => {
    const says = (text: string) =>
      diagnose(text, given).at(-1)?.says.includes('The last line is cut off: its result is unknown.');
    expect([
      says('read(3, "a", 1) = 1\nopenat(AT_FDCWD, "/etc/pa'),
      says('read(3, "a", 1) = 1\nwrite(1, "a", 1) = 1\nexit_group(0) = ?'),
      says('read(3, "a", 1) = 1\nread(3,  <unfinished ...>'),
    ]).toEqual([true, false, false]);
  });

  test('a record of a Kubernetes node names the Pod’s own profile, and how the Pod is found', () => {
    const [found] = diagnose(audit('0', '0x50000').replace('subj=unconfined', 'subj=cri-containerd.apparmor.d'), given);
    expect([found?.who, found?.test?.command, found?.fixes.map(({ command }) => command)]).toEqual([
      'the Pod’s own seccomp profile',
      'cat /proc/4127/cgroup',
      [undefined, 'docker run -e UV_USE_IO_URING=0 IMAGE'],
    ]);
  });

  test('a record of a call that the catalogue knows has what helps', () => {
    const [found] = diagnose(audit('0', '0x50000'), given);
    expect([
      found?.says.endsWith('Many programs then use epoll or threads; some stop.'),
      found?.fixes.map(({ command }) => command),
    ]).toEqual([true, [undefined, 'docker run -e UV_USE_IO_URING=0 IMAGE']]);
  });

  test.each([
    [
      'bind(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")}, 16) = -1 EACCES (Permission denied)',
      'the kernel: a port below 1024, or the directory of a socket file',
    ],
    [
      'execve("/data/x", ["/data/x"], 0x7ffc /* 20 vars */) = -1 EACCES (Permission denied)',
      'the kernel: no x, or a mount with noexec',
    ],
    ['unshare(CLONE_NEWUSER) = -1 EACCES (Permission denied)', 'AppArmor: the container’s profile'],
    ['clone3({flags=CLONE_NEWUSER}, 88) = -1 EACCES (Permission denied)', 'AppArmor: the container’s profile'],
    ['setpriority(PRIO_PROCESS, 0, -5) = -1 EACCES (Permission denied)', 'the kernel'],
  ])('EACCES is not always an owner’s matter: %s', (line, who) => {
    expect(diagnose(line, given)[0]?.who).toBe(who);
  });

  test('where the default allows the call, the kernel is the likelier cause', () => {
    const [first, second] = diagnose('mkdir("/x", 0777) = -1 EPERM (Operation not permitted)', given);
    expect([first?.layer, second?.layer, second?.says]).toEqual([
      'kernel',
      'seccomp',
      'Docker’s default 29.9.0 allows this call, so only a profile of your own or an older default can refuse it.',
    ]);
  });
});

const APT = [
  'E: setgroups 65534 failed - setgroups (1: Operation not permitted)',
  'E: setegid 65534 failed - setegid (22: Invalid argument)',
  'E: seteuid 100 failed - seteuid (22: Invalid argument)',
];
const NEWUIDMAP = 'newuidmap: write to uid_map failed: Operation not permitted';
const LCHOWN =
  'failed to register layer: Error processing tar file(exit status 1): lchown /etc/gshadow: invalid argument';

describe('several messages in one text', () => {
  const places = (text: string) => {
    const found = diagnose(text, given);
    const told = found.map(({ code, span: { line, start, end }, also = [] }) => {
      const lines = text.slice(start, end).split('\n').length;
      return [code, line, line + lines - 1, ...also.map((span) => span.line)].join(' ');
    });
    return [...new Set(told), ...linesLeft(sourceText(text), found).map(({ span }) => `left ${span.line}`)];
  };

  test.each<[what: string, lines: string[], found: string[]]>([
    ['what apt prints of one refusal has one answer', APT, ['setid-unmapped 1 3']],
    ['another error’s errno is not its', [NEWUIDMAP, LCHOWN], ['storage-lchown 2 2', 'write-not-permitted 1 1']],
    [
      'a call of a trace failed by itself: no line of another call’s answer',
      [
        'mount("none", "/mnt", "tmpfs", 0, NULL) = -1 EPERM (Operation not permitted)',
        'keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL) = -1 EPERM (Operation not permitted)',
        'mount("none", "/mnt3", "tmpfs", 0, NULL) = -1 EPERM (Operation not permitted)',
      ],
      ['keyring 2 2', 'call-error 1 1 3'],
    ],
    ['a repeated one is told once, with each of its lines', [LCHOWN, '', LCHOWN, LCHOWN], ['storage-lchown 1 1 3 4']],
    [
      'what no message is known of is left',
      [
        'step 3 of 9',
        NEWUIDMAP,
        'Error: the frobnicator is out of cheese',
        'error: 5 of 7 failed',
        'error: 6 of 7 failed',
      ],
      ['write-not-permitted 2 2', 'left 3', 'left 4'],
    ],
    [
      'what other programs report is left',
      [
        NEWUIDMAP,
        'docker: Error response from daemon: driver failed programming external connectivity: port is already allocated',
        "ModuleNotFoundError: No module named 'x'",
        'Segmentation fault (core dumped)',
        'test run: 12 passed, 0 failed',
        '0/3 nodes are available: 3 Insufficient memory.',
      ],
      ['write-not-permitted 1 1', 'left 2', 'left 3', 'left 4', 'left 6'],
    ],
    [
      'another errno, and another file, is a matter of its own',
      [
        "find: '/var/lib/postgresql/data': Permission denied",
        "chown: changing ownership of '/var/lib/postgresql/data': Operation not permitted",
        "touch: cannot touch '/data/x': Read-only file system",
      ],
      ['chown-not-owner 2 2', 'read-only 3 3', 'permission-denied 1 1'],
    ],
    [
      'the errno of a traceback belongs to its call',
      ['  os.chmod("/f", 0o700)', '  ~~~~~~~~^^^^^^', "PermissionError: [Errno 1] Operation not permitted: '/f'"],
      ['chmod-not-owner 1 1 3'],
    ],
    ['an errno is said once more', [NEWUIDMAP, 'Error: Operation not permitted'], ['write-not-permitted 1 1 2']],
    [
      'Podman passes on what newuidmap says',
      [NEWUIDMAP, 'Error: cannot set up namespace using "/usr/bin/newuidmap": exit status 1'],
      ['write-not-permitted 1 1'],
    ],
    [
      'each line of ping',
      [
        'ping: socktype: SOCK_RAW',
        'ping: socket: Operation not permitted',
        'ping: => missing cap_net_raw+p capability or setuid?',
      ],
      ['ping-refused 1 1 2 3'],
    ],
    [
      'where mount says to read more',
      ['mount: /tmp: permission denied.', '       dmesg(1) may have more information after failed mount system call.'],
      ['mount-denied 1 1'],
    ],
    ['what only passes on another is not left', [NEWUIDMAP, 'exit status 1'], ['write-not-permitted 1 1']],
    ['where nothing is told, all is left', ['Error: the frobnicator is out of cheese'], ['left 1']],
    ['nothing is left of a text without errors', ['hello world', 'clone3'], []],
  ])('%s', (_what, lines, expected) => {
    expect(places(lines.join('\n'))).toEqual(expected);
  });

  test('each has its answer, as alone', () => {
    const entries = catalogue().filter(({ passesOn, general }) => !passesOn && !general);
    const some = fc.uniqueArray(fc.constantFrom(...entries), {
      ...{ minLength: 2, maxLength: 5 },
      selector: ({ code, family }) => family ?? code,
    });
    fc.assert(
      fc.property(some, (chosen) => {
        const text = chosen.map(({ examples }) => examples[0]).join('\n');
        const found = new Set(diagnose(text, given).map(({ code }) => code));
        expect(chosen.filter(({ code }) => !found.has(code)).map(({ code }) => `${code} in ${text}`)).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });

  test('none is left without an answer, however general', () => {
    const entries = catalogue().filter(({ passesOn }) => !passesOn);
    const some = fc.uniqueArray(fc.constantFrom(...entries), {
      ...{ minLength: 2, maxLength: 5 },
      selector: ({ code, family }) => family ?? code,
    });
    fc.assert(
      fc.property(some, (chosen) => {
        const text = chosen.map(({ examples }) => examples[0]).join('\n');
        expect([text, linesLeft(sourceText(text), diagnose(text, given)).map((line) => line.text)]).toEqual([text, []]);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('every message of the catalogue', () => {
  test('comes first for its examples', () =>
    expect(EXAMPLES.filter(([code, example]) => diagnose(example, given)[0]?.code !== code)).toEqual([]));

  test('has a code of its own', () => {
    const all = catalogue().map(({ code }) => code);
    expect([new Set(all).size, all.length >= 161]).toEqual([all.length, true]);
  });

  test('is found among other lines, behind the prefix of a log', () => {
    const pasted = fc.record({
      at: fc.nat(EXAMPLES.length - 1),
      prefix: fc.constantFrom(...BEFORE_A_LINE),
      before: fc.array(fc.constantFrom(...OTHER_LINES), { maxLength: 4 }),
      after: fc.array(fc.constantFrom(...OTHER_LINES), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(pasted, ({ at, prefix, before, after }) => {
        const [code, example] = EXAMPLES[at] ?? ['', ''];
        const text = [...before, prefix + example, ...after].join('\n');
        expect([text, diagnose(text, given)[0]?.code]).toEqual([text, code]);
      }),
      { numRuns: runs(100) },
    );
  });
});

test('every message that a recorded program printed has its case’s answer', () => {
  const rows = [...recording.rows, ...others.rows];
  expect(rows.filter(({ case: code, text }) => diagnose(text, given)[0]?.code !== code)).toEqual([]);
});

test('whatever the text, nothing is thrown, each span lies in it, and nothing is told twice', () => {
  const piece = fc.oneof(
    fc.constantFrom(...EXAMPLES.map(([, example]) => example)),
    fc.string(),
    fc.constantFrom(...OTHER_LINES),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('\n');
      const found = diagnose(text, given);
      for (const { span } of found) expect([span.start >= 0, span.end <= text.length]).toEqual([true, true]);
      const told = found.map((each) => JSON.stringify([each.code, each.who, each.says, each.span.start]));
      expect(new Set(told).size).toBe(told.length);
    }),
    { numRuns: runs(60) },
  );
});
