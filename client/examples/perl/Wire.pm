package Wire;

# What client and server share: msgpack's options, frames, and messages.
use v5.28;
use warnings;
use B;
use Counts;
use Data::MessagePack;
use Encode;
use Exporter 'import';

our @EXPORT = qw(pack_value unpack_value read_frame write_frame is_message
    asks);

use constant MAX_FRAME => 16 << 20;

# Canonical: keys are sorted, so that equal values are equal bytes.
my $msgpack = Data::MessagePack->new->utf8->canonical;

sub pack_value   { $msgpack->pack($_[0]) }

sub unpack_value {
    no warnings 'uninitialized';  # nil, as a key
    counts_hold($_[0]) or die "more is promised than there is\n";
    return $msgpack->unpack($_[0]);
}

# The next body, undef where the stream ends. Where the next frame begins is
# not known, it dies of {code, message}. read waits for all of its bytes.
sub read_frame {
    my ($file) = @_;
    my $got = read($file, my $head, 4) or return;
    my $size = unpack 'N', $head . "\0" x (4 - $got);
    die {code => $size ? -32004 : -32700, message => "a frame of $size bytes"}
        unless $size > 0 && $size <= MAX_FRAME;
    $got = read($file, my $body, $size);
    return $body if defined $got && $got == $size;
    die "the stream ended inside a frame\n";
}

sub write_frame {
    my ($file, $body) = @_;
    print {$file} pack 'N/a*', $body or die "$!\n";
    $file->flush;
}

# Perl converts as it likes; only the flags tell what a value came as.
sub flags { B::svref_2object(\$_[0])->FLAGS }

sub is_int {
    return (flags($_[0]) & (B::SVf_IOK | B::SVf_POK)) == B::SVf_IOK;
}

sub is_msgid { is_int($_[0]) && $_[0] >= 0 && $_[0] < 2**32 }

# A method has 1 to 255 bytes of UTF-8, in a str or a bin.
sub is_call {
    my ($method, $params) = @_;
    return if ref $method || !(flags($method) & B::SVf_POK);
    utf8::encode($method) if utf8::is_utf8($method);
    return length $method && length $method < 256 && ref $params eq 'ARRAY'
        && eval { decode('UTF-8', my $copy = $method, Encode::FB_CROAK); 1 };
}

# True if it has one of the three shapes.
sub is_message {
    my ($it) = @_;
    return unless ref $it eq 'ARRAY' && is_int($it->[0]);
    my ($type, @rest) = @$it;
    return @rest == 3 && is_msgid($rest[0]) && ($type || is_call(@rest[1, 2]))
        if $type == 0 || $type == 1;
    return $type == 2 && @rest == 2 && is_call(@rest);
}

# The msgid of a request, whole or not; undef if it is none.
sub asks {
    my ($it) = @_;
    my $known = ref $it eq 'ARRAY' && @$it > 1 && is_int($it->[0])
        && $it->[0] == 0 && is_msgid($it->[1]);
    return $known ? $it->[1] : undef;
}

1;
