package Counts;

# Data::MessagePack makes room for every element that a count promises, so that
# five bytes could take 16 GB. But each element has a byte at least: with this,
# a count is believed only as far as there are bytes.
use v5.28;
use warnings;
use Exporter 'import';

our @EXPORT = qw(counts_hold);

# What follows a head: always as many bytes; or a number, by its letter in
# pack, with the bytes and the elements that one of it means.
my %fixed = (0xca, 4, 0xcb, 8,
    (map { (0xcc + $_, 2**$_, 0xd0 + $_, 2**$_) } 0 .. 3),
    (map { (0xd4 + $_, 2**$_ + 1) } 0 .. 4));
my %counted;
@counted{0xc4 .. 0xc6} = @counted{0xc7 .. 0xc9} = @counted{0xd9 .. 0xdb}
    = map { [$_, 1, 0] } qw(C n N);
@counted{0xdc, 0xdd} = map { [$_, 0, 1] } qw(n N);
@counted{0xde, 0xdf} = map { [$_, 0, 2] } qw(n N);
my %width = (C => 1, n => 2, N => 4);

sub counts_hold {
    my ($body) = @_;
    my ($at, $wanted) = (0, 1);
    while ($wanted > 0) {
        return if $wanted-- > length($body) - $at;
        my $head = ord substr $body, $at++, 1;
        next if $head < 0x80 || $head >= 0xe0;
        if ($head < 0xc0) {
            $wanted += ($head & 15) * ($head < 0x90 ? 2 : 1) if $head < 0xa0;
            $at += $head & 31 if $head >= 0xa0;
        } elsif (my $rule = $counted{$head}) {
            my ($letter, $bytes, $elements) = @$rule;
            return if $width{$letter} > length($body) - $at;
            my $number = unpack $letter, substr $body, $at, $width{$letter};
            $at += $width{$letter} + $number * $bytes;
            $at++ if $head >= 0xc7 && $head <= 0xc9;  # an ext's type
            $wanted += $number * $elements;
        } else {
            $at += $fixed{$head} // 0;
        }
    }
    return 1;
}

1;
