import type { BlockShown } from '../state/State.ts';
import type { Drawing, NodeKind, PlacedEdge, PlacedNode, TreeNode } from './Drawing.ts';

/** The size of a node and the room between two, in the drawing's units. */
export const NODE = { width: 222, height: 42 } as const;
const GAP = { besides: 18, below: 30, onward: 58, row: 8 } as const;
const MARGIN = 12;

/** From top to bottom, each step of the way a level: the calls' own blocks first, what lies beside them to the right. */
function placeByLevel(root: TreeNode): Drawing {
  const places = new Map<TreeNode, { x: number; y: number }>();
  for (let level = [root], y = MARGIN; level.length > 0; y += NODE.height + GAP.below) {
    for (const [at, node] of level.entries()) places.set(node, { x: MARGIN + at * (NODE.width + GAP.besides), y });
    const next = level.flatMap(({ children }) => children);
    const rank = ({ on }: TreeNode) => on[0] ?? Number.POSITIVE_INFINITY;
    level = next.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  }
  return drawn(
    'down',
    root,
    places,
    ({ x, y }) => ({ x: x + 24, y: y + NODE.height }),
    ({ x, y }) => ({ x: x + 24, y }),
  );
}

/** From left to right, a row for each end: no line crosses another. */
function placeBySide(root: TreeNode): Drawing {
  const places = new Map<TreeNode, { x: number; y: number }>();
  let row = 0;
  const place = (node: TreeNode, depth: number): number => {
    const ys = node.children.map((child) => place(child, depth + 1));
    const [first, last] = [ys.at(0), ys.at(-1)];
    const y = first === undefined || last === undefined ? MARGIN + row++ * (NODE.height + GAP.row) : (first + last) / 2;
    places.set(node, { x: MARGIN + depth * (NODE.width + GAP.onward), y });
    return y;
  };
  place(root, 0);
  const middle = NODE.height / 2;
  return drawn(
    'onward',
    root,
    places,
    ({ x, y }) => ({ x: x + NODE.width, y: y + middle }),
    ({ x, y }) => ({ x, y: y + middle }),
  );
}

type Point = { x: number; y: number };

function drawn(
  direction: Drawing['direction'],
  root: TreeNode,
  places: ReadonlyMap<TreeNode, Point>,
  out: (place: Point) => Point,
  into: (place: Point) => Point,
): Drawing {
  const nodes: PlacedNode[] = [];
  const edges: PlacedEdge[] = [];
  const add = ({ children, ...node }: TreeNode, place: Point) => {
    nodes.push({ ...node, ...place });
    for (const child of children) {
      const to = places.get(child) ?? place;
      edges.push({ from: out(place), to: into(to), when: child.when, on: child.on });
      add(child, to);
    }
  };
  add(root, places.get(root) ?? { x: 0, y: 0 });
  const width = Math.max(...nodes.map(({ x }) => x)) + NODE.width + MARGIN;
  const height = Math.max(...nodes.map(({ y }) => y)) + NODE.height + MARGIN;
  return { direction, nodes, edges, width, height };
}

/** The rows that each call runs through. */
type Ways = readonly (readonly number[])[];

/** More blocks than these are not drawn at once: the drawing then shows the ways of the calls and what lies beside them. */
export const MOST_BLOCKS = 400;

/** Of a longer way, as many blocks about the step in sight are drawn. */
export const MOST_LEVELS = 60;

/**
 * A program as a drawing. Answers stand at every way that leads to them, and a block to which several ways lead is drawn once, where a call comes by if one does; elsewhere stands
 * where it is. Of the whole program, or of the calls' ways about the first's row `current` and the blocks beside them.
 */
export function drawTree(blocks: readonly BlockShown[], ways: Ways, isWhole: boolean, current = 0): Drawing {
  const isAll = isWhole && blocks.length <= MOST_BLOCKS;
  const byFirst = new Map(blocks.map((block) => [block.first, block]));
  const routes = ways.map((rows) => rows.filter((row) => byFirst.has(row)));
  const shown = isAll ? routes : inSight(routes, current);
  const root = treeOf(byFirst, shown, isAll);
  if (root === undefined) return { direction: 'down', nodes: [], edges: [], width: 0, height: 0 };
  return isAll ? placeBySide(root) : placeByLevel(root);
}

/** The parts of long ways that lie about the row in sight of the first. */
function inSight(routes: Ways, current: number): Ways {
  const [first = []] = routes;
  if (first.length <= MOST_LEVELS) return routes.map((route) => route.slice(0, MOST_LEVELS));
  const at = first.findLastIndex((row) => row <= current);
  const begin = Math.max(0, Math.min(at - MOST_LEVELS / 2, first.length - MOST_LEVELS));
  return routes.map((route) => {
    const from = route.indexOf(first[begin] ?? 0);
    return from === -1 ? [] : route.slice(from, from + MOST_LEVELS);
  });
}

function treeOf(byFirst: ReadonlyMap<number, BlockShown>, routes: Ways, isWhole: boolean): TreeNode | undefined {
  const drawn = new Set<number>();
  const callsAt = (first: number) => routes.flatMap((route, call) => (route.includes(first) ? [call] : []));
  const callsFrom = (first: number, above: number | undefined) =>
    routes.flatMap((route, call) => {
      const at = route.indexOf(first);
      return at !== -1 && (above === undefined || route[at - 1] === above) ? [call] : [];
    });
  return visit(routes[0]?.[0] ?? 0, undefined, undefined);

  function visit(first: number, above: number | undefined, when: TreeNode['when']): TreeNode | undefined {
    const block = byFirst.get(first);
    if (block === undefined) return undefined;
    const on = callsFrom(first, above);
    const node = (kind: NodeKind, children: readonly TreeNode[] = []) => ({ block, kind, on, when, children });
    if (block.to.length === 0) return node('answer');
    const isOnWay = callsAt(first).length > 0;
    if (drawn.has(first) || (isOnWay && on.length === 0)) return node('elsewhere');
    if (!isOnWay && !isWhole) return node('folded');
    drawn.add(first);
    const children = block.to.flatMap((next, at) => {
      const child = visit(next, first, block.to.length === 1 ? undefined : at === 0 ? 'yes' : 'no');
      return child === undefined ? [] : [child];
    });
    return node('test', children);
  }
}
