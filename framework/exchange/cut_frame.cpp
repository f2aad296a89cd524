// A cut packet is read with zeros in the place of what is missing: this says what stands where.
#include "framework/exchange/cut_frame.h"

#include <algorithm>

namespace pkttest::exchange {

namespace {

/// Longer frames do not exist; captures that say so are wrong.
constexpr std::size_t longest_frame = std::size_t{1} << 18;
/// Layers between the last one that is there and one that may follow.
constexpr int most_hops = 2;

bool may_follow(const Protocol& lower, const Protocol& upper, int hops = most_hops) {
    if (lower.carries == upper.name) return true;
    return std::any_of(upper.carried_by.begin(), upper.carried_by.end(), [&](const Carrier& carrier) {
        if (carrier.protocol == lower.name) return true;
        const Protocol* between = hops > 1 ? find_protocol(carrier.protocol) : nullptr;
        return between != nullptr && may_follow(lower, *between, hops - 1);
    });
}

/// Fields of a layer that are not there to their last bit.
MatchRules without_missing(const Layer& layer, std::size_t there) {
    MatchRules out;
    for (const Field& field : layer.protocol().fields) {
        const auto place = layer.place(field);
        if (!place || layer.slot().start * 8 + place->second > there * 8)
            out.ignoring.emplace_back(&layer.protocol(), &field);
    }
    return out;
}

/// A cut packet with zeros for what is missing, and its first layer that is not there to its end; size()
/// where all are.
struct Filled {
    Packet whole;
    std::size_t cut = 0;
};

Filled filled(const Packet& cut) {
    Octets octets(cut.received().begin(), cut.received().end());
    const std::size_t there = octets.size();
    octets.resize(std::clamp<std::size_t>(cut.wire_length, there, longest_frame));
    Filled out{Packet::dissect(octets, cut[0].protocol()), 0};
    const auto ends_before = [&](const Slot& slot) { return slot.start + slot.length <= there; };
    while (out.cut < out.whole.size() && ends_before(out.whole[out.cut].slot())) ++out.cut;
    return out;
}

bool is_payload(const Layer& layer) { return layer.is("Raw") || layer.is("Padding"); }

}  // namespace

bool is_cut(const Packet& packet) { return packet.wire_length > packet.received().size(); }

bool may_match(const Packet& pattern, const Packet& cut) {
    if (cut.empty() || pattern.empty()) return false;
    const std::size_t there = cut.received().size();
    auto [whole, last] = filled(cut);
    if (last == whole.size()) return matches(pattern, whole);
    const bool has_header = !is_payload(whole[last]);
    // Zeros may say nothing of the header that stands there, or that it is wrong.
    const bool in_payload = !has_header && whole[last].slot().start < there && whole.malformed().empty();
    const bool names_next = has_header && last + 1 < whole.size() && !is_payload(whole[last + 1]);
    const Protocol& next = whole[names_next                ? last + 1
                                 : has_header || last == 0 ? last
                                                           : last - 1]
                               .protocol();
    const MatchRules rules = has_header ? without_missing(whole[last], there) : MatchRules{};
    whole.remove_from(last + (has_header ? 1 : 0));
    Packet found = pattern;
    for (std::size_t count = pattern.size();; found.remove_from(--count)) {
        if (matches(found, whole, rules)) {
            if (count == pattern.size()) return true;
            const bool payload_next = count + 1 == pattern.size() && is_payload(pattern[count]);
            const Protocol& wanted = pattern[count].protocol();
            if (payload_next || (names_next && &wanted == &next)) return true;
            return !in_payload && may_follow(next, wanted);
        }
        if (count == 0) return false;
    }
}

bool may_answer(const Packet& cut, const Packet& request) {
    if (cut.empty() || request.empty()) return false;
    auto [head, first_cut] = filled(cut);
    if (first_cut == 0) return true;
    static const Packet anything(*find_protocol("Raw"));
    head.remove_from(first_cut);
    return answers(head / anything, request);  // Raw answers whatever stands there.
}

}  // namespace pkttest::exchange
