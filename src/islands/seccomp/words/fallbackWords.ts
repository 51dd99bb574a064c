import { errnoOf, nameOf } from '../../../engine/linux/index.ts';
import { type Call, EXPECTS_ENOSYS, type Verdict } from '../../../engine/seccomp/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** What programs make of an error where they have a way round the call: they go on after ENOSYS, and give up after EPERM. Nothing for other answers. */
export function fallbackWords({ action, data }: Verdict, { arch, syscall }: Call): Phrase {
  const name = nameOf(arch, syscall);
  const expected = EXPECTS_ENOSYS.find((call) => call.name === name);
  if (action !== 'ERRNO' || expected === undefined) return [];
  const { without, inMemory } = expected;
  const whole = inMemory
    ? ` The ${inMemory} of ${name} are in memory, where a filter cannot look: the call can only be allowed or refused as a whole.`
    : '';
  switch (errnoOf(data, arch)?.name) {
    case 'ENOSYS':
      return [`${whole} Programs then treat the call as missing: ${without}`];
    case 'EPERM':
      return [`${whole} Programs treat this as a failure. After `, code('ENOSYS'), ` they would continue: ${without}`];
    default:
      return [];
  }
}
