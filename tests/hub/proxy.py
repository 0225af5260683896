"""A wire between a client and a server that is cut after so many messages."""

import select
import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path


class CutWire:
    """Listens on a port of its own; after `left` messages, of either side, both hear no more."""

    def __init__(self, port: int, left: int) -> None:
        self.left = left
        self.was_cut = False
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="cut wire")

    def __enter__(self) -> "CutWire":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        while not self._ended.is_set():
            if select.select([self._listener], [], [], 0.01)[0]:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
                with client, server, suppress(OSError):
                    self._carry(client, server)

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        other = {client: server, server: client}
        while not self._ended.is_set():
            for one in select.select([client, server], [], [], 0.01)[0]:
                said = one.recv(65536)
                if not said:
                    return
                if self.left == 0:
                    self.was_cut = True
                    return
                self.left -= 1
                other[one].sendall(said)


class TlsWire(CutWire):
    """The same over TLS, with a certificate, for a server that speaks none: it answers the wish for
    TLS that each client begins with."""

    def __init__(self, port: int, certificate: Path, key: Path) -> None:
        super().__init__(port, -1)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        client.recv(8)
        client.sendall(b"S")
        with self._context.wrap_socket(client, server_side=True) as safe:
            while not self._ended.is_set():
                ready = select.select([safe, server], [], [], 0.01)[0]
                if safe.pending() or safe in ready:
                    if not (said := safe.recv(65536)):
                        return
                    server.sendall(said)
                if server in ready:
                    if not (said := server.recv(65536)):
                        return
                    safe.sendall(said)
