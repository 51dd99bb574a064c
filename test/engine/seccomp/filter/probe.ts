import { readFileSync } from 'node:fs';
import { readArch } from '../../../../src/engine/linux/index.ts';
import {
  type Answer,
  decide,
  type Filter,
  parseProfile,
  profileAt,
  resolve,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';
import { type SuiteRecording, suiteRecordings } from '../suites.ts';

/** How the probe made a call: in a veil that keeps one which passes from being executed, with a tracer that listens to TRACE, or plainly. */
type Mode = 'veiled' | 'traced' | 'plain';
/** Numbers by ABI and answer, as "0 2-5"; "*" for those of `swept` that no other answer has. */
type Numbers = Record<string, Record<string, string>>;

/** A profile, and what the probe was told in a container under it; see test/oracle/seccomp/probe.c, probe_questions.py and record_probe_runc.py. */
interface Row {
  name: string;
  /** The profile as it was given to the runtime, or to Docker where `docker` says so; "NEEDS" stands for a rule that all share. */
  text?: string;
  docker?: boolean;
  capabilities?: readonly string[];
  /** What the runtime said that did not start the container. */
  said?: string;
  numbers?: Numbers;
  /** By call ("x86_64 83"), by answer: lists of arguments. */
  arguments?: Record<string, Record<string, string>>;
  traced?: Numbers;
  plain?: Numbers;
}

export interface ContainerRecord extends Row {
  profile: string;
  /** By ABI: the numbers of a sweep. */
  swept: ReadonlyMap<string, readonly number[]>;
}

const X32_BIT = 0x40000000;

/** What was recorded of `probe_runc` or `probe_crun` in every suite. */
export function containerRecords(name: string): readonly SuiteRecording<ContainerRecord[]>[] {
  return suiteRecordings<{ needs: [object]; swept: [string, string][]; rows: Row[] }>(name).map((each) => {
    const { needs, swept: ranges, rows } = each.recording;
    const swept = new Map(ranges.map(([abi, numbers]) => [abi, numbersIn(numbers, abi)]));
    const shared = JSON.stringify(needs[0]);
    const docker = each.versions.versions?.engine;
    // Docker 20.10 knows no CAP_BPF, and never comes to the profile.
    const asked = rows.filter(({ said }) => !said?.includes('invalid CapAdd'));
    return { ...each, recording: asked.map((row) => ({ ...row, swept, profile: profileOf(row, shared, docker) })) };
  });
}

/** A runtime alone is given an OCI config.json, Docker a profile of its own format, or none where it takes its default. */
function profileOf({ text, docker }: Row, needs: string, release: string | undefined): string {
  if (text === undefined) return defaultOf(release);
  const whole = text.replace('NEEDS', needs);
  return docker ? whole : `{"ociVersion":"1.0.2","linux":{"seccomp":${whole}}}`;
}

/**
 * The state of docker-changes.json that a release has; where none is told, it is the one that links began with. Debian's 20.10.5 answers ENOSYS to
 * clone3 as 20.10.10 does, by a patch.
 */
const STATES: Readonly<Record<string, string>> = { '20.10.5': '20.10.10', '20.10.24': '20.10.18', '28.5.2': '28.2.0' };

function defaultOf(release = ''): string {
  const [text, changes] = ['docker-26.1.5.json', 'docker-changes.json'].map((file) =>
    readFileSync(new URL(`../../../../content/data/profiles/${file}`, import.meta.url), 'utf8'),
  ) as [string, string];
  const state = STATES[release];
  return state === undefined ? text : profileAt(text, JSON.parse(changes), state);
}

/** x32's are written without their bit. */
function numbersIn(ranges: string, abi: string): number[] {
  return ranges.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at + (abi === 'x32' ? X32_BIT : 0));
  });
}

/**
 * How many answers of the record the engine was held to, and where it gives another, or starts a container that was refused, or the reverse.
 * What no reader of JSON takes for the profile's numbers is told by `parseProfile`, which reads on.
 */
export function compare(record: ContainerRecord, target: Target): { answers: number; differences: string[] } {
  const { name, said, capabilities = [] } = record;
  const { value: profile, diagnostics } = parseProfile(record.profile);
  const isRead = !diagnostics.some(({ code }) => code === 'type' || code.startsWith('number-'));
  const filter = profile && isRead ? resolve(profile, { ...target, capabilities }).value : undefined;
  if (filter === undefined) return { answers: 0, differences: said === undefined ? [`${name}: it starts`] : [] };
  if (said !== undefined) return { answers: 0, differences: [`${name}: ${said}`] };
  const asked = questionsOf(record);
  const differences = asked.flatMap(({ mode, abi, syscall, args, told }) => {
    const got = toldOf(filter, record, mode, abi, syscall, args);
    return got === told ? [] : [`${name}: ${abi} ${syscall}(${args}) ${mode} is ${told}, not ${got}`];
  });
  return { answers: asked.length, differences };
}

interface Asked {
  mode: Mode;
  abi: string;
  syscall: number;
  args: bigint[];
  told: string;
}

function questionsOf(record: ContainerRecord): Asked[] {
  const { numbers = {}, traced = {}, plain = {}, swept } = record;
  const byNumber = Object.entries({ veiled: numbers, traced, plain }).flatMap(([mode, byAbi]) =>
    Object.entries(byAbi).flatMap(([abi, byAnswer]) =>
      [...numbersByAnswer(byAnswer, abi, swept.get(abi) ?? [], mode === 'veiled')].map(([syscall, told]) => ({
        mode: mode as Mode,
        abi,
        syscall,
        args: [],
        told,
      })),
    ),
  );
  const byArguments = Object.entries(record.arguments ?? {}).flatMap(([call, byAnswer]) => {
    const [abi = '', syscall] = call.split(' ');
    return Object.entries(byAnswer).flatMap(([told, words]) =>
      words.split(' ').map((word) => ({
        mode: 'veiled' as const,
        abi,
        syscall: Number(syscall),
        args: word.split(',').map(BigInt),
        told,
      })),
    );
  });
  return [...byNumber, ...byArguments];
}

function numbersByAnswer(
  byAnswer: Record<string, string>,
  abi: string,
  swept: readonly number[],
  short: boolean,
): Map<number, string> {
  const rest = Object.entries(byAnswer).find(([, ranges]) => ranges === '*')?.[0];
  const found = new Map(rest === undefined ? [] : swept.map((number) => [number, rest]));
  for (const [answer, ranges] of Object.entries(byAnswer)) {
    if (answer === rest) continue;
    for (const number of numbersIn(ranges, short ? abi : '')) found.set(number, answer);
  }
  return found;
}

/** crun 0.17 reads no listenerPath. */
function hasListener({ versions }: Target, { text }: Row): boolean {
  return versions?.runtime !== '0.17' && text?.includes('"listenerPath"') === true;
}

/** The verdict as the probe is told of it. */
function toldOf(filter: Filter, record: Row, mode: Mode, abi: string, syscall: number, args: bigint[]): string {
  const arch = readArch(abi);
  if (arch === undefined) throw new Error(`no ABI: ${abi}`);
  return inWords(decide(filter, { arch, syscall, args }), mode, hasListener(filter.target, record));
}

/** The calls that are executed get a null pointer, with which each answers EFAULT. */
const PASSED: Record<Mode, string> = { veiled: 'pass', traced: 'errno 14', plain: 'errno 14' };

function inWords({ action, data }: Answer, mode: Mode, hasListener: boolean): string {
  switch (action) {
    case 'ALLOW':
    case 'LOG':
      return PASSED[mode];
    case 'TRACE':
      // Without a tracer that listens, ENOSYS; a veil's own TRACE hides the container's (seccomp(2): the newest filter's counts).
      return { veiled: 'pass', traced: `trace ${data}`, plain: 'errno 38' }[mode];
    case 'ERRNO':
      return `errno ${data}`;
    case 'TRAP':
      return `trap ${data}`;
    case 'USER_NOTIF':
      // What the recorder's own agent answers; without one, the kernel's ENOSYS.
      return hasListener ? 'errno 491' : 'errno 38';
    case 'KILL_THREAD':
      return 'kill thread';
    case 'KILL_PROCESS':
      return 'kill process';
  }
}
