import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Choice } from '../../../ui/Choice.tsx';
import { shortened } from '../../../ui/shortened.ts';
import type { Answer, Dispatch, Row, StepShown, Way } from '../state/State.ts';
import type { Drawing, PlacedEdge, PlacedNode } from '../words/Drawing.ts';
import { drawTree, MOST_BLOCKS, MOST_LEVELS, NODE } from '../words/drawTree.ts';
import type { StepView } from '../words/select.ts';
import { showIn } from './showIn.ts';

interface TreeProps {
  drawing: Drawing;
  title: string;
  /** The first call's steps, which a press leads to. */
  steps: readonly StepShown[];
  /** The first instruction of the block with the step in sight. */
  current: number | undefined;
  /** Whether two calls are drawn. */
  counts: boolean;
  /** Where the program is listed. */
  listing: string;
  onStep: (at: number) => void;
}

/** What a block's label has room for. */
const MOST_LETTERS = 27;

/** The drawing itself: lines first, so that blocks lie on them. */
function Tree({ drawing: { nodes, edges, width, height, direction }, title, ...props }: TreeProps) {
  return (
    <svg class="filter-drawing" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <title>{`The program’s blocks on the way of ${title}`}</title>
      {edges.map((edge, at) => (
        <Line key={at} edge={edge} direction={direction} />
      ))}
      {nodes.map((node, at) => (
        <Block key={at} node={node} {...props} />
      ))}
    </svg>
  );
}

function Line({ edge: { from, to, when, on }, direction }: { edge: PlacedEdge; direction: Drawing['direction'] }) {
  const [midX, midY] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const path =
    direction === 'down'
      ? `M${from.x} ${from.y}C${from.x} ${midY} ${to.x} ${midY} ${to.x} ${to.y}`
      : `M${from.x} ${from.y}C${midX} ${from.y} ${midX} ${to.y} ${to.x} ${to.y}`;
  return (
    <g>
      <path class="filter-line" d={path} />
      {on.map((call) => (
        <path key={call} class="filter-line" d={path} data-call={call + 1} />
      ))}
      {when && (
        <text class="filter-when" x={direction === 'down' ? midX + 6 : from.x + 18} y={midY + 4}>
          {when}
        </text>
      )}
    </g>
  );
}

function Block({
  node,
  steps,
  current,
  counts,
  listing,
  onStep,
}: { node: PlacedNode } & Omit<TreeProps, 'drawing' | 'title'>) {
  const { block, kind, on, x, y } = node;
  const at = steps.findLastIndex(({ row }) => row >= block.first && row <= block.last) + 1;
  const isPressed = on.includes(0) && at > 0;
  const isCurrent = isPressed && block.first === current;
  const place = block.first === block.last ? `${block.first}` : `${block.first}–${block.last}`;
  const calls = on.map((call) => (counts ? `call ${call + 1}` : `step ${at}`)).join(', ');
  const label = kind === 'elsewhere' ? `goes on at ${block.first}` : `${block.label}${kind === 'folded' ? ' …' : ''}`;
  const words = (
    <>
      <rect width={NODE.width} height={NODE.height} rx={kind === 'answer' ? NODE.height / 2 : 4} />
      <text class="filter-place" x={12} y={16}>
        {[`${isCurrent ? '▶ ' : ''}${place}`, calls].filter(Boolean).join(' · ')}
      </text>
      <text class="filter-label" x={12} y={33}>
        {label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1)}…` : label}
      </text>
    </>
  );
  const look = `filter-block ${kind} ${block.tone ?? ''}`;
  const shift = `translate(${x} ${y})`;
  if (!isPressed)
    return (
      <g class={look} transform={shift} data-on={on.length > 0 || undefined}>
        {words}
      </g>
    );
  return (
    // Where no script runs, the listing tells the way.
    <a
      class={look}
      data-on
      href={listing}
      aria-current={isCurrent ? 'step' : undefined}
      onClick={(event) => {
        event.preventDefault();
        onStep(at);
      }}
    >
      <g transform={shift}>{words}</g>
    </a>
  );
}

interface TreePanelProps {
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

interface ProgramTableProps {
  caption: string;
  rows: readonly Row[];
  /** The calls whose way is lit: their steps are numbered. */
  runs: readonly Way[];
  /** The row of the step in sight. */
  current: number | undefined;
  /** A step of the first call is pressed; left out where there is none to go to. */
  onStep?: (step: number) => void;
}

/** A program's listing. Beside each instruction stands which step of each call it is. */
export function ProgramTable({ caption, rows, runs, current, onStep }: ProgramTableProps) {
  const ways = runs.map(({ steps }) => new Map(steps.map(({ row }, at) => [row, at + 1])));
  const labels = runs.map((_, at) => (runs.length > 1 ? `Call ${at + 1}` : 'Step'));
  return (
    <table class="filter-rows">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {runs.map(({ name }, at) => (
            <th key={at} scope="col">
              <abbr title={name}>{labels[at]}</abbr>
            </th>
          ))}
          <th scope="col">No.</th>
          <th scope="col">Instruction</th>
          <th scope="col">What it does</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ text, comment, heading, problem }, at) => {
          const steps = ways.map((way) => way.get(at));
          const isOn = steps.some((step) => step !== undefined);
          return (
            <tr key={at} class={isOn ? 'on-way' : undefined} aria-current={at === current ? 'step' : undefined}>
              {steps.map((step, run) => (
                <td key={run} class="filter-step" data-label={labels[run]}>
                  {step !== undefined && run === 0 && onStep ? (
                    <button
                      type="button"
                      class="filter-go"
                      aria-label={`Go to step ${step}`}
                      onClick={() => onStep(step)}
                    >
                      {step}
                    </button>
                  ) : (
                    step
                  )}
                </td>
              ))}
              <th scope="row">{at}</th>
              <td>
                <code>{text}</code>
              </td>
              <td>
                {heading && <b class="filter-heading">{heading}: </b>}
                {problem ? <strong class="deny shaped filter-problem">{problem}</strong> : comment}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
