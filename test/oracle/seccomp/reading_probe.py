"""What the containers of record_reading.py and record_docker_reading.py run (road_probe.c), and what they tell."""

from reading_texts import VALUES

# asm/unistd_64.h __NR_umask; it refuses nothing by itself.
UMASK = 95
PROBE = ['/probe', '64', *' -- '.join(f'{UMASK} {value}' for value in VALUES).split()]


def answers(printed, asked=len(VALUES)):
    """The errno of each call, 0 where it succeeded."""
    return [max(0, -int(line)) for line in printed.split()[:asked]]
