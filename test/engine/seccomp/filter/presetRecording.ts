import { type Arch, architectureOf, CAPABILITIES, DOCKER_CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import type { Target } from '../../../../src/engine/seccomp/index.ts';
import { archOf, targetOf } from '../recording.ts';
import { type SuiteRecording, suiteRecordings } from '../suites.ts';

/** A preset with what the real libseccomp answered for a target; see test/oracle/seccomp/record_presets.py. */
export interface PresetRecord {
  /** "docker-26.1, s390x docker runc 6.12 all" */
  words: string;
  profile: string;
  target: Target;
  refused: string | undefined;
  abis: readonly RecordedAbi[];
}

/** The rows that hold an ABI's answers. */
interface RecordedAbi {
  arch: Arch;
  numbers: string;
  arguments: string;
}

interface PresetRecording {
  scanned: number;
  apart: readonly number[];
  armOwn: number;
  around: readonly string[];
  paired: readonly string[];
  answers: readonly string[];
  numbers: readonly string[];
  arguments: readonly string[];
  records: readonly string[];
}

const CAPABILITY_SETS: Readonly<Record<string, readonly string[]>> = {
  none: [],
  docker: DOCKER_CAPABILITIES,
  all: CAPABILITIES,
};

/** The records of every preset, and what each holds: every answer, one by one. */
interface PresetRecords {
  records: readonly PresetRecord[];
  answersOf: (record: PresetRecord) => PresetAnswer[];
}

/** Of every suite. */
export function presetRecords(): readonly SuiteRecording<PresetRecords>[] {
  return suiteRecordings<PresetRecording>('presets').map((each) => {
    const { recording, versions } = each;
    const sets = argumentSets(recording);
    const records = recording.records.map((line) => {
      const record = readPreset(line, recording);
      return { ...record, target: { ...record.target, ...versions } };
    });
    const answersOf = ({ abis }: PresetRecord) => abis.flatMap((abi) => answersOfAbi(abi, recording, sets));
    return { ...each, recording: { records, answersOf } };
  });
}

export interface PresetAnswer {
  arch: Arch;
  syscall: number;
  args: readonly bigint[];
  wanted: number;
}

function readPreset(line: string, { numbers, arguments: asked }: PresetRecording): PresetRecord {
  const [words = '', answers = ''] = line.split(': ', 2);
  const [profile = '', at = ''] = words.split(', ');
  const [arch, engine, runtime, kernel = '', held = ''] = at.split(' ');
  const target = targetOf(`${arch} ${engine} ${runtime}`, kernel, CAPABILITY_SETS[held] ?? []);
  if (line.includes(': refused, ')) return { words, profile, target, refused: line, abis: [] };
  const abis = answers.split(', ').map((text) => {
    const [abi = '', row, other] = text.split(' ');
    return { arch: archOf(abi), numbers: numbers[Number(row)] ?? '', arguments: asked[Number(other)] ?? '' };
  });
  return { words, profile, target, refused: undefined, abis };
}

/** The same as SETS of the recorder. */
function argumentSets({ around, paired }: PresetRecording): bigint[][] {
  const [values, both] = [around, paired].map((list) => list.map(BigInt)) as [bigint[], bigint[]];
  const zeros = (count: number) => Array.from({ length: count }, () => 0n);
  return [
    ...[0, 1, 2].flatMap((index) => values.map((value) => [...zeros(index), value])),
    ...[0, 1].flatMap((between) => both.flatMap((first) => both.map((second) => [first, ...zeros(between), second]))),
  ];
}

function answersOfAbi(
  { arch, numbers, arguments: asked }: RecordedAbi,
  { scanned, apart, armOwn, answers }: PresetRecording,
  sets: readonly bigint[][],
): PresetAnswer[] {
  const wanted = (digit = '') => Number.parseInt(answers[Number.parseInt(digit, 36)] ?? '', 16);
  const [runs = '', beside = ''] = numbers.split('/');
  const { syscallBase } = architectureOf(arch);
  const own = arch === 'SCMP_ARCH_ARM' ? Array.from({ length: 8 }, (_, at) => armOwn + at) : [];
  const digits = spread(runs);
  if (digits.length !== scanned) throw new Error(`${arch}: ${digits.length} numbers`);
  const found: PresetAnswer[] = [
    ...digits.map((digit, at) => ({ arch, syscall: syscallBase + at, args: [], wanted: wanted(digit) })),
    ...[...apart, ...own].map((syscall, at) => ({ arch, syscall, args: [], wanted: wanted(beside[at]) })),
  ];
  for (const call of asked === '' ? [] : asked.split(',')) {
    const [number, row = ''] = call.split(':');
    const each = spread(row);
    if (each.length !== sets.length) throw new Error(`${arch} ${number}: ${each.length} answers`);
    for (const [at, args] of sets.entries())
      found.push({ arch, syscall: Number(number), args, wanted: wanted(each[at]) });
  }
  return found;
}

/** "30 11": three times 0, once 1. */
function spread(runs: string): string[] {
  return runs.split(' ').flatMap((run) => Array.from({ length: Number(run.slice(0, -1)) }, () => run.slice(-1)));
}
