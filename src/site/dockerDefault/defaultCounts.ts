import type { ClassedCall } from './callClasses.ts';

/** How many calls of an x86_64 machine's own ABI get which answer under a default profile. */
export function defaultCounts(calls: ReadonlyMap<string, ClassedCall>) {
  const native = [...calls.values()].filter(({ arch }) => arch === 'SCMP_ARCH_X86_64');
  const of = (wanted: ClassedCall['class']) => native.filter((call) => call.class === wanted).length;
  return {
    total: native.length,
    allowed: of('allowed'),
    some: of('some'),
    gated: of('gated'),
    refused: of('refused'),
    /** Neither always nor with some arguments, as the container is. */
    closed: of('gated') + of('refused'),
  };
}
