/* The screen: what is known of the terminal behind a descriptor. */
#ifndef CLIENT_OUTPUT_SCREEN_H
#define CLIENT_OUTPUT_SCREEN_H

#include <msgwire/colours.h>

#include <stdint.h>

enum screen_colour { SCREEN_COLOUR_AUTO, SCREEN_ALWAYS, SCREEN_NEVER };

/* The names, then NULL. */
extern const char *const screen_colours[];

/* Columns and lines; 0: not known. */
struct screen_size {
    unsigned columns, lines;
};

/* What the terminal says now, for it may be resized; else COLUMNS and LINES.
 */
struct screen_size screen_size(int fd);

/* True if what goes to `fd` is to be coloured: what was asked for counts
 * before NO_COLOR, CLICOLOR_FORCE, and a terminal that is not dumb. */
bool screen_wants_colour(int fd, enum screen_colour asked);

/* The colours that MSGWIRE_COLORS chooses; the usual ones where it does not.
 *
 * Returns MW_OK; MW_EINVAL if it can't be read, and the colours are the usual
 * ones. */
enum mw_status screen_colours_chosen(struct mw_colours *colours,
                                     struct mw_error *err);

/* Returns by how many seconds local time is ahead of UTC at a moment. */
int32_t screen_offset(int64_t seconds);

#endif
