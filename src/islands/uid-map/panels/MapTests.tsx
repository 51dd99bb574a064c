import type { Example } from '../../../instrument/checks/Checks.ts';
import { ChecksPanel, type ChecksPanelProps } from '../../../instrument/checks/ChecksPanel.tsx';
import type { Message, State } from '../state/State.ts';

export interface MapTestsProps extends Pick<ChecksPanelProps<State>, 'id' | 'text' | 'isLate' | 'kind' | 'href'> {
  dispatch: (message: Message | { kind: 'checks'; checks: string }) => void;
  /** The newest state that was answered: the map in sight is its. */
  state: State;
}

/** Tests of the map in sight. */
export function MapTests({ state, dispatch, ...props }: MapTestsProps) {
  const ask = (example: Example) => {
    if (!('id' in example)) return;
    dispatch({ kind: 'choose', choices: { side: example.side, id: `${example.id}` } });
    document.getElementById(`${props.id}-answer`)?.parentElement?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <ChecksPanel
      {...props}
      about="map"
      // What is asked of the map changes nothing of it.
      subject={{ ...state, id: '', side: 'inside', checks: '', notices: [], undo: undefined, changed: false }}
      arch="SCMP_ARCH_X86_64"
      aims={[]}
      completeCall={undefined}
      onText={(checks) => dispatch({ kind: 'checks', checks })}
      onAsk={state.task === 'read' ? ask : undefined}
      command="waterline check map.txt checks.txt"
    />
  );
}
