import {
  type Call,
  deniedBeside,
  type Filter,
  isInOwnNamespace,
  isRefused,
  parseCall,
  stillRequired,
} from '../../../engine/seccomp/index.ts';
import { tracedResult } from '../../../engine/trace/index.ts';
import { deniedWords } from '../../../instrument/words/deniedWords.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { OfferShown, OffersShown } from '../state/Inspection.ts';

/**
 * Of the call that `asked` names; `items` makes those of a refused one. Undefined where the filter refuses it with no arguments, or nothing would help; of a call that passes, what else
 * refuses it: what the kernel requires, and what an engine's own AppArmor or SELinux profile denies.
 */
export function offersShown(
  filter: Filter,
  asked: string,
  items: (call: Call) => readonly OfferShown[],
): OffersShown | undefined {
  const call = parseCall(asked, filter.target.arch).value;
  if (call === undefined) return undefined;
  const refused = isRefused(filter, call);
  const found = refused && !filter.off ? items(call) : [];
  const denials = deniedBeside(call, filter.target);
  const lacking = stillRequired(call, filter.target);
  const isAllowed = found.length === 0;
  if (isAllowed && (refused || tracedResult(asked) === 'success')) return undefined;
  const required = [...requiredWords(call, lacking), ...deniedWords(denials)];
  if (isAllowed && required.length === 0) return undefined;
  return {
    required,
    but: lacking ? `but the kernel requires ${lacking.join(' or ')}` : 'unless AppArmor denies it',
    lacking: lacking ?? [],
    denied: denials.length > 0,
    items: found,
  };
}

function requiredWords(call: Call, lacking: readonly string[] | undefined): Phrase {
  if (lacking === undefined) return [];
  const unless = isInOwnNamespace(call) ? ', unless the program is in a user namespace of its own' : '';
  const capabilities = lacking.map((capability) => [code(capability)]);
  return [
    `Passing the filter is not enough${unless}: the kernel requires `,
    ...listed(capabilities, 'or'),
    ', which this container lacks.',
  ];
}
