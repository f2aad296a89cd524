// The port mapper, version 2 (RFC 1833): program 100000 of ONC RPC. A reply does not tell to what it replies.
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name transports[] = {{6, "TCP"}, {17, "UDP"}};
static constexpr Field program = bits("prog", 32), program_version = bits("vers", 32),
                       transport = enumeration("prot", 32, 0, transports), port = bits("port", 32);
template <std::uint64_t number>
static constexpr Carrier procedure[] = {
    {"RPC_Call", {"program", 100000}, {"pversion", 2}, {"procedure", number}}};
static constexpr Carrier reply[] = {{"RPC_Reply", down}};

extern constexpr Protocol null_call =
    checked({.name = "NULL_Call", .title = "MOUNT NULL Call", .carried_by = procedure<0>});
extern constexpr Protocol null_reply =
    checked({.name = "NULL_Reply", .title = "MOUNT NULL Reply", .carried_by = reply});

static constexpr Field mapping_fields[] = {program, program_version, transport, port};
extern constexpr Protocol getport_call = checked({.name = "GETPORT_Call",
                                                  .title = "Port mapper: port of a program",
                                                  .shown = "GETPORT Call",
                                                  .fields = mapping_fields,
                                                  .carried_by = procedure<3>});
static constexpr Field port_fields[] = {port};
extern constexpr Protocol getport_reply = checked({.name = "GETPORT_Reply",
                                                   .title = "Port mapper: the port",
                                                   .shown = "GETPORT Reply",
                                                   .fields = port_fields,
                                                   .carried_by = reply});

extern constexpr Protocol dump_call =
    checked({.name = "DUMP_Call", .title = "PORTMAP DUMP Call", .carried_by = procedure<4>});
static constexpr Name follows[] = {{0, "No"}, {1, "Yes"}};
static constexpr Field entry_fields[] = {program, program_version, transport, port,
                                         enumeration("value_follows", 32, 0, follows)};
extern constexpr Protocol map_entry = checked(
    {.name = "Map_Entry", .title = "PORTMAP Map Entry", .fields = entry_fields, .payload_size = no_payload});
static constexpr Field dump_fields[] = {enumeration("value_follows", 32, 0, follows),
                                        layers("mappings", "Map_Entry", {.extent = rest()})};
extern constexpr Protocol dump_reply = checked(
    {.name = "DUMP_Reply", .title = "PORTMAP DUMP Reply", .fields = dump_fields, .carried_by = reply});

}  // namespace pkttest::protocols
