"""The harness's own process: names a Redis of its own before the settings are read."""

import os
import socket
import sys


def main() -> None:
    if not os.environ.get("QM_FAULTS_ALONE"):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            os.environ["REDIS_URL"] = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "qualitymonth.settings"
    from django.core.management import execute_from_command_line  # after the environment is set

    execute_from_command_line(["manage.py", "faults", *sys.argv[1:]])


if __name__ == "__main__":
    main()
