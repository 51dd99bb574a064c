import { expect, test } from 'vitest';
import type { Unsaid } from '../../../../src/engine/seccomp/index.ts';
import { KINDS } from '../../../../src/islands/compare/words/groups.ts';
import { unsaidWords } from '../../../../src/islands/filter/words/forms.ts';

test.each<[kind: Unsaid['kind'], calls: readonly string[], told: string]>([
  ['opened', ['mkdir'], 'LXC allows what the profile refuses: mkdir.'],
  ['closed', ['mkdir', 'x86: mkdir'], 'LXC refuses what the profile allows: mkdir; on x86: mkdir.'],
  ['otherwise', ['clone3'], 'LXC gives these another answer: clone3.'],
  ['unknown', ['uprobe'], 'LXC doesn’t know these and returns ENOSYS, whatever the lines say: uprobe.'],
  ['arguments', ['clone'], 'LXC can’t check the arguments of these as the profile does: clone.'],
])('calls that are %s', (kind, calls, told) => {
  expect(unsaidWords('LXC', [{ kind, calls }])).toEqual([told]);
});

test('a difference that is neither for nor against a call has the name that it has where profiles are compared', () => {
  const { title = '' } = KINDS.find(({ kind }) => kind === 'otherwise') ?? {};
  const [told] = unsaidWords('systemd', [{ kind: 'otherwise', calls: ['clone3'] }]);
  expect(told?.toLowerCase()).toContain(title.toLowerCase());
});
