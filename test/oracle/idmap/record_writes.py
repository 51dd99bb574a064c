"""Records what the running kernel answers to writes of uid_map and gid_map: the map as the parent then sees it, or the errno.

Run as root on Linux: /usr/bin/python3 test/oracle/idmap/record_writes.py [--out FOLDER]
"""

import itertools
import json
import os
import random
import re

import recorder
import write_cases
import write_stage
import write_texts


def main():
    folder = recorder.out_folder(__doc__)
    # A kernel that QEMU emulates takes a quarter of an hour for all of them: it is asked every one of LINES, and of the others one in so many.
    one_in = int(os.environ.get("ORACLE_ONE_CASE_IN", "1"))
    drawn = random.Random(recorder.SEED)
    writers, rows, seen = [], [], set()
    for text, writer in write_cases.writes():
        known = json.dumps([text, writer])
        if known in seen:
            continue
        seen.add(known)
        if writer not in writers:
            writers.append(writer)
        if drawn.randrange(one_in) == 0 or text in write_texts.LINES:
            rows.append([spelled(text), writers.index(writer), write_stage.answer_to_write(text, writer)])
    recorder.save(folder, "writes.json", rows, tables=[("writers", writers)], seed=recorder.SEED, **({"oneCaseIn": one_in} if one_in > 1 else {}))


def spelled(text):
    """A text with long runs of one character as [piece, times] pairs, which say the same in fewer bytes."""
    pieces = re.split(r"((.)\2{19,})", text, flags=re.DOTALL)
    if len(pieces) == 1:
        return text
    # split gives text, run, the run's character, text, ...
    pairs = [[piece, 1] for piece in pieces[::3]]
    runs = [[character, len(run)] for run, character in zip(pieces[1::3], pieces[2::3])]
    return [pair for pair in itertools.chain(*itertools.zip_longest(pairs, runs)) if pair and pair[0]]


if __name__ == "__main__":
    main()
