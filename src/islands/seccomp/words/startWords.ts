import { architectureOf, EPERM, VERSIONS } from '../../../engine/linux/index.ts';
import {
  type Filter,
  filterWith,
  formatCall,
  isOfKubernetes,
  type RefusedCall,
  type Start,
  starts,
  versionsOf,
} from '../../../engine/seccomp/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { StartRuntime, StartShown, StartsShown } from '../state/Reply.ts';

/** What is said before any verdict: whether a container starts under the filter. Undefined where nothing starts one. */
export function startShown(filter: Filter, text: string): StartShown | undefined {
  const start = starts(filter, text);
  if (start === undefined) return undefined;
  if (start.usual.length === 0) return startsWords(start, filter);
  const always = start.usual.filter(({ when }) => when === 'always');
  return {
    tone: always.length > 0 ? 'deny' : 'depends',
    title: titleOf(start, always.length > 0, isOfKubernetes(filter.target.engine)),
    why: [
      ...callWords(start, filter),
      ...messageWords(start),
      laterWords(start, isOfKubernetes(filter.target.engine)),
      ...releaseWords(start, filter),
      ...elsewhereWords(start, filter),
    ],
    fix: start.fix && { label: fixLabel(start), edits: start.fix },
  };
}

/** That the runtime refuses the profile itself, whatever its calls. */
function refusedShown(runtime: StartRuntime, reason: string): StartShown {
  return {
    tone: 'deny',
    title: failsWords({ runtime }),
    why: [[`${recordedOf({ runtime })} refuses it: ${reason}`]],
    fix: undefined,
  };
}

type Started = Pick<Start, 'runtime'>;

const commandOf = ({ runtime }: Started) => code(`${runtime === 'runc' ? 'docker' : 'podman'} run`);
const failsWords = (start: Started): Phrase => [commandOf(start), ' fails under this profile'];
const recordedOf = ({ runtime }: Started) => `${runtime} ${VERSIONS[runtime]}`;

/** The release that is asked about, where it is another than the one whose calls were recorded. */
const otherThanRecorded = ({ runtime }: Started, { target }: Filter): string | undefined => {
  const release = versionsOf(target).runtime;
  return target.runtime === runtime && release !== VERSIONS[runtime] ? `${runtime} ${release}` : undefined;
};

/** The runtime in a sentence about its calls: without a release where that is not the reader's. */
const runtimeOf = (start: Started, filter: Filter) =>
  otherThanRecorded(start, filter) === undefined ? recordedOf(start) : start.runtime;

/** Which release the calls are of, where it is not the reader's. */
function releaseWords(start: Started, filter: Filter): Phrase[] {
  const other = otherThanRecorded(start, filter);
  return other === undefined
    ? []
    : [[`These calls were recorded with ${recordedOf(start)}; ${other} may make others.`]];
}

function startsWords(start: Start, filter: Filter): StartShown {
  return {
    tone: 'allow',
    title: ['Containers start'],
    why: [
      [`The profile allows every call that ${runtimeOf(start, filter)} needs after it loads the filter.`],
      ...(start.noNewPrivileges.length === 0 ? [] : [laterWords(start, isOfKubernetes(filter.target.engine))]),
      ...releaseWords(start, filter),
      ...elsewhereWords(start, filter),
      [
        'Your program makes calls of its own, and fails where the profile refuses one. To see them, run it outside a container with ',
        code('strace -f PROGRAM'),
        ', and paste the lines into the field above.',
      ],
    ],
    fix: undefined,
  };
}

function titleOf(start: Start, isSure: boolean, onNode: boolean): Phrase {
  if (isSure) return onNode ? ['Containers do not start under this profile'] : failsWords(start);
  const command = commandOf(start);
  const isOften = start.usual.some(({ when }) => when === 'sometimes');
  if (onNode)
    return [
      isOften ? 'Containers may not start under this profile' : 'Containers do not start if their user is not root',
    ];
  return isOften ? [command, ' can fail under this profile'] : [command, ' fails if the container’s user is not root'];
}

function callWords(start: Start, filter: Filter): Phrase[] {
  const callsIn = (wanted: RefusedCall['when']) =>
    start.usual.filter(({ when }) => when === wanted).flatMap((call) => inWords(call, filter));
  const [always, sometimes, other] = [callsIn('always'), callsIn('sometimes'), callsIn('other-user')];
  const runtime = runtimeOf(start, filter);
  const { length } = always;
  const first = `${runtime} still makes ${length === 1 ? 'this call' : 'these calls'} after it loads the filter, and the profile refuses ${length === 1 ? 'it' : 'them'}: `;
  const sentences: Phrase[] = [
    ...(length === 0 ? [] : [[first, ...listed(always), '.']]),
    ...also('In some starts', sometimes, length > 0 ? undefined : runtime),
    ...also('For a container user other than root', other, length + sometimes.length > 0 ? undefined : runtime),
  ];
  return [sentences.flatMap((sentence, at) => (at === 0 ? sentence : [' ', ...sentence]))];
}

/** A sentence about what is refused besides, or about what alone is refused: then it says whose calls these are. */
function also(when: string, calls: readonly Phrase[], runtime: string | undefined): Phrase[] {
  if (calls.length === 0) return [];
  const what = calls.length === 1 ? 'a call' : 'calls';
  const begin =
    runtime === undefined
      ? `${when}, it also fails at `
      : `${when}, ${runtime} fails at ${what} that the profile refuses: `;
  return [[begin, ...listed(calls), '.']];
}

/** The call's name; each of the calls where others of that name pass. */
function inWords({ name, kinds }: RefusedCall, { target }: Filter): Phrase[] {
  const prefix = `${architectureOf(target.arch).token}: `;
  return kinds.length === 0 ? [[code(name)]] : kinds.map((call) => [code(formatCall(call).replace(prefix, ''))]);
}

/** The runtime's own words, where it can still write them and says them of the first call that is refused. */
function messageWords({ usual }: Start): Phrase[] {
  const [first] = usual.filter(({ when }) => when === 'always');
  const isMute = usual.some(({ name }) => name === 'write');
  if (first?.said === undefined || isMute || first.verdict.action !== 'ERRNO' || first.verdict.data !== EPERM)
    return [];
  return [['The error ends in “', code(first.said), '”.']];
}

function laterWords(start: Start, onNode: boolean): Phrase {
  const option = code(onNode ? 'allowPrivilegeEscalation: false' : '--security-opt no-new-privileges');
  const { runtime, usual } = start;
  const too = usual.length > 0 ? ' too' : '';
  const always = start.noNewPrivileges.filter(({ when }) => when === 'always');
  if (start.noNewPrivileges.length === 0)
    return ['With ', option, ` the container starts: ${runtime} then loads the filter later.`];
  const fails = `${always.length > 0 ? 'fails' : 'can fail'}${too}`;
  return [
    'With ',
    option,
    ` it ${fails}: ${runtime} then loads the filter later, but still needs `,
    ...listed(start.noNewPrivileges.map(({ name }) => [code(name)])),
    '.',
  ];
}

function elsewhereWords({ recorded, runtime }: Start, { target }: Filter): Phrase[] {
  if (recorded) return [];
  return [
    [`This was recorded on x86_64; on ${architectureOf(target.arch).token}, ${runtime} makes nearly the same calls.`],
  ];
}

function fixLabel({ usual, runtime }: Start): string {
  return usual.length === 1 ? `Allow the call ${runtime} needs` : `Allow the ${usual.length} calls ${runtime} needs`;
}

/** Whether a container starts under the filter's profile, with the target's runtime and with those that other engines use. */
export function startsShown(filter: Filter, text: string): StartsShown {
  const [runc, crun] = [startWith('runc', filter, text), startWith('crun', filter, text)];
  return { ...(runc && { runc }), ...(crun && { crun }) };
}

function startWith(runtime: StartRuntime, filter: Filter, text: string): StartShown | undefined {
  if (filter.target.runtime === runtime) return startShown(filter, text);
  const other = filterWith(runtime, filter);
  if (other?.value !== undefined) return startShown(other.value, text);
  const reason = other?.diagnostics.find(({ severity }) => severity === 'error');
  return reason && refusedShown(runtime, reason.message);
}
