import { type ServedBuild, serveBuild } from '../../src/tools/serve/serveBuild.ts';

/** A build being served at one address, until the line is cut; what is served then may be another build. */
export interface Line {
  origin: string;
  cut(): Promise<void>;
  mend(folder?: string): Promise<void>;
}

/** Serves a build so that it can be cut off and come back. */
export async function openLine(folder: string, base = ''): Promise<Line> {
  let served: ServedBuild | undefined = await serveBuild(folder, base);
  const { origin } = served;
  let last = folder;
  const cut = async () => {
    await served?.close();
    served = undefined;
  };
  return {
    origin,
    cut,
    async mend(next = last) {
      await cut();
      last = next;
      served = await serveBuild(next, base, Number(new URL(origin).port));
    },
  };
}
