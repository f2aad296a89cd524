// Protocol: a table that says what a layer's octets mean. Everything else reads this one table: building and
// dissecting, the C++ API, the campaign language, messages, completion, ls() and the documentation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "framework/packet/field.h"

namespace pkttest {

class Layer;
struct Compiled;

/// A field of the lower layer with the value that announces this one, or the values from `value` to `last`:
/// those in tables only, for what is read; such a field must lie at one place in two octets.
struct Condition {
    std::string_view field = {};
    UnsignedInteger value = 0;
    UnsignedInteger last = value;
    constexpr bool is_range() const { return last != value; }
    bool operator==(const Condition&) const = default;
};

/// What carries a protocol. `both` also sets the lower layer's fields when this layer is put on it; `up`
/// is used only in dissection (Scapy's bind_bottom_up), `down` only in building.
struct Carrier {
    enum class Way : std::uint8_t { both, up, down };
    static constexpr std::size_t most_conditions = 4;
    std::string_view protocol;
    Condition conditions[most_conditions] = {};
    Way way = Way::both;
    bool (*test)(const Layer& lower) = nullptr;  ///< For variants that no field's value tells: asked first.

    constexpr Carrier(std::string_view lower, bool (*asks)(const Layer&)) : protocol(lower), test(asks) {}
    constexpr Carrier(std::string_view lower, Way direction = Way::both) : protocol(lower), way(direction) {}
    constexpr Carrier(std::string_view lower, std::string_view field, std::uint64_t value,
                      Way direction = Way::both)
        : protocol(lower), conditions{{field, value}}, way(direction) {}
    constexpr Carrier(std::string_view lower, Condition first, Condition second, Way direction = Way::both)
        : protocol(lower), conditions{first, second}, way(direction) {}
    constexpr Carrier(std::string_view lower, Condition first, Condition second, Condition third,
                      Way direction = Way::both)
        : protocol(lower), conditions{first, second, third}, way(direction) {}
    constexpr Carrier(std::string_view lower, Condition first, Condition second, Condition third,
                      Condition fourth, Way direction = Way::both)
        : protocol(lower), conditions{first, second, third, fourth}, way(direction) {}
    constexpr Carrier(std::string_view lower, Condition range)
        : protocol(lower), conditions{range}, way(Way::up) {}
};
constexpr Carrier::Way up = Carrier::Way::up;
constexpr Carrier::Way down = Carrier::Way::down;

/// What a layer tells the one below it that nobody told else, where a field of its own has a value: the group
/// that a port's packets go to (Scapy's DestIPField).
struct Told {
    std::string_view lower;
    Condition says;        ///< Of the lower layer's fields.
    Condition where = {};  ///< Of this layer's; without a field: always.
};

/// A field's former name.
struct Alias {
    std::string_view former, name;
};

/// A number of octets that a field tells: `unit` for each of its values from `least` to `most`. The field
/// must lie at one place in two octets.
struct OctetsBy {
    std::string_view field = {};
    std::uint16_t unit = 1;
    bool with_header = false;  ///< The header's own are counted too.
    std::uint16_t least = 0, most = 0xffff;
};

struct ProtocolRules;

struct Protocol {
    std::string_view name;   ///< Scapy's own: "IP".
    std::string_view title;  ///< "Internet Protocol, version 4".
    /// The name that it had once, still taken: "IGMPv3mq". Empty: none.
    std::string_view former = {};
    /// The reference's name for it, which show() writes above its fields: "802.1Q". Empty: the title.
    std::string_view shown = {};
    std::span<const Field> fields = {};
    std::span<const Carrier> carried_by = {};
    /// The same from below: what this protocol carries, by its own fields. For protocols that are there
    /// already: a new tunnel names IP here, and ip.cpp stays as it is.
    std::span<const Carrier> payloads = {};
    /// A more exact form of another protocol, chosen by that one's fields: IPOption_RR of IPOption.
    std::span<const Carrier> variant_of = {};
    /// The same from below: protocols, there already, that stand for this one where their conditions hold.
    std::span<const Carrier> variants = {};
    /// The payload's protocol where no carrier matches; empty: Raw.
    std::string_view carries = {};
    /// A protocol whose payloads this one carries too, by the same fields: UDP in ICMP carries what UDP does.
    std::string_view carries_as = {};
    /// More that it tells what carries it.
    std::span<const Told> tells = {};

    /// Stands for its variants only: octets that no variant claims are Raw.
    bool abstract = false;
    /// Names that fields had once, still taken.
    std::span<const Alias> aliases = {};

    /// The last fields that are as many octets together stand behind the payload: a frame check sequence.
    std::uint8_t trailer = 0;

    /// Octets of payload that belong to this layer, the rest is Padding. Where the field says nothing, or
    /// less than the header, payload_size() is asked.
    OctetsBy payload_octets = {};
    /// The same where no field alone tells it; below 0: all. nullptr: all.
    std::int64_t (*payload_size)(const Layer& layer) = nullptr;
    /// The protocol of what payload_size leaves behind the payload; empty: Padding.
    std::string_view follower = {};
    /// The payload's protocol where a table can't say; nullptr result: the tables decide. "" results in Raw.
    const Protocol* (*guess_payload)(const Layer& layer) = nullptr;
    /// As Scapy's mysummary(); empty result: the name alone.
    std::string (*summary)(const Layer& layer) = nullptr;
    /// Its name is left out of summaries: one of many attributes.
    bool is_silent = false;
    /// show() writes what it carries no further to the right than itself.
    bool is_flat = false;
    /// Layers below whose own summary still stands when this one has spoken.
    std::span<const std::string_view> summary_needs = {};
    /// Appends what makes request and answer find each other (Scapy's hashret): octets alike in both.
    void (*hashret)(const Layer& layer, std::string& out) = nullptr;
    /// Whether this layer answers `request`, a layer of the same protocol family (Scapy's answers).
    bool (*answers)(const Layer& layer, const Layer& request) = nullptr;
    /// Changes the built octets at the end: `layer` reads them, `out` from `start` on holds header and
    /// payload.
    void (*post_build)(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) = nullptr;
    /// The header's length, never less than the fields that lie at fixed places.
    OctetsBy header_octets = {};
    /// Where the fields do not say it: the header's length in octets, checked against what is there; -1:
    /// malformed.
    std::int64_t (*header_size)(const Layer& layer) = nullptr;

    /// Made at run time: what the functions above ask.
    const ProtocolRules* rules = nullptr;

    // Made at first use; nobody else's business.
    mutable const Compiled* compiled = nullptr;
    mutable const std::int32_t* fixed_bit =
        nullptr;  ///< Per field: its bit offset where always the same; -1.
};

/// Whether the field lies at one place, in two octets.
constexpr bool tells_octets(const Protocol& protocol, const OctetsBy& octets) {
    std::size_t bit = 0;
    for (const Field& field : protocol.fields) {
        if (octets.field.empty() || field.width == 0 || field.conditional()) break;
        if (field.name == octets.field) return bit % 8 + field.width <= 16 && !field.little_endian;
        bit += field.width;
    }
    return octets.field.empty();
}

/// What the compiler can see to be wrong in a table: empty or double names, widths out of range, octets that
/// do not come out even in a fixed layout, rules naming fields that are not there or come later.
constexpr bool well_formed(const Protocol& protocol) {
    const auto position = [&](std::string_view name) {
        for (std::size_t i = 0; i < protocol.fields.size(); ++i)
            if (protocol.fields[i].name == name) return i;
        return protocol.fields.size();
    };
    if (protocol.name.empty() || protocol.title.empty()) return false;
    for (std::size_t i = 0; i < protocol.fields.size(); ++i) {
        const Field& field = protocol.fields[i];
        if (field.name.empty() || field.shape == nullptr || position(field.name) != i) return false;
        if (!field.when.field.empty() && position(field.when.field) >= i) return false;
        if (!field.extent.field.empty() && position(field.extent.field) >= i) return false;
        if (!field.length_of.field.empty() && position(field.length_of.field) == protocol.fields.size())
            return false;
        if (!field.count_of.field.empty() && position(field.count_of.field) == protocol.fields.size())
            return false;
    }
    for (const Told& told : protocol.tells)
        if (!told.where.field.empty() && position(told.where.field) == protocol.fields.size()) return false;
    if (!tells_octets(protocol, protocol.header_octets) || !tells_octets(protocol, protocol.payload_octets))
        return false;
    std::size_t bits = 0;
    for (const Field& field : protocol.fields) {
        if (field.width == 0 || field.conditional()) {
            if (bits % 8 != 0 && field.width == 0) return false;
            if (field.conditional()) return true;
            bits = 0;
        } else {
            bits += field.width;
        }
    }
    return bits % 8 == 0;
}

/// The name that stands above a layer's fields in show(): "802.1Q".
constexpr std::string_view shown_name(const Protocol& protocol) {
    return protocol.shown.empty() ? protocol.title : protocol.shown;
}

/// A protocol by Scapy's name; nullptr where there is none. Run-time protocols shadow built-in ones.
const Protocol* find_protocol(std::string_view name);
/// The built-in one, whatever has been added over its name. For names of which there is one.
const Protocol& built_in(std::string_view name);
/// A field by name; nullptr where there is none.
const Field* find_field(const Protocol& protocol, std::string_view name);
/// A protocol that a field of `whole` holds, by its name or a former one: "ASPathSegment" of BGPPAASPath.
/// nullptr where there is none.
const Protocol* find_part(const Protocol& whole, std::string_view name);
/// The index of a field of `protocol`.
inline std::size_t index_of(const Protocol& protocol, const Field& field) {
    return static_cast<std::size_t>(&field - protocol.fields.data());
}
/// All known protocols, built in and added, by name.
std::vector<const Protocol*> known_protocols();
/// Adds a protocol that the caller keeps alive, over what its name meant before. Protocols of a campaign come
/// and go with its ProtocolScope.
void add_protocol(const Protocol& protocol);
/// Those that were added and not taken back, the oldest first.
std::vector<const Protocol*> added_protocols();
/// Takes one of these back, without the carriers that it brought.
void remove_protocol(const Protocol& protocol);
/// Adds a carrier at run time (bind_layers): found before those of the tables.
void bind_layers(const Protocol& upper, const Carrier& carrier);
/// The same for a carrier that the caller keeps alive until detach() takes it back.
void attach(const Protocol& upper, const Carrier& carrier);
void detach(const Protocol& upper, const Carrier& carrier);

/// Takes bindings of `upper` to `lower` back: those with exactly these conditions, in that way (`both`: also
/// what is bound one way only). Bindings of tables too. What is not bound is no error.
void split_layers(const Protocol& upper, const Protocol& lower, std::span<const Condition> conditions,
                  Carrier::Way way = Carrier::Way::both);

namespace protocols {
/// Every protocol under protocols/, generated at build.
std::span<const Protocol* const> all_protocols();
}  // namespace protocols

}  // namespace pkttest
