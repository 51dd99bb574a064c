import type { BlockShown } from '../state/Reply.ts';
import type { Drawing, NodeKind, TreeNode } from './Drawing.ts';
import { placeByLevel, placeBySide } from './placeTree.ts';

/** The rows that each call runs through. */
export type Ways = readonly (readonly number[])[];

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
