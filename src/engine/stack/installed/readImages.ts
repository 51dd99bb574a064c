import { type Diagnostic, type SourceText, shellWords, spanAt } from '../../text/index.ts';
import { imageProblem, untaggedExample } from '../libc/imageProblem.ts';
import { type ImageLibc, libcOfImage } from '../libc/libcOfImage.ts';
import type { Found } from './Installed.ts';
import type { LineContext } from './LineContext.ts';

/** A name with a tag, as the only word of its line. */
const REFERENCE = /^[a-z0-9][a-z0-9._/-]*(?::\d+\/[a-z0-9._/-]+)?:[A-Za-z0-9][\w.-]*$/;
const LDD = 'paste what ldd --version prints in the image';

/** The first image whose name tells its libc, on a line of its own or in a command; and those lines that are an image whose name does not. */
export function readImages(source: SourceText, contexts: readonly LineContext[]) {
  let image: Found<ImageLibc & { name: string }> | undefined;
  const diagnostics: Diagnostic[] = [];
  for (const { line, start, listed } of contexts) {
    if (listed?.isSure) continue;
    const words = shellWords(line);
    for (const word of words) {
      const isAlone = words.length === 1;
      const isNamed = /[:/]/.test(word.text) || (isAlone && /^ubi\d+$/.test(word.text));
      const found = isNamed ? libcOfImage(word.text) : undefined;
      const span = spanAt(source, start + word.start, start + word.end);
      if (found) image ??= { value: { ...found, name: word.text }, span };
      else if (isAlone && (REFERENCE.test(word.text) || untaggedExample(word.text) !== undefined))
        diagnostics.push(imageProblem(word.text, { otherwise: LDD, span }));
    }
  }
  return { image, diagnostics };
}
