import { expect, it } from 'vitest';
import { printedText } from '../../src/components/printedTexts.ts';

it.each([
  ['', '1  '],
  ['{\n}', '1  {\n2  }'],
  ['a\nb\nc\nd\ne\nf\ng\nh\ni\nj', ' 1  a\n 2  b\n 3  c\n 4  d\n 5  e\n 6  f\n 7  g\n 8  h\n 9  i\n10  j'],
])('%j is printed as %j', (text, printed) => expect(printedText(text)).toBe(printed));
