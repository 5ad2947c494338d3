"""Tries to get more rights: other users, mounts, namespaces, settings of the system."""

like = "wrong_answers"

# %% attack
import os
import subprocess

for attempt in ("os.setuid(0)", "os.chroot('/tmp')", "os.sethostname('mine')"):
    try:
        {"os.setuid(0)": lambda: os.setuid(0), "os.chroot('/tmp')": lambda: os.chroot("/tmp")}.get(
            attempt, lambda: os.mknod("device", 0o20666, os.makedev(1, 1))
        )()
        print("REACHED", attempt)
    except OSError:
        pass
commands = ("mount -t tmpfs none /opt", "umount /proc", "nsenter -t 1 -m true", "su -c true root")
for command in commands:
    if subprocess.run(command.split(), capture_output=True, check=False).returncode == 0:
        print("REACHED", command)
try:
    with open("/proc/sys/kernel/core_pattern", "w") as file:
        file.write("core-of-a-student")
    print("REACHED the system's settings")
except OSError:
    pass
