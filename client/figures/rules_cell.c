#include "figures/rules.h"

#include <msgwire/digits.h>

/* --- doubts --- */

static bool generator_was_the_limit(const struct sight *sight,
                                    struct phrase *phrase)
{
    phrase_put(phrase, "the generator was the limit: these numbers are not the"
                       " server's");
    return sight->cell->generator_limited;
}

static bool something_went_wrong(const struct sight *sight,
                                 struct phrase *phrase)
{
    phrase_put(phrase, "%s", sight->cell->why);
    return sight->cell->why[0] != '\0';
}

static bool rate_was_too_high(const struct sight *sight, struct phrase *phrase)
{
    const struct bench_result *cell = sight->cell;

    phrase_put_count(phrase, cell->unsent);
    phrase_put(phrase, " of ");
    phrase_put_count(phrase, cell->due);
    phrase_put(phrase, " messages that were due could not be sent in time: it"
                       " takes less than the rate that was asked for");
    return cell->unsent > cell->due / 1000 && !cell->generator_limited;
}

static bool schedule_was_late(const struct sight *sight, struct phrase *phrase)
{
    const struct mw_histogram *lag = &sight->cell->lag;
    double late = (double)mw_histogram_at(lag, 0.99);
    struct interval p99;

    phrase_put(phrase, "one message in a hundred left ");
    phrase_put_units(phrase, UNITS_DURATION, late);
    phrase_put(phrase, " or more after it was due; that is a part of its"
                       " latency");
    return !sight->cell->generator_limited &&
           mw_histogram_supports(lag, 0.99) &&
           rule_figure(sight, METRIC_P99, &p99) && late >= p99.value / 10;
}

static bool nothing_was_answered(const struct sight *sight,
                                 struct phrase *phrase)
{
    phrase_put(phrase, "no answer came to ");
    phrase_put_count(phrase, sight->cell->sent);
    phrase_put(phrase, sight->cell->sent == 1 ? " message" : " messages");
    return sight->cell->sent > 0 && sight->cell->answered == 0 &&
           !sight->study->plan.notify;
}

static bool too_few_answers(const struct sight *sight, struct phrase *phrase)
{
    const struct mw_histogram *latency = &sight->cell->latency;
    enum metric metric = METRIC_P50;

    while (metric <= METRIC_P999 &&
           mw_histogram_supports(latency, metric_facts(metric)->quantile)) {
        metric++;
    }
    phrase_put(phrase, "too few answers for %s, which needs ",
               metric_facts(metric)->name);
    phrase_put_count(phrase, (uint64_t)(metric_needs(metric) + 0.5));
    return rule_tells(sight, METRIC_P99) && metric <= METRIC_P999 &&
           mw_histogram_count(latency) > 0;
}

/* --- findings --- */

static bool did_not_fit(const struct sight *sight, struct phrase *phrase)
{
    phrase_put_count(phrase, sight->cell->datagrams.too_long);
    phrase_put(phrase, " messages are too long for a datagram: they were not"
                       " sent, and none was split");
    return sight->cell->datagrams.too_long > 0;
}

/* A number of things, and what they are. */
struct tally {
    uint64_t count;
    const char *one, *many; /* what follows the number */
};

/* Puts those that there are; returns false if there are none. */
static bool put_tallies(struct phrase *phrase, const struct tally *tallies,
                        size_t count)
{
    size_t some = 0, index = 0;

    for (size_t i = 0; i < count; i++) {
        some += tallies[i].count > 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (tallies[i].count > 0) {
            phrase_put_comma(phrase, index++, some);
            phrase_put_count(phrase, tallies[i].count);
            phrase_put(phrase, " %s",
                       tallies[i].count == 1 ? tallies[i].one
                                             : tallies[i].many);
        }
    }
    return some > 0;
}

static uint64_t less(uint64_t from, uint64_t some)
{
    return from > some ? from - some : 0;
}

/* A server that does not tell what its socket dropped may have dropped what
 * seems to be lost on the way. */
static void put_where(struct phrase *phrase,
                      const struct bench_datagrams *datagrams)
{
    bool known = datagrams->there_known;
    uint64_t there = known ? datagrams->dropped_there : 0;
    const char *rest = known ? "on the way"
                             : "on the way or in the server's socket, which"
                               " does not tell";
    const struct tally where[] = {
        {there, "request in the server's socket",
         "requests in the server's socket"},
        {datagrams->dropped_here, "answer in our own socket",
         "answers in our own socket"},
        {less(datagrams->lost, there + datagrams->dropped_here), rest, rest},
    };

    phrase_put(phrase, ": ");
    put_tallies(phrase, where, 3);
    if (there + datagrams->dropped_here > datagrams->lost) {
        phrase_put(phrase, " (the system counts more than these messages)");
    }
}

/* Comparisons tell the loss, too; what is left to say is where it was. */
static bool loss_is_told(const struct sight *sight)
{
    const struct bench_datagrams *datagrams = &sight->cell->datagrams;
    const struct figure_pair pair = {sight->pair.target, 0, sight->pair.size};
    struct interval ratio;

    return pair.target != 0 && rule_tells(sight, METRIC_LOSS) &&
           !datagrams->there_known && datagrams->dropped_here == 0 &&
           figure_ratio(sight->study, &pair, METRIC_P50, &ratio);
}

static bool datagrams_were_lost(const struct sight *sight,
                                struct phrase *phrase)
{
    const struct bench_datagrams *datagrams = &sight->cell->datagrams;
    double loss;

    if (datagrams->lost == 0 || loss_is_told(sight) ||
        !metric_of(METRIC_LOSS, sight->cell, &loss)) {
        return false;
    }
    phrase_put(phrase, "lost ");
    phrase_put_units(phrase, UNITS_PART, loss);
    phrase_put(phrase, " of ");
    phrase_put_count(phrase, sight->cell->sent);
    phrase_put(phrase, " messages");
    put_where(phrase, datagrams);
    return true;
}

static bool datagrams_were_refused(const struct sight *sight,
                                   struct phrase *phrase)
{
    const struct tally refused = {sight->cell->datagrams.refused_here,
                                  "message never left: our own socket refused"
                                  " it",
                                  "messages never left: our own socket refused"
                                  " them"};

    return put_tallies(phrase, &refused, 1);
}

static bool datagrams_were_unruly(const struct sight *sight,
                                  struct phrase *phrase)
{
    const struct bench_datagrams *datagrams = &sight->cell->datagrams;
    const struct tally tallies[] = {
        {datagrams->duplicated, "came twice", "came twice"},
        {datagrams->reordered, "came out of order", "came out of order"},
        {datagrams->late, "came after its time-out",
         "came after their time-out"},
    };
    bool some = put_tallies(phrase, tallies, 3);

    if (datagrams->reordered > 0) {
        phrase_put(phrase, " (overtaken by up to ");
        phrase_put_count(phrase, datagrams->reordered_most);
        phrase_put(phrase, ")");
    }
    return some;
}

static bool requests_failed(const struct sight *sight, struct phrase *phrase)
{
    const struct bench_result *cell = sight->cell;
    const struct tally tallies[] = {
        {sight->target->datagrams ? 0 : cell->timeouts,
         "request got no answer in time", "requests got no answer in time"},
        {cell->errors, "answer was an error", "answers were errors"},
        {cell->wrong, "answer was not what was asked for",
         "answers were not what was asked for"},
        {cell->abandoned, "request went down with its connection",
         "requests went down with their connection"},
        {sight->target->datagrams ? 0 : cell->unexpected,
         "body answered no request", "bodies answered no request"},
        {cell->closed, "connection was lost", "connections were lost"},
        {cell->connect_failed, "try to connect failed",
         "tries to connect failed"},
    };

    return put_tallies(phrase, tallies, sizeof(tallies) / sizeof(tallies[0]));
}

/* --- reasons --- */

static bool messages_waited_to_be_sent(const struct sight *sight,
                                       struct phrase *phrase)
{
    const struct bench_result *cell = sight->cell;
    double latency = (double)mw_histogram_at(&cell->latency, 0.99);
    double service = (double)mw_histogram_at(&cell->service, 0.99);

    phrase_put(phrase, "p99 is ");
    phrase_put_units(phrase, UNITS_DURATION, latency);
    phrase_put(phrase, " from when messages were due, but ");
    phrase_put_units(phrase, UNITS_DURATION, service);
    phrase_put(phrase, " from when they were sent: in between they waited for"
                       " their turn");
    return cell->due > 0 && mw_histogram_supports(&cell->service, 0.99) &&
           latency >= 2 * service;
}

static bool server_was_busy(const struct sight *sight, struct phrase *phrase)
{
    const struct bench_result *cell = sight->cell;
    double busy = cell->elapsed_ns == 0
                      ? 0
                      : (double)cell->server_cpu_ns / (double)cell->elapsed_ns;

    phrase_put(phrase,
               "the server kept a processor busy for %.0f %% of the"
               " time: one thread of it does hardly more",
               busy * 100);
    return cell->server_cpu_known && busy >= 0.9 && busy < 1.05;
}

/* What an IP packet carries where the MTU is 1500, as that of the emulated
 * link is: with UDP's head, and in each packet of a datagram that is cut. */
enum { UDP_HEAD = 8, ONE_PACKET = 1472, OF_EACH_PACKET = 1480 };

static uint64_t body_of(const struct bench_result *cell)
{
    return cell == NULL || cell->sent == 0 ? 0 : cell->body_out / cell->sent;
}

/* The size whose messages fill a packet best. */
static bool find_one_packet(const struct sight *sight, size_t *size)
{
    uint64_t longest = 0;

    for (size_t i = 0; i < sight->study->size_count; i++) {
        const struct bench_result *cell =
            study_cell(sight->study, sight->pair.target, i);
        uint64_t body = body_of(cell);

        if (body > longest && body <= ONE_PACKET) {
            longest = body;
            *size = i;
        }
    }
    return longest > 0;
}

static bool datagrams_were_cut(const struct sight *sight, struct phrase *phrase)
{
    uint64_t body = body_of(sight->cell);
    struct interval whole, cut;
    size_t size = 0;

    if (!sight->target->datagrams || !rule_tells(sight, METRIC_LOSS) ||
        sight->study->link.asked[0] == '\0' || body <= ONE_PACKET ||
        !find_one_packet(sight, &size) ||
        !rule_figure(sight, METRIC_LOSS, &cut) ||
        !figure_of(sight->study, sight->pair.target, size, METRIC_LOSS,
                   &whole) ||
        cut.low <= whole.high) {
        return false;
    }
    phrase_put(phrase, "a datagram of ");
    phrase_put_count(phrase, body);
    phrase_put(phrase, " bytes crosses the link as ");
    phrase_put_count(phrase,
                     (body + UDP_HEAD + OF_EACH_PACKET - 1) / OF_EACH_PACKET);
    phrase_put(phrase, " packets, and is lost if one of them is: so it lost ");
    phrase_put_units(phrase, UNITS_PART, cut.value);
    phrase_put(phrase, ", and ");
    phrase_put_units(phrase, UNITS_PART, whole.value);
    phrase_put(phrase, " where one packet was enough");
    return true;
}

const struct rule rules_cell[] = {
    {SENTENCE_DOUBT, generator_was_the_limit},
    {SENTENCE_DOUBT, something_went_wrong},
    {SENTENCE_DOUBT, rate_was_too_high},
    {SENTENCE_DOUBT, schedule_was_late},
    {SENTENCE_DOUBT, nothing_was_answered},
    {SENTENCE_DOUBT, too_few_answers},
    {SENTENCE_FINDING, did_not_fit},
    {SENTENCE_FINDING, datagrams_were_lost},
    {SENTENCE_FINDING, datagrams_were_refused},
    {SENTENCE_FINDING, datagrams_were_unruly},
    {SENTENCE_FINDING, requests_failed},
    {SENTENCE_REASON, messages_waited_to_be_sent},
    {SENTENCE_REASON, server_was_busy},
    {SENTENCE_REASON, datagrams_were_cut},
    {SENTENCE_REASON, NULL},
};
