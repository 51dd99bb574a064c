import { nameOf } from '../../../engine/linux/index.ts';
import {
  type Call,
  EXPECTS_ENOSYS,
  type Filter,
  formatCondition,
  isOfKubernetes,
  letsProgram,
  type Offer,
  offers,
  type Profile,
} from '../../../engine/seccomp/index.ts';
import { effectWords } from '../../../instrument/words/effectWords.ts';
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
