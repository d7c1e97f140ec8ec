#include "look.h"

#include <unistd.h>

static void choose_colours(struct job *job)
{
    struct mw_error err;

    if (screen_colours_chosen(&job->colours, &err) != MW_OK &&
        screen_wants_colour(STDOUT_FILENO, job->report.colour)) {
        report_say(&job->report, mw_text(err.text));
    }
}

enum mw_status look_run(struct job *job, struct options *opt,
                        struct mw_error *err)
{
    enum mw_status rc;

    job->progress = (struct progress){
        .fd = STDERR_FILENO,
        .wanted = !opt->quiet && !opt->trace,
        .prints = opt->output.form != RENDER_NONE,
    };
    job->report.colour = (enum screen_colour)opt->output.colour;
    job->report.progress = &job->progress;
    opt->progress = &job->progress;
    opt->output.colours = &job->colours;
    choose_colours(job);
    rc = job->command->run(job, err);
    progress_clear(&job->progress);
    return rc;
}
