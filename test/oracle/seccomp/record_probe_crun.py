"""Records what real containers of crun's answer to system calls, as record_probe_runc.py does of runc's.

Run as root on x86_64 where Debian's crun, docker.io, docker-cli, gcc and linux-libc-dev are installed:
/usr/bin/python3 test/oracle/seccomp/record_probe_crun.py [--out FOLDER]
"""

import probe_cases
import probe_docker
import probe_texts
from probe_stage import Stage, out_folder, save


def main():
    out = out_folder(__doc__)
    stage = Stage()
    rows = [stage.row(stage.crun, name, profile) for name, profile in probe_cases.some()]
    rows += [stage.text_row(stage.crun, name, text) for name, text in [*probe_texts.texts(), *probe_texts.crun_texts()]]
    rows += probe_docker.rows(stage, probe_docker.CRUN, "crun")
    save(out, "probe_crun.json", rows, ["crun", "docker.io", "libseccomp2"])


if __name__ == "__main__":
    main()
