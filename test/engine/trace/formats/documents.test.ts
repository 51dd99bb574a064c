import { describe, expect, test } from 'vitest';
import { parseTrace, readTrace } from '../../../../src/engine/trace/index.ts';
import { tellCall, tellTrace } from '../tellCall.ts';

// Examples of our own, in the shape that the tools' documents and code give.

const profile = (names: readonly string[], more: object = {}) => ({
  defaultAction: 'SCMP_ACT_ERRNO',
  architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  syscalls: [{ names, action: 'SCMP_ACT_ALLOW', ...more }],
});
const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);

// inspektor-gadget, gadgets/advise_seccomp (README.mdx, go/program.go), gadgets/audit_seccomp (README.mdx, test/integration), gadgets/traceloop (README.mdx,
// go/program.go), docs/builtin-gadgets/audit/seccomp.md, pkg/gadgets/traceloop/types
describe('Inspektor Gadget', () => {
  test.each<[string, string, string[]]>([
    [
      'advise_seccomp',
      `// mycontainer\n${pretty(profile(['accept4', 'brk', 'syscall_1f4', 'unknown_syscall_499']))}\n`,
      ['x86_64 accept4', 'x86_64 brk', 'x86_64 500', 'x86_64 499'],
    ],
    [
      'two profiles of it',
      `// a\n${pretty(profile(['brk']))}\n// b\n${pretty(profile(['brk', 'read']))}`,
      ['x86_64 brk x2', 'x86_64 read'],
    ],
    [
      'audit_seccomp',
      `RUNTIME.CONTAINERNAME COMM                  PID         TID         UID         GID CODE          SYSCALL       TIMESTAMP
web                   unshare            485855      485855           0           0 …_KILL_THREAD SYS_UNSHARE   2026-08-02T17:06:48.761…`,
      ['x86_64 unshare KILL_THREAD, 485855 unshare'],
    ],
    [
      'audit_seccomp of kubectl',
      `K8S.NAMESPACE   K8S.PODNAME     K8S.CONTAINERN… COMM          PID     TID      UID      GID CODE      K8S.NO… SYSCALL   TIMESTAMP
default         mypod           container1      mkdir       60482   60482        0        0 …_RET_LOG node-a… SYS_MKDIR 2026-08-05T13:0…
default         mypod           container1      unshare     60483   60483        0        0 …L_THREAD node-a… SYS_UNSH… 2026-08-05T13:0…`,
      ['x86_64 mkdir LOG, 60482 mkdir', 'x86_64 unshare KILL_THREAD, 60483 unshare'],
    ],
    [
      'a code that was cut off before it tells',
      'web mkdir 60482 60482 0 0 …D SYS_MKDIR 2026',
      ['x86_64 mkdir KILL_THREAD, 60482 mkdir'],
    ],
    [
      'audit seccomp of before',
      `RUNTIME.CONTAINERNAME                              PID        COMM             SYSCALL     CODE
eager_mclean                                       231712     unshare          unshare     kill_thread`,
      ['x86_64 unshare KILL_THREAD, 231712 unshare'],
    ],
    [
      'with columns chosen',
      'K8S.NAMESPACE    K8S.PODNAME      SYSCALL          CODE\ndefault          mypod            mkdir            log',
      ['x86_64 mkdir LOG'],
    ],
    [
      'traceloop',
      `RUNTIME.CONTAINERNAME                        CPU         PID COMM             SYSCALL                     PARAMETERS                  RET
web                                       5         58054 sh               execve                    filename="/bin/ls", a…             0
web                                       5         58054 ls               brk                       brk=0                  102559763509…
web                                       5         58054 ls               access                    filename="/etc/ld.so.… -1 (Permissi…
web                                       5         58054 ls               socket                    family=40, type=1, protocol=0             3
web                                       5         58054 ls               exit_group                error_code=0                       X`,
      [
        'x86_64 execve = 0, 58054 sh',
        'x86_64 brk(0, ?, ?, ?, ?, ?), 58054 ls',
        'x86_64 access, 58054 ls',
        'x86_64 socket(28, 1, 0, ?, ?, ?) = 3, 58054 ls',
        'x86_64 exit_group(0, ?, ?, ?, ?, ?), 58054 ls',
      ],
    ],
    [
      'audit_seccomp in JSON',
      '{"code":"SECCOMP_RET_LOG","code_raw":2147221504,"proc":{"comm":"mkdir","pid":60482,"tid":60482},"syscall":"SYS_MKDIR","syscall_raw":83}',
      ['x86_64 mkdir LOG, 60482 mkdir'],
    ],
    [
      'over several lines',
      pretty({ syscall: 'SYS_UNSHARE', code: 'SECCOMP_RET_KILL_THREAD', comm: 'sh', pid: 7 }),
      ['x86_64 unshare KILL_THREAD, 7 sh'],
    ],
    ['by its number', '{"syscall":"","syscall_raw":435}', ['x86_64 clone3']],
    [
      'counts',
      '[{"count":3,"syscall":"SYS_EXECVE","syscall_raw":59},{"count":34,"syscall":"SYS_OPENAT","syscall_raw":257}]',
      ['x86_64 execve x3', 'x86_64 openat x34'],
    ],
    [
      'traceloop in JSON',
      '{"cpu":5,"pid":58054,"comm":"ls","syscall":"socket","parameters":"family=1, type=524289, protocol=0","ret":"3"}',
      ['x86_64 socket(1, 80001, 0, ?, ?, ?) = 3, 58054 ls'],
    ],
    [
      'an error of traceloop',
      '{"pid":7,"comm":"ls","syscall":"keyctl","parameters":"option=0","ret":"-1 (operation not permitted)"}',
      ['x86_64 keyctl(0, ?, ?, ?, ?, ?) = EPERM, 7 ls'],
    ],
    [
      'traceloop of before',
      '{"pid":58054,"comm":"ls","syscall":"write","parameters":[{"name":"fd","value":"1"},{"name":"buf","value":"0x7f","content":"\\"x\\""},{"name":"count","value":"201"}],"ret":"201"}',
      ['x86_64 write(1, ?, c9, ?, ?, ?) = 201, 58054 ls'],
    ],
  ])('%s', (_, text, calls) => expect(tellTrace(text)).toEqual(['inspektor-gadget', ...calls]));

  test.each(['SYS_MKDIRATALL LOG', 'web sh 7 7 0 0 …_RET_LOG SYS_SET… 2026', '{"syscall":"SYS_NOTHING"}'])(
    'not read: %s',
    (line) => expect(tellTrace(line)).toEqual([`? ${line}`]),
  );
});

// containers/oci-seccomp-bpf-hook, oci-seccomp-bpf-hook.go, generateProfile
describe('oci-seccomp-bpf-hook', () => {
  test.each([
    ['on one line', JSON.stringify(profile(['read', 'write'], { args: [] })), ['x86_64 read', 'x86_64 write']],
    ['a name of nobody', JSON.stringify(profile(['read', 'reed'], { args: [] })), ['x86_64 read', '? "reed"']],
    [
      'what a profile before it refused',
      JSON.stringify({
        defaultAction: 'SCMP_ACT_ERRNO',
        syscalls: [
          { names: ['mkdir'], action: 'SCMP_ACT_ERRNO', args: [] },
          { names: ['read'], action: 'SCMP_ACT_ALLOW', args: [] },
        ],
      }),
      ['x86_64 read'],
    ],
  ])('%s', (_, text, calls) => expect(tellTrace(text)).toEqual(['oci-hook', ...calls]));
});

// kubernetes-sigs/security-profiles-operator, api/seccompprofile/v1/seccompprofile_types.go, doc/profiles.md
describe('Security Profiles Operator', () => {
  const HEAD = 'apiVersion: security-profiles-operator.x-k8s.io/v1\nkind: SeccompProfile\nmetadata:\n  name: web\n';
  const CALLS = ['x86_64 read', 'x86_64 write', 'x86_64 accept4'];
  const item = {
    apiVersion: 'security-profiles-operator.x-k8s.io/v1beta1',
    kind: 'SeccompProfile',
    spec: profile(['read', 'write', 'accept4']),
  };
  test.each([
    [
      'as YAML',
      `${HEAD}spec:\n  defaultAction: SCMP_ACT_ERRNO\n  syscalls:\n  - action: SCMP_ACT_ALLOW\n    names:\n    - read\n    - write\n    - accept4\nstatus:\n  status: Installed\n`,
      CALLS,
    ],
    [
      'with the names first, deeper',
      `${HEAD}spec:\n  syscalls:\n    - names:\n        - read\n        - "write" # often\n        - 'accept4'\n      action: "SCMP_ACT_LOG"\n  defaultAction: SCMP_ACT_ERRNO\n`,
      CALLS,
    ],
    [
      'with brackets',
      `---\n${HEAD}spec:\n  syscalls:\n  - action: SCMP_ACT_ALLOW\n    names: [read, write, accept4]\n  - action: SCMP_ACT_ERRNO\n    names: [mkdir]\n`,
      CALLS,
    ],
    [
      'a name of nobody',
      `${HEAD}spec:\n  syscalls:\n  - action: SCMP_ACT_ALLOW\n    names:\n    - read\n    - reed\n`,
      ['x86_64 read', '? reed'],
    ],
    [
      'a list of them',
      `apiVersion: v1\nitems:\n- apiVersion: security-profiles-operator.x-k8s.io/v1\n  kind: SeccompProfile\n  spec:\n    syscalls:\n    - action: SCMP_ACT_ALLOW\n      names:\n      - read\n- apiVersion: security-profiles-operator.x-k8s.io/v1\n  kind: SeccompProfile\n  spec:\n    syscalls:\n    - action: SCMP_ACT_ALLOW\n      names:\n      - read\n      - write\nkind: List\n`,
      ['x86_64 read x2', 'x86_64 write'],
    ],
    ['as JSON', pretty(item), CALLS],
    ['a list as JSON', pretty({ apiVersion: 'v1', kind: 'List', items: [item] }), CALLS],
    [
      'of the log enricher',
      'I0705 12:08:18.729660 1843190 enricher.go:136] log-enricher "msg"="audit"  "container"="redis" "executable"="/usr/local/bin/redis-server" "namespace"="default" "node"="127.0.0.1" "pid"=1847839 "pod"="my-pod" "syscallID"=232 "syscallName"="epoll_wait" "timestamp"="1625486870.273:187492" "type"="seccomp"',
      ['x86_64 epoll_wait, 1847839'],
    ],
    [
      'of the JSON enricher',
      '{"version":"spo/v1_alpha","executable":"/bin/sh","pid":7,"syscalls":["execve","clone"]}',
      ['x86_64 execve, 7', 'x86_64 clone, 7'],
    ],
  ])('%s', (_, text, calls) => expect(tellTrace(text)).toEqual(['spo', ...calls]));
});

describe('other JSON and YAML', () => {
  test.each([
    ['of nobody', '{"a": 1}', ['? {"a": 1}']],
    [
      'cut off',
      '{"defaultAction": "SCMP_ACT_ERRNO",\n"syscalls": [',
      ['? {"defaultAction": "SCMP_ACT_ERRNO",', '? "syscalls": ['],
    ],
    ['another object of Kubernetes', 'apiVersion: v1\nkind: Pod', ['? apiVersion: v1', '? kind: Pod']],
  ])('%s is not read', (_, text, unread) => expect(tellTrace(text)).toEqual(unread));

  const MESSAGE =
    'type=1326 audit(1.2:3): auid=0 uid=0 gid=0 ses=1 pid=7 comm="sh" exe="/bin/sh" sig=0 arch=c000003e syscall=435 compat=0 ip=0x7f code=0x7ffc0000';
  const entry = (MESSAGE: unknown, more: object = {}) => ({
    __CURSOR: 's=1;i=2',
    __REALTIME_TIMESTAMP: '1795669044860345',
    _TRANSPORT: 'kernel',
    ...more,
    MESSAGE,
  });
  test.each([
    [JSON.stringify({ _TRANSPORT: 'kernel', MESSAGE: `audit: ${MESSAGE}` })],
    [JSON.stringify({ _TRANSPORT: 'audit', MESSAGE: MESSAGE.replace('type=1326 audit(1.2:3): ', 'SECCOMP ') })],
    [JSON.stringify(entry(`audit: ${MESSAGE}`, { PRIORITY: '5' }))],
    // journalctl -o json-pretty
    [pretty(entry(`audit: ${MESSAGE}`))],
    // What has two members of one name, a number that is not written as usual, or many signs, is read all the same.
    [`{"message": "none", ${JSON.stringify(entry(`audit: ${MESSAGE}`)).slice(1)}`],
    [`{"x": 1e3, "y": -0, ${JSON.stringify(entry(`audit: ${MESSAGE}`)).slice(1)}`],
    [JSON.stringify(entry(`audit: ${MESSAGE}`, { _CMDLINE: 'a '.repeat(100_000) }))],
  ])('journalctl -o json: %.300s', (line) => expect(tellTrace(line)).toEqual(['audit', 'x86_64 clone3 LOG, 7 sh']));

  test.each([
    ['of another program', entry('Started Session 12 of User root.')],
    ['of a word that is a call’s name', entry('reboot')],
    ['of such a word with a number', entry('sync 3')],
    ['too long to be printed', entry(null)],
    ['in bytes', entry([27, 91, 48, 109])],
    ['whose other fields name a call', entry('done', { _CMDLINE: 'bpftrace -e tracepoint:syscalls:sys_enter_openat' })],
  ])('an entry of the journal %s is not read', (_, value) => {
    const line = JSON.stringify(value);
    expect(tellTrace(line)).toEqual([`? ${line}`]);
    expect(tellTrace(pretty(value))).toEqual(
      pretty(value)
        .split('\n')
        .map((each) => `? ${each}`),
    );
  });

  test.each([
    ['a list of entries', JSON.stringify([entry(`audit: ${MESSAGE}`), entry('reboot'), entry(`audit: ${MESSAGE}`)])],
    ['a message of several lines', JSON.stringify(entry(`audit: ${MESSAGE}\n\nreboot\naudit: ${MESSAGE}\n`))],
  ])('%s tells each record, and what is none', (_, text) => {
    const { calls, unread } = parseTrace(text);
    expect([calls.map(tellCall), unread.length]).toEqual([['x86_64 clone3 LOG x2, 7 sh'], 1]);
  });

  test.each([
    ['another log', JSON.stringify({ log: `${MESSAGE}\n`, stream: 'stderr' })],
    ['journalctl -o json-sse', `data: ${JSON.stringify(entry(MESSAGE))}`],
    ['journalctl -o json-seq', `\u001e${JSON.stringify(entry(MESSAGE))}`],
    ['an entry that is cut off', JSON.stringify(entry(MESSAGE)).slice(0, -1)],
  ])('a record within JSON that is not read as such: %s', (_, line) =>
    expect(tellTrace(line)).toEqual(['audit', 'x86_64 clone3 LOG, 7 sh']),
  );

  test('an entry of the journal has its own place, and its message for its line', () => {
    const line = JSON.stringify(entry(`audit: ${MESSAGE}`));
    const reader = readTrace(undefined, { keepsLines: true });
    reader.push(`\n ${line}\n${JSON.stringify(entry('kauditd_printk_skb: 4 callbacks suppressed'))}`);
    const { calls, lost, unread } = reader.end();
    expect(calls.map((call) => [call.span, call.line])).toEqual([
      [{ start: 2, end: 2 + line.length, line: 2, column: 2 }, `audit: ${MESSAGE}`],
    ]);
    expect([lost, unread]).toEqual([4, []]);
  });
});
