#include "compare/rounds.h"

size_t rounds_count(const struct rounds *rounds)
{
    return rounds->rounds * rounds->sizes * rounds->targets;
}

struct rounds_run rounds_at(const struct rounds *rounds, size_t index)
{
    size_t place = index % rounds->targets;
    size_t block = index / rounds->targets;
    struct rounds_run run = {
        .round = block / rounds->sizes,
        .size = block % rounds->sizes,
    };

    run.target = (place + run.round + run.size) % rounds->targets;
    return run;
}
