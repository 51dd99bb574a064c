import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newestStack } from '../../src/engine/stack/index.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { readUidMapLink } from '../../src/share/uidMapLink.ts';
import { checkExamples, type ExampleSubject } from '../../src/site/idMapExample.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../content/reference/checks.mdx'), 'utf8');

/** Every example of the page: what is asked, the lines, and the traces that they name. */
const EXAMPLES = [
  ...PAGE.matchAll(/<CheckExamples of=\{(\{[^\n]*?\})\}(?: traces=\{(\{[\s\S]*?\n\})\})? checks=\{`([\s\S]*?)`\}/g),
].map(([, subject = '', traces = '{}', checks = '']) => [subject, checks, traces] as const);
/** What the page writes as a literal of JavaScript. */
const literal = (words: string) => new Function(`return ${words}`)();
const subjectOf = (words: string): ExampleSubject => literal(words);

/** By line, in the order of the page: whether it holds, and for what not. */
const ANSWERS = `
mkdir -> allow | holds
socket(AF_ALG) -> EPERM | holds
socket(AF_INET, SOCK_STREAM) -> allow | holds
83 -> allow | holds
clone3 -> EPERM | fails

socket(AF_ALG) -> EPERM | holds
socket -> EPERM | fails | x86_64: socket(AF_UNSPEC)
socket -> allow | fails | x86_64: socket(AF_ALG)
socket -> not kill | holds

x86: mkdir -> kill | holds
x32: mkdir -> kill | holds

reboot -> kill | holds
reboot -> kill-thread | fails
ptrace -> log | holds
ptrace -> blocked | fails
ptrace -> not allow | holds
clone3 -> line 10 | holds
mkdir -> line 2 | holds

mkdir -> EPERM | holds
statx -> EPERM | fails
statx -> ENOSYS | holds

clone3 -> ENOSYS | holds
any other call -> allow | fails | x86_64: mkdir

socket(AF_ALG) -> blocked | holds
any way to AF_ALG -> blocked | fails | x86_64: socket(0x100000026)
any way to CLONE_NEWUSER -> blocked | fails | x86_64: clone(CLONE_NEWUSER|SIGCHLD)
any way to reboot -> blocked | fails | x86_64: kexec_load

starts -> yes | fails | x86_64: openat
starts -> no | holds
mkdir -> allow | holds

mkdir -> allow | fails
starts -> no | holds

trace thread.strace -> passes | holds
trace alg.strace -> passes | fails | x86_64: socket(AF_ALG, SOCK_SEQPACKET|SOCK_CLOEXEC, 0)
trace alg.strace -> not passes | holds

unshare(CLONE_NEWUSER) -> EPERM | holds
unshare(CLONE_NEWUSER) -> allow with CAP_SYS_ADMIN | holds
chroot -> blocked without CAP_SYS_CHROOT | holds
clone3 -> ENOSYS | holds
clone3 -> ENOSYS on podman-5.8 | holds

inside 33 -> outside 165569 | holds
outside 165569 -> inside 33 | holds
inside 1000 -> mapped | holds
inside 70000 -> unmapped | holds
outside 1000 -> inside 1000 | fails

inside 0-65535 -> mapped | holds
inside 0-999 -> outside 100000-100999 | holds
inside 0-65535 -> outside 100000-165535 | fails | inside 1000
outside 100000-165535 -> mapped | fails | outside 101000

write -> ok | fails
inside 1000 -> mapped | fails

write -> ok | holds
write -> EPERM without CAP_SETUID | holds

socket(AF_ALGG) -> EPERM | unread | column 8
mkdir -> EPREM | unread | column 10
mkdir => allow | unread | column 7
mkdir -> denied | unread | column 10
inside 33 -> inside 33 | unread | column 14
clone3 -> ENOSYS on docker | unread | column 21
mkdir -> allow with SYS_ADMN | unread | column 21

inside 33 -> mapped | fails
`;

test('every example comes out as the page says around it', async () => {
  const told = await Promise.all(
    EXAMPLES.map(async ([subject, checks, traces]) => {
      const { rows } = await checkExamples(subjectOf(subject), checks, literal(traces));
      return rows.map(({ text, state, at }) => [text, state, ...(at === undefined ? [] : [at])].join(' | '));
    }),
  );
  expect(told.map((rows) => rows.join('\n')).join('\n\n')).toBe(ANSWERS.trim());
});

test('every line of an example has its answer', async () => {
  for (const [subject, checks, traces] of EXAMPLES) {
    const { rows } = await checkExamples(subjectOf(subject), checks, literal(traces));
    expect(rows.map(({ text }) => text)).toEqual(checks.trim().split('\n'));
  }
});

describe('each subject opens in its instrument', () => {
  test.each(EXAMPLES)('%s', async (subject, checks) => {
    const { href } = await checkExamples(subjectOf(subject), checks);
    const [, page, fragment = ''] = /^\/play\/([\w-]+)\/#(.*)$/.exec(href) ?? [];
    const of = subjectOf(subject);
    if ('map' in of) {
      const { value, diagnostics } = await readUidMapLink(fragment);
      expect([page, diagnostics, value.text]).toEqual(['uid-map', [], of.map]);
      return;
    }
    const { value, diagnostics } = await readSeccompLink(fragment);
    const text =
      'teaching' in of
        ? readFileSync(join(import.meta.dirname, `../../content/data/profiles/teaching-${of.teaching}.json`), 'utf8')
        : 'profile' in of
          ? of.profile
          : undefined;
    expect([page, diagnostics, value.text, value.stack]).toEqual(['seccomp', [], text, newestStack('docker')?.id]);
  });
});

test('every answer of the language is on the page', () => {
  const words =
    'allow log trace notify trap kill kill-thread kill-process blocked not line yes no ok passes mapped unmapped inside outside on with without';
  const shown = PAGE.match(/`[^`]*`/g)?.join(' ') ?? '';
  expect(words.split(' ').filter((word) => !new RegExp(`(^|[\\s\`])${word}($|[\\s\`])`, 'm').test(shown))).toEqual([]);
});
