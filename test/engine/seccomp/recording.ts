import { type Arch, readArch } from '../../../src/engine/linux/index.ts';
import type { Answer, Engine, Runtime, Target } from '../../../src/engine/seccomp/index.ts';
import { profileText } from './inline.ts';
import { type SuiteRecording, suiteRecordings } from './suites.ts';

export const folder = new URL('../../oracle/recordings/seccomp/', import.meta.url);

/** One call of an ABI with an answer for each turn, or one for all. */
export interface RecordedCall {
  arch: Arch;
  syscall: number;
  multiplexer: boolean;
  answers: readonly number[];
}

/** A random profile with what the real libseccomp answered; see test/oracle/seccomp/record_random.py. */
export interface RandomRecord {
  seed: number;
  words: string;
  text: string;
  target: Target;
  refused: string | undefined;
  values: readonly bigint[];
  calls: readonly RecordedCall[];
}

/** The same of the real crun, alone (`text`: a linux.seccomp) or under Podman (`text`: a profile); see test/oracle/seccomp/record_crun.py. */
export interface CrunRecord extends RandomRecord {
  via: 'crun' | 'podman';
  /** The container ran without a filter. */
  off: boolean;
}

interface RandomLine {
  seed: number;
  target: string;
  profile?: string;
  refused?: string;
  values?: string;
  answers?: string;
  calls?: string;
}

/** A table of records, with how many turns each call was asked for. */
interface Records<Each> {
  turns: number;
  records: readonly Each[];
}

/** Of every suite. */
export function randomRecords(): readonly SuiteRecording<Records<RandomRecord>>[] {
  return suiteRecordings<Records<RandomLine>>('random').map((each) => ({
    ...each,
    recording: readAll(each, readRandom),
  }));
}

function readAll<Line, Each extends RandomRecord>(
  { recording: { turns, records }, versions }: SuiteRecording<Records<Line>>,
  read: (line: Line) => Each,
): Records<Each> {
  const whole = records.map((line) => read(line));
  return { turns, records: whole.map((each) => ({ ...each, target: { ...each.target, ...versions } })) };
}

interface CrunLine extends RandomLine {
  via: CrunRecord['via'];
  text?: string;
  capabilities?: readonly string[];
  off?: boolean;
}

export function crunRecords(): readonly SuiteRecording<Records<CrunRecord>>[] {
  return suiteRecordings<Records<CrunLine>>('crun').map((each) => ({ ...each, recording: readAll(each, readCrun) }));
}

function readCrun(line: CrunLine): CrunRecord {
  const { via, text: written, capabilities = [], off = false } = line;
  const record = readRandom(line);
  const text = written ?? record.text;
  return {
    ...record,
    words: written ?? record.words,
    text: via === 'crun' ? `{"linux":{"seccomp":${text}}}` : text,
    target: { ...record.target, capabilities },
    via,
    off,
  };
}

function readRandom({
  seed,
  target,
  profile = '',
  refused,
  values = '',
  answers = '',
  calls = '',
}: RandomLine): RandomRecord {
  const known = answers.split(' ').map((hex) => Number.parseInt(hex, 16));
  return {
    seed,
    words: profile,
    text: profileText(profile),
    target: targetOf(target, '6.12', []),
    refused,
    values: values.split(' ').map((hex) => BigInt(`0x${hex || 0}`)),
    calls: calls === '' ? [] : calls.split(',').map((call) => readCall(call, known)),
  };
}

function readCall(text: string, known: readonly number[]): RecordedCall {
  const [abi = '', number = '', digits = ''] = text.split(' ');
  return {
    arch: archOf(abi),
    syscall: Number.parseInt(number, 10),
    multiplexer: number.endsWith('*'),
    answers: [...digits].map((digit) => known[Number.parseInt(digit, 36)] ?? Number.NaN),
  };
}

/** "s390x docker runc" */
export function targetOf(words: string, kernel: string, capabilities: readonly string[]): Target {
  const [arch = '', engine, runtime] = words.split(' ');
  return { arch: archOf(arch), kernel, capabilities, runtime: runtime as Runtime, engine: engine as Engine };
}

export function archOf(word: string): Arch {
  const arch = readArch(word);
  if (arch === undefined) throw new Error(`no architecture: ${word}`);
  return arch;
}

const RETURNS: Record<Answer['action'], number> = {
  ALLOW: 0x7fff0000,
  LOG: 0x7ffc0000,
  TRACE: 0x7ff00000,
  USER_NOTIF: 0x7fc00000,
  ERRNO: 0x00050000,
  TRAP: 0x00030000,
  KILL_THREAD: 0,
  KILL_PROCESS: 0x80000000,
};

/** SECCOMP_RET_* with its data. */
export function returnValue({ action, data }: Answer): number {
  return RETURNS[action] + data;
}
