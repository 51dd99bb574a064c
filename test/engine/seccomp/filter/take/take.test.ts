import fc from 'fast-check';
import { expect, test } from 'vitest';
import { architectureOf, nameOf, subArchitectures } from '../../../../../src/engine/linux/index.ts';
import {
  type Answer,
  type Call,
  decide,
  type Filter,
  lxcPolicy,
  systemdUnit,
  type Written,
} from '../../../../../src/engine/seccomp/index.ts';
import { filterOfProfile } from '../../bpf/filters.ts';
import { filterWithCalls } from '../../bpf/randomProfiles.ts';
import { filterIn } from '../../inline.ts';
import { lxcAnswer, systemdAnswer } from './models.ts';

const of = (words: string): Filter => filterIn(words, { runtime: 'libseccomp' });

/** What is unsaid on x86_64. */
const unsaid = ({ unsaid }: Written) =>
  unsaid
    .map(({ kind, calls }) => `${kind}: ${calls.filter((call) => !call.includes(':')).join(' ')}`)
    .filter((words) => !words.endsWith(': '));

test.each([
  ['allow: errno mkdir', '[Service] | SystemCallFilter=~mkdir:EPERM', []],
  ['allow: kill mkdir | errno=0 rmdir', '[Service] | SystemCallFilter=~mkdir:kill rmdir:0', ['otherwise: mkdir']],
  ['allow: errno clone arg0==1', '[Service] | SystemCallFilter=~clone:EPERM', ['arguments: clone']],
  ['log: proc mkdir', '[Service] | SystemCallFilter=~mkdir:kill', ['otherwise']],
  [
    'errno: allow read openat | errno=38 clone3',
    '[Service] | SystemCallFilter=openat read | SystemCallFilter=~clone3:ENOSYS | SystemCallErrorNumber=EPERM',
    ['opened', 'otherwise: numbers without a name'],
  ],
  [
    'proc:',
    '[Service] | SystemCallFilter=@default | SystemCallErrorNumber=kill',
    ['opened', 'otherwise: numbers without a name'],
  ],
])('systemd: %s', (words, text, left) => {
  const made = systemdUnit(of(words));
  const lines = made.text.trim().split('\n');
  expect([lines.slice(0, -1).join(' | '), lines.at(-1)]).toEqual([text, 'SystemCallArchitectures=native']);
  expect(unsaid(made).map((said, at) => (left[at]?.includes(':') ? said : said.split(':')[0]))).toEqual(left);
});

test.each([
  ['allow: errno mkdir', '2 | denylist | [all] | mkdir errno 1', []],
  ['errno: allow read', '2 | allowlist errno 1 | [all] | read allow', []],
  ['kill: allow read', '2 | allowlist kill | [all] | read allow', []],
  ['trap: kill write', '2 | allowlist trap | [all] | write kill', []],
  ['proc: log read', '2 | allowlist kill | [all] | read allow', ['otherwise']],
  [
    'errno=38: allow clone arg0&3==1 arg1<5 | trace=1 read',
    '2 | allowlist errno 38 | [all] | clone allow [0,1,SCMP_CMP_MASKED_EQ,3] [1,5,SCMP_CMP_LT]',
    ['otherwise: read'],
  ],
  [
    'errno: allow clone arg0==1 arg0==2',
    '2 | allowlist errno 1 | [all] | clone allow [0,1,SCMP_CMP_EQ] | clone allow [0,2,SCMP_CMP_EQ]',
    [],
  ],
])('LXC: %s', (words, text, left) => {
  const made = lxcPolicy(of(words));
  expect(made.text.trim().replaceAll('\n', ' | ')).toBe(text);
  expect(unsaid(made).map((said, at) => (left[at]?.includes(':') ? said : said.split(':')[0]))).toEqual(left);
});

test('Docker’s default: what neither format says on the machine’s own ABI', () => {
  const filter = filterOfProfile('docker-29.4.3', 'all', 'runc');
  expect([unsaid(systemdUnit(filter)), unsaid(lxcPolicy(filter))]).toEqual([
    ['opened: lsm_get_self_attr lsm_list_modules', 'arguments: clone personality socket'],
    ['otherwise: file_getattr file_setattr listns open_tree_attr rseq_slice_yield numbers without a name'],
  ]);
});

/** Whether a call is told of: its name, or that of all numbers without one. */
const isTold = ({ unsaid }: Written, { arch, syscall }: Call, native: string) => {
  const prefix = arch === native ? '' : `${architectureOf(arch).token}: `;
  const name = prefix + (nameOf(arch, syscall) ?? 'numbers without a name');
  return unsaid.some(({ calls }) => calls.includes(name));
};
const same = (a: Answer, b: Answer | undefined) => a.action === b?.action && a.data === b.data;

test.each([
  ['systemd', systemdUnit, systemdAnswer],
  ['LXC', lxcPolicy, lxcAnswer],
] as const)(
  '%s: what is written, read back, answers as the filter does, or the call is told of',
  (_, write, answer) => {
    let compared = 0;
    fc.assert(
      fc.property(filterWithCalls, ({ filter, calls }) => {
        const { arch: native } = filter.target;
        const written = write(filter);
        const abis = [native, ...subArchitectures(native)];
        for (const call of calls.filter(({ arch, syscall }) => abis.includes(arch) && isPlain(arch, syscall))) {
          if (isTold(written, call, native)) continue;
          compared++;
          const [wanted, found] = [decide(filter, call), answer(written.text, call, native)];
          if (!same(wanted, found))
            throw new Error(
              `${call.arch} ${call.syscall} ${call.args}: ${wanted.action} ${wanted.data}, ${found?.action} ${found?.data}\n${written.text}`,
            );
        }
      }),
      { numRuns: 200 },
    );
    // By chance 900 to 1,500 calls are left to compare; far fewer would mean that nearly all are told of.
    expect(compared).toBeGreaterThan(400);
  },
);

/** Numbers in the range that the ABI's calls have: what lies above, runc and libseccomp answer by other ways. */
const isPlain = (arch: Call['arch'], syscall: number) => {
  const { syscallBase } = architectureOf(arch);
  return nameOf(arch, syscall) !== undefined || (syscall > syscallBase + 1000 && syscall < syscallBase + 0x3fffffff);
};
