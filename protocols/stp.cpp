// Bridge protocol data units of the spanning tree (IEEE 802.1D, 9.3): configuration, and RSTP's with the same
// fields.
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// Times count 1/256 of a second (802.1D, 9.2.8).
static constexpr Scale age{1.0 / 256, 1}, maximum{1.0 / 256, 20}, hello{1.0 / 256, 2}, delay{1.0 / 256, 15};
static constexpr Field fields[] = {
    bits("proto", 16),
    bits("version", 8),
    bits("bpdutype", 8),
    bits("bpduflags", 8),
    bits("rootid", 16),
    mac("rootmac"),
    bits("pathcost", 32),
    bits("bridgeid", 16),
    mac("bridgemac"),
    bits("portid", 16),
    scaled("age", 16, age),
    scaled("maxage", 16, maximum),
    scaled("hellotime", 16, hello),
    scaled("fwddelay", 16, delay),
};
static constexpr Carrier carriers[] = {{"LLC", {"dsap", 0x42}, {"ssap", 0x42}, {"ctrl", 3}},
                                       {"SNAP", "code", 0x010b}};
extern constexpr Protocol stp = {
    .name = "STP", .title = "Spanning Tree Protocol", .fields = fields, .carried_by = carriers};
static_assert(well_formed(stp));

}  // namespace pkttest::protocols
