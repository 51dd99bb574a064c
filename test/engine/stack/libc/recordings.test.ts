import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import {
  LIBC_CALLS,
  type Libc,
  type LibcOutcome,
  type LibcRow,
  libcAnswer,
} from '../../../../src/engine/stack/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { OWN_SUITE, SUITES } from '../../../oracle/runner/suites.ts';
import { testRows } from '../../../testRows.ts';

/** What record_libc.py wrote of one libc: its acts, then a line for each act that makes a call. */
interface Row {
  libc: Libc['name'];
  version: string;
  abi: 'x86_64' | 'x86';
  acts?: string[];
  call?: string;
  act?: string;
  ENOSYS?: string;
  EPERM?: string;
  kill?: string;
}

const rows = [OWN_SUITE, ...Object.keys(SUITES)].flatMap((suite) => rowsOf(readRecording(suite, 'seccomp/libc.json')));

function rowsOf({ rows = [] }: { rows?: unknown }): Row[] {
  return rows as Row[];
}

const libcOf = ({ libc, version, abi }: Row): Libc => ({ name: libc, version, bits: abi === 'x86' ? 32 : 64 });

/** What the act did under the answer, in the table's words, where the function does no more than make the call. */
function outcomeOf(came: string | undefined, answer: string, isThin: boolean): LibcOutcome {
  if (came === 'works') return 'falls back';
  if (came === 'killed') return 'killed';
  return isThin && came === answer ? 'passed on' : 'fails';
}

/** Functions that are the call and nothing else. */
const THIN = ['close_range', 'openat2', 'mseal'];

describe('the table answers as glibc, musl and Go did', () => {
  it('four generations were asked', () => {
    const asked = rows
      .filter(({ acts, abi }) => acts && abi === 'x86_64')
      .map(({ libc, version }) => `${libc} ${version}`);
    expect(asked.toSorted()).toEqual(
      'glibc 2.31|glibc 2.36|glibc 2.41|glibc 2.43|go 1.15.15|go 1.19.8|go 1.24.4|go 1.27.3|musl 1.2.2|musl 1.2.3|musl 1.2.5|musl 1.2.6'.split(
        '|',
      ),
    );
    expect(rows.length).toBeGreaterThan(290);
  });

  const made = rows.filter(({ act }) => act !== undefined && act !== 'none');
  testRows(
    'what each act came to',
    made,
    ({ libc, version, abi, call, act }) => `${libc} ${version} ${abi}, ${call}, ${act}`,
    (row) => {
      const { call = '', act = '' } = row;
      const found = (['ENOSYS', 'EPERM', 'kill'] as const).map((answer) => {
        const of = libcAnswer(call, libcOf(row), answer)?.rows.filter(({ functions }) =>
          functions.includes(actOf(row)),
        );
        return of?.map((line) => (answer === 'kill' ? 'killed' : line[answer]));
      });
      const isThin = THIN.includes(act);
      const came = [
        outcomeOf(row.ENOSYS, 'ENOSYS', isThin),
        outcomeOf(row.EPERM, 'EPERM', isThin),
        outcomeOf(row.kill, 'kill', isThin),
      ];
      expect(found).toEqual(came.map((outcome) => [outcome]));
    },
  );

  const unmade = rows.filter(({ act }) => act === 'none');
  testRows(
    'none calls what it does not call',
    unmade,
    ({ libc, version, abi, call }) => `${libc} ${version} ${abi}, ${call}`,
    (row) => {
      const { call = '' } = row;
      const acts = rows.find(
        ({ acts, libc, version, abi }) => acts && libc === row.libc && version === row.version && abi === row.abi,
      )?.acts;
      const lines = libcAnswer(call, libcOf(row), 'EPERM')?.rows ?? expect.fail(call);
      expect(lines.flatMap(({ functions }) => functions).filter((name) => acts?.includes(name))).toEqual([]);
    },
  );
});

/** glibc before 2.43 asks for random numbers as a thread starts, not as the program does. */
function actOf({ call, act = '', libc }: Row): string {
  return libc === 'glibc' && call === 'getrandom' && act === 'pthread_create' ? 'start' : act;
}

test('each line that says it was recorded was', () => {
  const file: { rows: LibcRow[] } = JSON.parse(
    readFileSync(new URL('../../../../content/data/libc/answers.json', import.meta.url), 'utf8'),
  );
  for (const line of file.rows) {
    const found = rows.filter(
      (row) => row.libc === line.libc && row.call === line.call && line.functions.includes(actOf(row)),
    );
    const ofWidth = found.filter(({ abi }) => line.bits !== 32 || abi === 'x86');
    const versions = new Set(ofWidth.map(({ version }) => version));
    expect([line.call, line.functions, line.recorded.filter((version) => !versions.has(version))]).toEqual([
      line.call,
      line.functions,
      [],
    ]);
  }
  expect(LIBC_CALLS.filter((call) => !rows.some((row) => row.call === call))).toEqual([]);
});
