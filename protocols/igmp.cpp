// IGMP, versions 1 to 3 (RFC 1112, RFC 2236, RFC 9776), and multicast router discovery (RFC 4286).
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0x11, "Group Membership Query"},
                                 {0x12, "Version 1 - Membership Report"},
                                 {0x16, "Version 2 - Membership Report"},
                                 {0x17, "Leave Group"}};
static constexpr Name types3[] = {{0x11, "Membership Query"},
                                  {0x22, "Version 3 - Membership Report"},
                                  {0x30, "Multicast Router Advertisement"},
                                  {0x31, "Multicast Router Solicitation"},
                                  {0x32, "Multicast Router Termination"}};
static constexpr Name record_types[] = {{1, "Mode Is Include"},        {2, "Mode Is Exclude"},
                                        {3, "Change To Include Mode"}, {4, "Change To Exclude Mode"},
                                        {5, "Allow New Sources"},      {6, "Block Old Sources"}};
static constexpr Name query_flags[] = {{8, "extended"}};
static constexpr Name report_flags[] = {{0x8000, "extended"}};

static Integer checksum(const Layer& layer) {
    return internet_checksum({layer.header().data(), static_cast<std::size_t>(whole_octets(layer))});
}
static constexpr Field checksum_field =
    bits("chksum", 16, {.compute = checksum, .basis = Basis::sum, .hex = true});
static constexpr Field group = ipv4("gaddr");
static constexpr Field source = ipv4("sa");

/// Every message leaves with TTL 1 and precedence "internetwork control" (RFC 9776 4).
static constexpr Carrier on_ip[] = {{"IP", {"proto", 2}, {"ttl", 1}, {"tos", 0xc0}, down}};
static constexpr Carrier carriers[] = {on_ip[0], {"IP", {"proto", 2}, {"frag", 0}, up}};

static std::string said(const Layer& layer, std::string_view version, std::string_view what) {
    const auto ip = layer.below();
    if (!ip || !ip->is("IP")) return fmt::format("{} {}", version, what);
    return fmt::format("{}: {} > {} {}", version, ip->text("src"), ip->text("dst"), what);
}
static std::string summarize(const Layer& layer) {
    return said(layer, "IGMP", layer.text("type") + " " + layer.text("gaddr"));
}
static std::string summarize3(const Layer& layer) { return said(layer, "IGMPv3", layer.text("type")); }

/// Reports answer a query, an advertisement a solicitation.
static bool is_answer(const Layer& answer, const Layer& request) {
    const std::uint64_t type = answer.integer("type"), asked = request.integer("type");
    if (!request.protocol().name.starts_with("IGMP")) return false;
    return asked == 0x11 ? type == 0x12 || type == 0x16 || type == 0x22 : asked == 0x31 && type == 0x30;
}

// ---- versions 1 and 2 --------------------------------------------------------------------------------

template <int type>
static constexpr Field short_fields[] = {enumeration("type", 8, type, types),
                                         bits("mrcode", 8, type == 0x11 ? 20 : 0), checksum_field, group};

constexpr Protocol short_message(std::string_view name, std::string_view title, std::span<const Field> fields,
                                 std::span<const Carrier> variant_of) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = on_ip,
            .variant_of = variant_of,
            .summary = summarize,
            .answers = is_answer};
}

extern constexpr Protocol igmp = {.name = "IGMP",
                                  .title = "Internet Group Management Protocol",
                                  .shown = "IGMP",
                                  .fields = short_fields<0x11>,
                                  .carried_by = carriers,
                                  .summary = summarize,
                                  .answers = is_answer};
static_assert(well_formed(igmp));

static constexpr Carrier query_of[] = {{"IGMP"}};
extern constexpr Protocol igmp_query =
    short_message("IGMP_MQ", "IGMPv1/v2 membership query", short_fields<0x11>, query_of);
static_assert(well_formed(igmp_query));

static constexpr Carrier report1_of[] = {{"IGMP", "type", 0x12}};
extern constexpr Protocol igmp_report1 =
    short_message("IGMP_MR", "IGMPv1 membership report", short_fields<0x12>, report1_of);
static_assert(well_formed(igmp_report1));

static constexpr Carrier report2_of[] = {{"IGMP", "type", 0x16}};
extern constexpr Protocol igmp_report2 =
    short_message("IGMPv2_MR", "IGMPv2 membership report", short_fields<0x16>, report2_of);
static_assert(well_formed(igmp_report2));

static constexpr Carrier leave_of[] = {{"IGMP", "type", 0x17}};
extern constexpr Protocol igmp_leave =
    short_message("IGMPv2_LG", "IGMPv2 leave group", short_fields<0x17>, leave_of);
static_assert(well_formed(igmp_leave));

// ---- version 3 ---------------------------------------------------------------------------------------

// From 128 on a code is a floating-point number: a mantissa of 4 bits below a leading one, and an exponent
// (RFC 9776 4.1.1). Internal form: the code.
static std::uint64_t time_of(std::uint64_t code) {
    return code < 128 ? code : ((code & 15) | 16) << ((code >> 4 & 7) + 3);
}
static constexpr Integer longest_time = 31744;

static std::optional<Problem> normalize_time(const Field& field, const Value& in, Value& internal) {
    Integer time = 0;
    if (!in.to_integer(time))
        return Problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    if (time < 0 || time > longest_time)
        return Problem{fmt::format("{} reaches from 0 to {}, {} does not fit", field.name,
                                   represent(Value(longest_time)), represent(in))};
    std::uint64_t mantissa = static_cast<std::uint64_t>(time) >> 3, exponent = 0;
    for (; mantissa > 31; mantissa >>= 1) ++exponent;
    internal = time < 128 ? Value(time) : Value(static_cast<Integer>(128 | exponent << 4 | (mantissa & 15)));
    return std::nullopt;
}
static Value human_time(const Field&, const Value& internal) {
    Integer code = 0;
    internal.to_integer(code);
    return Value(static_cast<Integer>(time_of(static_cast<std::uint64_t>(code))));
}
static constexpr Shape time_shape = based_on<integer_shape>({
    .name = "response time",
    .normalize = normalize_time,
    .human = human_time,
    .represent = [](const Field& f, const Value& v) { return represent(human_time(f, v)); },
});

template <int type>
static constexpr Field type3 = enumeration("type", 8, type, types3);

static constexpr Field query3_fields[] = {type3<0x11>,
                                          custom("mrcode", time_shape, 20, {}, 8),
                                          checksum_field,
                                          group,
                                          flags("flags", 4, 0, query_flags),
                                          bits("s", 1),
                                          bits("qrv", 3),
                                          bits("qqic", 8),
                                          bits("numsrc", 16, {.count_of = {"srcaddrs"}}),
                                          list("srcaddrs", source, {.extent = count_from("numsrc")})};
static constexpr Field record_fields[] = {
    enumeration("rtype", 8, 4, record_types),
    bits("auxdlen", 8, {.length_of = {"auxdata", 4}}),
    bits("numsrc", 16, {.count_of = {"srcaddrs"}}),
    ipv4("maddr"),
    list("srcaddrs", source, {.extent = count_from("numsrc")}),
    octets("auxdata", "", {.extent = octets_from("auxdlen", 4), .pad_to = 4})};
static constexpr Field report3_fields[] = {
    type3<0x22>,
    bits("reserved", 8),
    checksum_field,
    flags("flags", 16, 0, report_flags),
    bits("numgrp", 16, {.count_of = {"records"}}),
    layers("records", "IGMPv3_MR_Group", {.extent = count_from("numgrp")})};
static constexpr Field advertisement_fields[] = {type3<0x30>, bits("advIntvl", 8), checksum_field,
                                                 bits("qryIntvl", 16), bits("robust", 16)};
static constexpr Field solicitation_fields[] = {type3<0x31>, bits("reserved", 8), checksum_field};
static constexpr Field termination_fields[] = {type3<0x32>, bits("reserved", 8), checksum_field};

extern constexpr Protocol igmpv3_record = {
    .name = "IGMPv3_MR_Group", .title = "IGMPv3 group record", .former = "IGMPv3gr", .fields = record_fields};
static_assert(well_formed(igmpv3_record));

constexpr Protocol message3(std::string_view name, std::string_view title, std::string_view former,
                            std::span<const Field> fields, std::span<const Carrier> variant_of) {
    return {.name = name,
            .title = title,
            .former = former,
            .fields = fields,
            .carried_by = on_ip,
            .variant_of = variant_of,
            .summary = summarize3,
            .answers = is_answer};
}

/// A query of 12 octets or more is version 3's (RFC 9776 7.1).
static constexpr Carrier query3_of[] = {Carrier(
    "IGMP", [](const Layer& layer) { return layer.header().size() >= 12 && layer.integer("type") == 0x11; })};
extern constexpr Protocol igmpv3_query =
    message3("IGMPv3_MQ", "IGMPv3 membership query", "IGMPv3mq", query3_fields, query3_of);
static_assert(well_formed(igmpv3_query));

static constexpr Carrier report3_of[] = {{"IGMP", "type", 0x22}};
extern constexpr Protocol igmpv3_report =
    message3("IGMPv3_MR", "IGMPv3 membership report", "IGMPv3mr", report3_fields, report3_of);
static_assert(well_formed(igmpv3_report));

static constexpr Carrier advertisement_of[] = {{"IGMP", "type", 0x30}};
extern constexpr Protocol igmpv3_advertisement = message3(
    "IGMPv3_MRA", "Multicast router advertisement", "IGMPv3mra", advertisement_fields, advertisement_of);
static_assert(well_formed(igmpv3_advertisement));

static constexpr Carrier solicitation_of[] = {{"IGMP", "type", 0x31}};
extern constexpr Protocol igmpv3_solicitation =
    message3("IGMPv3_MRS", "Multicast router solicitation", "", solicitation_fields, solicitation_of);
static_assert(well_formed(igmpv3_solicitation));

static constexpr Carrier termination_of[] = {{"IGMP", "type", 0x32}};
extern constexpr Protocol igmpv3_termination =
    message3("IGMPv3_MRT", "Multicast router termination", "", termination_fields, termination_of);
static_assert(well_formed(igmpv3_termination));

}  // namespace pkttest::protocols
