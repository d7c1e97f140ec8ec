#include "listen/ration.h"

bool ration_take(struct ration *ration, uint64_t now_ms, uint64_t *left_out)
{
    uint64_t second = now_ms / 1000;

    if (second != ration->second) {
        ration->second = second;
        ration->used = 0;
    }
    if (ration->used >= RATION_A_SECOND) {
        ration->left_out++;
        return false;
    }
    ration->used++;
    *left_out = ration->left_out;
    ration->left_out = 0;
    return true;
}
