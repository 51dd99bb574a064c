import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { make } from '../../engine/fit/index.ts';
import { stackOf, targetOfStack } from '../../engine/stack/index.ts';
import { parseTrace } from '../../engine/trace/index.ts';
import { dockerDefault } from './dockerDefault.ts';
import type { Lab, Recording, Step, Terminal } from './Lab.ts';
import type { Action, Scenario } from './Scenario.ts';

const DATA = join(import.meta.dirname, '../../../content/data');
const ARCH = 'SCMP_ARCH_X86_64';

/** Does in the lab what a scenario says, one after the other; what it types becomes the lab's steps. */
export async function play({ steps }: Pick<Scenario, 'steps'>, lab: Lab): Promise<void> {
  const terminals = new Map<string, Terminal>();
  for (const action of steps) await act(action, lab, terminals);
}

async function act(action: Action, lab: Lab, terminals: Map<string, Terminal>): Promise<void> {
  if ('type' in action) {
    for (const [id, line] of Object.entries(action.type)) {
      const typed = line.replaceAll(/«([a-z0-9-]+)»/g, (_, step) => printedBy(lab.steps, step).trim());
      if ('open' in action) terminals.set(action.open, await lab.open(id, typed, action.where));
      else if (action.in === undefined) await lab.host(id, typed);
      else await named(terminals, action.in).type(id, typed, action.where);
    }
  } else if ('leave' in action) await named(terminals, action.leave).leave();
  else if ('prepare' in action) for (const line of [action.prepare].flat()) await lab.prepare(line);
  else if ('load' in action) await lab.load(action.load);
  else if ('file' in action) lab.file(action.file, textOf(action, lab.steps));
  else if (action.docker === 'start') await lab.dockerd(action.options);
  else if (action.docker === 'await') await lab.untilDocker();
  else await lab.stopDockerd();
}

function textOf(source: Extract<Action, { file: string }>, steps: readonly Step[]): string {
  if ('text' in source) return source.text;
  if ('profile' in source) return readFileSync(join(DATA, `profiles/${source.profile}.json`), 'utf8');
  if ('default' in source) return dockerDefault(source.default);
  if ('made' in source) {
    return profileOf(source.made.from.map((id) => printedBy(steps, id)).join(''), source.made.stack);
  }
  const { of, step } = source.recorded;
  const recording: Recording = JSON.parse(readFileSync(join(DATA, `transcripts/${of}.json`), 'utf8'));
  return printedBy(recording.steps, step);
}

/** The profile that the trace check makes of a trace for a stack. */
function profileOf(trace: string, name: string): string {
  const stack = stackOf(name);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return make(parseTrace(trace, ARCH).calls, targetOfStack(stack, ARCH)).text;
}

function printedBy(steps: readonly Step[], id: string): string {
  const step = steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new Error(`no step ${id} before this one`);
  return step.printed;
}

function named(terminals: ReadonlyMap<string, Terminal>, name: string): Terminal {
  const terminal = terminals.get(name);
  if (terminal === undefined) throw new Error(`no open terminal ${name}`);
  return terminal;
}
