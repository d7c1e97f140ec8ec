#include "bench/server.h"

#include "bench/host.h"

#include <stdio.h>

enum { LINE = 512, PATH = 64 };

/* A process may live in a network of its own: then its table is asked. */
void server_find(struct server *server, const struct mw_conn *conn, int64_t pid)
{
    char peer[MW_ENDPOINT_TEXT];
    struct mw_endpoint endpoint;

    *server = (struct server){
        .pid = pid > 0 ? pid : mw_conn_peer_pid(conn),
    };
    if (mw_conn_is_datagram(conn) &&
        mw_endpoint_parse(mw_conn_peer(conn, peer), &endpoint, NULL) == MW_OK) {
        server->here = (pid > 0 || mw_endpoint_is_local(&endpoint)) &&
                       sockets_address(&endpoint, &server->address);
    }
}

/* Returns true if a socket that listens there is in the table. */
static bool read_table(const struct server *server, const char *name,
                       uint64_t *dropped)
{
    char path[PATH], line[LINE];
    bool found = false;
    FILE *table;

    if (server->pid > 0) {
        snprintf(path, sizeof(path), "/proc/%lld/net/%s",
                 (long long)server->pid, name);
    } else {
        snprintf(path, sizeof(path), "/proc/net/%s", name);
    }
    table = fopen(path, "re");
    if (table == NULL) {
        return false;
    }
    while (fgets(line, sizeof(line), table) != NULL) {
        found |= sockets_line(line, &server->address, dropped);
    }
    fclose(table);
    return found;
}

void server_look(const struct server *server, struct server_sight *sight)
{
    *sight = (struct server_sight){.cpu_ns = 0};
    sight->cpu_known = host_cpu_of(server->pid, &sight->cpu_ns);
    if (server->here) {
        bool v4 = read_table(server, "udp", &sight->dropped);
        bool v6 = read_table(server, "udp6", &sight->dropped);

        sight->dropped_known = v4 || v6;
    }
}
