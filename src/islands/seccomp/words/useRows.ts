import type { Runtime } from '../../../engine/seccomp/index.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { StartRuntime, StartShown, StartsShown } from '../state/Reply.ts';
import type { RunLine, WithheldLine } from './runLines.ts';

/** How a tool starts a container under the profile, and what is told first. */
export interface UseRow extends Pick<RunLine, 'caution' | 'note'> {
  tool: string;
  /** Left out where no container would start. */
  lines?: string;
  warning?: Warning;
}

interface Warning {
  words: Phrase;
  fix?: StartShown['fix'];
}

interface Failing {
  runtime: StartRuntime;
  start: StartShown;
}

/** The lines of each tool, without those under which the runtime that the tool uses starts no container: the reason stands there instead. */
export function useRows(
  lines: readonly (RunLine | WithheldLine)[],
  starts: StartsShown,
  targets: Runtime,
): readonly UseRow[] {
  const rows: UseRow[] = [];
  for (const [at, line] of lines.entries()) {
    const failing = line.runtimes.flatMap((runtime): Failing[] => {
      const start = starts[runtime];
      return start === undefined || start.tone === 'allow' ? [] : [{ runtime, start }];
    });
    const row = rowOf(line, failing, targets);
    const before = rows.at(-1);
    // What keeps one tool from starting a container keeps the next one with the same runtime from it.
    const isSame = row.warning !== undefined && String(lines[at - 1]?.runtimes) === String(line.runtimes);
    if (!isSame) rows.push(row);
    else if (row.lines !== undefined) rows.push({ ...row, warning: { words: ['The same is true here.'] } });
    else if (before !== undefined) before.tool += `, ${row.tool}`;
  }
  return rows;
}

function rowOf(
  { tool, lines, caution, note, runtimes }: RunLine | WithheldLine,
  failing: readonly Failing[],
  targets: Runtime,
): UseRow {
  if (lines === undefined) return { tool, ...(caution !== undefined && { caution }) };
  const row = { tool, lines, ...(caution !== undefined && { caution }), ...(note !== undefined && { note }) };
  const [first] = failing;
  if (first === undefined) return row;
  const never = failing.filter(({ start: { tone } }) => tone === 'deny');
  const startsNever = never.length === runtimes.length;
  const warning = runtimes.length > 1 ? { words: podWords(failing, startsNever) } : warningOf(first, targets);
  return startsNever ? { tool, warning } : { ...row, warning };
}

/** The card above tells the calls of the target's runtime, and has the button. */
function warningOf({ runtime, start: { title, why, fix } }: Failing, targets: Runtime): Warning {
  if (runtime === targets) return { words: [...title, ', as shown above.'] };
  return { words: [...title, '. ', ...(why[0] ?? [])], fix };
}

/** A node's engine is set up for one of the two. */
function podWords(failing: readonly Failing[], isWithheld: boolean): Phrase {
  if (isWithheld) return ['The Pod does not start either, whether its node uses runc or crun.'];
  const [sure, maybe] = [true, false].map((isSure) =>
    failing.filter(({ start }) => (start.tone === 'deny') === isSure).map(({ runtime }) => runtime),
  );
  const on = (runtimes: readonly StartRuntime[] = [], verb: string) =>
    runtimes.length === 0
      ? []
      : [`Where the node uses ${runtimes.join(' or ')}, the Pod ${verb}, for the same reason.`];
  return [[...on(sure, 'does not start'), ...on(maybe, 'may not start')].join(' ')];
}
