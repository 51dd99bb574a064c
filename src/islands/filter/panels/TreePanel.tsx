import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Choice } from '../../../ui/Choice.tsx';
import { shortened } from '../../../ui/shortened.ts';
import type { Answer } from '../state/Reply.ts';
import type { Dispatch } from '../state/State.ts';
import { drawTree, MOST_BLOCKS, MOST_LEVELS } from '../words/drawTree.ts';
import type { StepView } from '../words/select.ts';
import { showIn } from './showIn.ts';
import { Tree } from './Tree.tsx';

export interface TreePanelProps {
  id: string;
  answer: Pick<Answer, 'blocks' | 'runs'>;
  step: StepView;
  dispatch: Dispatch;
}

const PARTS = [
  { value: 'ways', label: 'Paths of the calls' },
  { value: 'whole', label: 'The whole program' },
] as const;

/** The program as a drawing, with the ways of the calls; what it tells stands in the listing, too. */
export function TreePanel({ id, answer: { blocks, runs }, step, dispatch }: TreePanelProps) {
  const [part, setPart] = useState<'ways' | 'whole'>('ways');
  const box = useRef<HTMLDivElement>(null);
  const canBeWhole = blocks.length <= MOST_BLOCKS;
  const { row } = step.step;
  const isLong = runs.some(({ steps }) => steps.length > MOST_LEVELS);
  const drawing = useMemo(
    () =>
      drawTree(
        blocks,
        runs.map(({ steps }) => steps.map((each) => each.row)),
        part === 'whole',
        isLong ? row : 0,
      ),
    [blocks, runs, part, isLong, isLong && row],
  );
  const current = blocks.findLast(({ first }) => first <= row)?.first;
  useEffect(() => showIn(box.current), [drawing, current]);
  return (
    <section class="panel filter-tree" data-answer="" aria-labelledby={`${id}-tree`}>
      <header>
        <h2 id={`${id}-tree`}>The path, drawn</h2>
      </header>
      {canBeWhole && (
        <Choice
          name={`${id}-part`}
          legend="What is drawn"
          hideLegend
          class="filter-part"
          options={PARTS}
          value={part}
          onValue={setPart}
        />
      )}
      <p class="filter-note">
        {runs.length > 1 ? 'Call 1 follows solid lines, call 2 dashed lines. ' : ''}
        {canBeWhole
          ? ''
          : `The program has ${blocks.length} blocks, too many to draw at once: here are the paths of the calls and what lies beside them. `}
        {isLong ? `A long path is drawn only in part: ${MOST_LEVELS} blocks around the current step. ` : ''}
        Press a block on the path to go to its step. The listing below shows the same in words.
      </p>
      <div class="filter-tree-box" ref={box}>
        <Tree
          drawing={drawing}
          title={shortened(runs.map(({ name }) => name).join(', then '))}
          steps={runs[0]?.steps ?? []}
          current={current}
          counts={runs.length > 1}
          listing={`#${id}-program-title`}
          onStep={(at) => dispatch({ kind: 'step', step: at === step.count ? undefined : at })}
        />
      </div>
    </section>
  );
}
