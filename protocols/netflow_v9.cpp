// NetFlow version 9 (RFC 3954) and IPFIX (RFC 7011): templates, options templates and data.
#include <algorithm>
#include <chrono>

#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/netflow.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

// ---- headers ---------------------------------------------------------------------------------------------

static Integer seconds_now(const Layer&) {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}
/// All records of all sets (RFC 3954, 5.1): templates, an options template for each of its sets, flows.
static Integer record_count(const Layer& layer) {
    Integer count = 0;
    for (auto above = layer.above(); above; above = above->above()) {
        const bool is_data = above->is("NetflowDataflowsetV9");
        Value records = is_data ? above->get("flows") : Value();
        if (is_data && records.is_none()) records = above->get("records");
        if (above->is("NetflowFlowsetV9")) records = above->get("templates");
        if (records.items() != nullptr) count += static_cast<Integer>(records.items()->size());
        if (above->is("NetflowOptionsFlowsetV9")) ++count;
    }
    return count;
}
static constexpr Field v9_fields[] = {
    bits("count", 16, {.compute = record_count}), bits("sysUptime", 32),
    bits("unixSecs", 32, {.compute = seconds_now, .name_by = seconds_since_1970}),
    bits("packageSequence", 32), bits("SourceID", 32)};
static constexpr Carrier v9_carriers[] = {{"NetflowHeader", "version", 9}};
extern constexpr Protocol netflow_v9 = checked({.name = "NetflowHeaderV9",
                                                .title = "Netflow Header V9",
                                                .fields = v9_fields,
                                                .carried_by = v9_carriers});

/// The whole message, the version before this layer included (RFC 7011, 3.1).
static Integer message_octets(const Layer& layer) {
    return whole_octets(layer) + (layer.below() && layer.below()->is("NetflowHeader") ? 2 : 0);
}
static constexpr Field v10_fields[] = {bits("length", 16, {.compute = message_octets}),
                                       bits("ExportTime", 32, 0, {.name_by = seconds_since_1970}),
                                       bits("flowSequence", 32), bits("ObservationDomainID", 32)};
static constexpr Carrier v10_carriers[] = {{"NetflowHeader", "version", 10}};
extern constexpr Protocol netflow_v10 = checked({.name = "NetflowHeaderV10",
                                                 .title = "IPFix (Netflow V10) Header",
                                                 .fields = v10_fields,
                                                 .carried_by = v10_carriers});

// ---- templates -------------------------------------------------------------------------------------------

/// Field types, their enterprise's own where the first bit is set.
static Integer usual_length(const Layer& layer) {
    const std::uint64_t type = layer.integer("fieldType");
    return type < std::size(netflow_lengths) ? netflow_lengths[type] : 0;
}
static constexpr Field field_fields[] = {bits("enterpriseBit", 1),
                                         enumeration("fieldType", 15, Default(), netflow_fields),
                                         bits("fieldLength", 16, {.compute = usual_length}),
                                         bits("enterpriseNumber", 32, {.when = equals("enterpriseBit", 1)})};
extern constexpr Protocol netflow_field = checked({.name = "NetflowTemplateFieldV9",
                                                   .title = "Netflow Flowset Template Field V9/10",
                                                   .fields = field_fields,
                                                   .payload_size = no_payload});

static constexpr Field template_fields[] = {
    bits("templateID", 16, 255), bits("fieldCount", 16, {.count_of = {"template_fields"}}),
    layers("template_fields", "NetflowTemplateFieldV9", {.extent = count_from("fieldCount")})};
extern constexpr Protocol netflow_template = checked({.name = "NetflowTemplateV9",
                                                      .title = "Netflow Flowset Template V9/10",
                                                      .fields = template_fields,
                                                      .payload_size = no_payload});

static constexpr Carrier behind_all[] = {{"NetflowHeaderV9"},         {"NetflowHeaderV10"},
                                         {"NetflowDataflowsetV9"},    {"NetflowFlowsetV9"},
                                         {"NetflowOptionsFlowsetV9"}, {"NetflowOptionsFlowset10"}};
static constexpr Carrier behind_all_down[] = {
    {"NetflowHeaderV9", down},  {"NetflowHeaderV10", down},        {"NetflowDataflowsetV9", down},
    {"NetflowFlowsetV9", down}, {"NetflowOptionsFlowsetV9", down}, {"NetflowOptionsFlowset10", down}};

static constexpr Field flowset_fields[] = {
    bits("flowSetID", 16), bits("length", 16, {.length_of = {"templates", 1, 4}}),
    layers("templates", "NetflowTemplateV9", {.extent = octets_from("length", 1, -4)})};
static constexpr Carrier flowset_variant[] = {{"NetflowDataflowsetV9", "templateID", 0},
                                              {"NetflowDataflowsetV9", "templateID", 2}};
extern constexpr Protocol netflow_flowset = checked({.name = "NetflowFlowsetV9",
                                                     .title = "Netflow FlowSet V9/10",
                                                     .fields = flowset_fields,
                                                     .carried_by = behind_all_down,
                                                     .variant_of = flowset_variant});

// ---- options templates -----------------------------------------------------------------------------------

static constexpr Name scopes[] = {
    {1, "System"}, {2, "Interface"}, {3, "Line card"}, {4, "Cache"}, {5, "Template"}};
static constexpr Field scope_fields[] = {enumeration("scopeFieldType", 16, Default(), scopes),
                                         bits("scopeFieldlength", 16)};
extern constexpr Protocol netflow_scope = checked({.name = "NetflowOptionsFlowsetScopeV9",
                                                   .title = "Netflow Options Template FlowSet V9/10 - Scope",
                                                   .fields = scope_fields,
                                                   .payload_size = no_payload});
static constexpr Field option_fields[] = {
    bits("enterpriseBit", 1), enumeration("optionFieldType", 15, Default(), netflow_fields),
    bits("optionFieldlength", 16), bits("enterpriseNumber", 32, {.when = equals("enterpriseBit", 1)})};
extern constexpr Protocol netflow_option =
    checked({.name = "NetflowOptionsFlowsetOptionV9",
             .title = "Netflow Options Template FlowSet V9/10 - Option",
             .fields = option_fields,
             .payload_size = no_payload});

/// What the set's length leaves behind `used` octets of it.
static std::int64_t padding_behind(const Layer& layer, std::int64_t used) {
    const auto there =
        static_cast<std::int64_t>(std::min<std::size_t>(layer.integer("length"), layer.header().size()));
    return std::max<std::int64_t>(there - used, 0);
}
static std::int64_t v9_padding(const Layer& layer) {
    return padding_behind(layer, 10 + static_cast<std::int64_t>(layer.integer("option_scope_length") +
                                                                layer.integer("option_field_length")));
}
/// Each field has 4 octets, with an enterprise's number 8.
static std::int64_t v10_padding(const Layer& layer) {
    const auto octets = layer.header();
    std::size_t at = 10, scopes_left = layer.integer("scope_field_count");
    for (std::uint64_t left = layer.integer("field_count"); left > 0 && at < octets.size(); --left) {
        const bool is_scope = scopes_left > 0 && scopes_left-- > 0;
        at += !is_scope && (octets[at] & 0x80) != 0 ? 8 : 4;
    }
    return padding_behind(layer, static_cast<std::int64_t>(at));
}
/// Ten octets and fours: two are missing to a multiple of four.
static constexpr Default two_zeros = std::string_view("\0\0", 2);

static constexpr Field options_fields[] = {
    bits("flowSetID", 16, 1),
    bits("length", 16, {.compute = header_octets}),
    bits("templateID", 16, 255),
    bits("option_scope_length", 16, {.length_of = {"scopes"}}),
    bits("option_field_length", 16, {.length_of = {"options"}}),
    layers("scopes", "NetflowOptionsFlowsetScopeV9", {.extent = octets_from("option_scope_length")}),
    layers("options", "NetflowOptionsFlowsetOptionV9", {.extent = octets_from("option_field_length")}),
    octets("pad", two_zeros, {.extent = octets_by(v9_padding)})};
static constexpr Carrier options_variant[] = {{"NetflowDataflowsetV9", "templateID", 1}};
extern constexpr Protocol netflow_options = checked({.name = "NetflowOptionsFlowsetV9",
                                                     .title = "Netflow Options Template FlowSet V9",
                                                     .fields = options_fields,
                                                     .carried_by = behind_all_down,
                                                     .variant_of = options_variant});

static std::int64_t option_count(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer("field_count")) -
           static_cast<std::int64_t>(layer.integer("scope_field_count"));
}
/// Counted in the octets: how many stand behind the head is what the count is to say.
static Integer field_count(const Layer& layer) {
    const auto octets = layer.header();
    const std::uint64_t scopes_there = layer.integer("scope_field_count");
    Integer count = 0;
    for (std::size_t at = 10; at + 4 <= octets.size(); ++count)
        at += static_cast<std::uint64_t>(count) >= scopes_there && (octets[at] & 0x80) != 0 ? 8 : 4;
    return count;
}
static constexpr Field options10_fields[] = {
    bits("flowSetID", 16, 3),
    bits("length", 16, {.compute = header_octets}),
    bits("templateID", 16, 255),
    bits("field_count", 16, {.compute = field_count}),
    bits("scope_field_count", 16, {.count_of = {"scopes"}}),
    layers("scopes", "NetflowOptionsFlowsetScopeV9", {.extent = count_from("scope_field_count")}),
    layers("options", "NetflowOptionsFlowsetOptionV9", {.extent = count_by(option_count)}),
    octets("pad", two_zeros, {.extent = octets_by(v10_padding)})};
static constexpr Carrier options10_variant[] = {{"NetflowDataflowsetV9", "templateID", 3}};
extern constexpr Protocol netflow_options10 =
    checked({.name = "NetflowOptionsFlowset10",
             .title = "Netflow V10 (IPFix) Options Template FlowSet",
             .fields = options10_fields,
             .carried_by = behind_all_down,
             .variant_of = options10_variant});

// ---- data ------------------------------------------------------------------------------------------------

static constexpr Field record_fields[] = {octets("fieldValue", "", {})};
extern constexpr Protocol netflow_record = checked(
    {.name = "NetflowRecordV9", .title = "Netflow DataFlowset Record V9/10", .fields = record_fields});

static constexpr Field data_fields[] = {
    bits("templateID", 16, 255), bits("length", 16, {.compute = header_octets}),
    layers("records", "NetflowRecordV9", {.extent = octets_from("length", 1, -4)}),
    custom("flows", netflow_flows_shape)};
extern constexpr Protocol netflow_data = checked({.name = "NetflowDataflowsetV9",
                                                  .title = "Netflow DataFlowSet V9/10",
                                                  .fields = data_fields,
                                                  .carried_by = behind_all});

}  // namespace pkttest::protocols
