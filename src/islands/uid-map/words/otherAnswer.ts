import {
  BEGAN,
  dockerdReader,
  isOfTheStart,
  type Program,
  programWords,
  type Versions,
} from '../../../engine/idmap/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { readerOn } from '../../../share/uidMapLink.ts';
import { plain } from '../../../ui/Phrase.ts';
import { update } from '../state/model.ts';
import type { Choices, State } from '../state/State.ts';
import { type Computed, compute } from '../state/sharedIds.ts';
import { ofStack, versionsOn } from '../state/versionsOn.ts';
import { answerView } from './answerView.ts';
import { type MakeView, makeView } from './makeView.ts';

/** What a state is answered, to hold it against what another stack answers. */
interface Told {
  /** The programs that answer, each with its release. */
  computedFor: readonly string[];
  /** What the other answers otherwise, as a part of a sentence; undefined where it answers the same. */
  headlineOf: (other: Told) => string | undefined;
  /** Of it the parts that are compared, each with its words: the first that differs is told. */
  parts: readonly { key: string; words: string }[];
}

/** What is told of the ID that is looked up, or of the map that is made. */
function toldOf(state: State): Told {
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

/** What another stack answers instead. */
export interface OtherAnswer {
  stack: string;
  /** What shows it: that stack, with who reads the files where the reader chose another than the stack's. */
  choices: Partial<Choices>;
  label: string;
  /** The one program, or the kernel, that makes the difference; undefined where the label names it, and where it takes more than one. */
  program: string | undefined;
  headline: string;
}

/** How that stack answers the question, as choosing it would show; undefined where it answers the same. */
export function otherAnswer(state: State, id: string): OtherAnswer | undefined {
  const stack = stackOf(id);
  const choices = { stack: id, ...ownReader(state) };
  const [here, there] = [toldOf(state), toldOf(chosen(state, choices))];
  const headline = here.headlineOf(there);
  if (stack === undefined || headline === undefined || isGuest(there, ofStack(stack))) return undefined;
  return { stack: id, choices, label: stack.label, program: cause(state, stack, there), headline };
}

/** Who reads the files, where that is another than the stack's engine: then the stacks differ in the rest alone. */
function ownReader(state: State): Pick<Choices, 'reader'> | undefined {
  const own = state.stack === undefined ? undefined : readerOn(state.stack);
  const usual = own?.startsWith('dockerd') ? dockerdReader(versionsOn(state)) : own;
  return own === undefined || state.reader === usual ? undefined : { reader: state.reader };
}

/** Whether a program answers that the stack's host does not have. */
const isGuest = ({ computedFor }: Told, theirs: Versions): boolean =>
  (Object.keys(BEGAN) as Program[]).some(
    (program) => theirs[program] === undefined && computedFor.includes(programWords(program)),
  );

const chosen = (state: State, choices: Partial<Choices>) => update(state, { kind: 'choose', choices });

/** Which program of the other stack alone makes the difference, or else its kernel: each is tried by itself. */
function cause(state: State, stack: Stack, there: Told): string | undefined {
  const [ours, theirs] = [versionsOn(state) ?? {}, ofStack(stack)];
  const makesIt = (changed: State) => toldOf(changed).headlineOf(there) === undefined;
  const programs = (Object.keys(theirs) as Program[]).filter((program) => theirs[program] !== ours[program]);
  const [only, ...more] = programs.filter((program) =>
    makesIt(chosen(state, { versions: { ...state.versions, [program]: theirs[program] } })),
  );
  if (only !== undefined) return more.length > 0 || only === stack.engine ? undefined : programWords(only, theirs);
  return makesIt(chosen(state, { kernel: stack.kernel })) ? `Linux ${stack.kernel}` : undefined;
}
