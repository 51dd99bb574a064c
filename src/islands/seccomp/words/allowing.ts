import { nameOf } from '../../../engine/linux/index.ts';
import {
  type Call,
  type CalledLine,
  EXPECTS_ENOSYS,
  type Filter,
  formatCondition,
  isInOwnNamespace,
  isOfKubernetes,
  letsProgram,
  type Offer,
  offers,
  type Profile,
  readTrace,
  refusedIn,
  stillRequired,
} from '../../../engine/seccomp/index.ts';
import { effectWords } from '../../../instrument/words/effectWords.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { OfferShown, TraceShown } from '../state/Inspection.ts';
import { abiLabel } from '../state/target.ts';
import { namedValues } from './reasonWords.ts';
import { POWER } from './targetView.ts';

/** The changes after which a refused call gets another answer, in words. */
export const offerItems = (profile: Profile, filter: Filter, call: Call, text: string): readonly OfferShown[] =>
  offers(profile, filter, call, text).map((offer) => offerShown(offer, call, isOfKubernetes(filter.target.engine)));

function offerShown(offer: Offer, call: Call, onNode: boolean): OfferShown {
  const { kind, edits, capabilities } = offer;
  const name = code(nameOf(call.arch, call.syscall) ?? String(call.syscall));
  const shown = (button: Phrase, does: Phrase): OfferShown => ({ kind, button, does, edits, capabilities });
  const also = effectWords(offer.effects, call.arch, kind === 'enosys');
  const program = letsProgram(call, kind === 'call');
  const lets: Phrase = program === undefined ? [] : [` Lets a program ${program}.`];
  const given: Phrase = capabilities.flatMap((capability) => [' and add ', code(capability)]);
  const power: Phrase = capabilities.includes('CAP_SYS_ADMIN') ? [' ', code('CAP_SYS_ADMIN'), POWER] : [];
  switch (kind) {
    case 'arguments': {
      const held = listed(offer.conditions.map((condition) => [code(formatCondition(condition))]));
      const values = namedValues(call, offer.conditions);
      return shown(
        ['Allow ', name, ' with these arguments', ...given],
        ['Only where ', ...held, '.', ...values, ...lets, ...also, ...power],
      );
    }
    case 'call': {
      return shown(['Allow ', name, ...given], ['With any arguments.', ...lets, ...also, ...power]);
    }
    case 'abi':
      return shown(
        ['Add ', code(call.arch), ...given],
        [
          `The profile’s rules then apply to programs for ${abiLabel(call.arch)}. Without this change, they are killed.`,
        ],
      );
    case 'enosys': {
      const expected = EXPECTS_ENOSYS.find((each) => each.name === nameOf(call.arch, call.syscall));
      const helps = expected
        ? `Programs then treat the call as missing: ${expected.without}`
        : 'This helps only a program that has a fallback for kernels without the call.';
      return shown(['Return ', code('ENOSYS'), ' for ', name], [`The call stays refused. ${helps}`, ...also]);
    }
    case 'capability':
      return shown(
        ['Recheck with ', ...listed(capabilities.map((capability) => [code(capability)]))],
        [
          'The profile stays as it is, but ',
          code(givenBy(capabilities, onNode)),
          capabilities.includes('CAP_SYS_ADMIN') ? POWER : ' gives the container more than this call.',
          ...also,
        ],
      );
  }
}

/** What gives them to a container: a Pod's securityContext, or the options of docker and podman. */
function givenBy(capabilities: readonly string[], onNode: boolean): string {
  const names = capabilities.map((capability) => capability.replace(/^CAP_/, ''));
  return onNode ? `capabilities.add: [${names.join(', ')}]` : names.map((name) => `--cap-add ${name}`).join(' ');
}

/** More lines than that would keep the answer waiting. */
const MOST_LINES = 50_000;

/** Says of a trace which of its calls the filter refuses, and what lets all of them pass; undefined where no line tells of a call. */
export function showTrace(filter: Filter, text: string, lines: readonly string[]): TraceShown | undefined {
  const { calls, unread, fix } = readTrace(filter, text, lines.slice(0, MOST_LINES));
  const refused = refusedIn(calls);
  if (calls.length === 0) return undefined;
  const what =
    lines.length > MOST_LINES ? `the first ${MOST_LINES} lines that you pasted` : 'the lines that you pasted';
  const all = calls.length === 1 ? 'the one call' : calls.length === 2 ? 'both calls' : `all ${calls.length} calls`;
  const some = refused.length === calls.length ? all : `${refused.length} of the ${calls.length} calls`;
  // A single call has smaller changes of its own, below.
  const isOffered = fix !== undefined && refused.length > 1;
  const required = requiredWords(calls, filter);
  return {
    tone: refused.length > 0 ? 'deny' : required.length > 0 ? 'depends' : 'allow',
    title: refused.length === 0 ? `The filter allows ${all} in ${what}` : `The filter refuses ${some} in ${what}`,
    refused: refused.map(({ name, line }) => ({ name, line })),
    notes: [
      ...(unread === 0 ? [] : [[`${unread === 1 ? 'One line was' : `${unread} lines were`} left out: no known call.`]]),
      ...required,
      ...(isOffered
        ? [['The button allows any arguments. Choose a call to see what it lets a program do, and a smaller change.']]
        : []),
    ],
    fix: isOffered ? { label: `Allow these ${refused.length} calls`, edits: fix } : undefined,
  };
}

/** Whatever the filter answers, the kernel asks for capabilities that the container lacks. */
function requiredWords(calls: readonly CalledLine[], { target }: Filter): Phrase[] {
  return calls.flatMap(({ name, call }): Phrase[] => {
    const required = stillRequired(call, target);
    if (required === undefined) return [];
    const capabilities = listed(
      required.map((capability) => [code(capability)]),
      'or',
    );
    const unless = isInOwnNamespace(call) ? ', unless the program is in a user namespace of its own' : '';
    const lacks = `${unless}: the kernel requires `;
    return [
      ['Passing the filter is not enough for ', code(name), lacks, ...capabilities, ', which this container lacks.'],
    ];
  });
}
