import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decide, parseCall } from '../../src/engine/seccomp/index.ts';
import { answerTrace } from '../../src/islands/trace/worker/answerTrace.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { readTraceLink, TRACE_LINK_DEFAULTS } from '../../src/share/traceLink.ts';
import { linkFilter, ownProfileCounts, recordedTrace, recordedTraceLink } from '../../src/site/capabilityTable.ts';
import { checkExamples } from '../../src/site/idMapExample.ts';
import { teachingText } from '../../src/site/teachingRoads.ts';
import type { Recording } from '../../src/tools/transcripts/Lab.ts';

// What the chapter on a profile of one's own shows is what the trace check gives, and what its recording printed.

const read = (path: string) => readFileSync(join(import.meta.dirname, '../../content', path), 'utf8');
const PAGE = read('learn/your-own-profile.mdx');
const { steps }: Recording = JSON.parse(read('data/transcripts/own-profile.json'));
const printed = (id: string) => steps.find((step) => step.id === id)?.printed ?? '';

async function madeBy(trace: string, stack: string): Promise<string | undefined> {
  const { reply } = await answerTrace({ ...TRACE_LINK_DEFAULTS, trace, stack, turn: 0 });
  return reply.answer?.made?.text;
}

describe('the profile', () => {
  test('is the one that the trace check makes of the recorded trace', async () => {
    expect(await madeBy(recordedTrace(), 'docker-26.1')).toBe(printed('profile'));
    expect(teachingText('nginx')).toBe(printed('profile'));
  });

  test('has one name more with the line of the kernel’s log', async () => {
    const next = await madeBy(recordedTrace() + printed('log-dmesg'), 'docker-26.1');
    expect(next).toBe(
      printed('profile').replace('"rt_sigsuspend", "sendmsg"', '"rt_sigsuspend", "sendfile", "sendmsg"'),
    );
  });

  test('the link opens the trace', async () => {
    const { value, diagnostics } = await readTraceLink(await recordedTraceLink());
    expect([value, diagnostics]).toEqual([
      { ...TRACE_LINK_DEFAULTS, stack: 'docker-26.1', trace: recordedTrace() },
      [],
    ]);
  });
});

test.each([
  ['stack=docker-28.5&call=socket(AF_ALG)', 'ALLOW'],
  ['stack=docker-29.9&call=socket(AF_ALG)', 'ERRNO'],
])('%s: %s', async (fragment, action) => {
  const { value: link } = await readSeccompLink(fragment);
  const asked = parseCall(link.call, link.arch).value;
  expect(asked && decide(await linkFilter(link), asked).action).toBe(action);
  expect(PAGE).toContain(`/play/seccomp/#${fragment})`);
});

test('what is counted', async () => {
  expect(await ownProfileCounts()).toEqual({
    lines: 295,
    traced: 58,
    own: 66,
    default: 301,
    total: 379,
    notOnArm: ['access', 'arch_prctl', 'chown', 'dup2', 'epoll_create', 'epoll_wait', 'mkdir', 'unlink'],
  });
});

test.each([
  ['trace-lines', 0, /^295 /],
  ['get', 0, /^Hello\n$/],
  ['status', 0, /^Seccomp:\t2\n$/],
  ['chmod-own', 1, /Operation not permitted\n$/],
  ['chmod-default', 0, /^$/],
  ['reload-get', 0, /^Hello\n$/],
  ['path-get', 18, /6 bytes missing\n$/],
  ['path-error', 0, /sendfile\(\) failed \(1: Operation not permitted\)/],
  ['log-get', 0, /^Hello\n$/],
  ['log-dmesg', 0, /type=1326 .* comm="nginx" .* arch=c000003e syscall=40 .* code=0x7ffc0000\n$/],
  ['next-get', 0, /^Hello\n$/],
  ['podman-runtime', 0, /^crun\n$/],
  ['podman-run', 126, /cannot setresgid to `0`: Operation not permitted/],
  ['libc-glibc', 0, /\bopenat\b/],
  ['libc-musl', 0, /\bopen\b/],
])('%s ended with %i', (id, exit, text) => {
  const step = steps.find((each) => each.id === id);
  expect(step).toMatchObject({ exit, printed: expect.stringMatching(text) });
});

const EXAMPLES = [...PAGE.matchAll(/<CheckExamples of=\{\{ teaching: 'nginx' \}\} checks=\{`([\s\S]*?)`\}/g)].map(
  ([, checks = '']) => checks,
);

test('the checks come out as the text around them says', async () => {
  const all = await Promise.all(EXAMPLES.map((checks) => checkExamples({ teaching: 'nginx' }, checks)));
  expect(all.map(({ rows }) => rows.map(({ text, state }) => `${state}: ${text}`))).toEqual([
    ['holds: clone3 -> ENOSYS', 'holds: statx -> ENOSYS', 'holds: chmod -> EPERM', 'holds: mseal -> ENOSYS'],
    [
      'holds: starts -> yes',
      'holds: socket(AF_INET, SOCK_STREAM) -> allow',
      'holds: socket(AF_ALG) -> EPERM',
      'holds: any way to AF_ALG -> blocked',
      'holds: any way to CLONE_NEWUSER -> blocked',
      'holds: any way to mount -> blocked',
      'holds: x86: mkdir -> kill',
      'fails: starts -> yes on podman-5.4',
      'fails: sendfile -> allow',
    ],
  ]);
});
