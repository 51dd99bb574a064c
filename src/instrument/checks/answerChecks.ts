import { type CheckSubject, checkText, foundIn, parseChecks, unaskedStart } from '../../engine/checks/index.ts';
import { type Arch, loadStraceNames, loadTables } from '../../engine/linux/index.ts';

import { parseTrace, type Trace } from '../../engine/trace/index.ts';
import { TRACES } from '../traces/traces.ts';
import type { ChecksAsked, ChecksReply, TraceFile } from './Checks.ts';
import { checkShown } from './checkShown.ts';
import { traceName } from './traceName.ts';

/** The machine of the site's own traces, and of a map's checks, which name no calls. */
const ARCH = 'SCMP_ARCH_X86_64';

/** What the checks say of a profile or a map. A string in its place is why there is none: the lines are read, and none is judged. */
export async function answerChecks(
  subject: CheckSubject | string,
  { text, files }: Pick<ChecksAsked<unknown>, 'text' | 'files'>,
): Promise<ChecksReply> {
  const arch = typeof subject !== 'string' && 'target' in subject ? subject.target.arch : ARCH;
  if (typeof subject === 'string') {
    const { value: checks = [], diagnostics } = await readChecks(text, arch);
    const unjudged = checks.map((check) => checkShown({ check, ok: false, found: '' }, arch));
    return { checks: unjudged, problems: diagnostics, unasked: subject };
  }
  const { results, diagnostics } = await checkText(subject, text, await tracesNamed(text, arch, files));
  const asked = results.map(({ check }) => check);
  const warning = asked.length === 0 ? undefined : await unaskedStart(subject, asked);
  const told = results.map((result) => ({ ...result, found: foundIn(subject, result.found) }));
  return { checks: told.map((result) => checkShown(result, arch)), problems: diagnostics, warning };
}

async function readChecks(text: string, arch: Arch) {
  await loadTables([arch]).catch(() => {});
  return parseChecks(text, arch);
}

/** The traces that the text names: the reader's own file, else the site's. One that does not load is missing among them. */
async function tracesNamed(text: string, arch: Arch, files: readonly TraceFile[]): Promise<ReadonlyMap<string, Trace>> {
  if (!/^\s*trace\s/im.test(text)) return new Map();
  await loadStraceNames();
  const { value: checks = [] } = await readChecks(text, arch);
  const names = new Set(checks.flatMap(({ asks }) => (asks.kind === 'trace' ? [asks.name] : [])));
  const traces = [...names].map(async (name): Promise<[string, Trace][]> => {
    const own = files.find((file) => file.name === name);
    const ours = own ? undefined : TRACES.find(({ id }) => traceName(id) === name);
    const trace = own?.text ?? (await ours?.load().catch(() => undefined));
    return trace === undefined ? [] : [[name, parseTrace(trace, ours ? ARCH : arch)]];
  });
  return new Map((await Promise.all(traces)).flat());
}
