"""Connects to other machines and to its own."""

like = "wrong_answers"

# %% attack
import socket

for address in [("1.1.1.1", 53), ("127.0.0.1", 22), ("127.0.0.1", 8888), ("10.0.0.1", 80)]:
    try:
        socket.create_connection(address, timeout=0.2).close()
        print("REACHED", address)
    except OSError:
        pass
try:
    print("REACHED", socket.getaddrinfo("pypi.org", 443))
except OSError:
    pass
