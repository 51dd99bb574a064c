import { type Arch, architectureOf, errnoOf } from '../../engine/linux/index.ts';
import type { Answer, Effects, OtherCall } from '../../engine/seccomp/index.ts';
import { code, listed, type Phrase } from '../../ui/Phrase.ts';

/** More names than these are counted. */
const MOST_NAMES = 6;

/** What a change opens beside what it is made for, in sentences that each begin with a blank. `staysRefused`: the call itself does. */
export function effectWords({ abis, through, opened, errors }: Effects, arch: Arch, staysRefused: boolean): Phrase {
  const sentences: Phrase[] = [];
  if (abis.length > 0)
    sentences.push([' Also allows the call on ', ...listed(abis.map((abi) => [architectureOf(abi).token])), '.']);
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
  return staysRefused ? [] : [' Changes no other call.'];
}

/**
 * A sentence for each error and the one that it takes the place of. runc returns ENOSYS above the highest number that a profile names, and a new rule may
 * move that.
 */
function errorWords(errors: Effects['errors'], arch: Arch): Phrase[] {
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
