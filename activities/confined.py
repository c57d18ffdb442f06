"""Runs a command that may hold so many bytes, compute so long and write so much: `python -m activities.confined
BYTES SECONDS LARGEST -- command …`. Set here, because a server of many threads cannot set limits for a child alone."""

import os
import resource
import sys


def main(memory: int, seconds: int, largest: int, command: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(command[0], command)  # noqa: S606 - the caller names the program by its full path


if __name__ == "__main__":
    memory, seconds, largest = (int(word) for word in sys.argv[1:4])
    main(memory, seconds, largest, sys.argv[5:])
