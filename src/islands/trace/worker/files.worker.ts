import { answerFiles } from '../../../instrument/traceFiles/answerFiles.ts';
import { readFiles } from '../../../instrument/traceFiles/readFiles.ts';

answerFiles(readFiles);
