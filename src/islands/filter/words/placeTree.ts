import type { Drawing, PlacedEdge, PlacedNode, TreeNode } from './Drawing.ts';

/** The size of a node and the room between two, in the drawing's units. */
export const NODE = { width: 222, height: 42 } as const;
const GAP = { besides: 18, below: 30, onward: 58, row: 8 } as const;
const MARGIN = 12;

/** From top to bottom, each step of the way a level: the calls' own blocks first, what lies beside them to the right. */
export function placeByLevel(root: TreeNode): Drawing {
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
export function placeBySide(root: TreeNode): Drawing {
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
