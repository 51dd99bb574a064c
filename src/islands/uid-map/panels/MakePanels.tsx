import type { ComponentChildren } from 'preact';
import { Choice } from '../../../ui/Choice.tsx';
import { Notices } from '../../../ui/Notices.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import type { Dispatch } from '../state/State.ts';
import { TOOLS } from '../state/tools.ts';
import type { MakeView } from '../words/makeView.ts';
import type { View } from '../words/select.ts';
import { MappingPanel } from './MappingPanel.tsx';
import { AnswerText, ExampleLinks, MapViews, type UidMapExample } from './MapViews.tsx';
import type { ReadPanelProps } from './ReadPanel.tsx';
import { StepList } from './StepList.tsx';

export interface PlanPanelProps extends Omit<ReadPanelProps, 'view' | 'fieldId' | 'base'> {
  view: MakeView;
  onLookUp: () => void;
}

/** The map with these mappings: in a sentence, as a tool wants it told, as a picture and a table. */
export function PlanPanel({ view, other, missing, onLookUp, dispatch, id, examples, foot }: PlanPanelProps) {
  const { config } = view;
  return (
    <section class="panel uid-map-answer" aria-label="The map">
      {missing ?? (
        <AnswerText
          answer={{ kind: view.picture ? 'answered' : 'unasked', sentence: view.sentence, why: view.why }}
          fieldId={undefined}
        />
      )}
      {other}
      {!missing && view.isEmpty && <ExampleLinks examples={examples.filter(({ task }) => task === 'make')} />}
      {view.preferences.length > 0 && (
        <Choice
          name={`${id}-prefer`}
          legend="Prefer fewer lines or fewer changed IDs"
          class="plan-preferences"
          options={view.preferences}
          value={view.prefer}
          onValue={(value) => dispatch({ kind: 'choose', choices: { prefer: value } })}
        />
      )}
      <div class="plan-problems">
        <Notices items={view.problems} />
        <StepList steps={view.steps} />
      </div>
      {view.asked && (
        <div class="plan-configs panel-part">
          <SelectField
            id={`${id}-tool`}
            label="Configuration for"
            options={TOOLS}
            value={view.tool}
            onValue={(tool) => dispatch({ kind: 'choose', choices: { tool } })}
          />
          {config && (
            <>
              {config.cannot && (
                <p>
                  {config.cannot.severity === 'error' ? (
                    <span class="chip deny">not possible with this tool</span>
                  ) : (
                    <span class="chip depends">information missing</span>
                  )}{' '}
                  {config.cannot.message} {config.cannot.hint}
                </p>
              )}
              {config.note && <p>{config.note}</p>}
              <StepList steps={config.steps} />
            </>
          )}
        </div>
      )}
      {view.picture && (
        <p class="plan-ask">
          <button type="button" class="btn" onClick={onLookUp}>
            Look up an ID in this map
          </button>
        </p>
      )}
      <MapViews picture={view.picture} tables={view.tables} id={id} fieldId={undefined} />
      {foot}
    </section>
  );
}

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
