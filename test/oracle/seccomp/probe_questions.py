"""What the probe is asked in a container: (mode, ABI, number, six arguments) each."""

import random

import probe_calls as calls

# By what instruction the probe makes the ABI's calls; see probe.c.
WAYS = {"x86_64": 0, "x32": 0, "x86": 1}
# No filter is asked for a native uretprobe or uprobe (kernel/seccomp.c seccomp_uprobe_exception).
UNFILTERED = {335, 336}
MOST_VALUES = 10
MOST_COMBINATIONS = 9
MASK32 = (1 << 32) - 1
# With a null pointer each of these answers EFAULT where it passes, so it may be made.
HARMLESS = "mkdir rmdir symlink link chmod chown rename truncate mknod unlink access chdir statfs".split()


def questions(profile, seed):
    """Every number of every ABI without arguments; then what the rules' conditions could tell apart; then calls that are really made."""
    return [*sweep(), *by_arguments(profile, random.Random(seed)), *made("SCMP_ACT_TRACE" in str(profile))]


def few():
    """For what matters is whether the container starts."""
    yield from (("veiled", abi, calls.NUMBERS[abi][name], [0] * 6) for abi in calls.ABIS for name in ("mkdir", "chmod", "openat2"))
    yield from (("veiled", "x86_64", calls.NUMBERS["x86_64"]["mkdir"], [value, 0, 0, 0, 0, 0]) for value in (1, 2, 5, 9, 100, (1 << 64) - 1))
    yield from (("plain", "x86_64", calls.NUMBERS["x86_64"][name], [0] * 6) for name in ("mkdir", "rmdir", "link"))


EDGES = [calls.X32_BIT - 1, calls.X32_BIT, calls.X32_BIT + 1, 0x7FFFFFFF, 0x80000000, 0x80000005, 0xFFFFFFFE, 0xFFFFFFFF]


def swept(abi):
    """Every number of the ABI, and some beyond."""
    numbers = [*range(480), *range(510, 550), 600, 999, 1023]
    if abi == "x32":
        return [calls.X32_BIT + number for number in numbers]
    return [number for number in numbers + EDGES if abi != "x86_64" or number not in UNFILTERED]


def sweep():
    for abi in calls.ABIS:
        yield from (("veiled", abi, number, [0] * 6) for number in swept(abi))


def by_arguments(profile, rng):
    """Values at and beside all that the rules for a call compare, on each ABI and by each way to the call."""
    conditions = {}
    for rule in profile.get("syscalls", []):
        for name in rule["names"] if "names" in rule else [rule["name"]]:
            conditions.setdefault(name, []).extend(rule.get("args") or [])
    for name, compared in conditions.items():
        indices = sorted({argument["index"] for argument in compared})
        if not indices:
            continue
        for abi in calls.ABIS:
            for number, first in calls.ways(abi, name):
                for args in combinations(indices, compared, rng):
                    if first is not None:
                        args[0] = rng.choice([first] * 4 + [first - 1, first + 1, args[0]])
                    yield "veiled", abi, number, [value & MASK32 for value in args] if abi == "x86" else args


def combinations(indices, compared, rng):
    by_index = {index: edges([argument for argument in compared if argument["index"] == index]) for index in indices}
    if len(indices) == 1:
        values = by_index[indices[0]]
        for value in values if len(values) <= MOST_VALUES else sorted(rng.sample(values, MOST_VALUES)):
            yield [value if at == indices[0] else 0 for at in range(6)]
        return
    for _ in range(MOST_COMBINATIONS):
        yield [rng.choice(by_index[at]) if at in by_index else 0 for at in range(6)]


def edges(compared):
    found = {0, 1, (1 << 64) - 1}
    for argument in compared:
        value, two = argument.get("value", 0), argument.get("valueTwo", 0)
        for base in {value, two} if argument["op"] == "SCMP_CMP_MASKED_EQ" else {value}:
            found |= {(base + step) % (1 << 64) for step in (-1, 0, 1, 1 << 32, -(1 << 32))} | {base & MASK32, base >> 32 << 32}
        if argument["op"] == "SCMP_CMP_MASKED_EQ":
            found |= {value & two, value | two, ~value % (1 << 64) | two, two | 1 << 40, two ^ 1 << 33}
    return sorted(found)


def made(has_trace):
    """Calls that are executed where they pass; of TRACE with and without a tracer that is told of it."""
    for mode in ("traced", "plain") if has_trace else ("plain",):
        for abi in ("x86_64", "x86"):
            for name in HARMLESS:
                yield mode, abi, calls.NUMBERS[abi][name], [0] * 6


def packed(asked):
    """As the probe reads them: (mode, way, number, arguments)."""
    return [(mode, WAYS[abi], number, args) for mode, abi, number, args in asked]


def recorded(asked, answers):
    """The answers, compactly. `numbers`: calls without arguments, by ABI and answer; `arguments`: lists of them by call and answer; `traced` and
    `plain`: calls that were made, without arguments, by ABI and answer. Of a sweep the answer that most numbers get stands beside "*"."""
    numbers, arguments, executed = {}, {}, {}
    for (mode, abi, number, args), answer in zip(asked, answers):
        if mode != "veiled":
            executed.setdefault(mode, {}).setdefault(abi, {}).setdefault(answer, []).append(number)
        elif args == [0] * 6:
            numbers.setdefault(abi, {})[number] = answer
        else:
            words = arguments.setdefault("%s %d" % (abi, number), {}).setdefault(answer, [])
            word = ",".join(map(str, without_zeros(args)))
            if word not in words:
                words.append(word)
    told = {"numbers": {abi: by_answer(found, abi) for abi, found in numbers.items()}}
    if arguments:
        told["arguments"] = {call: {answer: " ".join(words) for answer, words in lists.items()} for call, lists in arguments.items()}
    for mode, by_abi in executed.items():
        told[mode] = {abi: {answer: " ".join(map(str, found)) for answer, found in lists.items()} for abi, lists in by_abi.items()}
    return told


def by_answer(found, abi):
    """Numbers by answer."""
    lists = {}
    for number in sorted(found):
        lists.setdefault(found[number], []).append(number)
    joined = {answer: as_ranges(numbers, abi) for answer, numbers in lists.items()}
    if set(swept(abi)) <= set(found):
        joined[max(lists, key=lambda answer: len(lists[answer]))] = "*"
    return joined


def as_ranges(numbers, abi):
    """"0 2-5"; x32's numbers without their bit."""
    ranges = []
    for number in numbers:
        shown = number - calls.X32_BIT if abi == "x32" else number
        if ranges and ranges[-1][1] == shown - 1:
            ranges[-1][1] = shown
        else:
            ranges.append([shown, shown])
    return " ".join("%d" % first if first == last else "%d-%d" % (first, last) for first, last in ranges)


def without_zeros(args):
    while len(args) > 1 and args[-1] == 0:
        args = args[:-1]
    return args
