import { type SuiteRecording, suiteRecordings } from '../suites.ts';

/** How long the real libseccomp's program for a profile is; see test/oracle/seccomp/record_lengths.py. */
export interface LengthRecord {
  arches: string[];
  rules: RuleWords[];
  length: number;
}

/** An action, names, and conditions of an index, an operator and two values. */
type RuleWords = [
  action: string,
  names: string[],
  conditions: [index: number, op: string, value: string, valueTwo: string][],
];

interface Series {
  arches: string[];
  names: string[];
  count: number;
  arguments?: number;
  high?: number;
  also?: string;
  length: number;
}

/** Of every suite. */
export function lengthRecords(): readonly SuiteRecording<readonly LengthRecord[]>[] {
  return suiteRecordings<{ series: readonly Series[]; random: readonly LengthRecord[] }>('lengths').map((each) => {
    const { series, random } = each.recording;
    const made = series.map((one) => ({ arches: one.arches, rules: seriesRules(one), length: one.length }));
    return { ...each, recording: [...made, ...random] };
  });
}

/** The same as series_rules of the recorder. */
function seriesRules({ names, count, arguments: turns = 1, high = 0, also }: Series): RuleWords[] {
  return Array.from({ length: count }, (_, at): RuleWords => {
    const value = BigInt(at * 3) + (high > 0 && at % high === 0 ? BigInt(at) << 32n : 0n);
    const first: RuleWords[2][number] = [at % turns, 'EQ', String(value), '0'];
    const second: RuleWords[2][number][] = also && at % 4 === 0 ? [[3, also, String(at % 9), String(at % 5)]] : [];
    return ['ALLOW', [names[at % names.length] ?? ''], [first, ...second]];
  });
}

/** The profile's text; its default action is ERRNO(1). */
export function textOf({ arches, rules }: LengthRecord): string {
  const written = rules.map(([action, names, conditions]) => {
    const args = conditions.map(
      ([index, op, value, two]) => `{"index":${index},"value":${value},"valueTwo":${two},"op":"SCMP_CMP_${op}"}`,
    );
    return `{"names":${JSON.stringify(names)},"action":"SCMP_ACT_${action}","args":[${args}]}`;
  });
  const architectures = JSON.stringify(arches.map((arch) => `SCMP_ARCH_${arch}`));
  return `{"defaultAction":"SCMP_ACT_ERRNO","architectures":${architectures},"syscalls":[${written}]}`;
}
