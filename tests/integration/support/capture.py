"""Captures made by hand: packets of IPv4 in a file of libpcap's format.

Source: the format of libpcap's savefile; RFC 791, 768, 9293. Checksums are 0,
which readers take for offloaded."""
import struct

RAW_IP = 101  # LINKTYPE_RAW
TCP, UDP = 6, 17
SYN, ACK, PUSH, FIN = 2, 16, 8, 1
HOSTS = (bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2)))
STEP_US = 1500  # from one packet to the next
START_S = 1700000000


class Capture:
    """A client (side 0) and a server (side 1) that speak."""

    def __init__(self, server_port, client_port=40000):
        self.ports = (client_port, server_port)
        self.seq = [1000, 5000]
        self.time_us = 0
        self.packets = []

    def _add(self, protocol, side, payload):
        head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0,
                           64, protocol, 0, HOSTS[side], HOSTS[1 - side])
        self.time_us += STEP_US
        self.packets.append((self.time_us, head + payload))

    def _segment(self, side, data, flags):
        head = struct.pack(">HHIIBBHHH", self.ports[side],
                           self.ports[1 - side], self.seq[side],
                           self.seq[1 - side], 5 << 4, flags, 65535, 0, 0)
        self._add(TCP, side, head + data)
        self.seq[side] += len(data) + (flags & SYN > 0) + (flags & FIN > 0)

    def connect(self):
        self._segment(0, b"", SYN)
        self._segment(1, b"", SYN | ACK)
        self._segment(0, b"", ACK)

    def say(self, side, *pieces):
        """Each piece is a segment of its own."""
        for piece in pieces:
            self._segment(side, piece, PUSH | ACK)

    def datagram(self, side, body):
        self._add(UDP, side, struct.pack(">HHHH", self.ports[side],
                                         self.ports[1 - side],
                                         8 + len(body), 0) + body)

    def write(self, path):
        with open(path, "wb") as out:
            out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535,
                                  RAW_IP))
            for at_us, packet in self.packets:
                out.write(struct.pack("<IIII", START_S + at_us // 10**6,
                                      at_us % 10**6, len(packet), len(packet)))
                out.write(packet)
