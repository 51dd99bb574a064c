"""Records what the running kernel answers to writes of uid_map and gid_map: the map as the parent then sees it, or the errno.

Run as root on Linux: /usr/bin/python3 test/oracle/idmap/record_writes.py [--out FOLDER]
"""

import itertools
import json
import re

import recorder
import write_cases
import write_stage


def main():
    folder = recorder.out_folder(__doc__)
    writers, rows, seen = [], [], set()
    for text, writer in write_cases.writes():
        known = json.dumps([text, writer])
        if known in seen:
            continue
        seen.add(known)
        if writer not in writers:
            writers.append(writer)
        rows.append([spelled(text), writers.index(writer), write_stage.answer_to_write(text, writer)])
    recorder.save(folder, "writes.json", rows, tables=[("writers", writers)], seed=recorder.SEED)


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
