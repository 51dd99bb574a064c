import { type LocatedExtent, NO_ID, OVERFLOW_ID, toOutside } from '../../engine/idmap/index.ts';
import { code, type Phrase, plain } from '../../ui/Phrase.ts';
import type { Computed } from './compute.ts';

/** The answer: a sentence, and why it is so. */
export interface Answer {
  /** `answered`: the id has one on the other side. `lost`: it has none. `unasked`: there is nothing to answer, or no map to answer with. */
  kind: 'answered' | 'lost' | 'unasked';
  sentence: Phrase;
  why: Phrase;
  /** How the number comes about: "165536 + (33 − 0) = 165569". */
  sum: string | undefined;
}

/** What the computed state says about the id that is asked for. */
export function answer(computed: Computed): Answer {
  const { asked, standing } = computed;
  if (standing === 'none') return noMap(computed);
  if (standing === 'refused') return refusedMap(computed);
  switch (asked.kind) {
    case 'empty':
      return unasked(['Type an id on either side.'], []);
    case 'wrong':
      return unasked([asked.words], []);
    case 'no-id':
      return unasked(
        [idCode(NO_ID), ' is never an id.'],
        ['It is ', code('(uid_t)-1'), ', the number that means “no id” to the kernel, so no map holds it.'],
      );
    case 'id':
      return translated(computed);
  }
}

const idCode = (id: number) => code(`${id}`);

/** The answer as a line to be read out. */
export function announcement({ sentence, why }: Answer): string {
  return `${plain(sentence)} ${plain(why)}`.trim();
}

function translated({ inside, outside, extent, extents, source }: Computed): Answer {
  if (inside !== undefined && outside !== undefined && extent) {
    return {
      kind: 'answered',
      sentence: [idCode(inside), ' inside is ', idCode(outside), ' outside.'],
      why: [
        'By ',
        ...placeOf(extent, source),
        `, ${ids(extent.inside, extent.count)} inside ${extent.count === 1 ? 'is' : 'are'} ${ids(extent.outside, extent.count)} outside.`,
        ...(inside === OVERFLOW_ID ? [` Every id without a mapping shows as ${OVERFLOW_ID} inside, too.`] : []),
      ],
      sum: `${extent.outside} + (${inside} − ${extent.inside}) = ${outside}`,
    };
  }
  if (inside !== undefined) {
    return {
      kind: 'lost',
      sentence: [idCode(inside), ' inside has no id outside.'],
      why: [
        'No line covers it. A process can’t become it and a file can’t be given to it: ',
        code('setuid'),
        ' and ',
        code('chown'),
        ' fail with ',
        code('EINVAL'),
        '.',
      ],
      sum: undefined,
    };
  }
  const mappedOverflow = toOutside(extents, OVERFLOW_ID);
  return {
    kind: 'lost',
    sentence: [idCode(outside ?? 0), ' outside has no id inside; inside it shows as ', idCode(OVERFLOW_ID), '.'],
    why: [
      `That is the overflow id, which stands for every id without a mapping.`,
      ...(mappedOverflow === undefined
        ? []
        : [` It looks the same as the real ${OVERFLOW_ID} inside, which is `, idCode(mappedOverflow), ' outside.']),
    ],
    sum: undefined,
  };
}

function noMap({ textProblems, userProblems }: Computed): Answer {
  const problem = userProblems[0] ?? textProblems.find(({ severity }) => severity === 'error');
  const off = problem?.code === 'remap-off' || problem?.code === 'remap-root';
  return unasked(
    [off ? 'No user namespace: ids inside are the ids outside.' : 'There is no map: dockerd does not start.'],
    problem ? [...problemPlace(problem), problem.message] : [],
  );
}

function refusedMap({ textProblems, source }: Computed): Answer {
  const problem = textProblems.find(({ severity }) => severity === 'error');
  return unasked(
    ['The kernel refuses this map: ', code('EINVAL'), '.'],
    [
      ...(problem ? [...problemPlace(problem), problem.message] : []),
      ...(source === 'subuid' ? [' No container starts with it.'] : []),
    ],
  );
}

function problemPlace({ span }: { span?: { line: number; start: number } }): Phrase {
  return span ? ['Look at ', { line: span.line, offset: span.start }, '. '] : [];
}

function placeOf({ span }: LocatedExtent, source: Computed['source']): Phrase {
  return [{ line: span.line, offset: span.start }, source === 'subuid' ? ' of /etc/subuid' : ' of the map'];
}

function unasked(sentence: Phrase, why: Phrase): Answer {
  return { kind: 'unasked', sentence, why, sum: undefined };
}

/** "0", or "0 to 65535". */
export function ids(first: number, count: number): string {
  return count === 1 ? `${first}` : `${first} to ${first + count - 1}`;
}
