import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'astro/zod';
import { parse } from 'yaml';
import { IMAGES, type ImageName } from './images.ts';

const DIRECTORY = join(import.meta.dirname, '../../../content/scenarios');

const where = z.enum(['host', 'container']);
const image = z.enum(Object.keys(IMAGES) as [ImageName]);
/** Lines by the id of the step that each becomes, in order. `«pid»` in a line is what the step `pid` printed. */
const lines = z.record(z.string(), z.string());

/** What a scenario does, one after the other. */
const action = z.union([
  /** Lines typed at root's prompt on the host, or in an open terminal; `where` is whose prompt it is there, if not the terminal's own. */
  z.strictObject({ type: lines, in: z.string().optional(), where: where.optional() }),
  /** A terminal under a name, opened by one line, which is a step of its own. */
  z.strictObject({ open: z.string(), type: lines, where: where.default('container') }),
  z.strictObject({ leave: z.string() }),
  /** Lines that no reader needs to see; one that fails ends the scenario. */
  z.strictObject({ prepare: z.union([z.string(), z.array(z.string())]) }),
  z.strictObject({ docker: z.enum(['start', 'await', 'stop']), options: z.string().optional() }),
  z.strictObject({ load: image }),
  /** Files in root's home: a text; a profile of content/data/profiles; Docker's default in a state of docker-changes.json; what another recording's step printed; the profile that the trace check makes of what steps printed. */
  z.strictObject({ file: z.string(), text: z.string() }),
  z.strictObject({ file: z.string(), profile: z.string() }),
  z.strictObject({ file: z.string(), default: z.string() }),
  z.strictObject({ file: z.string(), recorded: z.strictObject({ of: z.string(), step: z.string() }) }),
  z.strictObject({ file: z.string(), made: z.strictObject({ from: z.array(z.string()), stack: z.string() }) }),
]);
export type Action = z.infer<typeof action>;

const scenario = z.strictObject({
  title: z.string(),
  /** Where it is played: on a private copy of this machine (openStage.ts), unless it needs another kernel and systemd (openGuest.ts). */
  machine: z.literal('guest').optional(),
  /** Images whose making the stamp tells; their tar files lie in root's home as `<name>.tar`. */
  images: z.array(image).default([]),
  /** Settings that the steps don't show, told in the stamp. */
  notes: z.array(z.string()).default([]),
  steps: z.array(action),
});

/** One recording's script, a file of content/scenarios/; its name is that of the recording. */
export interface Scenario extends z.infer<typeof scenario> {
  name: string;
}

/** Every scenario, in the order in which `record.ts` plays them: those that begin with what another has recorded come last. Throws where a file can't be read as one, with its name and every place. */
export function readScenarios(): Scenario[] {
  const all = readdirSync(DIRECTORY).map((file) => {
    const read = scenario.safeParse(parse(readFileSync(join(DIRECTORY, file), 'utf8')));
    if (!read.success) throw new Error(`content/scenarios/${file}:\n${z.prettifyError(read.error)}`);
    return { name: basename(file, '.yaml'), ...read.data };
  });
  const builds = ({ steps }: Scenario) => steps.some((step) => 'recorded' in step);
  return [...all.filter((each) => !builds(each)), ...all.filter(builds)];
}
