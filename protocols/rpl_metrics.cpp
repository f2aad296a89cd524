// RPL: routing metrics and constraints in a DAG metric container (RFC 6551).
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{1, "Node State and Attributes"},
                                 {2, "Node Energy"},
                                 {3, "Hop Count"},
                                 {4, "Link Throughput"},
                                 {5, "Link Latency"},
                                 {6, "Link Quality Level"},
                                 {7, "Link ETX"},
                                 {8, "Link Color"}};
static constexpr Name aggregations[] = {
    {0, "additive"}, {1, "maximum"}, {2, "minimum"}, {3, "multiplicative"}};
static Integer behind_length(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 4; }

/// What all objects begin with, and their own fields.
template <class... Own>
constexpr std::array<Field, 9 + sizeof...(Own)> object(int type, const Own&... own) {
    return {enumeration("otype", 8, type, types),
            bits("resflags", 5),
            bits("P", 1),
            bits("C", 1),
            bits("O", 1),
            bits("R", 1),
            enumeration("A", 3, 0, aggregations),
            bits("prec", 4),
            bits("len", 8, {.compute = behind_length}),
            own...};
}
constexpr Protocol metric(std::string_view name, std::string_view title, std::span<const Field> fields,
                          std::span<const Carrier> variant_of) {
    return {.name = name, .title = title, .fields = fields, .variant_of = variant_of};
}
constexpr Carrier of_type(std::uint64_t number, std::uint64_t octets) {
    return {"DAGMCObjUnknown", {"otype", number}, {"len", octets}};
}

static constexpr auto unknown_fields = object(3, octets("odata", "", {.extent = octets_from("len")}));
static constexpr Alias former_names[] = {{"olen", "len"}};
extern constexpr Protocol rpl_metric = {.name = "DAGMCObjUnknown",
                                        .title = "Unknown DAGMC Object Option",
                                        .fields = unknown_fields,
                                        .aliases = former_names};
static_assert(well_formed(rpl_metric));

static constexpr auto state_fields =
    object(1, bits("res", 8), bits("flags", 6), bits("Agg", 1), bits("Overload", 1));
static constexpr Carrier state_of[] = {of_type(1, 2)};
extern constexpr Protocol rpl_state =
    metric("RPLDAGMCNSA", "Node State and Attributes", state_fields, state_of);
static_assert(well_formed(rpl_state));

static constexpr auto energy_fields =
    object(2, bits("flags", 4), bits("I", 1), bits("T", 2), bits("E", 1), bits("E_E", 8));
static constexpr Carrier energy_of[] = {of_type(2, 2)};
extern constexpr Protocol rpl_energy = metric("RPLDAGMCNodeEnergy", "Node Energy", energy_fields, energy_of);
static_assert(well_formed(rpl_energy));

static constexpr auto hops_fields = object(3, bits("res", 4), bits("flags", 4), bits("HopCount", 8, 1));
static constexpr Carrier hops_of[] = {of_type(3, 2)};
extern constexpr Protocol rpl_hops = metric("RPLDAGMCHopCount", "Hop Count", hops_fields, hops_of);
static_assert(well_formed(rpl_hops));

static constexpr auto throughput_fields = object(4, bits("Throughput", 32, 1));
static constexpr Carrier throughput_of[] = {of_type(4, 4)};
extern constexpr Protocol rpl_throughput =
    metric("RPLDAGMCLinkThroughput", "Link Throughput", throughput_fields, throughput_of);
static_assert(well_formed(rpl_throughput));

static constexpr auto latency_fields = object(5, bits("Latency", 32, 1));
static constexpr Carrier latency_of[] = {of_type(5, 4)};
extern constexpr Protocol rpl_latency =
    metric("RPLDAGMCLinkLatency", "Link Latency", latency_fields, latency_of);
static_assert(well_formed(rpl_latency));

static constexpr auto quality_fields = object(6, bits("res", 8), bits("val", 3), bits("counter", 5));
static constexpr Carrier quality_of[] = {of_type(6, 2)};
extern constexpr Protocol rpl_quality =
    metric("RPLDAGMCLinkQualityLevel", "Link Quality Level", quality_fields, quality_of);
static_assert(well_formed(rpl_quality));

static constexpr auto etx_fields = object(7, bits("ETX", 16, 1));
static constexpr Carrier etx_of[] = {of_type(7, 2)};
extern constexpr Protocol rpl_etx = metric("RPLDAGMCLinkETX", "Link ETX", etx_fields, etx_of);
static_assert(well_formed(rpl_etx));

static constexpr auto color_fields = object(8, bits("res", 8), bits("color", 10, 1), bits("counter", 6, 1));
static constexpr Carrier color_of[] = {of_type(8, 3)};
extern constexpr Protocol rpl_color = metric("RPLDAGMCLinkColor", "Link Color", color_fields, color_of);
static_assert(well_formed(rpl_color));

}  // namespace pkttest::protocols
