// Describe: a protocol's table in words, for people: `pkttest protocols`, ls(), the manual, an editor's
// hover.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "framework/packet/protocol.h"

namespace pkttest {

/// A field as one row of a table.
struct FieldDescription {
    std::string name;
    std::string
        size;  ///< "16 bits", "4 octets", "to the end", "as long as len says", "as many as qdcount says".
    std::string kind;       ///< "number", "flags", "IPv4 address", "octets", "list of DNSRR".
    std::string initial;    ///< "64", "automatic", "none".
    std::string condition;  ///< "where flags has 0x8", empty where the field is always there.
};

FieldDescription describe(const Field& field);
std::vector<FieldDescription> describe(const Protocol& protocol);
/// "UDP where dport is 53", one a carrier that sets or asks for fields.
std::vector<std::string> describe_carriers(const Protocol& protocol);
/// "IP where proto is 2048": what its own table says that it carries.
std::vector<std::string> describe_payloads(const Protocol& protocol);
/// What defines a protocol: "RFC 791", "IEEE 802.1Q, RFC 7348"; empty where its file's head names nothing.
std::string_view described_in(const Protocol& protocol);
/// Protocols by name, each with its table: docs/protocols.md.
std::string markdown(const std::vector<const Protocol*>& protocols);
/// A C++ header with a struct for each protocol, see framework/packet/typed.h.
std::string cpp_header(const std::vector<const Protocol*>& protocols);

}  // namespace pkttest
