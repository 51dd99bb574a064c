import { BEGAN, isOfTheStart, type Program, programWords, type Versions } from '../../../engine/idmap/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { plain } from '../../../ui/Phrase.ts';
import { type Computed, compute } from '../state/compute.ts';
import { update } from '../state/model.ts';
import type { Choices, State } from '../state/State.ts';
import { ofStack, versionsOn } from '../state/versionsOn.ts';
import { answerView } from './answerView.ts';

/** What another stack answers instead. */
export interface OtherAnswer {
  stack: string;
  label: string;
  /** The one program, or the kernel, that makes the difference; undefined where the label names it, and where it takes more than one. */
  program: string | undefined;
  headline: string;
}

/** How that stack answers the question, as choosing it would show; undefined where it answers the same. */
export function otherAnswer(state: State, id: string): OtherAnswer | undefined {
  const stack = stackOf(id);
  const [here, there] = [compute(state), compute(chosen(state, { stack: id }))];
  const headline = headlineOf(here, there);
  if (stack === undefined || headline === undefined || isGuest(there, ofStack(stack))) return undefined;
  return { stack: id, label: stack.label, program: cause(state, stack, there), headline };
}

/** Whether a program answers that the stack's host does not have. */
const isGuest = ({ reading }: Computed, theirs: Versions): boolean =>
  (Object.keys(BEGAN) as Program[]).some(
    (program) => theirs[program] === undefined && reading.computedFor.includes(programWords(program)),
  );

const chosen = (state: State, choices: Partial<Choices>) => update(state, { kind: 'choose', choices });

function headlineOf(here: Computed, there: Computed): string | undefined {
  const [sentence, other] = [here, there].map((each) => plain(answerView(each).sentence));
  if (other !== undefined && other !== sentence) return other.replace(/\.$/, '');
  const [problem, otherProblem] = [startProblem(here), startProblem(there)];
  if (problem?.code !== otherProblem?.code) return otherProblem?.message.replace(/\.$/, '') ?? 'the container starts';
  if (mapsOf(here) === mapsOf(there)) return undefined;
  return here.asked.kind === 'id' ? 'a different map, with the same answer for this ID' : 'a different map';
}

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

/** Which program of the other stack alone makes the difference, or else its kernel: each is tried by itself. */
function cause(state: State, stack: Stack, there: Computed): string | undefined {
  const [ours, theirs] = [versionsOn(state) ?? {}, ofStack(stack)];
  const makesIt = (changed: State) => headlineOf(compute(changed), there) === undefined;
  const programs = (Object.keys(theirs) as Program[]).filter((program) => theirs[program] !== ours[program]);
  const [only, ...more] = programs.filter((program) =>
    makesIt(chosen(state, { versions: { ...state.versions, [program]: theirs[program] } })),
  );
  if (only !== undefined) return more.length > 0 || only === stack.engine ? undefined : programWords(only, theirs);
  const isOfKernel = makesIt(chosen(chosen(state, { stack: stack.id }), { versions: ours }));
  return isOfKernel ? `Linux ${stack.kernel}` : undefined;
}
