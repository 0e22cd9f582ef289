"""A keeper of one program (a supervisor): it bounds its memory, and ends it with all it started as soon as we are gone.

A script of the standard library's, run on its own: ``keeper.py PULSE MEMORY FOLDER PROGRAM ARGUMENT…``. PULSE is the number of
a pipe that only our Python can write to, and never does: its end says that we are gone, however we went (a SIGKILL leaves no
time for anything else). MEMORY is in bytes (0: no bound); FOLDER, if any, goes away when nobody is left to remove it. The
program has our standard streams and we end as it does: with its exit code, by the same signal; but with OVERFULL when the bound
of memory ended it, with UNSTARTED when it can't be started.

The bound is RLIMIT_DATA, on what a program may write to, which Linux alone enforces for the memory that is allocated today;
RLIMIT_AS would refuse the address space that Haskell's and JavaScript's run times reserve and never use.
"""

from __future__ import annotations

import os
import select
import signal
import sys

OVERFULL = 97
UNSTARTED = 98
NEAR = 0.7  # of the bound: a program that fails with that much in use failed for want of memory


def keep(pulse: int, memory: int, folder: str, command: list[str]) -> int:
    """Run the command and return its exit code; raises OSError when it can't be forked."""
    os.set_inheritable(pulse, False)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)  # the whole group gets them: the program decides, then we follow
    child = os.fork()
    if child == 0:
        _become(command, memory)
    for stream in (0, 1, 2):
        os.close(stream)  # else nobody would see the end of what the program says
    while True:
        ready, _, _ = select.select([pulse, woken], [], [])
        if pulse in ready:
            _end_all(folder)
        os.read(woken, 64)
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            return _code(status, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), memory)


def _become(command: list[str], memory: int) -> None:
    """Turn the forked child into the program."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        if memory:
            import resource  # noqa: PLC0415 - absent on Windows, where there is no keeper

            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            bound = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
        os.execvp(command[0], command)  # noqa: S606 - without a shell, which is what we want
    except OSError as error:
        os.write(2, f"{error.strerror}\n".encode())
    finally:
        os._exit(UNSTARTED)


def _end_all(folder: str) -> None:
    """End the program and whatever it started, ourselves last; what stood in the folder was for us alone."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    select.select([], [], [], 0.2)
    if folder:
        import shutil  # noqa: PLC0415 - hardly ever needed

        shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def _code(status: int, used: int, memory: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    if code and memory and used > NEAR * memory:
        return OVERFULL
    if code < 0:  # end as it did, but for a second image of its memory on the disk
        import resource  # noqa: PLC0415 - as above

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if -code not in {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


if __name__ == "__main__":
    sys.exit(keep(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]))
