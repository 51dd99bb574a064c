import { decide, parseCall } from '../engine/seccomp/index.ts';
import { actionWords } from '../instrument/words/actionWords.ts';
import { stackLink, writeSeccompLink } from '../share/seccompLink.ts';
import type { Tone } from '../ui/Chip.tsx';
import type { Phrase } from '../ui/Phrase.ts';
import { linkFilter } from './linkFilter.ts';
import { newestDocker } from './newestDocker.ts';

/** A system call that the home page offers, with what the newest Docker says to it by default. */
export interface HomeCall {
  call: string;
  /** What it is for, by its manual page. */
  purpose: string;
  tone: Tone;
  headline: string;
  sees: Phrase;
  /** The same question in the profile checker, as a fragment without `#`. */
  fragment: string;
}

/** One of each kind of answer: allowed, refused, and refused with ENOSYS. mkdir(2), ptrace(2), unshare(2), io_uring_setup(2), clone(2). */
const CALLS = [
  { call: 'mkdir', purpose: 'creates a directory' },
  { call: 'ptrace', purpose: 'lets strace and gdb look into a process' },
  { call: 'unshare(CLONE_NEWUSER)', purpose: 'creates a user namespace' },
  { call: 'io_uring_setup', purpose: 'sets up asynchronous I/O' },
  { call: 'clone3', purpose: 'creates a process or a thread' },
] as const;

/** Each call with its verdict on x86_64, computed when the site is built. */
export async function homeCalls(): Promise<HomeCall[]> {
  const link = stackLink(newestDocker.stack);
  const filter = await linkFilter(link);
  const answered = CALLS.map(async ({ call: text, purpose }) => {
    const { value: call } = parseCall(text, filter.target.arch);
    if (call === undefined) throw new Error(`“${text}” is no call.`);
    const { tone, headline, sees } = actionWords(decide(filter, call), call.arch);
    const fragment = await writeSeccompLink({ ...link, call: text });
    return { call: text, purpose, tone, headline, sees, fragment };
  });
  return Promise.all(answered);
}
