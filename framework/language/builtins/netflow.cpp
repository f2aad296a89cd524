// NetFlow 9 and IPFIX records (RFC 3954; RFC 7011): GetNetflowRecordV9, netflowv9_defragment,
// ipfix_defragment, NetflowSession. A record is read by a table made of its template.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/packet_session.h"
#include "framework/packet/field_class.h"
#include "framework/packet/shape.h"
#include "framework/packet/streams.h"

namespace pkttest::language {

namespace {

/// A field of a template: its type, and its octets where it has always as many.
using Part = std::pair<std::uint64_t, std::uint64_t>;
using Parts = std::vector<Part>;
constexpr std::uint64_t varying = 0xffff, enterprise_bit = 0x8000;

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

// ---- octets with their number before them, in one octet or three (RFC 7011, 7) -----------------------

constexpr std::size_t in_one_octet = 255;

/// The octets of number and value at the front; 0 where they are not all there.
std::size_t counted_size(std::span<const std::uint8_t> octets) {
    if (octets.empty()) return 0;
    if (octets[0] == in_one_octet && octets.size() < 3) return 0;
    const std::size_t size =
        octets[0] < in_one_octet ? octets[0] + 1u : static_cast<std::size_t>(octets[1] << 8 | octets[2]) + 3;
    return size <= octets.size() ? size : 0;
}
const char* decode_counted(const Field&, const Layer&, Cursor& cursor, Value& out) {
    const std::span<const std::uint8_t> octets(cursor.here(), cursor.octets_left());
    const std::size_t size = counted_size(octets);
    if (size == 0) return "a length runs past the end";
    const auto value = octets.subspan(octets[0] < in_one_octet ? 1 : 3);
    out = Bytes{std::string(value.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size))};
    cursor.bit += size * 8;
    return nullptr;
}
void encode_counted(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    static const std::string none;
    const std::string& octets = internal.octets() != nullptr ? *internal.octets() : none;
    if (octets.size() >= in_one_octet) out.put(in_one_octet, 8);
    out.put(octets.size(), octets.size() < in_one_octet ? 8 : 16);
    out.put_octets(octets);
}
constexpr Shape counted_shape = based_on<octets_shape>({
    .name = "octets",
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_counted(field, layer, cursor, ignored);
        },
    .decode = decode_counted,
    .encode = encode_counted,
});

// ---- a record's table --------------------------------------------------------------------------------

FieldArguments arguments_of(const Part& part, std::string_view known, const std::string& name) {
    FieldArguments out;
    out.emplace_back("name", name);
    const bool is_address = known == "MACField" || known.starts_with("IP");
    if (known.empty()) out.emplace_back("length", static_cast<Integer>(part.second));
    if (known.empty()) out.emplace_back("default", Bytes{});
    if (!known.empty() && !is_address) out.emplace_back("default", Integer{0});
    return out;
}

RuntimeField field_of(const Part& part, const std::string& name, Span where) {
    const std::string_view known = class_of(part);
    const FieldClass* what = find_field_class(known.empty() ? "StrFixedLenField" : known);
    RuntimeField out;
    if (part.second == varying) {
        out.field = custom(out.keep_text(name), counted_shape, "");
        return out;
    }
    if (const auto problem = make_field(*what, arguments_of(part, known, name), out))
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
    std::map<std::string, int> times;
    for (const Part& part : parts) {
        if (part.second == 0) continue;
        const std::string type = name_of_type(part.first);
        const int nth = ++times[type];
        fresh->add(field_of(part, nth == 1 ? type : fmt::format("{}_{}", type, nth), where));
    }
    fresh->finish();
    table = std::move(fresh);
    return table->table();
}

/// What a list of templates' fields says: types and lengths, by the names of the two fields. Types that are
/// an enterprise's own have a bit more.
Parts parts_of(const Value& fields, std::string_view type, std::string_view length) {
    Parts out;
    if (fields.items() == nullptr) return out;
    for (const Value& each : *fields.items()) {
        const auto* field = each.as<LayerReference>();
        if (field == nullptr) continue;
        const Layer layer = (*field->packet)[field->index];
        if (find_field(layer.protocol(), type) == nullptr) continue;
        const bool is_own =
            find_field(layer.protocol(), "enterpriseBit") != nullptr && layer.integer("enterpriseBit") != 0;
        out.emplace_back(layer.integer(type) | (is_own ? enterprise_bit : 0), layer.integer(length));
    }
    return out;
}

constexpr std::string_view record_title = "Netflow DataFlowset Record V9/10";

struct Definition {
    const Protocol* table;
    Parts parts;
    /// The octets of the record at the front; 0 where it is not all there.
    std::size_t size_in(std::string_view octets) const {
        std::size_t at = 0;
        for (const auto& [type, size] : parts) {
            const std::string_view rest = octets.substr(std::min(at, octets.size()));
            const std::size_t counted =
                counted_size({reinterpret_cast<const std::uint8_t*>(rest.data()), rest.size()});
            if (size == varying && counted == 0) return 0;
            at += size == varying ? counted : size;
        }
        return at <= octets.size() ? at : 0;
    }
};
struct Definitions {
    std::map<std::uint64_t, Definition> records;
    std::map<std::uint64_t, std::vector<Definition>> options;  ///< Scopes, then options.
};

Definition define(std::string_view name, const Parts& parts, Span where) {
    return {&table_of(name, record_title, parts, where), parts};
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
        const Definition& record = found->second;
        while (const std::size_t size = record.size_in(octets))
            out.push_back(take(*record.table, octets, size));
        return out;
    }
    for (const Definition& part : known.options.at(id))
        if (const std::size_t size = part.size_in(octets)) out.push_back(take(*part.table, octets, size));
    if (!octets.empty()) out.push_back(take(*find_protocol("Padding"), octets, octets.size()));
    return out;
}

/// What was learned from each exporter's observation domains: numbers of templates hold for one of them.
using Exporters = std::map<std::string, Definitions>;

Definitions& exporter_of(const Packet& packet, Exporters& exporters) {
    std::string domain;
    for (std::size_t i = 0; i < packet.size(); ++i)
        for (const char* field : {"src", "SourceID", "ObservationDomainID"})
            if (find_field(packet[i].protocol(), field) != nullptr && !packet[i].is("Ether"))
                domain += packet[i].text(field) + ' ';
    return exporters[domain];
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
    Exporters exporters;
    for (const Value& each : packets) {
        const auto* packet = each.as<LayerReference>();
        if (packet == nullptr) call.fail(0, fmt::format("{} takes packets", call.name));
        Definitions& known = exporter_of(*packet->packet, exporters);
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
            Definitions& known = exporter_of(whole, exporters_);
            learn(whole, known, where);
            read_sets(whole, known, where);
        }
        return out;
    }
    std::vector<Packet> rest() override { return fragments_.rest(); }

 private:
    IpReassembly fragments_;
    Exporters exporters_;
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
