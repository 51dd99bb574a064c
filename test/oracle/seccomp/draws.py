"""Arguments drawn by rule, so that a recording holds only the answers; test/engine/seccomp/filter/draws.ts draws the same."""

BITS = 0xFFFFFFFF
# Numbers of calls behind socketcall and ipc, and one more.
MULTIPLEXED = 25


def draw(counter):
    """32 bits that look random (the finish of MurmurHash3)."""
    h = counter & BITS
    h = (h ^ h >> 16) * 0x85EBCA6B & BITS
    h = (h ^ h >> 13) * 0xC2B2AE35 & BITS
    return h ^ h >> 16


def arguments(seed, call, turn, values, multiplexer):
    """Six arguments for a turn of a call; all 0 for turn 0. A multiplexer's first is mostly a small number."""
    if turn == 0:
        return [0] * 6
    start = ((seed * 64 + call) * 64 + turn) * 8
    drawn = [values[draw(start + index) % len(values)] for index in range(6)]
    picked = draw(start + 7)
    if multiplexer and picked % 4 > 0:
        drawn[0] = (picked >> 8) % MULTIPLEXED
    return drawn
