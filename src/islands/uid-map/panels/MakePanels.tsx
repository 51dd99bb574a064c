import type { ComponentChildren } from 'preact';
import type { Dispatch } from '../state/State.ts';
import type { MakeView } from '../words/makeView.ts';
import type { View } from '../words/select.ts';
import type { UidMapExample } from './ExampleLinks.tsx';
import { MappingPanel } from './MappingPanel.tsx';
import { PlanPanel } from './PlanPanel.tsx';

export interface MakePanelsProps {
  view: MakeView;
  undo: View['undo'];
  stack: ComponentChildren;
  other: ComponentChildren;
  missing: ComponentChildren;
  dispatch: Dispatch;
  id: string;
  examples: readonly UidMapExample[];
  foot: ComponentChildren;
  onLookUp: () => void;
}

/** The map that is made: what is mapped, and the plan. A script of its own, for most readers look an ID up. */
export function MakePanels({ undo, stack, ...plan }: MakePanelsProps) {
  const { view, dispatch, id } = plan;
  return (
    <div class="island-parts making">
      <MappingPanel view={view} undo={undo} stack={stack} dispatch={dispatch} id={id} />
      <PlanPanel {...plan} />
    </div>
  );
}
