import { isOfTheStart } from '../../../engine/idmap/index.ts';
import { plain } from '../../../ui/Phrase.ts';
import { type Computed, compute } from '../state/compute.ts';
import type { State } from '../state/State.ts';
import { answerView } from './answerView.ts';
import { type MakeView, makeView } from './makeView.ts';

/** What a state is answered, to hold it against what another stack answers. */
export interface Told {
  /** The programs that answer, each with its release. */
  computedFor: readonly string[];
  /** What the other answers otherwise, as a part of a sentence; undefined where it answers the same. */
  headlineOf: (other: Told) => string | undefined;
  /** Of it the parts that are compared, each with its words: the first that differs is told. */
  parts: readonly { key: string; words: string }[];
}

/** What is told of the ID that is looked up, or of the map that is made. */
export function toldOf(state: State): Told {
  const { computedFor, parts } = state.task === 'make' ? ofPlan(makeView(state)) : ofLookUp(compute(state));
  return {
    computedFor,
    parts,
    headlineOf: ({ parts: others }) => others.find(({ key }, at) => key !== parts[at]?.key)?.words,
  };
}

type Compared = Pick<Told, 'computedFor' | 'parts'>;

function ofLookUp(computed: Computed): Compared {
  const { reading, asked } = computed;
  const sentence = plain(answerView(computed).sentence);
  const problem = startProblem(computed);
  const words = asked.kind === 'id' ? 'a different map, with the same answer for this ID' : 'a different map';
  return {
    computedFor: reading.computedFor,
    parts: [
      { key: sentence, words: withoutStop(sentence) },
      { key: problem?.code ?? '', words: problem ? withoutStop(problem.message) : 'the container starts' },
      { key: mapsOf(computed), words },
    ],
  };
}

function ofPlan({ sentence, config, computedFor }: MakeView): Compared {
  const told = plain(sentence);
  const { cannot, steps = [] } = config ?? {};
  return {
    computedFor,
    parts: [
      { key: told, words: withoutStop(told) },
      {
        key: cannot?.code ?? '',
        words: cannot ? withoutStop(cannot.message) : 'this tool can make the map',
      },
      { key: JSON.stringify(steps.map(({ text }) => text)), words: 'different commands for the same map' },
    ],
  };
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

/** Why the container with these maps does not start. */
const startProblem = ({ reading }: Computed) =>
  reading.texts.flatMap(({ diagnostics }) => diagnostics).find(isOfTheStart);

/** Both maps of every namespace, and what became of them. */
const mapsOf = ({ reading }: Computed) =>
  JSON.stringify(
    reading.levels.map(({ uid, gid, standing }) => [
      standing,
      [uid, gid].map((map) => map?.map(({ inside, outside, count }) => [inside, outside, count])),
    ]),
  );
