import { type Arch, errnoOf, nameOf } from '../../../engine/linux/index.ts';
import {
  type Answer,
  type Call,
  EXPECTS_ENOSYS,
  type Filter,
  formatCondition,
  isOfKubernetes,
  letsProgram,
  type Offer,
  type OtherCall,
  offers,
  type Profile,
} from '../../../engine/seccomp/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { OfferShown } from '../state/Inspection.ts';
import { abiLabel } from '../state/target.ts';
import { namedValues } from './argumentWords.ts';
import { POWER } from './targetWords.ts';

/** The changes after which a refused call gets another answer, in words. */
export const offerItems = (profile: Profile, filter: Filter, call: Call, text: string): readonly OfferShown[] =>
  offers(profile, filter, call, text).map((offer) => offerShown(offer, call, isOfKubernetes(filter.target.engine)));

function offerShown(offer: Offer, call: Call, onNode: boolean): OfferShown {
  const { kind, edits, capabilities } = offer;
  const name = code(nameOf(call.arch, call.syscall) ?? String(call.syscall));
  const shown = (button: Phrase, does: Phrase): OfferShown => ({ kind, button, does, edits, capabilities });
  const also = effectWords(offer, call);
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

/** More names than these are counted. */
const MOST_NAMES = 6;

function effectWords({ kind, effects }: Offer, { arch }: Call): Phrase {
  const { abis, through, opened, errors } = effects;
  const sentences: Phrase[] = [];
  if (abis.length > 0)
    sentences.push([' Also allows the call on ', ...listed(abis.map((abi) => [abiLabel(abi)])), '.']);
  if (through.length > 0)
    sentences.push([
      ' Also allows ',
      ...listed(through.map((call) => [code(call)])),
      ', which 32-bit programs can use instead.',
    ]);
  for (const sometimes of [false, true]) {
    const calls = opened.filter((call) => call.sometimes === sometimes);
    if (calls.length === 0) continue;
    const count = calls.length === 1 ? 'another call' : `${calls.length} other calls`;
    sentences.push([` Also allows ${count}${sometimes ? ', with some arguments' : ''}: `, ...namesIn(calls), '.']);
  }
  sentences.push(...errorWords(errors, arch));
  if (sentences.length > 0) return sentences.flat();
  return kind === 'enosys' ? [] : [' Changes no other call.'];
}

/**
 * A sentence for each error and the one that it takes the place of. runc returns ENOSYS above the highest number that a profile names, and a new rule may
 * move that.
 */
function errorWords(errors: Offer['effects']['errors'], arch: Arch): Phrase[] {
  const errorName = ({ action, data }: Answer) =>
    action === 'ERRNO' ? (errnoOf(data, arch)?.name ?? String(data)) : action;
  const alike = Map.groupBy(errors, ({ sometimes, before, after }) =>
    [sometimes, errorName(before), errorName(after)].join(' '),
  );
  return [...alike.values()].flatMap((calls) =>
    calls
      .slice(0, 1)
      .map(({ sometimes, before, after }) => [
        sometimes ? ' With some arguments, ' : ' ',
        ...namesIn(calls),
        calls.length === 1 ? ' gets ' : ' get ',
        code(errorName(after)),
        ' instead of ',
        code(errorName(before)),
        '.',
      ]),
  );
}

function namesIn(calls: readonly OtherCall[]): Phrase {
  const shown = calls.slice(0, MOST_NAMES).map(({ name }) => [code(name)]);
  const more = calls.length - shown.length;
  return listed(more > 0 ? [...shown, [`${more} more`]] : shown);
}
