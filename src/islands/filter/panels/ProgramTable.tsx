import type { Row, Way } from '../state/Reply.ts';

export interface ProgramTableProps {
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

/** Brings the current step into the box's view, and leaves the page where it is. */
export function showIn(box: HTMLElement | null): void {
  const node = box?.querySelector('[aria-current="step"]');
  if (!box || !node) return;
  const [inner, outer] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
  if (inner.left < outer.left || inner.right > outer.right)
    box.scrollLeft += inner.left - outer.left - box.clientWidth / 3;
}
