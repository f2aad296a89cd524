// NetFlow 9 and IPFIX records (RFC 3954; RFC 7011): GetNetflowRecordV9, netflowv9_defragment,
// ipfix_defragment, NetflowSession. A record is read by a table made of its template.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "framework/language/evaluation.h"
#include "framework/language/packet_session.h"
#include "framework/packet/field_class.h"
#include "framework/packet/streams.h"

namespace pkttest::language {

namespace {

/// A field of a template: its type and octets.
using Part = std::pair<std::uint64_t, std::uint64_t>;
using Parts = std::vector<Part>;

struct Form {
    std::string_view field_class;
    std::uint64_t octets;
};
constexpr Form forms_of_addresses[] = {{"IPField", 4}, {"IP6Field", 16}, {"MACField", 6}};
constexpr std::uint64_t ipv4_types[] = {8,   12,  15,  18,  47,  130, 211,   225,
                                        226, 366, 380, 381, 403, 432, 24632, 24633},
                        ipv6_types[] = {27, 28, 62, 63, 131, 212, 281, 282, 382, 383, 404},
                        mac_types[] = {56, 57, 365, 367, 414, 415},
                        number_types[] = {4,   5,   6,   7,   9,   11,  13,  16,  17,  21,  22,  29,
                                          30,  31,  32,  33,  34,  35,  36,  37,  38,  39,  46,  48,
                                          49,  50,  55,  58,  59,  60,  61,  150, 151, 152, 153, 154,
                                          155, 156, 157, 158, 159, 160, 161, 162, 258, 260, 261, 264,
                                          265, 268, 269, 270, 271, 272, 273, 279, 322, 323, 324, 325};
constexpr Form forms_of_numbers[] = {
    {"ByteField", 1}, {"ShortField", 2}, {"ThreeBytesField", 3}, {"IntField", 4}, {"LongField", 8}};

constexpr pkttest::Name directions[] = {{0, "Ingress flow"}, {1, "Egress flow"}};
constexpr pkttest::Name label_types[] = {{0, "UNKNOWN"}, {1, "TE-MIDPT"}, {2, "ATOM"},
                                         {3, "VPN"},     {4, "BGP"},      {5, "LDP"}};

std::span<const pkttest::Name> names_in(std::string_view protocol, std::string_view field) {
    const Protocol* table = find_protocol(protocol);
    const Field* found = table != nullptr ? find_field(*table, field) : nullptr;
    return found != nullptr ? found->names : std::span<const pkttest::Name>();
}

std::span<const pkttest::Name> names_of_values(std::uint64_t type) {
    constexpr std::uint64_t protocol = 4, label_type = 46, direction = 61;
    if (type == protocol) return names_in("IP", "proto");
    if (type == label_type) return label_types;
    if (type == direction) return directions;
    return {};
}

/// The field class that reads a part; empty: octets as they are.
std::string_view class_of(const Part& part) {
    const auto& [type, octets] = part;
    const auto among = [type = type](const auto& types) {
        return std::ranges::find(types, type) != std::end(types);
    };
    const bool is_kind[] = {among(ipv4_types), among(ipv6_types), among(mac_types)};
    for (std::size_t i = 0; i < std::size(is_kind); ++i)
        if (is_kind[i] && forms_of_addresses[i].octets == octets) return forms_of_addresses[i].field_class;
    for (const Form& form : forms_of_numbers)
        if (among(number_types) && form.octets == octets) return form.field_class;
    return {};
}

std::string name_of_type(std::uint64_t type) {
    for (const pkttest::Name& one : names_in("NetflowTemplateFieldV9", "fieldType"))
        if (one.value == type) return std::string(one.name);
    return "unknown_data";
}

FieldArguments arguments_of(const Part& part, std::string_view known) {
    FieldArguments out;
    out.emplace_back("name", name_of_type(part.first));
    const bool is_address = known == "MACField" || known.starts_with("IP");
    if (known.empty()) out.emplace_back("length", static_cast<Integer>(part.second));
    if (known.empty()) out.emplace_back("default", Bytes{});
    if (!known.empty() && !is_address) out.emplace_back("default", Integer{0});
    return out;
}

RuntimeField field_of(const Part& part, Span where) {
    const std::string_view known = class_of(part);
    const FieldClass* what = find_field_class(known.empty() ? "StrFixedLenField" : known);
    RuntimeField out;
    if (const auto problem = make_field(*what, arguments_of(part, known), out))
        throw EvaluationError(where, problem->message);
    if (known == "ByteField") out.field.names = names_of_values(part.first);
    return out;
}

/// The table of a record, made once: packets that were read by it go on to need it.
const Protocol& table_of(std::string_view name, std::string_view title, const Parts& parts, Span where) {
    static std::mutex mutex;
    static std::map<std::pair<std::string, Parts>, std::unique_ptr<RuntimeProtocol>> made;
    const std::lock_guard lock(mutex);
    auto& table = made[{std::string(name), parts}];
    if (table != nullptr) return table->table();
    auto fresh = std::make_unique<RuntimeProtocol>(std::string(name), std::string(title));
    std::vector<std::string> names;
    for (const Part& part : parts) {
        names.push_back(name_of_type(part.first));
        if (std::ranges::count(names, names.back()) > 1)
            throw EvaluationError(where, fmt::format("a template with {} twice", names.back())).uncovered();
        if (part.second == 0 || part.second == 0xffff)
            throw EvaluationError(where, fmt::format("a template whose {} has no fixed length", names.back()))
                .uncovered();
        fresh->add(field_of(part, where));
    }
    fresh->finish();
    table = std::move(fresh);
    return table->table();
}

/// What a list of templates' fields says: types and lengths, by the names of the two fields.
Parts parts_of(const Value& fields, std::string_view type, std::string_view length) {
    Parts out;
    if (fields.items() == nullptr) return out;
    for (const Value& each : *fields.items()) {
        const auto* field = each.as<LayerReference>();
        if (field == nullptr) continue;
        const Layer layer = (*field->packet)[field->index];
        if (find_field(layer.protocol(), type) != nullptr)
            out.emplace_back(layer.integer(type), layer.integer(length));
    }
    return out;
}

constexpr std::string_view record_title = "Netflow DataFlowset Record V9/10";

struct Definition {
    const Protocol* table;
    std::size_t octets;
};
struct Definitions {
    std::map<std::uint64_t, Definition> records;
    std::map<std::uint64_t, std::vector<Definition>> options;  ///< Scopes, then options.
};

Definition define(std::string_view name, const Parts& parts, Span where) {
    std::size_t octets = 0;
    for (const Part& part : parts) octets += part.second;
    return {&table_of(name, record_title, parts, where), octets};
}

void learn_templates(const Layer& set, Definitions& out, Span where) {
    const Value templates = set.get("templates");
    if (templates.items() == nullptr) return;
    for (const Value& each : *templates.items()) {
        const auto* one = each.as<LayerReference>();
        if (one == nullptr || !(*one->packet)[one->index].is("NetflowTemplateV9")) continue;
        const Layer layer = (*one->packet)[one->index];
        const Parts parts = parts_of(layer.get("template_fields"), "fieldType", "fieldLength");
        if (parts.empty()) continue;
        out.records[layer.integer("templateID")] = define("NetflowRecordV9", parts, where);
    }
}

void learn_options(const Layer& set, Definitions& out, Span where) {
    const Parts scopes = parts_of(set.get("scopes"), "scopeFieldType", "scopeFieldlength");
    const Parts options = parts_of(set.get("options"), "optionFieldType", "optionFieldlength");
    out.options[set.integer("templateID")] = {define("NetflowOptionsRecordScopeV9", scopes, where),
                                              define("NetflowOptionsRecordOptionV9", options, where)};
}

/// The octets of a set whose records were not read by a template yet.
std::optional<std::string> unread(const Layer& set) {
    const Value records = set.get("records");
    if (records.items() == nullptr || records.items()->empty()) return std::nullopt;
    const auto* first = records.items()->front().as<LayerReference>();
    if (first == nullptr) return std::nullopt;
    const Layer record = (*first->packet)[first->index];
    if (find_field(record.protocol(), "fieldValue") == nullptr) return std::nullopt;
    const Value value = record.get("fieldValue");
    const std::string* octets = value.octets();
    return octets != nullptr ? std::optional(*octets) : std::nullopt;
}

Value take(const Protocol& table, std::string& octets, std::size_t size) {
    const std::string front = octets.substr(0, size);
    octets.erase(0, size);
    return Value(Packet::dissect({reinterpret_cast<const std::uint8_t*>(front.data()), front.size()}, table));
}

/// The records in the octets, as far as a definition is there; what is left stays in `octets`.
List read_records(const Definitions& known, std::uint64_t id, std::string& octets) {
    List out;
    if (const auto found = known.records.find(id); found != known.records.end()) {
        const auto [table, size] = found->second;
        while (size > 0 && octets.size() >= size) out.push_back(take(*table, octets, size));
        return out;
    }
    for (const auto& [table, size] : known.options.at(id))
        if (size > 0) out.push_back(take(*table, octets, size));
    if (!octets.empty()) out.push_back(take(*find_protocol("Padding"), octets, octets.size()));
    return out;
}

void learn(const Packet& packet, Definitions& known, Span where) {
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        if (layer.is("NetflowFlowsetV9")) learn_templates(layer, known, where);
        if (layer.is("NetflowOptionsFlowsetV9") || layer.is("NetflowOptionsFlowset10"))
            learn_options(layer, known, where);
    }
}

/// Up to the first set whose template is not known, or that was read before.
void read_sets(Packet& packet, const Definitions& known, Span where) {
    for (std::size_t i = 0; i < packet.size(); ++i) {
        if (!packet[i].is("NetflowDataflowsetV9")) continue;
        const std::uint64_t id = packet[i].integer("templateID");
        if (!known.records.contains(id) && !known.options.contains(id)) return;
        std::optional<std::string> octets = unread(packet[i]);
        if (!octets) return;
        const Value length = packet[i].get("length");
        List records = read_records(known, id, *octets);
        auto problem = packet.set(i, "records", Value(std::move(records)));
        if (!problem) problem = packet.set(i, "length", length);
        if (problem) throw EvaluationError(where, problem->message);
        if (octets->empty()) continue;
        packet /= *take(*find_protocol("Padding"), *octets, octets->size()).as<LayerReference>()->packet;
    }
}

Value run_defragment(Call& call) {
    const Span where = call.arguments[0].span;
    const bool is_one = call[0].as<LayerReference>() != nullptr;
    const List packets = is_one ? List{call[0]} : call.items(0);
    Definitions known;
    for (const Value& each : packets) {
        const auto* packet = each.as<LayerReference>();
        if (packet == nullptr) call.fail(0, fmt::format("{} takes packets", call.name));
        learn(*packet->packet, known, where);
        read_sets(*packet->packet, known, where);
    }
    return is_one ? Value(packets) : call[0];
}

/// IP fragments are put together first, as in Scapy.
class FlowSession final : public PacketSession {
 public:
    std::vector<Packet> add(const Packet& packet, Span where) override {
        std::vector<Packet> out = fragments_.add(packet);
        for (Packet& whole : out) {
            learn(whole, known_, where);
            read_sets(whole, known_, where);
        }
        return out;
    }
    std::vector<Packet> rest() override { return fragments_.rest(); }

 private:
    IpReassembly fragments_;
    Definitions known_;
};
Value run_session(Call&) { return object_value<FlowSession>(); }

Value run_record(Call& call) {
    const auto* given = call[0].as<LayerReference>();
    const bool is_set = given != nullptr && given->index < given->packet->size() &&
                        (*given->packet)[given->index].is("NetflowFlowsetV9");
    if (!is_set)
        call.fail(0, fmt::format("{} takes a NetflowFlowsetV9, not {}", call.name, describe(call[0])));
    Definitions known;
    learn_templates((*given->packet)[given->index], known, call.span);
    if (known.records.empty()) call.raise("Scapy_Exception", "No template IDs detected");
    if (known.records.size() == 1) return Value(known.records.begin()->second.table);
    if (!call.has(1)) call.raise("Scapy_Exception", "Multiple possible templates ! Specify templateID=..");
    const auto found = known.records.find(static_cast<std::uint64_t>(call.integer(1)));
    if (found == known.records.end()) call.raise("KeyError", fmt::format("{}", call.integer(1)));
    return Value(found->second.table);
}

}  // namespace

extern const Builtin builtin_get_netflow_record = {
    "GetNetflowRecordV9",
    {{{"flowset", Kind::packet}, optional("templateID", Kind::number)}},
    Kind::layer,
    "The layer of the records that a set's template describes.",
    run_record};
extern const Builtin builtin_netflow_defragment = {
    "netflowv9_defragment",
    {{{"plist"}, optional("verb", Kind::number)}},
    Kind::list,
    "The packets, their NetFlow data read by the templates seen before.",
    run_defragment};
extern const Builtin builtin_netflow_session = {
    "NetflowSession", {}, Kind::unknown, "Reads NetFlow data by the templates seen before.", run_session};
extern const Builtin builtin_ipfix_defragment = {
    "ipfix_defragment",
    {{{"plist"}, optional("verb", Kind::number)}},
    Kind::list,
    "The packets, their IPFIX data read by the templates seen before.",
    run_defragment};

}  // namespace pkttest::language
