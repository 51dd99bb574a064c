import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Arch, CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import {
  DOCKER_CAPABILITIES,
  formatCondition,
  type ProfileJson,
  parseProfile,
  profileAt,
  type ReleaseTable,
  resolve,
  type SurveyRow,
  survey,
  writeProfile,
} from '../../../../src/engine/seccomp/index.ts';
import { applyState } from '../../../../src/engine/seccomp/releases/profileAt.ts';

const read = (file: string) =>
  readFileSync(new URL(`../../../../content/data/profiles/${file}`, import.meta.url), 'utf8');

const base = read('docker-26.1.5.json');
const table: ReleaseTable = JSON.parse(read('docker-changes.json'));
const at = (release: string) => profileAt(base, table, release);

const known = new Map<string, ReadonlyMap<string, string>>();

/** Every call of an ABI on x86_64 with how it is answered: "allow", "ERRNO 1", or which conditions let it pass. */
function answers(release: string, abi: Arch, capabilities: readonly string[]): ReadonlyMap<string, string> {
  const key = `${release} ${abi} ${capabilities.length}`;
  const found = known.get(key) ?? surveyed(release, abi, capabilities);
  known.set(key, found);
  return found;
}

function surveyed(release: string, abi: Arch, capabilities: readonly string[]): Map<string, string> {
  const { value: profile, diagnostics: read } = parseProfile(at(release));
  const target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities, runtime: 'libseccomp' } as const;
  const { value: filter, diagnostics } = profile ? resolve(profile, target) : { value: undefined, diagnostics: [] };
  expect([...read, ...diagnostics].filter(({ severity }) => severity === 'error')).toEqual([]);
  if (filter === undefined) throw new Error(`${release} gives no filter`);
  return new Map(survey(filter, abi).map((row) => [row.name, inWords(row)]));
}

function inWords({ summary, outcomes }: SurveyRow): string {
  if (summary === 'allow') return 'allow';
  const passing = outcomes.flatMap(({ action, reason }) =>
    action === 'ALLOW' && reason.kind === 'rule' ? [reason.conditions.map(formatCondition).join(' and ')] : [],
  );
  const [{ data = 0 } = {}] = outcomes.filter(({ action }) => action === 'ERRNO');
  return passing.length > 0 ? passing.sort().join(' or ') : `ERRNO ${data}`;
}

/** "+statx -syslog clone: arg0 == 1": what passes now, what passes no more, and what depends on its arguments now. */
function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
  const told = [...after].filter(([name, answer]) => before.get(name) !== answer);
  return told
    .map(([name, answer]) => {
      if (answer === 'allow') return `+${name}`;
      return answer === 'ERRNO 1' ? `-${name}` : `${name}: ${answer}`;
    })
    .join(' ');
}

const TIME64 =
  '+clock_getres_time64 +clock_gettime64 +clock_nanosleep_time64 +futex_time64 +io_pgetevents_time64 +mq_timedreceive_time64 ' +
  '+mq_timedsend_time64 +ppoll_time64 +pselect6_time64 +recvmmsg_time64 +rt_sigtimedwait_time64 ' +
  '+sched_rr_get_interval_time64 +semtimedop_time64 +timer_gettime64 +timer_settime64 +timerfd_gettime64 ' +
  '+timerfd_settime64 +utimensat_time64';
const LINUX_6_7 = '+cachestat +fchmodat2 +futex_requeue +futex_wait +futex_wake +map_shadow_stack';
const FIVE_FAMILIES = 'socket: arg0 == 1 or arg0 == 10 or arg0 == 16 or arg0 == 17 or arg0 == 2';
/** libseccomp adds a rule for socketcall with each one for a call that it multiplexes, so its numbers pass one by one. */
const SOCKETCALL_BY_NUMBER = `socketcall: ${[1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 2, 20, 3, 4, 5, 6, 7, 8, 9].map((call) => `arg0 == ${call}`).join(' or ')} or arg0 > 1`;
const PERSONALITIES = 'personality: arg0 == 0 or arg0 == 0x20000 or arg0 == 0x20008 or arg0 == 0xffffffff or arg0 == 8';

describe('what came and went in effect on x86_64', () => {
  // With Docker's capabilities; with all ("=": the same); for 32-bit programs, with Docker's.
  test.each<[release: string, since: string, docker: string, all: string, x86: string]>([
    ['1.11.2', '1.11.0', '', '', '+socketcall'],
    ['1.12.0', '1.11.2', '-fanotify_init -setdomainname -sethostname -vhangup', '=', '='],
    [
      '1.13.0',
      '1.12.0',
      '',
      '+acct +adjtimex +bpf +clone +delete_module +fanotify_init +finit_module +init_module +ioperm +iopl +kcmp ' +
        '+lookup_dcookie +mount +name_to_handle_at +open_by_handle_at +perf_event_open +process_vm_readv ' +
        '+process_vm_writev +ptrace +query_module +reboot +setdomainname +sethostname +setns +settimeofday +umount2 ' +
        '+unshare +vhangup',
      '',
    ],
    ['1.13.1', '1.13.0', '', '', ''],
    ['17.03.0', '1.13.1', FIVE_FAMILIES, '=', `${FIVE_FAMILIES} ${SOCKETCALL_BY_NUMBER}`],
    ['17.03.2', '17.03.0', '', '+clock_settime', ''],
    ['17.04.0', '17.03.0', '+preadv2 +pwritev2', '=', '='],
    ['17.05.0', '17.04.0', '', '+clock_settime', ''],
    ['17.06.0', '17.05.0', `${PERSONALITIES} +socket`, '=', `${PERSONALITIES} +socket +socketcall`],
    ['17.07.0', '17.06.0', '+adjtimex', '', '='],
    ['17.09.0', '17.07.0', '', '+quotactl', ''],
    ['18.04.0', '17.09.0', '+statx', '=', '='],
    ['18.09.0', '18.04.0', '-syslog', '+get_mempolicy +mbind +set_mempolicy', '='],
    ['19.03.0', '18.09.0', '+io_pgetevents +ptrace', '+io_pgetevents', '='],
    ['19.03.3', '19.03.0', '', '', '+sigprocmask'],
    ['19.03.9', '19.03.3', '', '', TIME64],
    [
      '20.10.0',
      '19.03.9',
      '+clock_adjtime clone: (arg0 & 0x7e020000) == 0 +faccessat2 +io_uring_enter +io_uring_register +io_uring_setup ' +
        '+membarrier +openat2 +pidfd_open +pidfd_send_signal +rseq',
      '+clock_adjtime +faccessat2 +io_uring_enter +io_uring_register +io_uring_setup +membarrier +openat2 +pidfd_getfd ' +
        '+pidfd_open +pidfd_send_signal -query_module +rseq',
      '+clock_adjtime +clock_adjtime64 clone: (arg0 & 0x7e020000) == 0 +faccessat2 +io_uring_enter +io_uring_register ' +
        '+io_uring_setup +membarrier +openat2 +pidfd_open +pidfd_send_signal +rseq',
    ],
    [
      '20.10.4',
      '20.10.0',
      '+close_range +epoll_pwait2',
      '+close_range +epoll_pwait2 +fsconfig +fsmount +fsopen +fspick +move_mount +open_tree +process_madvise',
      '=',
    ],
    ['20.10.10', '20.10.4', 'clone3: ERRNO 38', '+clone3', '='],
    [
      '20.10.18',
      '20.10.10',
      '+futex_waitv +landlock_add_rule +landlock_create_ruleset +landlock_restrict_self +memfd_secret +process_mrelease',
      '+futex_waitv +landlock_add_rule +landlock_create_ruleset +landlock_restrict_self +memfd_secret +mount_setattr ' +
        '+process_mrelease +quotactl_fd',
      '=',
    ],
    ['20.10.22', '20.10.18', 'socket: arg0 != 40', '=', '='],
    ['20.10.26', '20.10.18', '+name_to_handle_at', '', '='],
    [
      '23.0.0',
      '20.10.22',
      '+pkey_alloc +pkey_free +pkey_mprotect +process_vm_readv +process_vm_writev',
      '+pkey_alloc +pkey_free +pkey_mprotect',
      '=',
    ],
    ['24.0.3', '23.0.0', '+name_to_handle_at', '', '='],
    ['23.0.10', '24.0.3', LINUX_6_7, `${LINUX_6_7} +set_mempolicy_home_node`, '='],
    ['25.0.0', '24.0.3', '-io_uring_enter -io_uring_register -io_uring_setup', '=', '='],
    ['25.0.3', '25.0.0', LINUX_6_7, `${LINUX_6_7} +set_mempolicy_home_node`, '='],
    [
      '28.2.0',
      '25.0.3',
      '+getxattrat +listmount +listxattrat +mseal +removexattrat +setxattrat +statmount +uretprobe',
      '+getxattrat +listmount +listxattrat +lsm_get_self_attr +lsm_list_modules +lsm_set_self_attr +mseal ' +
        '+removexattrat +setxattrat +statmount +uretprobe',
      '+getxattrat +listmount +listxattrat +mseal +removexattrat +setxattrat +statmount',
    ],
    [
      '29.4.2',
      '28.2.0',
      'socket: arg0 < 38 or arg0 == 39 or arg0 > 40',
      '=',
      'socket: arg0 < 38 or arg0 == 39 or arg0 > 40 socketcall: ERRNO 38',
    ],
    ['29.4.3', '29.4.2', '', '', '+socketcall'],
    [
      '29.9.0',
      '29.4.3',
      'socket: arg0 < 38 or arg0 == 39 or arg0 == 41 or arg0 == 42 or arg0 == 43 or arg0 == 44 or arg0 == 45',
      '=',
      '=',
    ],
  ])('%s after %s', (release, since, docker, all, x86) => {
    const told = (abi: Arch, capabilities: readonly string[]) =>
      difference(answers(since, abi, capabilities), answers(release, abi, capabilities));
    expect([
      told('SCMP_ARCH_X86_64', DOCKER_CAPABILITIES),
      told('SCMP_ARCH_X86_64', CAPABILITIES),
      told('SCMP_ARCH_X86', DOCKER_CAPABILITIES),
    ]).toEqual([docker, all === '=' ? docker : all, x86 === '=' ? docker : x86]);
    expect(table.states.find((state) => state.release === release)?.since).toBe(since);
  });

  test('every state is in the table above, or is the first', () => {
    expect(table.states.filter(({ since }) => since === undefined).map(({ release }) => release)).toEqual(['1.11.0']);
    expect(table.states).toHaveLength(32);
  });
});

describe('the text', () => {
  test('of the base is the package’s, byte for byte', () => expect(at(table.base.state)).toBe(base));

  test.each(table.states.map(({ release }) => release))('of %s has no problem', (release) => {
    expect(parseProfile(at(release)).diagnostics).toEqual([]);
  });

  test.each<[release: string, piece: string]>([
    [
      '1.12.0',
      '{ "defaultAction": "SCMP_ACT_ERRNO", "architectures": [ "SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32" ],',
    ],
    ['1.12.0', '{ "name": "clock_nanosleep", "action": "SCMP_ACT_ALLOW", "args": [] }, { "name": "clone", "action"'],
    [
      '1.12.0',
      '"args": [ { "index": 0, "value": 2080505856, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ" } ] }, { "name": "close",',
    ],
    [
      '17.07.0',
      '"args": [ { "index": 0, "value": 8, "valueTwo": 0, "op": "SCMP_CMP_EQ" } ], "comment": "", "includes": {}, "excludes": {} }',
    ],
    [
      '17.07.0',
      '"writev" ], "action": "SCMP_ACT_ALLOW", "args": [], "comment": "", "includes": {}, "excludes": {} }, { "names": [ "personality"',
    ],
    [
      '20.10.0',
      '"args": [ { "index": 0, "value": 8, "op": "SCMP_CMP_EQ" } ], "comment": "", "includes": {}, "excludes": {} }',
    ],
    [
      '20.10.0',
      '"names": [ "ptrace" ], "action": "SCMP_ACT_ALLOW", "args": null, "comment": "", "includes": { "minKernel": "4.8" }, "excludes": {}',
    ],
    ['23.0.0', '{ "defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 1, "archMap": ['],
    [
      '23.0.0',
      '"names": [ "process_vm_readv", "process_vm_writev", "ptrace" ], "action": "SCMP_ACT_ALLOW", "includes": { "minKernel": "4.8" } }',
    ],
  ])('of %s is written as Docker wrote it then: %s', (release, piece) => {
    expect(at(release).replace(/\n\t*/g, ' ')).toContain(piece);
  });
});

describe('a change that does not fit is refused', () => {
  const profile = JSON.parse(base) as ProfileJson;
  const state = { release: '9.9.9', date: '2030-01-01', commits: [] };
  test.each<[string, Parameters<typeof applyState>[1], string]>([
    [
      'taking away what is not there',
      { ...state, rules: [{ rule: {}, removed: ['reboot'] }] },
      'found no reboot in the rule',
    ],
    ['bringing what is there', { ...state, rules: [{ rule: {}, added: ['read'] }] }, 'found read already in the rule'],
    [
      'a new rule without a place',
      { ...state, rules: [{ rule: { includes: { caps: ['CAP_WAKE_ALARM'] } }, added: ['reboot'] }] },
      'found no place in the rule',
    ],
    [
      'an architecture that is there',
      { ...state, archMap: { added: [{ architecture: 'SCMP_ARCH_RISCV64', subArchitectures: null }] }, rules: [] },
      'found SCMP_ARCH_RISCV64 already',
    ],
    [
      'an errno that is another',
      { ...state, defaultErrnoRet: [38, 1], rules: [] },
      'found defaultErrnoRet 1, expected 38',
    ],
  ])('%s', (_, change, message) => {
    expect(() => applyState(profile, change, 'make')).toThrow(`The change to 9.9.9 does not fit (make): ${message}`);
  });

  test('a release that the table lacks', () => expect(() => at('9.9.9')).toThrow('no state 9.9.9'));

  test.each(table.states.filter(({ since }) => since !== undefined))('$release is undone and made again', (state) => {
    const after = stateJson(state.release);
    const before = applyState(after, state, 'undo');
    expect(writeProfile(applyState(before, state, 'make'))).toBe(writeProfile(after));
    expect(() => applyState(before, state, 'undo')).toThrow('does not fit (undo)');
  });

  /** A state's profile as the table's steps give it, from the base. */
  function stateJson(release: string): ProfileJson {
    const path = (name: string): ReleaseTable['states'] => {
      const found = table.states.find((candidate) => candidate.release === name);
      return found === undefined ? [] : [...(found.since === undefined ? [] : path(found.since)), found];
    };
    const root = path(table.base.state)
      .slice(1)
      .reduceRight((profile, step) => applyState(profile, step, 'undo'), JSON.parse(base) as ProfileJson);
    return path(release)
      .slice(1)
      .reduce((profile, step) => applyState(profile, step, 'make'), root);
  }
});
