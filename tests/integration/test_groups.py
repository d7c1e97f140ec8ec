"""UDP to many: multicast and broadcast. On the loopback interface, and in a
network of the test's own where the system lets it make one."""
import shutil
import stat
import subprocess
import unittest

from support import programs, suite, wire
from support.suite import Case

GROUP = "udp://239.255.67.48:0?interface=lo"
NET = """
ip link set lo up
ip link add many0 type veth peer name many1
echo 0 > /proc/sys/net/ipv6/conf/many0/accept_dad
ip address add 10.99.0.1/24 broadcast 10.99.0.255 dev many0
ip -6 address add fd99::1/64 dev many0 nodad
ip link set many0 up
ip link set many1 up
tries=0
until ip -6 route get ff15::67 oif many0 >/dev/null 2>&1 || [ $tries = 500 ]; do
    tries=$((tries + 1))
    sleep 0.01
done
echo ready
read end
"""


class Loopback(Case):
    def members(self, count=2):
        """Servers of one group; returns its address."""
        url = self.serve(listen=(GROUP,)).urls[0]
        for _ in range(count - 1):
            self.assertEqual(self.serve(listen=(url,)).urls, [url])
        return url

    def test_each_member_answers_and_the_first_counts(self):
        self.expect("call", self.members(), "upper", "hello",
                    out=b'["HELLO"]\n')

    def test_all_replies_can_be_had(self):
        said = self.expect("send", self.members(3), '[0,7,"ping",["x"]]',
                           "--reply", "--count", "3", out=None)
        self.assertEqual(said, 3 * b'[1,7,null,["x"]]\n')

    def test_what_is_sent_reaches_every_member(self):
        url = self.serve(listen=(GROUP,)).urls[0]
        one, two = (self.start("listen", url, "--count", "2")
                    for _ in range(2))
        for listener in (one, two):
            self.assertIn(b"listening", listener.stderr.readline())
        self.expect("send", url, "1", '"two"')
        for listener in (one, two):
            out, said = listener.communicate(timeout=programs.PATIENCE_S)
            self.assertEqual((listener.returncode, out), (0, b'1\n"two"\n'),
                             said)

    def test_a_stream_of_requests_is_answered_in_order(self):
        numbers = b"".join(b"%d\n" % number for number in range(100))
        self.expect("call", self.members(), "echo", "-", stdin=numbers,
                    out=b"".join(b"[%s]\n" % number
                                 for number in numbers.split()))

    def test_a_group_that_others_reach_must_be_asked_for(self):
        self.expect("--listen", "udp://239.1.2.3:0", status=2,
                    program=programs.MSGWIRED, err="--public")

    def test_a_broadcast_is_sent_without_being_asked_for(self):
        server = self.serve("--public", listen=("udp://0.0.0.0:0",))
        port = server.urls[0].rpartition(":")[2]
        self.expect("call", f"udp://127.255.255.255:{port}", "echo", "1",
                    out=b"[1]\n")

    def test_a_datagram_without_a_group_still_hears_only_its_peer(self):
        url = self.serve(listen=("udp://127.0.0.1:0",)).urls[0]
        client = self.start("send", url, "-", "--reply", "--trace")
        client.stdin.write(b'[0,1,"ping",[]]\n')
        self.assertEqual(client.stdout.readline(), b"[1,1,null,[]]\n")
        said = b""
        while b"connected" not in said:
            said = client.stderr.readline()
        own = said.split()[2].decode()
        stranger = wire.Datagrams(own)
        stranger.send(b"\xc3")
        client.stdin.close()
        self.assertEqual(client.stdout.read(), b"")
        self.assertEqual(client.wait(programs.PATIENCE_S), 0)


class OwnNetwork(Case):
    """Programs of this class run in a network with an interface many0."""

    def setUp(self):
        super().setUp()
        for tool in ("unshare", "nsenter", "ip"):
            if shutil.which(tool) is None:
                self.skipTest(f"no {tool}")
        self.holder = subprocess.Popen(
            ["unshare", "--user", "--map-root-user", "--net", "sh", "-ec",
             NET], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True)
        self.addCleanup(programs.end_group, self.holder)
        if self.holder.stdout.readline() != b"ready\n":
            said = self.holder.stderr.read().decode().strip().splitlines()
            self.skipTest(f"no network of our own: {(said or ['?'])[-1]}")
        self.client = self.inside(programs.MSGWIRE)
        self.server = self.inside(programs.MSGWIRED)

    def inside(self, program):
        """A program that runs the other one in there."""
        path = self.folder / program.name
        path.write_text(
            "#!/bin/sh\nexec nsenter --preserve-credentials --user --net "
            f"--target {self.holder.pid} {program} \"$@\"\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def serves(self, url):
        server = self.start("--public", "--listen", url, program=self.server)
        line = server.stdout.readline().decode()
        self.assertTrue(line.startswith("listening "),
                        line or server.stderr.read().decode())
        return line.split()[1]

    def answers(self, url, *options):
        return self.expect("call", url, "echo", "1", *options,
                           program=self.client, out=b"[1]\n")

    def test_an_ipv6_group_is_joined_on_its_interface(self):
        url = self.serves("udp://[ff02::67%25many0]:0")
        self.assertTrue(url.startswith("udp://[ff02::67%many0]:"), url)
        self.answers(url)
        self.answers(url.replace("%", "%25"))
        self.answers(url.replace("%many0", "") + "?interface=many0")

    def test_a_wider_ipv6_group_takes_an_interface(self):
        url = self.serves("udp://[ff15::67]:0?interface=many0")
        self.assertTrue(url.endswith("?interface=many0"), url)
        self.answers(url + "&ttl=3")

    def test_an_ipv4_group_is_joined_where_it_is_said(self):
        url = self.serves("udp://239.1.2.3:0?interface=many0")
        self.answers(url)
        self.expect("call", url.replace("many0", "lo"), "echo", "1",
                    "--timeout", "300ms", status=4, err="no answer",
                    program=self.client)

    def test_without_a_loop_this_machine_does_not_hear_it(self):
        url = self.serves("udp://239.1.2.3:0?interface=many0")
        self.answers(url + "&loop=on")
        self.expect("call", url + "&loop=off", "echo", "1", "--timeout",
                    "300ms", status=4, err="no answer", program=self.client)

    def test_without_an_interface_the_system_may_know_none(self):
        self.expect("--public", "--listen", "udp://239.1.2.3:0", status=3,
                    err=r"say where the group is, such as \?interface=eth0",
                    program=self.server)

    def test_the_networks_broadcast_address_is_one(self):
        self.answers(self.serves("udp://10.99.0.255:0"))

    def test_the_address_of_all_is_one(self):
        port = self.serves("udp://0.0.0.0:0").rpartition(":")[2]
        self.answers(f"udp://255.255.255.255:{port}?interface=many0")


if __name__ == "__main__":
    suite.main()
