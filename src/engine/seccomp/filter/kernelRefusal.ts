import type { Diagnostic, Span } from '../../text/index.ts';
import { isAtLeast, kernelVersion } from './kernelVersion.ts';
import { refusal } from './refusal.ts';
import type { Target } from './Target.ts';

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
