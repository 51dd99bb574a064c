import { answerFiles } from '../../../instrument/traceFiles/answerFiles.ts';
import { readCalls } from './readCalls.ts';

answerFiles(readCalls);
