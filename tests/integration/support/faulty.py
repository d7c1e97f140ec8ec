"""A peer that loses, repeats, holds back and delays answers by a plan, and
knows what must be reported of it."""
import random
import socket
import threading
import time

from support.peers import echo


class Faulty:
    """Answers the echo requests of one socket, in the order of their coming.

    Each share is of all requests; which ones is drawn from the seed. Those
    behind the first `upset` are answered in order, so that at the end nothing
    is held back.

    hold   answers come after so many further requests, drawn from 1 to it
    late_s an answer that is late comes so long after its request
    """

    def __init__(self, seed, upset, lose=0, double=0, swap=0, late=0, *,
                 hold=8, late_s=1.5):
        self.random = random.Random(seed)
        self.upset, self.hold, self.late_s = upset, hold, late_s
        self.shares = (("lose", lose), ("double", double), ("swap", swap),
                       ("late", late))
        self.asked = 0
        self.lost = self.late = self.doubled = 0
        self.held = []  # (how many more requests, request, number)
        self.aside = []  # (when, request)
        self.order = []  # numbers, as they were answered in time
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"udp://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            body, sender = self.socket.recvfrom(65535)
            if b"\xa4echo" in body[:16]:
                self._take(body, sender)

    def _fate(self):
        draw = self.random.random()
        for name, share in self.shares:
            if draw < share and self.asked <= self.upset:
                return name
            draw -= share
        return "answer"

    def _take(self, body, sender):
        number = self.asked
        self.asked += 1
        fate = self._fate()
        if fate == "lose":
            self.lost += 1
        elif fate == "late":
            self.late += 1
            self.aside.append((time.monotonic() + self.late_s, body))
        elif fate == "swap":
            self.held.append([self.random.randint(1, self.hold), body, number])
        else:
            self._answer(body, sender, number)
            if fate == "double":
                self.doubled += 1
                self.socket.sendto(echo(body), sender)
        self._release(sender)

    def _answer(self, body, sender, number):
        self.order.append(number)
        self.socket.sendto(echo(body), sender)

    def _release(self, sender):
        for one in self.held:
            one[0] -= 1
        for _, body, number in [one for one in self.held if one[0] < 0]:
            self._answer(body, sender, number)
        self.held = [one for one in self.held if one[0] >= 0]
        while self.aside and self.aside[0][0] <= time.monotonic():
            self.socket.sendto(echo(self.aside.pop(0)[1]), sender)

    def reordered(self):
        """How many answers came behind one with a higher number, and the most
        answers from the first such one to it (RFC 4737, 3 and 4.2)."""
        extents = []
        for at, number in enumerate(self.order):
            first = next((before for before in range(max(0, at - 1000), at)
                          if self.order[before] > number), None)
            if first is not None:
                extents.append(at - first)
        return len(extents), max(extents, default=0)
