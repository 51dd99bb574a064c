import { Choice } from '../../../ui/Choice.tsx';
import { Notices } from '../../../ui/Notices.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TOOLS } from '../state/tools.ts';
import type { MakeView } from '../words/makeView.ts';
import { AnswerText } from './AnswerText.tsx';
import { ExampleLinks } from './ExampleLinks.tsx';
import { MapViews } from './MapViews.tsx';
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
