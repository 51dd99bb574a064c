/** A profile that the site has, under a dated name that links use: it always stands for the same text. */
export interface Preset {
  id: string;
  /** Its name in a list, and within a sentence. */
  title: string;
  words: string;
  load: () => Promise<string>;
}

const text = (module: { default: string }) => module.default;

/** A text arrives when it is asked for, so that one more profile costs a page nothing. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'docker-26.1',
    title: 'Docker’s default 26.1.5',
    words: 'Docker’s default 26.1.5',
    load: () => import('../../../content/data/profiles/docker-26.1.5.json?raw').then(text),
  },
  {
    id: 'talk-2016',
    title: 'The 2016 talk’s slide, as printed',
    words: 'the 2016 talk’s slide',
    load: () => import('../../../content/data/profiles/talk-2016.json.txt?raw').then(text),
  },
];

/** The preset with this id; undefined for no such one. */
export function presetOf(id: string | undefined): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}
