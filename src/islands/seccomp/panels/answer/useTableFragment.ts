import { useEffect, useState } from 'preact/hooks';
import type { StacksView } from '../../words/inspectedView.ts';

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
