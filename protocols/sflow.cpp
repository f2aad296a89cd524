// sFlow, version 5 (sflow.org, sFlow Version 5): samples of packets and of counters.
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- the datagram ----------------------------------------------------------------------------------------

static constexpr Name address_types[] = {{1, "IPv4"}, {2, "IPv6"}};
static constexpr Field agent_ipv4 = ipv4("agent"), agent_ipv6 = ipv6("agent");
static constexpr Case agent_cases[] = {{equals("address_type", 2), &agent_ipv6}, {{}, &agent_ipv4}};
static constexpr Field fields[] = {bits("version", 32, 5),
                                   enumeration("address_type", 32, 1, address_types),
                                   one_of("agent", agent_cases),
                                   bits("sub_agent_id", 32),
                                   bits("sequence", 32),
                                   bits("uptime", 32),
                                   bits("num_samples", 32, {.count_of = {"samples"}}),
                                   layers("samples", "SFlowSample", {.extent = count_from("num_samples")})};
static constexpr Carrier carriers[] = {{"UDP", "dport", 6343}, {"UDP", "sport", 6343, up}};
extern constexpr Protocol sflow =
    checked({.name = "SFlow", .title = "sFlow", .fields = fields, .carried_by = carriers});

// ---- samples: an enterprise and its format, a length ------------------------------------------------

static constexpr Name sample_formats[] = {
    {1, "flow"}, {2, "counters"}, {3, "expanded flow"}, {4, "expanded counters"}, {5, "discarded packet"}};
static constexpr Name source_types[] = {{0, "ifIndex"}, {1, "smonVlanDataSource"}, {2, "entPhysicalEntry"}};
static constexpr Field enterprise = bits("enterprise", 20),
                       length =
                           bits("length", 32,
                                Extra{.compute = [](const Layer&layer) { return header_octets(layer) - 8; }}),
                       sequence = bits("sequence", 32), rate = bits("sampling_rate", 32, 1),
                       pool = bits("sample_pool", 32), drops = bits("drops", 32),
                       record_count = bits("num_records", 32, {.count_of = {"records"}}),
                       flow_records =
                           layers("records", "SFlowFlowRecord", {.extent = count_from("num_records")}),
                       counter_records =
                           layers("records", "SFlowCounterRecord", {.extent = count_from("num_records")});
static constexpr Field sample_format(unsigned initial) {
    return enumeration("format", 12, initial, sample_formats);
}
template <std::uint64_t format>
static constexpr Carrier sample[] = {{"SFlowSample", {"enterprise", 0}, {"format", format}}};

static constexpr Field sample_fields[] = {enterprise, sample_format(0), length,
                                          octets("data", "", {.extent = octets_from("length")})};
extern constexpr Protocol sflow_sample =
    checked({.name = "SFlowSample", .title = "sFlow sample", .fields = sample_fields});

static constexpr Field flow_fields[] = {enterprise,
                                        sample_format(1),
                                        length,
                                        sequence,
                                        enumeration("source_type", 8, 0, source_types),
                                        bits("source_index", 24),
                                        rate,
                                        pool,
                                        drops,
                                        bits("input", 32),
                                        bits("output", 32),
                                        record_count,
                                        flow_records};
extern constexpr Protocol sflow_flow = checked({.name = "SFlowFlowSample",
                                                .title = "sFlow flow sample",
                                                .fields = flow_fields,
                                                .variant_of = sample<1>});
static constexpr Field counter_fields[] = {enterprise,
                                           sample_format(2),
                                           length,
                                           sequence,
                                           enumeration("source_type", 8, 0, source_types),
                                           bits("source_index", 24),
                                           record_count,
                                           counter_records};
extern constexpr Protocol sflow_counters = checked({.name = "SFlowCounterSample",
                                                    .title = "sFlow counter sample",
                                                    .fields = counter_fields,
                                                    .variant_of = sample<2>});
static constexpr Field expanded_fields[] = {enterprise,
                                            sample_format(3),
                                            length,
                                            sequence,
                                            enumeration("source_type", 32, 0, source_types),
                                            bits("source_index", 32),
                                            rate,
                                            pool,
                                            drops,
                                            bits("input_format", 32),
                                            bits("input", 32),
                                            bits("output_format", 32),
                                            bits("output", 32),
                                            record_count,
                                            flow_records};
extern constexpr Protocol sflow_expanded = checked({.name = "SFlowExpandedFlowSample",
                                                    .title = "sFlow expanded flow sample",
                                                    .fields = expanded_fields,
                                                    .variant_of = sample<3>});
static constexpr Field expanded_counter_fields[] = {enterprise,
                                                    sample_format(4),
                                                    length,
                                                    sequence,
                                                    enumeration("source_type", 32, 0, source_types),
                                                    bits("source_index", 32),
                                                    record_count,
                                                    counter_records};
extern constexpr Protocol sflow_expanded_counters = checked({.name = "SFlowExpandedCounterSample",
                                                             .title = "sFlow expanded counter sample",
                                                             .fields = expanded_counter_fields,
                                                             .variant_of = sample<4>});

// ---- records of flows ------------------------------------------------------------------------------------

static constexpr Name flow_formats[] = {{1, "raw packet header"},
                                        {2, "Ethernet frame"},
                                        {3, "IPv4"},
                                        {4, "IPv6"},
                                        {1001, "extended switch"},
                                        {1002, "extended router"},
                                        {1003, "extended gateway"},
                                        {1004, "extended user"},
                                        {1005, "extended URL"}};
static constexpr Name header_protocols[] = {{1, "Ethernet"}, {4, "FDDI"},  {7, "PPP"},
                                            {11, "IPv4"},    {12, "IPv6"}, {13, "MPLS"}};
static constexpr Field flow_format(unsigned initial) {
    return enumeration("format", 12, initial, flow_formats);
}
template <std::uint64_t format>
static constexpr Carrier flow[] = {{"SFlowFlowRecord", {"enterprise", 0}, {"format", format}}};

static constexpr Field data = octets("data", "", {.extent = octets_from("length")});
static constexpr Field flow_record_fields[] = {enterprise, flow_format(0), length, data};
extern constexpr Protocol sflow_flow_record =
    checked({.name = "SFlowFlowRecord", .title = "sFlow flow record", .fields = flow_record_fields});

static constexpr Extra sampled = {.extent = octets_from("header_length"), .pad_to = 4};
static constexpr Field header_ethernet = optional_layer("header", "Ether", sampled),
                       header_ipv4 = optional_layer("header", "IP", sampled),
                       header_ipv6 = optional_layer("header", "IPv6", sampled),
                       header_octets_only = octets("header", "", sampled);
static constexpr Case header_cases[] = {{equals("header_protocol", 1), &header_ethernet},
                                        {equals("header_protocol", 11), &header_ipv4},
                                        {equals("header_protocol", 12), &header_ipv6},
                                        {{}, &header_octets_only}};
static constexpr Field raw_fields[] = {enterprise,
                                       flow_format(1),
                                       length,
                                       enumeration("header_protocol", 32, 1, header_protocols),
                                       bits("frame_length", 32),
                                       bits("stripped", 32),
                                       bits("header_length", 32, {.length_of = {"header"}}),
                                       one_of("header", header_cases)};
extern constexpr Protocol sflow_raw = checked({.name = "SFlowRawHeader",
                                               .title = "sFlow sampled packet header",
                                               .fields = raw_fields,
                                               .variant_of = flow<1>});
static constexpr Field ethernet_fields[] = {
    enterprise,      flow_format(2),      length,     bits("frame_length", 32),
    mac("src"),      bits("src_pad", 16), mac("dst"), bits("dst_pad", 16),
    bits("type", 32)};
extern constexpr Protocol sflow_ethernet = checked({.name = "SFlowEthernetFrame",
                                                    .title = "sFlow sampled Ethernet frame",
                                                    .fields = ethernet_fields,
                                                    .variant_of = flow<2>});
static constexpr Field ipv4_fields[] = {
    enterprise,           flow_format(3),        length,         bits("ip_length", 32),
    bits("protocol", 32), ipv4("src"),           ipv4("dst"),    bits("sport", 32),
    bits("dport", 32),    bits("tcp_flags", 32), bits("tos", 32)};
extern constexpr Protocol sflow_ipv4 = checked(
    {.name = "SFlowIPv4", .title = "sFlow sampled IPv4", .fields = ipv4_fields, .variant_of = flow<3>});
static constexpr Field ipv6_fields[] = {enterprise,
                                        flow_format(4),
                                        length,
                                        bits("ip_length", 32),
                                        bits("protocol", 32),
                                        ipv6("src"),
                                        ipv6("dst"),
                                        bits("sport", 32),
                                        bits("dport", 32),
                                        bits("tcp_flags", 32),
                                        bits("priority", 32)};
extern constexpr Protocol sflow_ipv6 = checked(
    {.name = "SFlowIPv6", .title = "sFlow sampled IPv6", .fields = ipv6_fields, .variant_of = flow<4>});
static constexpr Field switch_fields[] = {
    enterprise,           flow_format(1001),       length, bits("src_vlan", 32), bits("src_priority", 32),
    bits("dst_vlan", 32), bits("dst_priority", 32)};
extern constexpr Protocol sflow_switch = checked({.name = "SFlowExtendedSwitch",
                                                  .title = "sFlow switch data",
                                                  .fields = switch_fields,
                                                  .variant_of = flow<1001>});
static constexpr Field next_ipv4 = ipv4("next_hop"), next_ipv6 = ipv6("next_hop");
static constexpr Case next_cases[] = {{equals("address_type", 2), &next_ipv6}, {{}, &next_ipv4}};
static constexpr Field router_fields[] = {enterprise,
                                          flow_format(1002),
                                          length,
                                          enumeration("address_type", 32, 1, address_types),
                                          one_of("next_hop", next_cases),
                                          bits("src_mask", 32),
                                          bits("dst_mask", 32)};
extern constexpr Protocol sflow_router = checked({.name = "SFlowExtendedRouter",
                                                  .title = "sFlow router data",
                                                  .fields = router_fields,
                                                  .variant_of = flow<1002>});

// ---- records of counters ---------------------------------------------------------------------------------

static constexpr Name counter_formats[] = {
    {1, "generic interface"}, {2, "Ethernet interface"}, {3, "token ring"}, {4, "100 BaseVG"}, {5, "VLAN"},
    {1001, "processor"}};
static constexpr Name directions[] = {
    {0, "unknown"}, {1, "full duplex"}, {2, "half duplex"}, {3, "in"}, {4, "out"}};
static constexpr Field counter_format(unsigned initial) {
    return enumeration("format", 12, initial, counter_formats);
}
template <std::uint64_t format>
static constexpr Carrier counter[] = {{"SFlowCounterRecord", {"enterprise", 0}, {"format", format}}};
static constexpr Field counter_record_fields[] = {enterprise, counter_format(0), length, data};
extern constexpr Protocol sflow_counter_record =
    checked({.name = "SFlowCounterRecord", .title = "sFlow counter record", .fields = counter_record_fields});

static constexpr Field interface_fields[] = {enterprise,
                                             counter_format(1),
                                             length,
                                             bits("ifIndex", 32),
                                             bits("ifType", 32),
                                             bits("ifSpeed", 64),
                                             enumeration("ifDirection", 32, 0, directions),
                                             bits("ifStatus", 32),
                                             bits("ifInOctets", 64),
                                             bits("ifInUcastPkts", 32),
                                             bits("ifInMulticastPkts", 32),
                                             bits("ifInBroadcastPkts", 32),
                                             bits("ifInDiscards", 32),
                                             bits("ifInErrors", 32),
                                             bits("ifInUnknownProtos", 32),
                                             bits("ifOutOctets", 64),
                                             bits("ifOutUcastPkts", 32),
                                             bits("ifOutMulticastPkts", 32),
                                             bits("ifOutBroadcastPkts", 32),
                                             bits("ifOutDiscards", 32),
                                             bits("ifOutErrors", 32),
                                             bits("ifPromiscuousMode", 32)};
extern constexpr Protocol sflow_interface = checked({.name = "SFlowInterfaceCounters",
                                                     .title = "sFlow interface counters",
                                                     .fields = interface_fields,
                                                     .variant_of = counter<1>});
static constexpr Field ethernet_counter_fields[] = {enterprise,
                                                    counter_format(2),
                                                    length,
                                                    bits("dot3StatsAlignmentErrors", 32),
                                                    bits("dot3StatsFCSErrors", 32),
                                                    bits("dot3StatsSingleCollisionFrames", 32),
                                                    bits("dot3StatsMultipleCollisionFrames", 32),
                                                    bits("dot3StatsSQETestErrors", 32),
                                                    bits("dot3StatsDeferredTransmissions", 32),
                                                    bits("dot3StatsLateCollisions", 32),
                                                    bits("dot3StatsExcessiveCollisions", 32),
                                                    bits("dot3StatsInternalMacTransmitErrors", 32),
                                                    bits("dot3StatsCarrierSenseErrors", 32),
                                                    bits("dot3StatsFrameTooLongs", 32),
                                                    bits("dot3StatsInternalMacReceiveErrors", 32),
                                                    bits("dot3StatsSymbolErrors", 32)};
extern constexpr Protocol sflow_ethernet_counters = checked({.name = "SFlowEthernetCounters",
                                                             .title = "sFlow Ethernet counters",
                                                             .fields = ethernet_counter_fields,
                                                             .variant_of = counter<2>});
static constexpr Field vlan_fields[] = {enterprise,
                                        counter_format(5),
                                        length,
                                        bits("vlan_id", 32),
                                        bits("octets", 64),
                                        bits("ucastPkts", 32),
                                        bits("multicastPkts", 32),
                                        bits("broadcastPkts", 32),
                                        bits("discards", 32)};
extern constexpr Protocol sflow_vlan = checked({.name = "SFlowVlanCounters",
                                                .title = "sFlow VLAN counters",
                                                .fields = vlan_fields,
                                                .variant_of = counter<5>});
static constexpr Field processor_fields[] = {enterprise,
                                             counter_format(1001),
                                             length,
                                             bits("cpu_5s", 32),
                                             bits("cpu_1m", 32),
                                             bits("cpu_5m", 32),
                                             bits("total_memory", 64),
                                             bits("free_memory", 64)};
extern constexpr Protocol sflow_processor = checked({.name = "SFlowProcessorCounters",
                                                     .title = "sFlow processor counters",
                                                     .fields = processor_fields,
                                                     .variant_of = counter<1001>});

}  // namespace pkttest::protocols
