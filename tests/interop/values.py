"""Each value of schema/vectors/ through a language and back, both ways: what
its library loses is what schema/README.md says, and nothing else is lost."""
import carried
import examples
import measure
from support import packing, suite

CARRIED, REFUSED, CHANGED = "carried", "refused", "changed"


class Values(suite.Case):
    def setUp(self):
        super().setUp()
        self.losses = carried.losses()
        self.vectors = carried.vectors()

    def same(self, came, value):
        """True if that is the value: where the order of keys is lost, in
        whatever order they are."""
        if carried.ORDER not in self.losses:
            return came == packing.pack(value)
        return packing.pack(carried.in_any_order(packing.parse_one(came))) == \
            packing.pack(carried.in_any_order(value))

    def outcome(self, came, value):
        if came is None:
            return REFUSED
        return CARRIED if self.same(came, value) else CHANGED

    def expected(self, value):
        fates = {self.losses[kind] for kind in carried.kinds_of(value)
                 if kind in self.losses}
        if not fates:
            return CARRIED
        return REFUSED if "refused" in fates else CHANGED

    def check(self, vectors, go_through, url):
        all_came = go_through(url, [vector.body for vector in vectors])
        for vector, came in zip(vectors, all_came, strict=True):
            with self.subTest(value=vector.name):
                self.assertEqual(self.outcome(came, vector.value),
                                 self.expected(vector.value),
                                 f"came back as {came and came.hex()}")
        kept = all(came == vector.body
                   for vector, came in zip(vectors, all_came)
                   if self.orders(vector))
        self.assertEqual(kept, carried.ORDER not in self.losses)

    def orders(self, vector):
        """True for maps that nothing but their order could be lost of."""
        value = vector.value
        return len(carried.keys(value)) > 2 and \
            self.expected(value) == CARRIED

    def sample(self):
        """One of each kind that is refused, for a client ends at it and has to
        be run again; and all else."""
        seen = set()
        for vector in self.vectors:
            kinds = frozenset(carried.kinds_of(vector.value))
            if self.expected(vector.value) != REFUSED or kinds not in seen:
                yield vector
            seen.add(kinds)

    def test_the_client_carries_what_the_table_says(self):
        served = self.serve(listen=("tcp://127.0.0.1:0",))
        self.check(list(self.sample()), measure.by_client, served.urls[0])

    def test_the_server_carries_what_the_table_says(self):
        server = examples.Server("tcp")
        self.addCleanup(server.end)
        self.check(self.vectors, measure.by_server, server.url)

    def test_msgwire_gets_back_what_is_carried(self):
        server = examples.Server("tcp")
        self.addCleanup(server.end)
        lines = [vector.json for vector in self.vectors
                 if self.expected(vector.value) == CARRIED and
                 not (carried.ORDER in self.losses and
                      any(map(carried.keys, carried.parts(vector.value))))]
        stdin = "".join(f"{line}\n" for line in lines).encode()
        out = "".join(f"[{line}]\n" for line in lines).encode()
        self.expect("call", server.url, "echo", "-", stdin=stdin, out=out)

    def test_the_table_knows_what_is_looked_for(self):
        self.assertEqual(set(carried.table()),
                         {*carried.KINDS, carried.DEEP, carried.ORDER})
