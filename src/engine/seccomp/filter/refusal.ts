import type { Arch } from '../../linux/index.ts';
import type { Diagnostic, Span } from '../../text/index.ts';
import type { Profile } from '../profile/Profile.ts';
import { isAtLeast, kernelVersion } from './kernelVersion.ts';
import type { OciProfile } from './OciProfile.ts';
import type { Target } from './Target.ts';

/** A reason why no container starts. */
export function refusal(code: string, message: string, hint: string, span: Span): Diagnostic {
  return { code, severity: 'error', message, hint, span };
}

/** db.c db_col_db_add, EDOM: an architecture of the other byte order than the machine's. */
export function byteOrderRefusal(name: string, native: Arch, span: Span): Diagnostic {
  const message = `${name} has a different byte order from ${native}.`;
  return refusal(
    'architecture-byte-order',
    message,
    'libseccomp builds a filter for one byte order only. Remove the architecture.',
    span,
  );
}

/** seccomp(2): the actions that came after seccomp's filters themselves. */
const SINCE: Readonly<Record<string, string>> = {
  SCMP_ACT_LOG: '4.14',
  SCMP_ACT_KILL_PROCESS: '4.14',
  SCMP_ACT_NOTIFY: '5.0',
};
/** libseccomp's API level 6 (SECCOMP_FILTER_FLAG_TSYNC_ESRCH), which runc asks for. */
const NOTIFY_IN_RUNC = '5.7';

/** Why an action is refused that the target's kernel doesn't have; undefined where it has it, or where its version can't be read. */
export function kernelRefusal(action: string | undefined, target: Target, span: Span): Diagnostic | undefined {
  const isRunc = target.runtime !== 'crun';
  const since = action === 'SCMP_ACT_NOTIFY' && isRunc ? NOTIFY_IN_RUNC : SINCE[action ?? ''];
  if (since === undefined || kernelVersion(target.kernel) === undefined || isAtLeast(target.kernel, since))
    return undefined;
  const message = `${action} needs Linux ${since} or newer; the target is Linux ${target.kernel}.`;
  return refusal('action-kernel', message, `${isRunc ? 'runc' : 'crun'} refuses to start the container.`, span);
}

/** A runtime knows some twenty, so that among more than these there are a thousand to refuse. */
const MOST_TOLD = 1000;

/** The architectures that are handed to the runtime, each once, as many as anybody wants to hear of. */
export function architecturesToCheck({ architectures }: OciProfile): readonly string[] {
  return [...new Set(architectures)].slice(0, MOST_TOLD);
}

/** Tells where the text names an architecture that was handed to the runtime: in `architectures`, or in the target's entry of `archMap`. */
export function architectureSpans(profile: Profile, target: Target): (name: string) => Span {
  const written = new Map<string, Span>();
  for (const { text, span } of profile.architectures) if (!written.has(text)) written.set(text, span);
  const entry = profile.archMap.find(({ architecture }) => architecture === target.arch);
  return (name) => written.get(name) ?? entry?.span ?? profile.defaultSpan;
}
