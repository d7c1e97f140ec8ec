# The smallest honest client in Perl, with libdata-messagepack-perl.
#
#   client.pl URL call|notify|receive METHOD <PARAMS >RESULTS
#
# A frame on stdin holds the params of one message; each result is a frame on
# stdout. `receive` notifies, then prints all messages that come.
use v5.28;
use warnings;
use FindBin;
use IO::Socket::IP;
use lib $FindBin::Bin;
use Wire;

use constant TIMEOUT_S => 2;

# Returns two functions: one sends a body, one waits for the next.
sub dial {
    my ($url, $timeout_s) = @_;
    my ($scheme, $host, $port) = $url =~ m{^(tcp|udp)://(.*):(\d+)$}
        or die "$url: expected tcp://HOST:PORT or udp://HOST:PORT\n";
    my $peer = IO::Socket::IP->new(
        PeerHost => $host, PeerPort => $port, Timeout => $timeout_s,
        Type => $scheme eq 'udp' ? SOCK_DGRAM : SOCK_STREAM) or die "$@\n";
    $peer->setsockopt(SOL_SOCKET, SO_RCVTIMEO, pack 'l!l!', $timeout_s, 0);
    return sub { write_frame($peer, $_[0]) }, sub { read_frame($peer) }
        if $scheme eq 'tcp';
    return sub { $peer->send($_[0]) // die "$!\n" },
        sub { $peer->recv(my $body, 65535) // die "$!\n"; $body };
}

sub call {
    my ($send, $receive, $msgid, $method, $params) = @_;
    $send->(pack_value([0, $msgid, $method, $params]));
    while (defined(my $body = $receive->())) {
        my $message = unpack_value($body);
        next unless is_message($message) && $message->[0] == 1
            && $message->[1] == $msgid;  # not for us, or too late
        my $error = $message->[2];
        return $message->[3] unless defined $error;
        die "the peer answered: ", ref $error eq 'HASH'
            ? "$error->{message} ($error->{code})\n" : "$error\n";
    }
    die "the peer closed first\n";
}

sub main {
    my ($url, $verb, $method) = @_;
    my ($send, $receive) = dial($url, $verb eq 'call' ? TIMEOUT_S : 0);
    binmode $_ for *STDIN, *STDOUT;
    my $msgid = 0;
    while (defined(my $body = read_frame(*STDIN))) {
        my $params = unpack_value($body);
        if ($verb eq 'call') {
            my $result = call($send, $receive, ++$msgid, $method, $params);
            write_frame(*STDOUT, pack_value($result));
        } else {
            $send->(pack_value([2, $method, $params]));
        }
    }
    while ($verb eq 'receive' && defined(my $body = $receive->())) {
        write_frame(*STDOUT, pack_value(unpack_value($body)));
    }
}

die "usage: client.pl URL call|notify|receive METHOD\n" if @ARGV != 3;
eval { main(@ARGV); 1 }
    or die "client.pl: ", ref $@ ? "$@->{message}\n" : $@;
