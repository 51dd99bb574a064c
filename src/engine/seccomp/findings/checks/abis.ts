import { type Arch, architectureOf, multiplexerOf, names, numberOf, subArchitectures } from '../../../linux/index.ts';
import { formatCall, halvesOf } from '../../roads/intentOfCall.ts';
import { libseccompPage, manual } from '../../roads/intents.ts';
import { reach, stateOf } from '../../roads/reach.ts';
import type { Finding, Situation } from '../passesDespite.ts';

const BAD_ARCH = libseccompPage('seccomp_attr_set', 'SCMP_FLTATR_ACT_BADARCH');

/** ABIs that the kernel runs and the filter doesn't know: their programs are killed. Nothing is wrong with that, so no press adds one. */
export function missingAbis({ filter, profile }: Situation): Finding[] {
  const missing = subArchitectures(filter.target.arch).filter((arch) => !filter.architectures.includes(arch));
  return missing.map((arch): Finding => {
    const { label, token } = architectureOf(arch);
    const last = profile.architectures.at(-1);
    return {
      code: 'abi-missing',
      harm: 'note',
      title: `${label} programs are killed`,
      message: `The filter does not include ${arch}, so the kernel kills a program at its first call for ${label}.`,
      why: 'Killing them blocks a way around the filter. If the container needs such programs, add the architecture to "architectures" or "archMap".',
      spans: [last?.span ?? profile.defaultSpan],
      sources: [BAD_ARCH],
      ask: `${token}: getpid`,
    };
  });
}

/** ABIs on which calls pass that the machine's own ABI refuses. */
export function widerAbis(situation: Situation): Finding[] {
  const { filter, profile } = situation;
  const own = filter.target.arch;
  const others = subArchitectures(own).filter((arch) => filter.architectures.includes(arch));
  return others.flatMap((arch): Finding[] => {
    const wider = names(arch).filter(
      (name) => isOpen(situation, arch, name) && isClosed(situation, own, twinOf(own, name)),
    );
    const [first] = wider;
    if (first === undefined) return [];
    const { label, token } = architectureOf(arch);
    return [
      {
        code: 'abi-wider',
        harm: 'exposes',
        title: `${label} allows calls that ${architectureOf(own).label} refuses`,
        message: `${wider.slice(0, 8).join(', ')}${wider.length > 8 ? ` and ${wider.length - 8} more` : ''}: refused on ${own}, allowed on ${arch}.`,
        why: 'A program can choose its ABI for each call, so a call is blocked only if every ABI of the filter refuses it.',
        spans: [profile.defaultSpan],
        sources: [manual('seccomp')],
        ask: `${token}: ${first}`,
      },
    ];
  });
}

/** The native name of a call: 32-bit ABIs have some twice, for ids, sizes and times of more bits (setuid32, stat64, clock_settime64). */
function twinOf(own: Arch, name: string): string {
  return numberOf(own, name) === undefined ? name.replace(/(?:_time64|64|32)$/, '') : name;
}

const isClosed = (situation: Situation, arch: Arch, name: string) =>
  situation.answers(arch, name)?.every(({ action }) => stateOf(action) === 'closed') ?? false;
const isOpen = (situation: Situation, arch: Arch, name: string) =>
  situation.answers(arch, name)?.some(({ action }) => stateOf(action) === 'open') ?? false;

/** Calls that are filtered by their arguments, while a multiplexer brings the same past these conditions. */
export function openMultiplexers(situation: Situation): Finding[] {
  const { filter, byName } = situation;
  return [...byName].flatMap(([name, rules]) => {
    const through = multiplexerOf(name);
    const compared = rules.flatMap(({ args }) => args);
    const refuses = filter.architectures.some((arch) =>
      situation.answers(arch, name)?.some(({ action }) => stateOf(action) === 'closed'),
    );
    if (through === undefined || compared.length === 0 || !refuses) return [];
    const { name: multiplexer, argument: which } = through;
    return filter.architectures.flatMap((arch): Finding[] => {
      const syscall = numberOf(arch, multiplexer);
      const halves = halvesOf(arch, multiplexer, [{ index: 0, kind: 'is', value: which }], true);
      if (syscall === undefined || halves === undefined) return [];
      const found = reach(filter, { arch, syscall, args: [which] }, halves);
      if (found?.state !== 'open') return [];
      return [
        {
          code: 'multiplexer-open',
          harm: 'exposes',
          title: `${multiplexer} allows what the conditions on ${name} refuse`,
          message: `On ${architectureOf(arch).label}, ${multiplexer} does what ${name} does, and the filter can’t compare its arguments.`,
          why: 'The filter sees which call socketcall or ipc stands for, but the arguments of socketcall are in memory. Only AppArmor or SELinux can check them.',
          spans: compared.map(({ span }) => span),
          sources: [manual(multiplexer)],
          ask: formatCall({ arch, syscall, args: found.args }),
        },
      ];
    });
  });
}
