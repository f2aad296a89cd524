// Domain names as octets (RFC 1035 3.1, 4.1.4), and messages with names compressed: Scapy's helpers for DNS.
#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/domain_name.h"

namespace pkttest::language {

namespace {

constexpr std::size_t header_octets = 12;
constexpr std::size_t most_pointers = 20;
constexpr std::size_t furthest = 0x3fff;  ///< Of a pointer.

std::uint8_t octet_at(std::string_view octets, std::size_t at) {
    return static_cast<std::uint8_t>(octets[at]);
}

/// dns_get_str: the name at a position of the octets behind a message's header, or of a whole message.
Value run_get(Call& call) {
    if (call.has(2)) throw EvaluationError(call.span, "dns_get_str of a packet").uncovered();
    const std::size_t message = call[4].octets() != nullptr ? 4 : 1;
    const bool whole = call[message].octets() != nullptr;
    const bool may_point = whole || call.truth(3);
    std::string_view octets = call.octets(0);
    const std::string_view full = whole ? call.octets(message) : std::string_view(octets);
    std::size_t at =
        whole || !call.has(1) ? 0 : static_cast<std::size_t>(call.integer_within(1, 0, 1'000'000));
    std::string name;
    std::optional<std::size_t> behind;
    std::vector<std::size_t> followed;
    while (at < octets.size()) {
        const std::uint8_t octet = octet_at(octets, at++);
        if (octet == 0) break;
        if ((octet & 0xc0) == 0) {
            name.append(octets.substr(std::min(at, octets.size()), octet)) += '.';
            at += octet;
            continue;
        }
        if (!behind) behind = at + 1;
        if (at >= octets.size()) break;
        if (!may_point) call.raise("Scapy_Exception", "DNS message can't be compressed at this point!");
        const std::size_t target = (octet & std::size_t{0x3f}) << 8 | octet_at(octets, at);
        if (!whole && target < header_octets) break;
        octets = full;
        at = whole ? target : target - header_octets;
        if (std::find(followed.begin(), followed.end(), at) != followed.end() ||
            followed.size() >= most_pointers)
            break;
        followed.push_back(at);
    }
    const std::string& given = call.octets(0);
    const std::size_t end = behind.value_or(at);
    const std::string left = given.substr(std::min(end, given.size()));
    return Value::tuple(
        {Value(Bytes{std::move(name)}), Value(end), Value(Bytes{left}), Value(!followed.empty())});
}

Value run_encode(Call& call) {
    const std::string& name = call.octets(0);
    const bool built = !name.empty() && name.back() == '\0' && name.find('.') == std::string::npos;
    if (call.truth(1) && built) return Value(Bytes{name});
    std::string out;
    for (std::string_view left = name; !left.empty();) {
        const std::size_t dot = std::min(left.find('.'), left.size());
        const std::string_view label = left.substr(0, std::min<std::size_t>(dot, 63));
        left.remove_prefix(std::min(dot + 1, left.size()));
        if (label.empty()) continue;
        out += static_cast<char>(label.size());
        out += label;
    }
    out += '\0';
    return Value(Bytes{std::move(out)});
}

// ---- compression -------------------------------------------------------------------------------------

/// Replaces names of a DNS message, one after the other, by the longest end that stands before them.
class Compression {
 public:
    explicit Compression(Packet message) : message_(std::move(message)) {}

    Packet run() {
        for (const std::string_view section : {"qd", "an", "ns", "ar"}) compress_section(section);
        return std::move(message_);
    }

 private:
    struct Known {
        std::string name;
        std::size_t at;
    };

    void compress_section(std::string_view section) {
        const Value records = message_[0].get(section);
        const List* items = records.items();
        if (items == nullptr) return;
        List changed = *items;
        for (Value& item : changed)
            if (const auto* record = item.as<LayerReference>())
                item = Value(Packet(record->packet->tail(record->index)));
        for (Value& item : changed) {
            if (!item.is_packet()) continue;
            Packet& record = *item.as<LayerReference>()->packet;
            for (const Field& field : record[0].protocol().fields)
                if (is_name(record[0], field)) compress_field(record, field, section, changed);
        }
    }
    /// Names of their own, and the data of records that have nothing else: NS, MD, MF, CNAME, MB, MG, MR,
    /// PTR.
    static bool is_name(const Layer& record, const Field& field) {
        static constexpr std::uint64_t types[] = {2, 3, 4, 5, 7, 8, 9, 12};
        if (field.shape == &domain_name_shape) return true;
        return field.name == "rdata" && record.is("DNSRR") &&
               std::find(std::begin(types), std::end(types), record.integer("type")) != std::end(types);
    }

    void compress_field(Packet& record, const Field& field, std::string_view section, const List& records) {
        const Value value = record[0].get(field);
        if (value.octets() == nullptr) return;
        std::string_view name = *value.octets();
        while (name.ends_with('.')) name.remove_suffix(1);
        if (name.empty()) return;
        std::string encoded;
        std::vector<std::pair<std::string, std::size_t>> ends;  // with their places in `encoded`
        while (!name.empty() && !append_pointer(name, encoded)) {
            ends.emplace_back(name, encoded.size());
            const std::size_t dot = std::min(name.find('.'), name.size());
            encoded += static_cast<char>(std::min<std::size_t>(dot, 63));
            encoded += name.substr(0, std::min<std::size_t>(dot, 63));
            name.remove_prefix(std::min(dot + 1, name.size()));
        }
        const bool pointed = name.size() > 0;
        if (pointed) record.set(0, field, Value(Bytes{encoded}));
        if (!pointed) encoded += '\0';
        message_.set(0, section, Value(records));
        note(encoded, ends);
    }
    bool append_pointer(std::string_view name, std::string& out) const {
        for (const Known& each : known_)
            if (each.name == name) {
                out += static_cast<char>(0xc0 | each.at >> 8);
                out += static_cast<char>(each.at & 0xff);
                return true;
            }
        return false;
    }
    /// Remembers where the parts of a name stand, which is the first of its like behind the ones before.
    void note(const std::string& encoded, const std::vector<std::pair<std::string, std::size_t>>& ends) {
        const Octets built = message_.build();
        const std::string octets(built.begin(), built.end());
        const std::size_t at = octets.find(encoded, last_);
        if (at == std::string::npos) return;
        last_ = at;
        for (const auto& [name, place] : ends)
            if (at + place <= furthest) known_.push_back({name, at + place});
    }

    Packet message_;
    std::vector<Known> known_;
    std::size_t last_ = header_octets;
};

Value compressed(const Call& call, const LayerReference& given) {
    std::size_t at = given.index;
    while (at < given.packet->size() && (*given.packet)[at].protocol().name != "DNS") ++at;
    if (at >= given.packet->size()) call.raise("Scapy_Exception", "Can only compress DNS layers");
    const bool over_tcp = find_field((*given.packet)[at].protocol(), "length") != nullptr &&
                          !(*given.packet)[at].get("length").is_none();
    if (over_tcp) throw EvaluationError(call.span, "dns_compress of a message over TCP").uncovered();
    Packet message = given.packet->tail(at);
    message.remove_from(1);
    Packet out = *given.packet;
    out.remove_from(at);
    out = out.tail(given.index);
    return Value(out / Compression(std::move(message)).run());
}

Value run_compress(Call& call) { return compressed(call, *call[0].as<LayerReference>()); }

}  // namespace

extern const Builtin builtin_dns_get_str = {
    "dns_get_str",
    {{{"s", Kind::bytes},
      optional("pointer"),
      optional("pkt"),
      optional("_fullpacket", Kind::truth),
      optional("full", Kind::bytes),
      optional("_ignore_compression", Kind::truth)}},
    Kind::list,
    "A domain name's text, the position behind it, the octets behind it, and whether it was compressed.",
    run_get};
extern const Builtin builtin_dns_encode = {"dns_encode",
                                           {{{"x", Kind::bytes}, optional("check_built", Kind::truth)}},
                                           Kind::bytes,
                                           "The octets of a domain name, without compression.",
                                           run_encode};
extern const Builtin builtin_dns_compress = {"dns_compress",
                                             {{{"pkt", Kind::packet}}},
                                             Kind::packet,
                                             "A DNS message with its names compressed.",
                                             run_compress};

}  // namespace pkttest::language
