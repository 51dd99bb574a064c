export { deflateText, inflateText } from './deflateText.ts';
export { formatFragment } from './formatFragment.ts';
export { parseFragment } from './parseFragment.ts';
export { type Report, reportOf } from './reportOf.ts';
export { withOrigin } from './withOrigin.ts';
