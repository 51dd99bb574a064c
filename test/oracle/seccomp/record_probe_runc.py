"""Records what real containers of runc's answer to system calls: a probe (probe.c) makes them under profiles of every kind, with runc alone and
with Docker before it. Or what runc or Docker says where the container does not start.

Run as root on x86_64 where Debian's runc, docker.io, docker-cli, gcc and linux-libc-dev are installed:
/usr/bin/python3 test/oracle/seccomp/record_probe_runc.py [--out FOLDER]
"""

import probe_cases
import probe_docker
import probe_texts
from probe_stage import Stage, out_folder, save


def main():
    out = out_folder(__doc__)
    stage = Stage()
    rows = [stage.row(stage.runc, name, profile) for name, profile in probe_cases.both()]
    rows += [stage.text_row(stage.runc, name, text) for name, text in [*probe_texts.texts(), *probe_texts.runc_texts()]]
    rows += probe_docker.rows(stage, probe_docker.RUNC)
    save(out, "probe_runc.json", rows, ["runc", "docker.io", "libseccomp2"])


if __name__ == "__main__":
    main()
