import { expect, test } from 'vitest';
import { parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { straceLines } from '../../../../src/engine/trace/index.ts';
import { showTrace } from '../../../../src/islands/seccomp/words/allowing.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { profileText } from '../../../engine/seccomp/inline.ts';

const TARGET = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: ['CAP_CHOWN'], runtime: 'runc' } as const;
const ANY = 'The button allows any arguments. Choose a call to see what it lets a program do, and a smaller change.';

/** The title, the calls that can be asked about, the notes, the button, and the rules once it was pressed. */
function shown(words: string, trace: string): readonly string[] {
  const text = profileText(words);
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, TARGET).value;
  const found = filter && showTrace(filter, text, straceLines(trace));
  if (!found) return [];
  const { tone, title, refused, notes, fix } = found;
  const rules = fix
    ? applyEdits(text, fix.edits).replace(/^.*?"syscalls":\[\s*|["\s]|,"args":\[\]|SCMP_(?:ACT|CMP)_/gs, '')
    : '';
  return [tone, title, refused.map(({ name }) => name).join(), notes.map(plain).join(' '), fix?.label ?? '', rules];
}

const START = `execve("/bin/x", ["x"], 0x7ffd5 /* 9 vars */) = 0
brk(NULL) = 0x55d0c8a3b000
openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3
close(3) = 0
openat(AT_FDCWD, "/lib/libc.so.6", O_RDONLY|O_CLOEXEC) = 3
brk(0x55d0c8a5c000) = 0x55d0c8a5c000
exit_group(0) = ?
+++ exited with 0 +++`;

test.each<[what: string, profile: string, trace: string, shown: readonly string[]]>([
  [
    'those that no rule names are allowed by one more rule',
    'errno: allow execve exit_group close',
    START,
    [
      'deny',
      'The filter refuses 2 of the 5 calls in the lines that you pasted',
      'brk,openat',
      ANY,
      'Allow these 2 calls',
      '{names:[execve,exit_group,close],action:ALLOW},{names:[brk,openat],action:ALLOW}]}',
    ],
  ],
  [
    'those that a rule refuses by name go from it',
    'allow: errno brk openat mount',
    START,
    [
      'deny',
      'The filter refuses 2 of the 5 calls in the lines that you pasted',
      'brk,openat',
      ANY,
      'Allow these 2 calls',
      '{names:[mount],action:ERRNO}]}',
    ],
  ],
  [
    'one call alone has its own changes',
    'errno: allow execve exit_group close brk',
    START,
    ['deny', 'The filter refuses 1 of the 5 calls in the lines that you pasted', 'openat', '', '', ''],
  ],
  [
    'all pass',
    'allow: errno mount',
    START,
    ['allow', 'The filter allows all 5 calls in the lines that you pasted', '', '', '', ''],
  ],
  [
    'what the kernel requires besides',
    'errno: allow read',
    'mount("none", "/mnt", "tmpfs", 0, NULL) = -1 EPERM (Operation not permitted)\nbrk(NULL) = 0x55d0c8a3b000',
    [
      'deny',
      'The filter refuses both calls in the lines that you pasted',
      'mount,brk',
      `Passing the filter is not enough for mount, unless the program is in a user namespace of its own: the kernel requires CAP_SYS_ADMIN, which this container lacks. ${ANY}`,
      'Allow these 2 calls',
      '{names:[read],action:ALLOW},{names:[mount,brk],action:ALLOW}]}',
    ],
  ],
  [
    'a call of which only some arguments pass counts by those of its lines',
    'errno: allow personality arg0==0 | allow read',
    'personality(PER_LINUX) = 0\npersonality(0xffffffff) = 0',
    ['deny', 'The filter refuses the one call in the lines that you pasted', 'personality', '', '', ''],
  ],
  [
    'records of the kernel’s log, and a signal of strace',
    'errno: allow read',
    '[13642.333732] audit: type=1326 audit(1795669044.860:345680): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=631705 comm="python3" exe="/usr/bin/python3.13" sig=31 arch=c000003e syscall=250 compat=0 ip=0x7fe1aa6696f9 code=0x80000000\n' +
      '--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x7feb282006f9, si_syscall=__NR_mkdir, si_arch=AUDIT_ARCH_X86_64} ---',
    [
      'deny',
      'The filter refuses both calls in the lines that you pasted',
      'keyctl,mkdir',
      ANY,
      'Allow these 2 calls',
      '{names:[read],action:ALLOW},{names:[keyctl,mkdir],action:ALLOW}]}',
    ],
  ],
  [
    'what the kernel requires, once the filter allows all',
    'allow: errno read',
    'swapon("/swap", 0) = 0\nmount("none", "/mnt", "tmpfs", 0, NULL) = 0',
    [
      'depends',
      'The filter allows both calls in the lines that you pasted',
      '',
      'Passing the filter is not enough for swapon: the kernel requires CAP_SYS_ADMIN, which this container lacks. Passing the filter is not enough for mount, unless the program is in a user namespace of its own: the kernel requires CAP_SYS_ADMIN, which this container lacks.',
      '',
      '',
    ],
  ],
  [
    'as strace -f prints them: what was resumed, with constants that are not known, and a prompt',
    'errno: allow read',
    `root@lab:/# strace -f server
clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLDstrace: Process 61764 attached
 <unfinished ...>
[pid 61764] futex(0x7ffcde2e79f0, FUTEX_NONSENSE, 0, NULL, FUTEX_BITSET_MATCH_ANY <unfinished ...>
[pid 61763] <... clone resumed>, child_tidptr=0x7f8c52fc3a10) = 61764
[pid 61764] <... futex resumed>) = 0
--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=5, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---
strace: Process 61765 attached
[pid 61765] bind(3, {sa_family=AF_UNIX}, 110) = 0
+++ exited with 1 +++`,
    [
      'deny',
      'The filter refuses all 3 calls in the lines that you pasted',
      'clone,futex,bind',
      `One line was left out: no known call. ${ANY}`,
      'Allow these 3 calls',
      '{names:[read],action:ALLOW},{names:[clone,futex,bind],action:ALLOW}]}',
    ],
  ],
  ['no call at all', 'errno: allow read', 'hello\nworld', []],
])('%s', (_, profile, trace, expected) => expect(shown(profile, trace)).toEqual(expected));
