// Sebek 1 to 3, a honeypot's records of what intruders type (The Honeynet Project, Sebek, 2003).
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0, "read"}, {1, "write"}, {2, "socket"}, {3, "open"}};
static constexpr Field head_fields[] = {bits("magic", 32, 0xd0d0d0, {.hex = true}),
                                        bits("version", 16, 1),
                                        enumeration("type", 16, 0, types),
                                        bits("counter", 32),
                                        bits("time_sec", 32),
                                        bits("time_usec", 32)};
static constexpr Carrier head_carriers[] = {
    {"UDP", "sport", 1101, up}, {"UDP", "dport", 1101, up}, {"UDP", {"sport", 1101}, {"dport", 1101}, down}};
extern constexpr Protocol sebek_head =
    checked({.name = "SebekHead",
             .title = "Sebek header",
             .fields = head_fields,
             .carried_by = head_carriers,
             .summary = [](const Layer& layer) {
                 return fmt::format("Sebek Header v{} {}", layer.integer("version"), layer.text("type"));
             }});

static std::string summarize(const Layer& layer) {
    const auto head = layer.below();
    const std::string command = layer.text("cmd");
    if (!head || !head->is("SebekHead")) return fmt::format("{} ({})", layer.protocol().title, command);
    return fmt::format("Sebek v{} {} ({})", head->integer("version"), head->text("type"), command);
}
static constexpr Field command = octets("cmd", "", {.extent = fixed(12)});
static constexpr Field length = bits("data_length", 32, {.length_of = {"data"}});
static constexpr Field data = octets("data", "", {.extent = octets_from("data_length")});
static constexpr Protocol record(std::string_view name, std::string_view title, std::span<const Field> fields,
                                 std::span<const Carrier> carriers) {
    return checked(
        {.name = name, .title = title, .fields = fields, .carried_by = carriers, .summary = summarize});
}
static constexpr Field v1_fields[] = {bits("pid", 32), bits("uid", 32), bits("fd", 32),
                                      command,         length,          data};
static constexpr Carrier v1_carriers[] = {{"SebekHead", "version", 1}};
extern constexpr Protocol sebek_v1 = record("SebekV1", "Sebek v1", v1_fields, v1_carriers);

static constexpr Field v2_fields[] = {
    bits("parent_pid", 32), bits("pid", 32), bits("uid", 32), bits("fd", 32),
    bits("inode", 32),      command,         length,          data};

static constexpr Name calls[] = {{2, "bind"},    {3, "connect"},   {4, "listen"},   {5, "accept"},
                                 {11, "sendto"}, {12, "recvfrom"}, {16, "sendmsg"}, {17, "recvmsg"}};
static constexpr Field socket_fields[] = {bits("parent_pid", 32),
                                          bits("pid", 32),
                                          bits("uid", 32),
                                          bits("fd", 32),
                                          bits("inode", 32),
                                          command,
                                          bits("data_length", 32, 15),
                                          ipv4("dip", "127.0.0.1"),
                                          bits("dport", 16),
                                          ipv4("sip", "127.0.0.1"),
                                          bits("sport", 16),
                                          enumeration("call", 16, 0, calls),
                                          enumeration("proto", 8, 0, ip_protocols)};
static constexpr Carrier v2_socket_carriers[] = {{"SebekHead", {"version", 2}, {"type", 2}}};
extern constexpr Protocol sebek_v2_socket =
    record("SebekV2Sock", "Sebek v2 socket", socket_fields, v2_socket_carriers);
static constexpr Carrier v3_socket_carriers[] = {{"SebekHead", {"version", 3}, {"type", 2}}};
extern constexpr Protocol sebek_v3_socket =
    record("SebekV3Sock", "Sebek v3 socket", socket_fields, v3_socket_carriers);

// What is no socket's: bound last, for these ask for less.
static constexpr Carrier v2_carriers[] = {{"SebekHead", "version", 2}};
extern constexpr Protocol sebek_v2 = record("SebekV2", "Sebek v2", v2_fields, v2_carriers);
static constexpr Carrier v3_carriers[] = {{"SebekHead", "version", 3}};
extern constexpr Protocol sebek_v3 = record("SebekV3", "Sebek v3", v2_fields, v3_carriers);

}  // namespace pkttest::protocols
