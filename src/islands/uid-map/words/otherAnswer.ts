import { BEGAN, dockerdReader, type Program, programWords, type Versions } from '../../../engine/idmap/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { readerOn } from '../../../share/uidMapLink.ts';
import { update } from '../state/model.ts';
import type { Choices, State } from '../state/State.ts';
import { ofStack, versionsOn } from '../state/versionsOn.ts';
import { type Told, toldOf } from './toldOf.ts';

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
