import { useEffect, useState } from 'preact/hooks';
import { OtherStack } from '../../../instrument/stacks/OtherStack.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { wholeOptions } from '../../../ui/PhraseText.tsx';
import { useEarlyElement } from '../../../ui/useEarlyElement.ts';
import type { OwnersAnswer } from '../state/Inspection.ts';
import { chooseStack, type StacksView } from '../words/stackView.ts';
import type { Panel } from './Panel.tsx';

export interface StackAnswersProps {
  panel: Panel;
  stacks: StacksView;
}

/** Which other stacks answer the question otherwise, unasked, and folded below it how each of them answers. */
export function StackAnswers({ panel: { dispatch }, stacks }: StackAnswersProps) {
  const { lacking, table, rows, neighbours, why, isWhole, isOpen } = stacks;
  const fragment = useTableFragment(isOpen ? table : undefined);
  const toggle = (opens: boolean) => dispatch({ kind: 'stacks', of: opens ? 'all' : 'engine' });
  const check = (stack: string) => dispatch(chooseStack(stack, stacks));
  return (
    <section class="stack-answers panel-part" data-answer="" aria-label="Other versions">
      {lacking && <p>{lacking}</p>}
      {neighbours.map((row) => (
        <OtherStack key={row.stack} label={row.label} headline={row.headline} onCheck={() => check(row.stack)} />
      ))}
      {why && <p>{wholeOptions(why)}</p>}
      <details
        ref={useEarlyElement(({ open }: HTMLDetailsElement) => open && toggle(true))}
        open={isOpen}
        onToggle={(event) => toggle(event.currentTarget.open)}
      >
        <summary>This call on every stack</summary>
        {!isWhole && <p class="waits">Checking the other stacks…</p>}
        <ul class="chip-list" hidden={!isWhole}>
          {rows.map(({ stack, label, tone, headline, isPresent }) => (
            <li key={stack} aria-current={isPresent ? 'true' : undefined}>
              <Chip tone={tone}>{headline}</Chip>
              <button type="button" class="link" onClick={() => check(stack)}>
                {label}
              </button>
            </li>
          ))}
        </ul>
        {fragment !== undefined && <a href={`../stack/#${fragment}`}>This call in the stack table</a>}
      </details>
    </section>
  );
}

/** What the profile answers where it comes from, below the verdict: it was computed with other programs. */
export function OwnersLine({ panel, owner }: { panel: Panel; owner: OwnersAnswer }) {
  return (
    <div class="stack-answers panel-part" data-answer="">
      <p>{wholeOptions(owner.why)}</p>
      <OtherStack {...owner} onCheck={() => panel.act(owner.choose, 'verdict')} />
    </div>
  );
}

/** The fragment that asks the stack table, profile included; undefined until what writes it is loaded, and where no link holds the profile. */
export function useTableFragment(table: StacksView['table']): string | undefined {
  const [fragment, setFragment] = useState<string>();
  const { call, arch, profile } = table ?? {};
  useEffect(() => {
    setFragment(undefined);
    if (call === undefined || arch === undefined) return;
    let isWanted = true;
    // Where it does not load, the list above has the answers still.
    import('./tableFragment.ts')
      .then(({ tableFragment }) => tableFragment({ call, arch, profile }))
      .then((written) => isWanted && setFragment(written))
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [call, arch, profile]);
  return fragment;
}
