import { type AbiCall, readAbiCall, readList, writeAbiCall } from './abiCall.ts';
import type { LinkLimits } from './fragment.ts';
import { defaultsOf, key, type LinkFormat, type LinkOf, oneOf, word } from './linkKey.ts';
import { readLink } from './readLink.ts';
import { ARCH_KEY, OWN_PROFILE, STACK } from './stackKey.ts';
import { textKey } from './textKey.ts';
import { writeLink } from './writeLink.ts';

/** A trace. A link without it has one of unshare, outside of any container: strace 6.13 of Debian 13, `strace -f -e trace=%process,unshare unshare --user --map-root-user /usr/bin/true`. */
const TRACE = textKey<'trace', string>(
  'trace',
  `execve("/usr/bin/unshare", ["unshare", "--user", "--map-root-user", "/usr/bin/true"], 0x7ffdba9952d0 /* 2 vars */) = 0
unshare(CLONE_NEWUSER)                  = 0
execve("/usr/bin/true", ["/usr/bin/true"], 0x7ffdacb4ada0 /* 2 vars */) = 0
exit_group(0)                           = ?
+++ exited with 0 +++`,
);

/** What may be done about a call that is refused. */
export const TRACE_CHOICES = ['call', 'arguments', 'enosys', 'capability', 'leave'] as const;
export type TraceChoice = (typeof TRACE_CHOICES)[number];

/** What was chosen for a call: in links `x86_64.accept4:enosys`. */
export interface ChosenFor extends AbiCall {
  choice: TraceChoice;
}

/** What is chosen for each call in the place of the smallest change. */
const CHOSEN = key<'chosen', readonly ChosenFor[]>('chosen', {
  initial: [],
  expected: 'calls with a choice such as x86_64.accept4:enosys',
  read: (text) => readList(text, readChosen),
  write: (chosen) =>
    chosen.length === 0 ? undefined : chosen.map(({ choice, ...call }) => `${writeAbiCall(call)}:${choice}`).join(','),
});

function readChosen(text: string): ChosenFor | undefined {
  const [, name = '', word] = /^(.*):(\w+)$/.exec(text) ?? [];
  const call = readAbiCall(name);
  const choice = TRACE_CHOICES.find((each) => each === word);
  return call && choice && { ...call, choice };
}

/** What a profile from the trace alone returns for calls that it does not name. */
const OTHERWISE = oneOf('otherwise', ['EPERM', 'ENOSYS']);

/** The file that the trace was read of, whose text no link holds: `trace` is empty then. */
const FILE = word('file', undefined);

/** What a link to the trace page says. Without a stack it means Docker 29.9, the newest when such links began. */
const KEYS = [STACK, ARCH_KEY, TRACE, OWN_PROFILE, CHOSEN, OTHERWISE, FILE] as const;

/** A state of the trace page, as a link says it. */
export type TraceLink = LinkOf<typeof KEYS>;

export type Otherwise = TraceLink['otherwise'];

export const TRACE_LINK: LinkFormat<TraceLink> = { keys: KEYS };
export const TRACE_LINK_DEFAULTS: TraceLink = defaultsOf(KEYS);
/** The stack of a link that names none. */
export const TRACE_LINK_STACK = 'docker-29.9';

export const readTraceLink = (fragment: string, limits?: LinkLimits) => readLink(TRACE_LINK, fragment, limits);
export const writeTraceLink = (link: TraceLink) => writeLink(TRACE_LINK, link);
