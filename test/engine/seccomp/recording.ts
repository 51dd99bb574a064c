import { readFileSync } from 'node:fs';
import {
  type Arch,
  architectureOf,
  CAPABILITIES,
  DOCKER_CAPABILITIES,
  readArch,
} from '../../../src/engine/linux/index.ts';
import type { Answer, Engine, Runtime, Target } from '../../../src/engine/seccomp/index.ts';
import { profileText } from './inline.ts';

const folder = new URL('../../oracle/recordings/seccomp/', import.meta.url);

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

export function randomRecords(): { turns: number; records: readonly RandomRecord[] } {
  const { turns, records } = JSON.parse(readFileSync(new URL('random.json', folder), 'utf8'));
  return { turns, records: records.map(readRandom) };
}

interface CrunLine extends RandomLine {
  via: CrunRecord['via'];
  text?: string;
  capabilities?: readonly string[];
  off?: boolean;
}

export function crunRecords(): { turns: number; records: readonly CrunRecord[] } {
  const { turns, records } = JSON.parse(readFileSync(new URL('crun.json', folder), 'utf8'));
  return { turns, records: records.map(readCrun) };
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

/** A profile of the site with what the real libseccomp answered for a target; see test/oracle/seccomp/record_presets.py. */
export interface PresetRecord {
  profile: string;
  target: string;
  kernel: string;
  capabilities: 'none' | 'docker' | 'all';
  refused?: string;
  answers?: string;
  numbers?: Readonly<Record<string, string>>;
  arguments?: Readonly<Record<string, string>>;
}

interface PresetRecording {
  scanned: number;
  apart: readonly number[];
  armOwn: number;
  around: readonly string[];
  records: readonly PresetRecord[];
}

const presets = (): PresetRecording => JSON.parse(readFileSync(new URL('presets.json', folder), 'utf8'));

export function presetRecords(): readonly PresetRecord[] {
  return presets().records;
}

const CAPABILITY_SETS = { none: [], docker: DOCKER_CAPABILITIES, all: CAPABILITIES };

export function presetTarget({ target, kernel, capabilities }: PresetRecord): Target {
  return targetOf(target, kernel, CAPABILITY_SETS[capabilities]);
}

/** Every answer of a record, one by one. */
export function presetAnswers({ answers = '', numbers = {}, arguments: asked = {} }: PresetRecord): PresetAnswer[] {
  const { scanned, apart, armOwn, around } = presets();
  const known = answers.split(' ').map((hex) => Number.parseInt(hex, 16));
  const found: PresetAnswer[] = [];
  const add = (word: string, syscall: number, args: readonly bigint[], digit = '') =>
    found.push({ arch: archOf(word), syscall, args, wanted: known[Number.parseInt(digit, 36)] ?? Number.NaN });
  for (const [word, text] of Object.entries(numbers)) {
    const [runs = '', beside = ''] = text.split('/');
    const { syscallBase } = architectureOf(archOf(word));
    let number = syscallBase;
    for (const run of runs.split(' ')) {
      for (let count = Number(run.slice(0, -1)); count > 0; count--) add(word, number++, [], run.at(-1));
    }
    if (number !== syscallBase + scanned) throw new Error(`${word}: ${number - syscallBase} numbers`);
    const own = word === 'arm' ? Array.from({ length: 8 }, (_, at) => armOwn + at) : [];
    for (const [at, each] of [...apart, ...own].entries()) add(word, each, [], beside[at]);
  }
  for (const [call, digits] of Object.entries(asked)) {
    const [word = '', number] = call.split(' ');
    for (const [at, digit] of [...digits].entries()) {
      const args = Array.from({ length: Math.floor(at / around.length) + 1 }, () => 0n);
      args[args.length - 1] = BigInt(around[at % around.length] ?? 0);
      add(word, Number(number), args, digit);
    }
  }
  return found;
}

export interface PresetAnswer {
  arch: Arch;
  syscall: number;
  args: readonly bigint[];
  wanted: number;
}

/** "s390x docker runc" */
function targetOf(words: string, kernel: string, capabilities: readonly string[]): Target {
  const [arch = '', engine, runtime] = words.split(' ');
  return { arch: archOf(arch), kernel, capabilities, runtime: runtime as Runtime, engine: engine as Engine };
}

function archOf(word: string): Arch {
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
