import { describe, expect, test } from 'vitest';
import { parseChecks } from '../../../src/engine/checks/index.ts';
import { type Completing, completeCheck } from '../../../src/instrument/checks/completeCheck.ts';
import { completeCall } from '../../../src/islands/seccomp/words/completeCall.ts';

const PROFILE: Completing = {
  about: 'profile',
  arch: 'SCMP_ARCH_X86_64',
  aims: [{ id: 'user-namespace', words: 'a new user namespace' }],
  traces: [{ label: 'mine.strace' }, { label: 'nginx.strace', detail: 'nginx 1.26.3' }],
  completeCall,
};
const MAP: Completing = { ...PROFILE, about: 'map', completeCall: undefined };

/** The first offers at `^`, and what they take the place of. */
function offered(marked: string, given: Completing, asked = false) {
  const caret = marked.indexOf('^');
  const text = marked.replace('^', '');
  const completion = completeCheck(text, caret, asked, given);
  return (
    completion && [
      text.slice(completion.start, completion.end),
      completion.options.slice(0, 3).map(({ label }) => label),
    ]
  );
}

describe('what can stand at the caret', () => {
  test.each<[marked: string, given: Completing, offered: unknown]>([
    ['mkd^', PROFILE, ['mkd', ['mkdir', 'mkdirat']]],
    ['# why\nclone(CLONE_NEWU^', PROFILE, ['CLONE_NEWU', ['CLONE_NEWUTS', 'CLONE_NEWUSER']]],
    ['sta^', PROFILE, ['sta', ['starts -> yes', 'stat', 'statfs']]],
    ['any^', PROFILE, ['any', ['any way to', 'any other call']]],
    ['any way to us^', PROFILE, ['us', ['user-namespace', 'uselib', 'userfaultfd']]],
    ['trace ^', PROFILE, ['', ['mine.strace', 'nginx.strace']]],
    ['trace ngi^ -> passes', PROFILE, ['ngi', ['nginx.strace']]],
    ['mkdir -> ^', PROFILE, ['', ['allow', 'blocked', 'EPERM']]],
    ['mkdir -> EP^', PROFILE, ['EP', ['EPERM', 'EPIPE', 'EPROTO']]],
    ['mkdir -> not ^', PROFILE, undefined],
    ['mkdir -> not E^', PROFILE, ['E', ['EPERM', 'ENOSYS', 'ENOENT']]],
    ['starts -> ^', PROFILE, ['', ['yes', 'no', 'not']]],
    ['trace nginx.strace -> ^', PROFILE, ['', ['passes', 'not']]],
    ['any way to user-namespace -> ^', PROFILE, ['', ['blocked', 'allow', 'not']]],
    ['mkdir -> allow w^', PROFILE, ['w', ['with', 'without']]],
    ['mkdir -> allow on docker-29^', PROFILE, ['docker-29', ['docker-29.9', 'docker-29.8']]],
    ['mkdir -> allow with CAP_SYS_A^', PROFILE, ['CAP_SYS_A', ['CAP_SYS_ADMIN']]],
    ['in^', MAP, ['in', ['inside']]],
    ['inside 33 -> ^', MAP, ['', ['mapped', 'unmapped', 'outside']]],
    ['outside 33 -> i^', MAP, ['i', ['inside']]],
    ['write -> ^', MAP, ['', ['ok', 'EINVAL', 'EPERM']]],
    ['mkdir -> allow # w^', PROFILE, undefined],
    ['mkdir -> allow^', PROFILE, undefined],
    ['^', PROFILE, undefined],
  ])('%j', (marked, given, seen) => expect(offered(marked, given)).toEqual(seen));

  test('an empty line offers all forms when it is asked to', () =>
    expect(offered('^', PROFILE, true)).toEqual(['', ['starts -> yes', 'any way to', 'any other call']]));
});

describe('whatever is offered as an answer is one', () => {
  test.each<[question: string, given: Completing]>([
    ['mkdir', PROFILE],
    ['starts', PROFILE],
    ['any other call', PROFILE],
    ['any way to reboot', PROFILE],
    ['trace nginx.strace', PROFILE],
    ['inside 33', MAP],
    ['outside 33', MAP],
    ['write', MAP],
  ])('%s', (question, given) => {
    const text = `${question} -> `;
    const { options = [] } = completeCheck(text, text.length, true, given) ?? {};
    const ends: Readonly<Record<string, string>> = { 'line ': '1', 'inside ': '1', 'outside ': '1' };
    const lines = options.flatMap(({ label, insert = label }) =>
      insert === 'not ' ? [] : [`${text}${insert}${ends[insert] ?? ''}`],
    );
    expect([lines.length > 1 || question.startsWith('trace'), parseChecks(lines.join('\n')).diagnostics]).toEqual([
      true,
      [],
    ]);
  });
});
