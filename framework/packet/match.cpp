// Match: the pattern's layers are looked for in order, each field it was told is compared.
#include "framework/packet/match.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "framework/packet/compiled.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

bool nested_agree(const List& pattern, const List& candidate);

bool value_agrees(const Value& pattern, const Value& candidate) {
    if (pattern.set() != nullptr) return pattern.set()->contains(candidate);
    const auto* wanted = pattern.as<LayerReference>();
    const auto* found = candidate.as<LayerReference>();
    if (wanted != nullptr && found != nullptr)
        return matches(wanted->packet->tail(wanted->index), found->packet->tail(found->index));
    if (pattern.is_list() && candidate.is_list()) return nested_agree(*pattern.items(), *candidate.items());
    return pattern == candidate;
}

bool field_value_agrees(const Field& field, const Value& pattern, const Value& candidate) {
    return pattern.set() != nullptr ? pattern.set()->agrees(field, candidate)
                                    : value_agrees(pattern, candidate);
}

bool nested_agree(const List& pattern, const List& candidate) {
    return pattern.size() == candidate.size() &&
           std::equal(pattern.begin(), pattern.end(), candidate.begin(), value_agrees);
}

bool is_ignored(const MatchRules& rules, const Protocol& protocol, const Field& field) {
    return std::any_of(rules.ignoring.begin(), rules.ignoring.end(), [&](const auto& entry) {
        return entry.first == &protocol && (entry.second == &field || entry.second == nullptr);
    });
}

/// Raw in a pattern stands for the octets behind the layer before it, whatever they were dissected as.
std::string_view octets_above(const Packet& candidate, std::size_t layer) {
    const auto payload = candidate[layer].payload();
    return {reinterpret_cast<const char*>(payload.data()), payload.size()};
}

bool is_raw(const Layer& layer) { return &layer.protocol() == &raw_protocol(); }

bool field_agrees(const Layer& pattern, const Crafted::Entry& entry, const Layer& candidate) {
    const Field& field = pattern.protocol().fields[entry.field];
    return field_value_agrees(field, entry.value, candidate.internal(field));
}

bool captures(const Crafted::Entry& entry) {
    return entry.value.set() != nullptr && capture_in(*entry.value.set()) != nullptr;
}

/// What captures comes first: other fields of the layer may ask for it.
bool layer_agrees(const Layer& pattern, const Layer& candidate, const MatchRules& rules) {
    if (!pattern.is_crafted()) return true;
    const auto& entries = pattern.slot().crafted->entries;
    const bool any_captures = std::any_of(entries.begin(), entries.end(), captures);
    for (const bool capturing : {true, false}) {
        if (capturing && !any_captures) continue;
        for (const auto& entry : entries) {
            if (captures(entry) != capturing || entry.value.is_none() ||
                is_ignored(rules, pattern.protocol(), pattern.protocol().fields[entry.field]))
                continue;
            if (!field_agrees(pattern, entry, candidate)) return false;
        }
    }
    return true;
}

bool raw_agrees(const Layer& pattern, std::string_view octets) {
    const Value* load = pattern.is_crafted() ? pattern.slot().crafted->find(0) : nullptr;
    if (load == nullptr || load->is_none()) return true;
    if (load->set() != nullptr)
        return load->set()->agrees(raw_protocol().fields[0], Bytes{std::string(octets)});
    return load->octets() != nullptr && *load->octets() == octets;
}

/// The first layer of the candidate from `from` on that agrees with the pattern's layer `p`; size() where
/// none does.
std::size_t first_agreeing(const Packet& pattern, std::size_t p, const Packet& candidate, std::size_t from,
                           const MatchRules& rules) {
    for (std::size_t i = from; i < candidate.size(); ++i)
        if (&candidate[i].protocol() == &pattern[p].protocol() &&
            layer_agrees(pattern[p], candidate[i], rules))
            return i;
    return candidate.size();
}

/// Whether the pattern's layers are found in the candidate in their order. Taking the first that agrees each
/// time finds them where they are; only octets at the end may ask for a later one.
bool found(const Packet& pattern, const Packet& candidate, const MatchRules& rules) {
    std::size_t from = 0;
    for (std::size_t p = 0; p < pattern.size(); ++p) {
        const bool octets_next = p + 2 == pattern.size() && is_raw(pattern[p + 1]);
        std::size_t at = first_agreeing(pattern, p, candidate, from, rules);
        while (octets_next && at < candidate.size() &&
               !raw_agrees(pattern[p + 1], octets_above(candidate, at)))
            at = first_agreeing(pattern, p, candidate, at + 1, rules);
        if (at == candidate.size()) return false;
        if (octets_next) return true;
        from = at + 1;
    }
    return true;
}

/// Octets of `packet` with the ignored fields set to zero.
Octets masked(const Packet& packet, const MatchRules& rules) {
    Octets out(packet.received().begin(), packet.received().end());
    for (std::size_t i = 0; i < packet.size(); ++i)
        for (const Field& field : packet[i].protocol().fields) {
            if (!is_ignored(rules, packet[i].protocol(), field)) continue;
            if (const auto place = packet[i].place(field))
                for (std::size_t bit = place->first; bit < place->second; ++bit)
                    write_bits(out.data() + packet[i].slot().start, bit, 1, 0, false);
        }
    return out;
}

/// The candidate from the pattern's first layer on, without padding, and the pattern as it would be received.
struct ExactPair {
    Packet pattern, candidate;
};

ExactPair exact_pair(const Packet& pattern, const Packet& candidate, std::size_t from) {
    const Protocol& first = pattern[0].protocol();
    Octets octets = candidate.tail(from).build();
    if (!candidate.empty() && &candidate[candidate.size() - 1].protocol() == &padding_protocol() &&
        from < candidate.size()) {
        std::size_t padding = 0;
        for (std::size_t i = from; i < candidate.size(); ++i)
            if (&candidate[i].protocol() == &padding_protocol()) padding += candidate[i].slot().length;
        octets.resize(octets.size() - std::min(padding, octets.size()));
    }
    return {Packet::dissect(pattern.build(), first), Packet::dissect(octets, first)};
}

bool exactly_from(const Packet& pattern, const Packet& candidate, std::size_t from, const MatchRules& rules) {
    const ExactPair pair = exact_pair(pattern, candidate, from);
    return masked(pair.pattern, rules) == masked(pair.candidate, rules);
}

// ---- rows --------------------------------------------------------------------------------------------

std::string layer_label(const Packet& pattern, std::size_t index) {
    int nth = 0;
    for (std::size_t i = 0; i <= index; ++i)
        nth += &pattern[i].protocol() == &pattern[index].protocol() ? 1 : 0;
    return nth == 1 ? std::string(pattern[index].protocol().name)
                    : fmt::format("{}:{}", pattern[index].protocol().name, nth);
}

std::string text_of(const Field& field, const Value& value) {
    if (value.is_none()) return "";
    if (value.set() != nullptr) return value.set()->represent();
    const Value human = field.shape->human(field, value);
    const std::string out = human.is_text() ? *human.octets() : field.shape->represent(field, value);
    if (!out.empty()) return out;
    return value.octets() != nullptr ? "''" : "0";  // No octets, or no flag.
}

/// A payload that a pattern writes, as the one that came is written.
std::string load_text(const Value* load) {
    if (load == nullptr) return "any";
    const std::string* octets = load->octets();
    if (octets == nullptr) return text_of(raw_protocol().fields[0], *load);
    return represent_octets(*octets);
}

constexpr int layer_score = 100;

/// Adds the rows of one pattern layer against one candidate layer; the number of fields that agree.
int add_rows(const Packet& pattern, std::size_t p, const Layer& candidate, const MatchRules& rules,
             Comparison& out) {
    if (!pattern[p].is_crafted()) return 0;
    int agreeing = 0;
    for (const auto& entry : pattern[p].slot().crafted->entries) {
        const Field& field = pattern[p].protocol().fields[entry.field];
        if (entry.value.is_none() || is_ignored(rules, pattern[p].protocol(), field)) continue;
        const Value found = candidate.internal(field);
        const bool agrees = field_value_agrees(field, entry.value, found);
        agreeing += agrees ? 1 : 0;
        out.rows.push_back({layer_label(pattern, p), std::string(field.name), text_of(field, entry.value),
                            text_of(field, found), agrees});
    }
    return agreeing;
}

int count_agreeing(const Packet& pattern, std::size_t p, const Layer& candidate, const MatchRules& rules) {
    Comparison ignored;
    return add_rows(pattern, p, candidate, rules, ignored);
}

void compare_layers(const Packet& pattern, const Packet& candidate, const MatchRules& rules,
                    Comparison& out) {
    int at = -1;
    for (std::size_t p = 0; p < pattern.size(); ++p) {
        if (is_raw(pattern[p]) && at >= 0 && p + 1 == pattern.size()) {
            const auto octets = octets_above(candidate, static_cast<std::size_t>(at));
            const Value* load =
                pattern[p].slot().crafted != nullptr ? pattern[p].slot().crafted->find(0) : nullptr;
            const bool agrees = raw_agrees(pattern[p], octets);
            out.rows.push_back({"Raw", "load", load_text(load), represent_octets(octets), agrees});
            out.score += agrees ? layer_score + 1 : 0;
            return;
        }
        int best = -1, best_score = -1;
        for (int i = at + 1; i < static_cast<int>(candidate.size()); ++i) {
            const Layer layer = candidate[static_cast<std::size_t>(i)];
            if (&layer.protocol() != &pattern[p].protocol()) continue;
            const int score = count_agreeing(pattern, p, layer, rules);
            if (score > best_score) best = i, best_score = score;
        }
        if (best < 0) {
            out.rows.push_back({layer_label(pattern, p), "", "present", "", false});
            continue;
        }
        at = best;
        out.score +=
            layer_score + add_rows(pattern, p, candidate[static_cast<std::size_t>(best)], rules, out);
    }
}

void compare_exactly(const Packet& pattern, const Packet& candidate, const MatchRules& rules,
                     Comparison& out) {
    const auto from = candidate.find(pattern[0].protocol());
    if (!from) {
        out.rows.push_back({std::string(pattern[0].protocol().name), "", "present", "", false});
        return;
    }
    const ExactPair pair = exact_pair(pattern, candidate, *from);
    for (std::size_t i = 0; i < pair.pattern.size(); ++i) {
        const Layer wanted = pair.pattern[i];
        if (i >= pair.candidate.size() || &pair.candidate[i].protocol() != &wanted.protocol()) {
            out.rows.push_back({layer_label(pair.pattern, i), "", "present", "", false});
            continue;
        }
        out.score += layer_score;
        for (const Field& field : wanted.protocol().fields) {
            if (!wanted.has(field) || is_ignored(rules, wanted.protocol(), field)) continue;
            const Value want = wanted.internal(field), found = pair.candidate[i].internal(field);
            const bool agrees = want == found;
            out.score += agrees ? 1 : 0;
            out.rows.push_back({layer_label(pair.pattern, i), std::string(field.name), text_of(field, want),
                                text_of(field, found), agrees});
        }
    }
}

}  // namespace

bool matches(const Packet& pattern, const Packet& candidate, const MatchRules& rules) {
    if (pattern.empty()) return true;
    if (!rules.exactly) return found(pattern, candidate, rules);
    for (std::size_t i = 0; i < candidate.size(); ++i)
        if (&candidate[i].protocol() == &pattern[0].protocol() && exactly_from(pattern, candidate, i, rules))
            return true;
    return false;
}

Comparison compare(const Packet& pattern, const Packet& candidate, const MatchRules& rules) {
    Comparison out;
    out.matches = matches(pattern, candidate, rules);
    if (pattern.empty()) return out;
    if (rules.exactly)
        compare_exactly(pattern, candidate, rules, out);
    else
        compare_layers(pattern, candidate, rules, out);
    return out;
}

}  // namespace pkttest
