// Random addresses and object identifiers by templates: "2001:db8:*::1-f", "1.3.6.*.0-28". What is drawn, and
// in which order, is Scapy's, so that a seed gives the same text.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "framework/packet/random_values.h"

namespace pkttest {

namespace {

template <class Number>
bool read_number(std::string_view digits, int base, Number& out) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out, base);
    return error == std::errc{} && end == digits.data() + digits.size();
}

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at != text.npos;) {
        const std::size_t end = text.find(separator, at);
        out.push_back(text.substr(at, end == text.npos ? end : end - at));
        at = end == text.npos ? end : end + 1;
    }
    return out;
}

/// A group of an address: a number, numbers to choose from, "**" for as many as there is room for, or nothing
/// beside "::".
struct Group {
    enum class Kind : std::uint8_t { nothing, many, range } kind = Kind::nothing;
    std::uint16_t first = 0, last = 0;
    bool is_open() const { return kind == Kind::range && first != last; }
    std::uint64_t draw() const { return first + draw_below(std::uint64_t{last} - first + 1); }
};

std::optional<Group> parse_group(std::string_view text) {
    if (text.empty()) return Group{};
    if (text == "**") return Group{.kind = Group::Kind::many};
    const std::size_t dash = text.find('-');
    const std::string_view first = text == "*" ? "0" : text.substr(0, dash);
    const std::string_view last = text == "*" ? "ffff" : dash == text.npos ? first : text.substr(dash + 1);
    Group out{.kind = Group::Kind::range, .first = 0, .last = 0xffff};
    if (!first.empty() && !read_number(first, 16, out.first)) return std::nullopt;
    if (!last.empty() && !read_number(last, 16, out.last)) return std::nullopt;
    return out.first <= out.last ? std::optional(out) : std::nullopt;
}

class AddressTemplate {
 public:
    static std::optional<AddressTemplate> parse(std::string_view pattern) {
        AddressTemplate out;
        for (const std::string_view part : parts_of(pattern, ':')) {
            const auto group = parse_group(part);
            if (!group) return std::nullopt;
            out.groups_.push_back(*group);
        }
        constexpr std::size_t all = 8, with_gap = 9;
        const std::size_t gap = pattern.find("::");
        if (gap != pattern.rfind("::") || (gap == pattern.npos && out.has_gap())) return std::nullopt;
        const bool has_room = out.has_gap() || out.has_many() || out.groups_.size() == all;
        if (!has_room || out.groups_.size() > with_gap) return std::nullopt;
        return out;
    }

    /// The reference compares each group with texts, which draws of those that are random.
    void compare_all() const {
        seek_gap();
        for (const Group& group : groups_) compare(group);
    }

    std::string draw() const {
        std::vector<std::string> out;
        auto left = static_cast<std::size_t>(std::count_if(groups_.begin(), groups_.end(), is_many));
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            compare(groups_[i]);
            if (is_many(groups_[i]))
                draw_many(groups_.size() - i - 1, --left, out);
            else
                out.push_back(draw_one(groups_[i]));
        }
        if (out.size() == 9) out.erase(std::find(out.begin(), out.end(), ""));
        if (out.back().empty()) out.back() = "0";
        return fmt::format("{}", fmt::join(out, ":"));
    }

 private:
    static bool is_many(const Group& group) { return group.kind == Group::Kind::many; }
    static bool is_nothing(const Group& group) { return group.kind == Group::Kind::nothing; }
    static void compare(const Group& group) {
        if (group.is_open()) group.draw();
    }
    bool has_gap() const { return std::any_of(groups_.begin(), groups_.end(), is_nothing); }
    bool has_many() const { return std::any_of(groups_.begin(), groups_.end(), is_many); }
    void seek_gap() const {
        for (const Group& group : groups_) {
            if (is_nothing(group)) return;
            compare(group);
        }
    }
    static std::string draw_one(const Group& group) {
        if (is_nothing(group)) return "";
        if (group.is_open()) return fmt::format("{:04x}", group.draw());
        return group.first == 0 ? "0" : fmt::format("{:04x}", group.first);
    }
    /// `behind`: groups after these; `left`: further such among them.
    void draw_many(std::size_t behind, std::size_t left, std::vector<std::string>& out) const {
        constexpr std::size_t all = 8;
        const std::size_t taken = behind + out.size();
        std::size_t room = all + left + (has_gap() ? 1 : 0);
        room = room > taken ? room - taken : 0;
        seek_gap();
        if (left > 0 || has_gap()) room = draw_below(room + 1);
        for (; room > 0; --room) out.push_back(fmt::format("{:04x}", draw_below(0x10000)));
    }
    std::vector<Group> groups_;
};

/// The numbers of an identifier.
std::uint64_t draw_depth() { return static_cast<std::uint64_t>(std::nearbyint(draw_exponential(0.1))); }
std::string draw_arc() {
    return std::to_string(static_cast<std::uint64_t>(std::nearbyint(draw_exponential(0.01))));
}
void draw_arcs(std::vector<std::string>& out) {
    for (std::uint64_t left = 1 + draw_depth(); left > 0; --left) out.push_back(draw_arc());
}

struct Arc {
    std::string text;
    std::uint64_t first = 0, last = 0;  ///< Of a range: the last one does not belong to it.
};
std::optional<Arc> parse_arc(std::string_view text) {
    Arc out{std::string(text)};
    const std::size_t dash = text.find('-');
    if (dash == text.npos) return out;
    const bool is_range = read_number(text.substr(0, dash), 10, out.first) &&
                          read_number(text.substr(dash + 1), 10, out.last) && out.first < out.last;
    return is_range ? std::optional(out) : std::nullopt;
}

}  // namespace

SharedSet random_ipv6_groups(std::string name, std::string_view pattern) {
    const auto address = AddressTemplate::parse(pattern);
    if (!address) return nullptr;
    if (draws_from_other()) address->compare_all();
    return random_of(
        std::move(name), [address = *address] { return Value(address.draw()); }, nullptr);
}

SharedSet random_oid(std::string name, std::optional<std::string_view> pattern) {
    std::vector<Arc> arcs;
    if (pattern)
        for (const std::string_view part : parts_of(*pattern, '.')) {
            auto arc = parse_arc(part);
            if (!arc) return nullptr;
            arcs.push_back(std::move(*arc));
        }
    return random_of(
        std::move(name),
        [arcs = std::move(arcs)] {
            std::vector<std::string> out;
            if (arcs.empty()) draw_arcs(out);
            for (const Arc& arc : arcs) {
                if (arc.text == "*")
                    out.push_back(draw_arc());
                else if (arc.text == "**")
                    draw_arcs(out);
                else if (arc.last != 0)
                    out.push_back(std::to_string(arc.first + draw_below(arc.last - arc.first)));
                else
                    out.push_back(arc.text);
            }
            return Value(fmt::format("{}", fmt::join(out, ".")));
        },
        nullptr);
}

}  // namespace pkttest
