import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Each room and the rooms below it that it may enter. What isn't listed may not be entered; a room may always enter itself. */
const MAY_ENTER: Record<string, readonly string[]> = {
  'engine/text': [],
  'engine/linux': ['engine/text'],
  'engine/messages': ['engine/text'],
  'engine/idmap': ['engine/text', 'engine/linux', 'engine/messages'],
  'engine/seccomp': ['engine/text', 'engine/linux'],
  'engine/stack': ['engine/text', 'engine/linux'],
  'engine/trace': ['engine/text', 'engine/linux'],
  'engine/fit': ['engine/text', 'engine/linux', 'engine/seccomp', 'engine/trace'],
  'engine/checks': [
    'engine/text',
    'engine/linux',
    'engine/idmap',
    'engine/seccomp',
    'engine/stack',
    'engine/trace',
    'engine/fit',
  ],
  'engine/compare': ['engine/text', 'engine/linux', 'engine/seccomp'],
  'engine/diagnose': [
    'engine/text',
    'engine/linux',
    'engine/messages',
    'engine/idmap',
    'engine/seccomp',
    'engine/stack',
    'engine/trace',
    'engine/fit',
  ],
  share: ['engine'],
  offline: [],
  ui: ['engine', 'styles'],
  instrument: ['ui', 'share', 'engine'],
  islands: ['instrument', 'offline', 'ui', 'share', 'engine', 'styles'],
  site: ['islands', 'instrument', 'ui', 'share', 'engine'],
  components: ['site', 'islands', 'instrument', 'offline', 'ui', 'share', 'engine'],
  layouts: ['components', 'site', 'islands', 'instrument', 'ui', 'share', 'engine', 'styles'],
  pages: ['layouts', 'components', 'site', 'islands', 'instrument', 'ui', 'share', 'engine', 'styles'],
  cli: ['islands', 'instrument', 'ui', 'share', 'engine'],
  styles: [],
  tools: ['site', 'islands', 'offline', 'share', 'engine'],
};
/** The rooms of the id-map engine, lowest first. */
const IDMAP_ROOMS = [
  'versions',
  'map',
  'kernel',
  'subid',
  'newuidmap',
  'unshare',
  'docker',
  'rootless',
  'podman',
  'formats',
  'solve',
  'recognise',
  'situation',
  'advise',
  'tools',
];

/** The rooms of the seccomp engine, lowest first. */
const SECCOMP_ROOMS = ['releases', 'profile', 'filter', 'bpf', 'regions', 'roads', 'findings', 'allowing', 'starts'];

/** The rooms of an island, and those that each may enter. Only the view and its static shell stand before them. */
const ISLAND_ROOMS: Record<string, readonly string[]> = {
  state: [],
  words: ['state'],
  worker: ['state', 'words'],
  panels: ['state', 'words'],
  'view.tsx': ['state', 'words', 'worker', 'panels'],
  'Shell.astro': ['view.tsx', 'state', 'words', 'worker', 'panels'],
};

/** Packages that an engine must not know; they would tie it to a page, a framework or Node. */
const NOT_IN_ENGINES = /^(node:|astro|preact|@astrojs)/;

/** What stands outside src/ and may be read: facts, the texts of licences, and what is published of the command. */
const OUTSIDE =
  /^\.\.\/(content\/data\/|cli\/(?:package\.json|waterline\.js)$|LICENSES\/|NOTICE$|node_modules\/.*\/LICENSE$)/;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(ts|tsx|astro|css)$/.test(name),
);
const imports = files.flatMap((file) =>
  specifiers(readFileSync(join('src', file), 'utf8')).map((specifier) => ({ file, specifier })),
);
/** What package.json's `imports` make of a specifier: one file for a page, another elsewhere. */
const SUBPATHS: Record<string, Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).imports;
const relative = imports.flatMap(({ file, specifier }) => {
  if (specifier.startsWith('.')) return [{ file, specifier }];
  const ways = Object.values(SUBPATHS[specifier] ?? {});
  return ways.map((way) => ({ file, specifier: `./${posix.relative(dirname(file), way.replace('./src/', ''))}` }));
});

function specifiers(source: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|@import\s+)(['"])([^'"\n]+)\1/g;
  return [...source.matchAll(pattern)].map((match) => match[2] ?? '');
}
const target = (file: string, specifier: string) => normalize(join(dirname(file), specifier.replace(/\?.*$/, '')));
const room = (path: string) => Object.keys(MAY_ENTER).find((name) => path === name || path.startsWith(`${name}/`));
const mayEnter = (from: string, to: string) =>
  from === to || (MAY_ENTER[from] ?? []).some((name) => to === name || to.startsWith(`${name}/`));

describe('imports go one way', () => {
  it('reads every source file', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(relative.length).toBeGreaterThan(100);
  });

  it('every specifier with # is one of package.json', () => {
    const hashed = imports.map(({ specifier }) => specifier).filter((specifier) => specifier.startsWith('#'));
    expect([...new Set(hashed)].sort()).toEqual(Object.keys(SUBPATHS).sort());
  });

  it('no arrow runs back up', () => {
    const wrong = relative
      .map(({ file, specifier }) => ({ file, to: target(file, specifier) }))
      .filter(({ file, to }) => {
        const from = room(file);
        const into = room(to);
        return from !== undefined && !OUTSIDE.test(to) && (into === undefined || !mayEnter(from, into));
      })
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it('an island knows no other island', () => {
    const island = (path: string) => /^islands\/([^/]+)\//.exec(path)?.[1];
    const wrong = relative
      .map(({ file, specifier }) => ({ file, to: target(file, specifier) }))
      .filter(({ file, to }) => island(file) !== undefined && island(to) !== undefined && island(file) !== island(to))
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  const LARGE = ['seccomp', 'uid-map'];
  const withRooms = [...new Set(files.flatMap((file) => /^islands\/([^/]+)\/state\//.exec(file)?.[1] ?? []))];

  it.each(withRooms)('the rooms of the island %s stand in order, and no file lies loose', (island) => {
    const inIsland = new RegExp(`^islands/${island}/([^/]+)`);
    const roomIn = (path: string) => inIsland.exec(path)?.[1] ?? '';
    const loose = files.filter((file) => inIsland.test(file) && ISLAND_ROOMS[roomIn(file)] === undefined);
    const within = relative
      .map(({ file, specifier }) => ({ file, to: target(file, specifier) }))
      .filter(({ file, to }) => inIsland.test(file) && inIsland.test(to));
    const wrong = within
      .filter(({ file, to }) => roomIn(file) !== roomIn(to) && !ISLAND_ROOMS[roomIn(file)]?.includes(roomIn(to)))
      .map(({ file, to }) => `${file} -> ${to}`);
    expect([within.length > (LARGE.includes(island) ? 50 : 0), loose, wrong]).toEqual([true, [], []]);
  });

  it('every room is known', () => {
    expect(files.filter((file) => room(file) === undefined && file !== 'content.config.ts')).toEqual([]);
  });

  it('no engine knows Node, Astro or Preact', () => {
    const wrong = imports.filter(({ file, specifier }) => file.startsWith('engine/') && NOT_IN_ENGINES.test(specifier));
    expect(wrong).toEqual([]);
  });

  it('an instrument is entered from outside by its door: an engine’s index.ts', () => {
    const wrong = relative
      .map(({ file, specifier }) => ({ file, to: target(file, specifier) }))
      .filter(({ file, to }) => room(to)?.startsWith('engine/') && room(file) !== room(to) && !to.endsWith('/index.ts'))
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['idmap', IDMAP_ROOMS, 300],
    ['seccomp', SECCOMP_ROOMS, 100],
  ])('the rooms of %s stand in order, and none looks back up', (engine, rooms, least) => {
    const room = new RegExp(`^engine/${engine}/([^/]+)/`);
    const place = (path: string) => rooms.indexOf(room.exec(path)?.[1] ?? '');
    const within = relative.filter(({ file }) => room.test(file));
    const wrong = within
      .map(({ file, specifier }) => ({ file, to: target(file, specifier) }))
      .filter(({ file, to }) => to.startsWith(`engine/${engine}/`) && (place(file) === -1 || place(to) > place(file)));
    expect([within.length > least, wrong]).toEqual([true, []]);
  });

  it('what is asked of a filter stands above it: nothing imports roads, findings or what is made of them but the door', () => {
    const above = /^engine\/seccomp\/(roads|findings|allowing|starts)\//;
    const wrong = relative
      .map(({ file, specifier }) => ({ file, to: target(file, specifier) }))
      .filter(({ file, to }) => above.test(to) && file !== 'engine/seccomp/index.ts' && !above.test(file))
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it('no circle', () => {
    const graph = new Map(files.map((file) => [normalize(file), new Set<string>()]));
    for (const { file, specifier } of relative) graph.get(normalize(file))?.add(target(file, specifier));
    expect(circles(graph)).toEqual([]);
  });
});

function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    else if (!done.has(file)) {
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
