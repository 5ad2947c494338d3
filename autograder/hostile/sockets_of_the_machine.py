"""Looks for the sockets of the machine's services, those without a name in the file system too."""

like = "wrong_answers"

# %% attack
import pathlib
import socket

places = ["/run", "/var/run", "/tmp", "/dev"]
files = [str(path) for place in places for path in pathlib.Path(place).rglob("*")]
for name in [path for path in files if pathlib.Path(path).is_socket()] + ["\0/tmp/.X11-unix/X0"]:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(name)
        print("REACHED", name)
    except OSError:
        pass
