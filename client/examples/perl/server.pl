# The smallest honest server in Perl: a process for each client.
#
#   server.pl tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
use v5.28;
use warnings;
use FindBin;
use IO::Socket::IP;
use Socket qw(IPPROTO_TCP SHUT_WR TCP_NODELAY);
use Time::HiRes qw(alarm);
use lib $FindBin::Bin;
use Wire;

my %methods = (echo => sub { $_[0] }, ping => sub { $_[0] });

sub error {
    my ($msgid, $code, $sentence) = @_;
    my $what = {code => $code, message => $sentence};
    return pack_value(defined $msgid ? [1, $msgid, $what, undef]
                      : [2, 'error', [$what]]);
}

# The response to a request, undef to what wants none. Dies of a reference to
# what is told on a stream; a datagram that has such a fault is dropped.
sub answer {
    my ($body) = @_;
    my $message = eval { [unpack_value($body)] }
        or die \error(undef, -32700, 'not one msgpack value');
    ($message) = @$message;
    is_message($message)
        or die \error(asks($message), -32600, 'not a message');
    return $message->[0] == 0 ? respond(@$message[1 .. 3]) : undef;
}

sub respond {
    my ($msgid, $name, $params) = @_;
    return pack_value([1, $msgid, undef, $methods{$name}->($params)])
        if $methods{$name};
    my $shown = substr($name, 0, 64) =~ tr/ -~/?/cr;  # for a terminal
    return error($msgid, -32601, "no such method: $shown");
}

sub serve {
    my ($stream) = @_;
    $stream->setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    while (defined(my $body = read_frame($stream))) {
        my $reply = eval { answer($body) } // ($@ && ${$@});
        write_frame($stream, $reply) if $reply;
    }
}

# A close with unread bytes is a reset, which destroys words on their way.
sub linger {
    my ($stream) = @_;
    $stream->shutdown(SHUT_WR);
    alarm 1;  # the end of this process
    while (sysread $stream, my $rest, 65536) { }
}

sub serve_datagrams {
    my ($peer) = @_;
    while (1) {
        my $sender = $peer->recv(my $body, 65535) // next;
        my $reply = eval { answer($body) } // next;
        eval { $peer->send($reply, 0, $sender) };
    }
}

my ($scheme, $host, $port) = "@ARGV" =~ m{^(tcp|udp)://(.*):(\d+)$}
    or die "usage: server.pl tcp://HOST:PORT | udp://HOST:PORT\n";
my $peer = IO::Socket::IP->new(
    LocalHost => $host, LocalPort => $port, ReuseAddr => 1,
    $scheme eq 'udp' ? (Type => SOCK_DGRAM)
    : (Type => SOCK_STREAM, Listen => 128)) or die "$@\n";
STDOUT->autoflush;
say "listening $scheme://$host:", $peer->sockport;
serve_datagrams($peer) if $scheme eq 'udp';

$SIG{CHLD} = 'IGNORE';
while (1) {
    my $stream = $peer->accept or next;
    next if fork // next;
    eval { serve($stream); 1 } and exit;
    if (ref $@) {
        write_frame($stream, error(undef, @{$@}{qw(code message)}));
        linger($stream);
    }
    exit;
}
