import type { Wish } from '../../engine/idmap/index.ts';
import type { Checkout } from './Checkout.ts';
import type { Questions } from './readQuestions.ts';

type Diagnose = typeof import('../../engine/diagnose/index.ts');
type Idmap = typeof import('../../engine/idmap/index.ts');
type Seccomp = typeof import('../../engine/seccomp/index.ts');

/** Whose lines the solver is asked for, and their file where the tests ask for one thing at a time. */
const USERS = [undefined, { name: 'ann', uid: 1000, gid: 1000 }];
const GRANTED = ['root:100000:65536\n', 'ann:100000:65536\n', 'dockremap:100000:65536\n'];
const SHARED = ['1000:1005', 'uid 1000:1000, gid 1000:1000'];
const ARCHES = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64'] as const;

/** What the engines of a checkout answer, a line an answer: the question, and the answer as JSON. */
export async function askEngines(checkout: Checkout, questions: Questions): Promise<Record<string, readonly string[]>> {
  const { diagnose } = await checkout.load<Diagnose>('src/engine/diagnose/index.ts');
  const idmap = await checkout.load<Idmap>('src/engine/idmap/index.ts');
  const seccomp = await checkout.load<Seccomp>('src/engine/seccomp/index.ts');
  return {
    diagnoses: questions.texts.flatMap((text) => diagnose(text).map((diagnosis) => line([text], diagnosis))),
    solver: solverQuestions(questions).flatMap(([wishes, subids]) => solved(idmap, wishes, subids)),
    profiles: [...questions.profiles].flatMap(([name, text]) =>
      ARCHES.flatMap((arch) => inspected(seccomp, name, text, arch)),
    ),
  };
}

/** One line of what was asked and what was answered. */
export const line = (asked: readonly unknown[], answer: unknown): string =>
  `${asked.map((each) => JSON.stringify(each)).join(' ')}: ${JSON.stringify(answer, written)}`;

/** JSON knows neither; keys are in the order of the answer, which is the code's. */
function written(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

function solverQuestions({ wishes, subids }: Questions): readonly [wishes: string, subids: string][] {
  return [
    ...wishes.flatMap((wish) => GRANTED.map((granted): [string, string] => [wish, granted])),
    ...subids.flatMap((lines) => SHARED.map((wish): [string, string] => [wish, lines])),
  ];
}

function solved({ parseSubids, planConfigs, solve }: Idmap, wishes: string, subids: string): readonly string[] {
  const lines = parseSubids(subids).value ?? [];
  return USERS.flatMap((user) => {
    const { value: plan, diagnostics } = solve(wishesOf(wishes), lines, user && { user });
    const asked = [wishes, subids, user?.name ?? 'root'];
    const said = line(asked, {
      uid: plan?.uid,
      gid: plan?.gid,
      subuid: plan?.subuid,
      subgid: plan?.subgid,
      diagnostics,
    });
    return [said, ...(plan ? planConfigs(plan) : []).map((config) => line([...asked, config.name], config))];
  });
}

/** Mappings as the solver’s tests write them: `1000:1005`, `1000:1005:2`, `1000-1002:1005`, each perhaps after `uid` or `gid`. */
export const wishesOf = (text: string): Wish[] =>
  [...text.matchAll(/(?:([ug]id) )?(\d+)(?:-(\d+))?:(\d+)(?:-\d+)?(?::(\d+))?/g)].map(
    ([, kind, first, last = first, outside, count]) => ({
      inside: Number(first),
      outside: Number(outside),
      count: Number(count ?? Number(last) - Number(first) + 1),
      kind: kind === 'uid' || kind === 'gid' ? kind : 'both',
    }),
  );

function inspected(seccomp: Seccomp, name: string, text: string, arch: (typeof ARCHES)[number]): readonly string[] {
  const target = { arch, kernel: '7.2', capabilities: seccomp.DOCKER_CAPABILITIES, runtime: 'runc' } as const;
  const { value: profile, diagnostics } = seccomp.parseProfile(text);
  const filter = profile && seccomp.resolve(profile, target).value;
  return [
    line([name, arch, 'read'], diagnostics),
    ...(profile ? seccomp.findings(profile, target, text) : []).map((finding) =>
      line([name, arch, 'finding'], finding),
    ),
    ...(filter ? seccomp.intents() : []).flatMap((intent) =>
      filter ? seccomp.roads(filter, intent).map((road) => line([name, arch, intent.id], road)) : [],
    ),
  ];
}
