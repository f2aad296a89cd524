// NetFlow, versions 1 and 5 (Cisco, NetFlow Services and Applications): a header and records of fixed layout.
#include "protocols/netflow.h"

#include <chrono>

#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/numbers.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Field header_fields[] = {bits("version", 16, 1)};
static constexpr Carrier header_carriers[] = {{"UDP", "dport", 2055, up},
                                              {"UDP", "sport", 2055, up},
                                              {"UDP", "dport", 2056, up},
                                              {"UDP", "sport", 2056, up},
                                              {"UDP", "dport", 4739, up},
                                              {"UDP", "sport", 4739, up},
                                              {"UDP", "dport", 9995, up},
                                              {"UDP", "sport", 9995, up},
                                              {"UDP", "dport", 9996, up},
                                              {"UDP", "sport", 9996, up},
                                              {"UDP", {"sport", 2055}, {"dport", 2055}, down}};
extern constexpr Protocol netflow = checked({.name = "NetflowHeader",
                                             .title = "Netflow Header",
                                             .fields = header_fields,
                                             .carried_by = header_carriers});

static Integer records_above(const Layer& layer) {
    Integer count = 0;
    for (auto above = layer.above(); above; above = above->above())
        count += above->is("NetflowRecordV1") || above->is("NetflowRecordV5") ? 1 : 0;
    return count;
}

static constexpr Field v1_fields[] = {bits("count", 16, {.compute = records_above}), bits("sysUptime", 32),
                                      bits("unixSecs", 32, 0, {.name_by = seconds_since_1970}),
                                      bits("unixNanoSeconds", 32, 0, {.name_by = nanoseconds_since_1970})};
static constexpr Carrier v1_carriers[] = {{"NetflowHeader", "version", 1}};
extern constexpr Protocol netflow_v1 = checked({.name = "NetflowHeaderV1",
                                                .title = "Netflow Header v1",
                                                .fields = v1_fields,
                                                .carried_by = v1_carriers});

static constexpr Field v1_record_fields[] = {ipv4("ipsrc"),
                                             ipv4("ipdst"),
                                             ipv4("nexthop"),
                                             bits("inputIfIndex", 16),
                                             bits("outpuIfIndex", 16),
                                             bits("dpkts", 32),
                                             bits("dbytes", 32),
                                             bits("starttime", 32),
                                             bits("endtime", 32),
                                             bits("srcport", 16),
                                             bits("dstport", 16),
                                             bits("padding", 16),
                                             enumeration("proto", 8, 0, ip_protocols),
                                             bits("tos", 8),
                                             bits("padding1", 32),
                                             bits("padding2", 32)};
static constexpr Carrier v1_record_carriers[] = {{"NetflowHeaderV1"}, {"NetflowRecordV1"}};
extern constexpr Protocol netflow_v1_record = checked({.name = "NetflowRecordV1",
                                                       .title = "Netflow Record v1",
                                                       .fields = v1_record_fields,
                                                       .carried_by = v1_record_carriers});

static constexpr Field v5_fields[] = {bits("count", 16, {.compute = records_above}),
                                      bits("sysUptime", 32),
                                      bits("unixSecs", 32, 0, {.name_by = seconds_since_1970}),
                                      bits("unixNanoSeconds", 32, 0, {.name_by = nanoseconds_since_1970}),
                                      bits("flowSequence", 32),
                                      bits("engineType", 8),
                                      bits("engineID", 8),
                                      bits("samplingInterval", 16)};
static constexpr Carrier v5_carriers[] = {{"NetflowHeader", "version", 5}};
extern constexpr Protocol netflow_v5 = checked({.name = "NetflowHeaderV5",
                                                .title = "Netflow Header v5",
                                                .fields = v5_fields,
                                                .carried_by = v5_carriers});

static constexpr Name tcp_flags[] = {{0x01, "F"}, {0x02, "S"}, {0x04, "R"}, {0x08, "P"},
                                     {0x10, "A"}, {0x20, "U"}, {0x40, "E"}, {0x80, "C"}};
static constexpr Field v5_record_fields[] = {ipv4("src", "127.0.0.1"),
                                             ipv4("dst", "127.0.0.1"),
                                             ipv4("nexthop"),
                                             bits("input", 16),
                                             bits("output", 16),
                                             bits("dpkts", 32, 1),
                                             bits("dOctets", 32, 60),
                                             bits("first", 32),
                                             bits("last", 32),
                                             bits("srcport", 16),
                                             bits("dstport", 16),
                                             bits("pad1", 8),
                                             flags("tcpFlags", 8, 0x02, tcp_flags),
                                             enumeration("prot", 8, 6, ip_protocols),
                                             bits("tos", 8),
                                             bits("src_as", 16),
                                             bits("dst_as", 16),
                                             bits("src_mask", 8),
                                             bits("dst_mask", 8),
                                             bits("pad2", 16)};
static constexpr Carrier v5_record_carriers[] = {{"NetflowHeaderV5"}, {"NetflowRecordV5"}};
extern constexpr Protocol netflow_v5_record = checked({.name = "NetflowRecordV5",
                                                       .title = "Netflow Record v5",
                                                       .fields = v5_record_fields,
                                                       .carried_by = v5_record_carriers});

}  // namespace pkttest::protocols
