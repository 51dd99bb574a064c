/** A row of test/oracle/recordings/seccomp/starts.json: a call of a runtime's and what became of its refusals, or another observation. */
interface Row {
  runtime: string;
  noNewPrivileges: boolean;
  call?: string;
  made?: string;
  insteadOf?: string;
  /** One of `args`, of which alone the row tells. */
  kind?: string;
  args?: readonly string[];
  refused?: Readonly<Record<string, string>>;
  /** The smallest profile, or what one that kills has to allow, and how many of 50 starts it let happen (10 with dockerd). */
  smallest?: readonly string[];
  killing?: readonly string[];
  starts?: number;
  /** The calls that the runtime's `run` makes none of, which does in one what engines do in two steps. */
  'run lacks'?: readonly string[];
  /** A profile that allows these and answers `else`: what came of it. */
  allowed?: readonly string[];
  else?: string;
  came?: string;
}

/** The recording of starts. */
export interface StartRecording {
  kernel: string;
  runc: string;
  crun: string;
  rows: readonly Row[];
}

const WHEN: Readonly<Record<string, string>> = {
  sometimes: 'sometimes',
  rarely: 'sometimes',
  'by another user than root': 'other-user',
};
/** Of the calls that are made too rarely to be refused in a trial: those whose result Go doesn't read (runtime/sys_linux_amd64.s, osyield). */
const UNREAD: readonly string[] = ['sched_yield'];

/** content/data/starts.json: of the recording what the checker tells, each call with the error numbers that its refusal may have. */
export function startFacts({ kernel, runc, crun, rows }: StartRecording) {
  return {
    stamp: {
      packages: [
        { package: 'runc', version: runc },
        { package: 'crun', version: crun },
      ],
      kernel,
      recording: 'test/oracle/recordings/seccomp/starts.json',
      madeBy: 'node src/tools/starts/starts.ts',
    },
    errnos: errnosOf(rows),
    runc: { usual: factsOf(rows, 'runc', false), noNewPrivileges: factsOf(rows, 'runc', true) },
    crun: { usual: factsOf(rows, 'crun', false), noNewPrivileges: factsOf(rows, 'crun', true) },
  };
}

function factsOf(rows: readonly Row[], runtime: string, noNewPrivileges: boolean) {
  const own = rows.filter((row) => row.runtime === runtime && row.noNewPrivileges === noNewPrivileges);
  return own.flatMap(({ call, made = '', kind, insteadOf, args, refused = {} }) => {
    if (call === undefined || kind !== undefined) return [];
    const survives = made === 'rarely' && UNREAD.includes(call) ? errnosOf(rows) : errnosWith(refused, 'starts');
    const survivesSometimes = errnosWith(refused, 'sometimes fails');
    const each = args?.map((words) => own.find((row) => row.call === call && row.kind === words)?.refused);
    const survivesEach = each?.map((kindRefused) => errnosWith(kindRefused ?? refused, 'starts'));
    const said = saidIn(refused);
    const saidEach = each?.map((kindRefused) => saidIn(kindRefused ?? refused) ?? null);
    return [
      {
        name: call,
        ...(WHEN[made] && { when: WHEN[made] }),
        ...(args && { args }),
        ...(survives.length > 0 && { survives }),
        ...(survivesSometimes.length > 0 && { survivesSometimes }),
        ...(survivesEach?.some((list) => list.join() !== survives.join()) && { survivesEach }),
        ...(said && { said }),
        ...(saidEach?.some((words) => words !== (said ?? null)) && { saidEach }),
        ...(insteadOf && { insteadOf }),
      },
    ];
  });
}

/** The cause that was told with EPERM; the recorder's program has another name elsewhere. */
function saidIn(refused: Readonly<Record<string, string>>): string | undefined {
  return /^fails: (.*)$/s.exec(refused['errno 1'] ?? '')?.[1]?.replaceAll('/start', 'PROGRAM');
}

/** The error numbers that were tried. */
function errnosOf(rows: readonly Row[]): number[] {
  const found = rows.flatMap(({ refused = {} }) => Object.keys(refused).flatMap(errnoOf));
  return [...new Set(found)].sort((a, b) => a - b);
}

/** The error numbers of which this came. */
function errnosWith(refused: Readonly<Record<string, string>>, what: string): number[] {
  return Object.entries(refused).flatMap(([answer, came]) => (came === what ? errnoOf(answer) : []));
}

const errnoOf = (answer: string): number[] => {
  const [, number] = /^errno (\d+)$/.exec(answer) ?? [];
  return number === undefined ? [] : [Number(number)];
};
