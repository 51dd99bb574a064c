import type { Example } from '../../../instrument/checks/Checks.ts';
import { ChecksPanel, type ChecksPanelProps } from '../../../instrument/checks/ChecksPanel.tsx';
import { MAP_CHECKS } from '../../../instrument/checks/map/mapKind.ts';
import type { Message } from '../state/State.ts';
import type { CheckedMap } from '../words/checkedMap.ts';

export interface MapTestsProps
  extends Pick<ChecksPanelProps<CheckedMap>, 'id' | 'text' | 'subject' | 'isLate' | 'href'> {
  /** An ID can be asked: a map is looked up, not made. */
  asks: boolean;
  dispatch: (message: Message | { kind: 'checks'; checks: string }) => void;
}

/** Tests of the map in sight. */
export function MapTests({ asks, dispatch, ...props }: MapTestsProps) {
  const ask = (example: Example) => {
    if (!('id' in example)) return;
    dispatch({ kind: 'choose', choices: { side: example.side, id: `${example.id}` } });
    document.getElementById(`${props.id}-answer`)?.parentElement?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <ChecksPanel
      {...props}
      about="map"
      kind={MAP_CHECKS}
      arch="SCMP_ARCH_X86_64"
      aims={[]}
      completeCall={undefined}
      onText={(checks) => dispatch({ kind: 'checks', checks })}
      onAsk={asks ? ask : undefined}
      command="waterline check map.txt checks.txt"
    />
  );
}
