import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { createServer, createServerModuleRunner } from 'vite';
import { parse } from 'yaml';
import type { Wish } from '../../engine/idmap/index.ts';

/** The modules of a checkout of the project, run as its pages are built from them. */
export interface Checkout {
  root: string;
  /** A module by its path from the root; it throws where there is none. */
  load<Module>(path: string): Promise<Module>;
  close(): Promise<void>;
}

export async function openCheckout(root: string): Promise<Checkout> {
  const server = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    cacheDir: join(root, '.astro/answers'),
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  return {
    root,
    load: (path) => runner.import(join(root, path)),
    close: async () => {
      await runner.close();
      await server.close();
    },
  };
}

/** What the answers are to. */
export interface Questions {
  /** Texts that may be pasted: those that tests have, and what was recorded of tools. */
  texts: readonly string[];
  /** Of the solver’s tests, "1000:1005, 33:33" and "root:100000:65536\n". */
  wishes: readonly string[];
  subids: readonly string[];
  /** Every published link: its page, and its fragment without `#`. */
  links: readonly { page: string; fragment: string }[];
  /** The bundled profiles by file name. */
  profiles: ReadonlyMap<string, string>;
}

/** Where messages have examples, and tests have texts that a reader may paste. */
const PASTED = [
  'src/engine/idmap/recognise/errors',
  'test/engine/diagnose',
  'test/engine/idmap/recognise',
  'test/engine/idmap/situation',
  'test/islands/ask',
];
const MESSAGES = 'content/messages';
const RECORDED = 'test/oracle/recordings';
const SHORTEST_TEXT = 12;
const WISH = /^(?:[ug]id )?\d+(?:-\d+)?:\d+/;
const SUBID = /^[\w.-]+:\d+:\d+/;

/** Reads the questions off the tests, recordings and tables of a checkout. */
export function readQuestions(root: string): Questions {
  const strings = (folder: string) => sorted(filesIn(root, folder, /\.tsx?$/).flatMap(stringsOf));
  const solver = strings('test/engine/idmap/solve');
  const published: Record<string, object> = JSON.parse(
    readFileSync(join(root, 'content/data/published-links.json'), 'utf8'),
  );
  return {
    texts: sorted([
      ...PASTED.flatMap(strings).filter(({ length }) => length >= SHORTEST_TEXT),
      ...filesIn(root, MESSAGES, /\.yaml$/).flatMap((file) => stringsWithin(parse(readFileSync(file, 'utf8')))),
      ...filesIn(root, RECORDED, /messages\.json$/i).flatMap((file) =>
        stringsWithin(JSON.parse(readFileSync(file, 'utf8'))),
      ),
    ]),
    wishes: solver.filter((text) => WISH.test(text)),
    subids: solver.filter((text) => SUBID.test(text)),
    links: Object.entries(published).flatMap(([page, links]) =>
      Object.keys(links).map((fragment) => ({ page, fragment })),
    ),
    profiles: new Map(
      filesIn(root, 'content/data/profiles', /\.json(\.txt)?$/)
        .filter((file) => !/stamp|changes/.test(file))
        .map((file) => [file.replace(/.*\//, ''), readFileSync(file, 'utf8')]),
    ),
  };
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

function filesIn(root: string, folder: string, name: RegExp): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(root, folder, file));
}

/** The strings of a source file, those in parts put together. */
function stringsOf(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const text = textOf(node);
    if (text === undefined) ts.forEachChild(node, visit);
    else found.push(text);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

/** What a literal, a sum of literals or `[…].join('\n')` says; undefined for what is worked out otherwise. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression, name } = node.expression;
  if (name.text !== 'join' || !ts.isArrayLiteralExpression(expression)) return undefined;
  const parts = expression.elements.map(textOf);
  return parts.includes(undefined) ? undefined : parts.join((node.arguments[0] && textOf(node.arguments[0])) ?? ',');
}

function stringsWithin(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length >= SHORTEST_TEXT ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsWithin) : [];
}

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
