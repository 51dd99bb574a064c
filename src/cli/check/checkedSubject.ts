import type { CheckSubject } from '../../engine/checks/index.ts';
import { parseIdMap } from '../../engine/idmap/index.ts';
import { type Arch, architectureOf, CAPABILITIES } from '../../engine/linux/index.ts';
import type { Target } from '../../engine/seccomp/index.ts';
import type { Stack } from '../../engine/stack/index.ts';
import { isError } from '../../engine/text/index.ts';
import { engineOfPreset } from '../../instrument/presets/presets.ts';
import { podSentence } from '../../instrument/words/podProfile.ts';
import { LINK_CAPABILITIES, parseCapabilities } from '../../share/capabilityList.ts';
import {
  architectureGiven,
  fileName,
  type Given,
  InputProblem,
  type ProfileText,
  printableWord,
  problemLine,
  profileIn,
  stackGiven,
  type Terminal,
  targetGiven,
} from '../filterGiven.ts';

/** What a container has in place of its stack's: the capabilities of `--caps`, in the words of a link (`docker-26.1,SYS_ADMIN,-MKNOD`), or `--privileged`. */
function containerGiven(given: Given): Partial<Pick<Target, 'capabilities' | 'privileged'>> {
  const list = given.value('caps');
  if (given.has('privileged')) {
    if (list !== undefined) throw new InputProblem('--privileged gives every capability: leave --caps out.');
    return { capabilities: CAPABILITIES, privileged: true };
  }
  return list === undefined ? {} : { capabilities: capabilitiesIn(list) };
}

function capabilitiesIn(list: string): readonly string[] {
  const unknown = list.split(',').filter((word) => parseCapabilities(word).diagnostics.length > 0);
  if (unknown.length === 0) return parseCapabilities(list).value;
  const sets = Object.keys(LINK_CAPABILITIES).join(', ');
  throw new InputProblem(
    `No capability is named ${printableWord(unknown.join(', '))}. Write names such as SYS_ADMIN, or a set: ${sets}. Separate them with commas; a - before a name removes it.`,
  );
}

/** What checks are put to, and what the report calls it. */
interface Named {
  subject: CheckSubject;
  words: string;
}

/** The options of a check, read. */
interface CheckGiven {
  given: Given;
  stack: Stack;
  arch: Arch;
  container: ReturnType<typeof containerGiven>;
}

/** Reads the options. Throws `InputProblem` on one that is of no stack, architecture or capability. */
export const checkGiven = (given: Given): CheckGiven => ({
  given,
  stack: stackGiven(given.value('stack')),
  arch: architectureGiven(given.value('arch')),
  container: containerGiven(given),
});

/** A text as the profile or the map that it is, its warnings told. Throws `InputProblem` with every error of it, and on an option that it can't have. */
export function checkedSubject(text: ProfileText, given: CheckGiven, terminal: Terminal): Named {
  return isMap(text) ? mapSubject(text, given, terminal) : profileSubject(text, given, terminal);
}

const isMap = ({ text, preset }: ProfileText): boolean =>
  preset === undefined && (/^\s*\d/.test(text) || isGrant(text) || /^\s*\d+\s+\d+\s+\d+\s*$/m.test(text));

/** subuid(5): a user, the first ID and the count. */
const isGrant = (text: string): boolean => /^\s*[^\s:{"]+:\d+:\d+\s*$/m.test(text);

function mapSubject({ name, text }: ProfileText, { given, stack }: CheckGiven, terminal: Terminal): Named {
  const stray = ['arch', 'caps', 'privileged'].find((option) => given.has(option) || given.value(option) !== undefined);
  if (stray !== undefined)
    throw new InputProblem(
      `--${stray} applies only to a profile, and ${fileName(name)} is a map. Remove --${stray}.${stray === 'arch' ? '' : ' To check who may write the map, add a line to the checks, such as: write -> EPERM without CAP_SETUID'}`,
    );
  if (isGrant(text))
    throw new InputProblem(
      `${fileName(name)} has lines of /etc/subuid, which lists the IDs that a user may map. Give a map instead, with lines as in /proc/PID/uid_map, such as: 0 100000 65536`,
    );
  const { diagnostics } = parseIdMap(text);
  const problems = diagnostics.map((each) => problemLine(name, each));
  if (diagnostics.some(isError)) throw new InputProblem(['The map can’t be read.', ...problems].join('\n'));
  for (const problem of problems) terminal.complain(problem);
  const hasStack = given.value('stack') !== undefined;
  const subject = { mapText: text, ...(hasStack && { writer: { kernel: stack.kernel } }) };
  return { subject, words: `Map: ${name}.` };
}

function profileSubject(text: ProfileText, { stack, arch, container }: CheckGiven, terminal: Terminal): Named {
  const target = { ...targetGiven(text, stack, arch), ...container };
  const words = `Profile: ${text.name}, on ${stack.id} (${stack.label}), ${architectureOf(arch).token}.${podSentence(text.preset === undefined ? undefined : engineOfPreset(text.preset))}`;
  return { subject: { profile: profileIn(text, target, terminal), target }, words };
}
