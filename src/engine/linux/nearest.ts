/**
 * The candidates that `word` was most likely meant to be, best first; empty where none is near. Case, and a prefix left out (`ALLOW` for
 * `SCMP_ACT_ALLOW`), count for nothing. Of the others at most a third of the letters may differ, a swap of two neighbours counting as one: of the
 * letters behind a prefix that several candidates have, for in `SCMP_ACT_PERMIT` only `PERMIT` says anything. Other digits are another name, but
 * for one that was typed twice.
 */
export function nearest(word: string, candidates: readonly string[]): readonly string[] {
  return scored(word, candidates)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Those of the candidates that are nearest, more than one where none is nearer than another: `SCMP_CMP_GTE` may be GT or GE. */
export function closest(word: string, candidates: readonly string[]): readonly string[] {
  const [first, ...others] = scored(word, candidates);
  if (first === undefined) return [];
  const alike = others.filter(({ distance }) => distance === first.distance).slice(0, 2);
  return [first, ...alike].map(({ candidate }) => candidate);
}

interface Scored {
  candidate: string;
  distance: number;
}

function scored(word: string, candidates: readonly string[]): readonly Scored[] {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > 64) return [];
  const lower = candidates.map((candidate) => ({ candidate, letters: candidate.toLowerCase() }));
  const suffix = `_${wanted}`;
  const same = lower.filter(
    ({ candidate, letters }) => letters === wanted || (isConstant(candidate) && letters.endsWith(suffix)),
  );
  if (same.length > 0) {
    const [first] = same.sort((a, b) => a.letters.length - b.letters.length);
    return first === undefined ? [] : [{ candidate: first.candidate, distance: 0 }];
  }
  const most = limitOf(wanted.length);
  const prefixes = sharedPrefixes(wanted, lower);
  const letters = new Set(wanted);
  return lower
    .filter((other) => Math.abs(other.letters.length - wanted.length) <= most)
    .filter((other) => sharesLetters(letters, other.letters, most))
    .flatMap(({ candidate, letters: other }) => {
      const prefix = prefixes.find((each) => other.startsWith(each)) ?? '';
      const [rest, wantedRest] = [other.slice(prefix.length), wanted.slice(prefix.length)];
      const limit = limitOf(wantedRest.length);
      const steps = isOtherNumber(wantedRest, rest) ? limit + 1 : distance(wantedRest, rest, limit);
      return steps > limit ? [] : [{ candidate, distance: steps }];
    })
    .sort((a, b) => a.distance - b.distance);
}

/** Of a name as short as EQ, one letter is half of it. */
const limitOf = (length: number) => Math.floor(length / 3);

/** Constants are in capitals, and their first words only say of which family they are; the first word of a call says what it does. */
const isConstant = (name: string) => name === name.toUpperCase();

/** The beginnings of the word, up to one of its `_`, that two candidates have or more; the longest first. */
function sharedPrefixes(word: string, candidates: readonly { letters: string }[]): readonly string[] {
  const beginnings = [...word.matchAll(/_/g)].map(({ index }) => word.slice(0, index + 1));
  return beginnings
    .filter((prefix) => candidates.filter(({ letters }) => letters.startsWith(prefix)).length > 1)
    .reverse();
}

/** SCMP_ARCH_AARCH32 is no slip for SCMP_ARCH_AARCH64, but clone33 is one for clone3. */
function isOtherNumber(a: string, b: string): boolean {
  const [ofA, ofB] = [a, b].map((text) => text.replace(/\D+/g, '').replace(/(\d)\1+/g, '$1'));
  return ofA !== '' && ofB !== '' && ofA !== ofB;
}

/** Whether no more letters of the word than `limit` miss in the other: each of them is a difference. It spares most words the table below. */
function sharesLetters(letters: ReadonlySet<string>, other: string, limit: number): boolean {
  let missing = 0;
  for (const letter of letters) if (!other.includes(letter)) missing += 1;
  return missing <= limit;
}

/** Damerau's distance in its restricted form, from 0; `limit + 1` for anything farther. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(substitution, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (before[column - 2] ?? best) + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[b.length] ?? limit + 1;
}
