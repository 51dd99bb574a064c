import { FILES } from '../advise/remedy/files.ts';
import { widenMap } from '../advise/remedy/moreIds.ts';
import { format } from '../formats/format.ts';
import type { PasteStep } from '../formats/PasteStep.ts';
import type { IdMap } from '../map/Extent.ts';
import type { ToolRow } from './ToolRow.ts';

/** The two members of "linux", without the braces around them: pasted over a whole file they would not be one. */
function configStep(uid: IdMap, gid: IdMap): PasteStep {
  const members = [
    ...(uid.length > 0 ? [format(uid, 'oci', { kind: 'uid' })] : []),
    ...(gid.length > 0 ? [format(gid, 'oci', { kind: 'gid' })] : []),
  ].map((text) => text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n')));
  const replaces = '"uidMappings" and "gidMappings" under "linux"';
  return { where: { file: 'config.json', replaces }, text: `${members.join(',\n')}\n` };
}

/** OCI runtime specification, config-linux.md, "User namespace mappings". runc and crun run by root ask for no line in /etc/subuid. */
export const oci: ToolRow = {
  configs: [
    [
      'runc, crun',
      ({ uid, gid }) => ({
        steps: [configStep(uid, gid)],
        note: 'The "namespaces" under "linux" need { "type": "user" }.',
      }),
    ],
  ],
  forFiles: FILES,
  forUnmapped: [widenMap((uid, gid, { find }) => [...find, configStep(uid, gid)])],
};
