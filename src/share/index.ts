export { deflateText, inflateText } from './deflateText.ts';
export { formatFragment } from './formatFragment.ts';
export { parseFragment } from './parseFragment.ts';
export { reportHref } from './reportHref.ts';
