import { type Arch, does, isAtLeast, kernelVersion } from '../../linux/index.ts';
import { type Diagnostic, error, type Span } from '../../text/index.ts';
import type { Profile, Rule, Word } from '../profile/Profile.ts';
import type { OciProfile } from './setupSeccomp.ts';
import { type Target, versionsOf } from './Target.ts';

// What runc and crun both refuse: each is a reason why no container starts.

/** An action that the runtime doesn't know; `what` is the default action or a rule's. */
export function defaultActionRefusal(runtime: string, { defaultSpan }: Profile): Diagnostic {
  const hint = 'Write an action such as SCMP_ACT_ERRNO for "defaultAction".';
  return error('action-unknown', `${runtime} does not know the default action.`, hint, defaultSpan);
}

export function ruleActionRefusal(runtime: string, { actionSpan }: Rule): Diagnostic {
  const hint = 'Write an "action" such as SCMP_ACT_ALLOW.';
  return error('action-unknown', `${runtime} does not know the rule’s action.`, hint, actionSpan);
}

export function operatorRefusal(runtime: string, span: Span): Diagnostic {
  const hint = 'Write an "op" such as SCMP_CMP_EQ.';
  return error('operator-unknown', `${runtime} does not know the condition’s comparison.`, hint, span);
}

/** db.c db_col_db_add, EDOM: an architecture of the other byte order than the machine's. */
export function byteOrderRefusal({ text, span }: Word, native: Arch): Diagnostic {
  const hint = 'libseccomp builds a filter for one byte order only. Remove the architecture.';
  return error('architecture-byte-order', `${text} has a different byte order from ${native}.`, hint, span);
}

/** arch.c arch_def_lookup: an architecture, with or without SCMP_ARCH_ before it, that the target's libseccomp doesn't know and a newer one does. */
export function lacksArchitecture(name: string, target: Target): boolean {
  if (!/^(SCMP_ARCH_)?(loongarch64|m68k|sh|sheb)$/i.test(name)) return false;
  return !does('libseccomp-newer-architectures', versionsOf(target).libseccomp);
}

/** seccomp(2): the actions that came after seccomp's filters themselves. */
const SINCE: Readonly<Record<string, string>> = {
  SCMP_ACT_LOG: '4.14',
  SCMP_ACT_KILL_PROCESS: '4.14',
  SCMP_ACT_NOTIFY: '5.0',
};
/** libseccomp's API level 6 (SECCOMP_FILTER_FLAG_TSYNC_ESRCH), which runc asks for. */
const NOTIFY_IN_RUNC = '5.7';

/** An action that the target's kernel doesn't have; empty where it has it, or where its version can't be read. */
export function kernelRefusals(action: string | undefined, { runtime, kernel }: Target, span: Span): Diagnostic[] {
  const isRunc = runtime !== 'crun';
  const since = action === 'SCMP_ACT_NOTIFY' && isRunc ? NOTIFY_IN_RUNC : SINCE[action ?? ''];
  if (since === undefined || kernelVersion(kernel) === undefined || isAtLeast(kernel, since)) return [];
  const message = `${action} needs Linux ${since} or newer; the target is Linux ${kernel}.`;
  return [error('action-kernel', message, `${isRunc ? 'runc' : 'crun'} refuses to start the container.`, span)];
}

/** A runtime knows some twenty, so that among more than these there are a thousand to refuse. */
const MOST_ARCHITECTURES = 1000;

/**
 * The architectures that are handed to the runtime, each once, with the place where the text names it: in `architectures`, or in the target's entry of
 * `archMap`.
 */
export function handedArchitectures(
  profile: Profile,
  { architectures }: OciProfile,
  { arch }: Target,
): readonly Word[] {
  const written = new Map([...profile.architectures].reverse().map(({ text, span }) => [text, span]));
  const entry = profile.archMap.find(({ architecture }) => architecture === arch);
  return [...new Set(architectures)]
    .slice(0, MOST_ARCHITECTURES)
    .map((text) => ({ text, span: written.get(text) ?? entry?.span ?? profile.defaultSpan }));
}
