import { errnoOf, nameOf } from '../../../engine/linux/index.ts';
import {
  type Call,
  EXPECTS_ENOSYS,
  kernelException,
  type Target,
  type Verdict,
} from '../../../engine/seccomp/index.ts';
import { isSeenRefused, tracedResult } from '../../../engine/trace/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';
import type { Answered } from '../state/Reply.ts';

// What a card says beside the verdict: what the kernel, the program and a trace make of it.

/** The card with what the kernel itself makes of the call above the filter's own answer. */
export function withException(answered: Answered, call: Call, target: Target): Answered {
  const exception = kernelException(call, target);
  if (exception === undefined || exception.applies === false || answered.tone === 'allow') return answered;
  const { name, since, applies } = exception;
  const rule: Phrase = [`From Linux ${since} on, the kernel runs `, code(name), ' without running any filter.  '];
  if (applies === undefined) return { ...answered, sees: [...rule, 'Before that: ', ...answered.sees] };
  const sees: Phrase = [...rule, `The filter’s own answer, which is not used: ${answered.headline}.`];
  return { ...answered, tone: 'allow', headline: 'Allowed by the kernel', sees, lacking: [] };
}

/** What programs make of an error where they have a way round the call: they go on after ENOSYS, and give up after EPERM. Nothing for other answers. */
export function fallbackWords({ action, data }: Verdict, { arch, syscall }: Call): Phrase {
  const name = nameOf(arch, syscall);
  const expected = EXPECTS_ENOSYS.find((call) => call.name === name);
  if (action !== 'ERRNO' || expected === undefined) return [];
  const { without, inMemory } = expected;
  const limit = inMemory
    ? ` The ${inMemory} of ${name} are in memory, where a filter cannot look: the call can only be allowed or refused as a whole.`
    : '';
  switch (errnoOf(data, arch)?.name) {
    case 'ENOSYS':
      return [`${limit} Programs then treat the call as missing: ${without}`];
    case 'EPERM':
      return [`${limit} Programs treat this as a failure. After `, code('ENOSYS'), ` they would continue: ${without}`];
    default:
      return [];
  }
}

/** What a line of strace that is asked about says against the verdict; nothing where both agree, or may. */
export function traceWords(text: string, { action, data }: Verdict, { arch }: Pick<Call, 'arch'>): Phrase {
  const seen = tracedResult(text);
  if (seen === undefined) return [];
  if (action === 'ALLOW') {
    if (!isSeenRefused(text)) return [];
    return [
      ' strace saw ',
      code(seen),
      '; this filter allows the call. If you changed the profile since, start the container with the new one. If not, the kernel, AppArmor, SELinux or another profile refused the call.',
    ];
  }
  if (action !== 'ERRNO' || seen === errnoOf(data, arch)?.name) return [];
  const words: Phrase = seen === 'success' ? ['the call succeed'] : [code(seen)];
  return [' strace saw ', ...words, ', so the program ran under another filter or none.'];
}
