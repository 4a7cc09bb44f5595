"""The socket of the preview."""

from __future__ import annotations

import socket

from sitegen.serve.ports import bind


def test_connections_send_small_packets_at_once():
    """Otherwise the system keeps a body back for 40 ms, until the browser has acknowledged the headers."""
    with bind("127.0.0.1", 0, []) as bound, socket.create_connection(bound.getsockname()):
        accepted, _ = bound.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
