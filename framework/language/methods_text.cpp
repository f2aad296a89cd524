// Methods of texts and bytes, Python's. Case is ASCII's.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluation.h"
#include "framework/language/hex.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number, text = Kind::text, list = Kind::list, truth = Kind::truth;
constexpr std::string_view blanks = " \t\n\r\f\v";

const std::string& self(const Call& call) { return *call.self->octets(); }

/// Octets of the same kind as the method's owner.
Value alike(const Call& call, std::string octets) {
    return call.self->is_text() ? Value(std::move(octets)) : Value(Bytes{std::move(octets)});
}

/// A text, or a tuple of texts of which any will do.
template <class Test>
Value any_of(Call& call, Test test) {
    if (const List* items = call[0].items())
        return std::any_of(items->begin(), items->end(), [&](const Value& item) {
            return item.octets() != nullptr && test(*item.octets());
        });
    return test(call.octets(0));
}

Value startswith(Call& call) {
    return any_of(call, [&](const std::string& start) { return self(call).starts_with(start); });
}
Value endswith(Call& call) {
    return any_of(call, [&](const std::string& end) { return self(call).ends_with(end); });
}

Value stripped(Call& call, bool left, bool right) {
    const std::string set = call.octets(0, blanks);
    const std::string& whole = self(call);
    const std::size_t begin = left ? std::min(whole.find_first_not_of(set), whole.size()) : 0;
    std::size_t end = whole.size();
    if (right) end = whole.find_last_not_of(set) + 1;
    return alike(call, end > begin ? whole.substr(begin, end - begin) : std::string());
}
Value strip(Call& call) { return stripped(call, true, true); }
Value lstrip(Call& call) { return stripped(call, true, false); }
Value rstrip(Call& call) { return stripped(call, false, true); }

List split_blanks(const Call& call) {
    List out;
    const std::string& whole = self(call);
    for (std::size_t at = whole.find_first_not_of(blanks); at != whole.npos;) {
        const std::size_t end = std::min(whole.find_first_of(blanks, at), whole.size());
        out.push_back(alike(call, whole.substr(at, end - at)));
        at = whole.find_first_not_of(blanks, end);
    }
    return out;
}

Value split(Call& call) {
    if (!call.has(0)) return Value(split_blanks(call));
    const std::string& separator = call.octets(0);
    if (separator.empty()) call.fail(0, "split takes a separator of at least one character");
    const Integer most = call.integer(1, -1);
    List out;
    std::size_t at = 0;
    while (most < 0 || static_cast<Integer>(out.size()) < most) {
        const std::size_t end = self(call).find(separator, at);
        if (end == std::string::npos) break;
        out.push_back(alike(call, self(call).substr(at, end - at)));
        check_item_count(out.size(), call.span);
        at = end + separator.size();
    }
    out.push_back(alike(call, self(call).substr(at)));
    return Value(std::move(out));
}

Value splitlines(Call& call) {
    List out;
    std::string_view rest = self(call);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out.push_back(alike(call, std::string(line)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return Value(std::move(out));
}

Value join(Call& call) {
    std::string out;
    bool first = true;
    for (const Value& item : call.items(0)) {
        if (item.octets() == nullptr)
            call.fail(0, fmt::format("join takes texts, not {}", describe(item)), "str() makes one");
        if (!first) out += self(call);
        first = false;
        out += *item.octets();
        check_octet_count(out.size(), call.span);
    }
    return alike(call, std::move(out));
}

Value replace(Call& call) {
    const std::string &old = call.octets(0), &replacement = call.octets(1);
    if (old.empty()) call.fail(0, "replace takes a text of at least one character");
    std::string out;
    std::size_t at = 0;
    for (Integer left = call.integer(2, -1); left != 0; --left) {
        const std::size_t found = self(call).find(old, at);
        if (found == std::string::npos) break;
        out.append(self(call), at, found - at).append(replacement);
        check_octet_count(out.size(), call.span);
        at = found + old.size();
    }
    return alike(call, out.append(self(call), at));
}

/// Positions in a text are characters'.
Integer position(const Call& call, std::size_t found) {
    if (found == std::string::npos) return -1;
    return static_cast<Integer>(
        call.self->is_text() ? characters(std::string_view(self(call)).substr(0, found)).size() : found);
}
Value find(Call& call) { return position(call, self(call).find(call.octets(0))); }
Value rfind(Call& call) { return position(call, self(call).rfind(call.octets(0))); }
Value index(Call& call) {
    const Integer at = position(call, self(call).find(call.octets(0)));
    if (at < 0) call.fail(0, fmt::format("{} is not in it", represent(call[0])));
    return at;
}

Value count(Call& call) {
    const std::string& part = call.octets(0);
    if (part.empty()) return Integer(self(call).size() + 1);
    Integer out = 0;
    for (std::size_t at = self(call).find(part); at != std::string::npos;
         at = self(call).find(part, at + part.size()))
        ++out;
    return out;
}

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper_case(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

Value mapped(const Call& call, char (*change)(char)) {
    std::string out = self(call);
    std::transform(out.begin(), out.end(), out.begin(), change);
    return alike(call, std::move(out));
}
Value lower(Call& call) { return mapped(call, lower_case); }
Value upper(Call& call) { return mapped(call, upper_case); }
Value capitalize(Call& call) {
    std::string out = self(call);
    std::transform(out.begin(), out.end(), out.begin(), lower_case);
    if (!out.empty()) out[0] = upper_case(out[0]);
    return alike(call, std::move(out));
}

Value all_are(const Call& call, bool (*test)(char)) {
    return !self(call).empty() && std::all_of(self(call).begin(), self(call).end(), test);
}
Value isdigit(Call& call) {
    return all_are(call, [](char c) { return c >= '0' && c <= '9'; });
}
Value isalpha(Call& call) {
    return all_are(call, [](char c) { return lower_case(c) >= 'a' && lower_case(c) <= 'z'; });
}

Value justified(const Call& call, char align, const std::string& fill) {
    const auto width = static_cast<std::size_t>(call.integer_within(0, 0, 10'000));
    const std::size_t size = call.self->is_text() ? characters(self(call)).size() : self(call).size();
    std::string before, after;
    for (std::size_t i = size; i < width; ++i) (align == '<' ? after : before) += fill;
    return alike(call, before + self(call) + after);
}
Value ljust(Call& call) { return justified(call, '<', call.octets(1, " ")); }
Value rjust(Call& call) { return justified(call, '>', call.octets(1, " ")); }
Value zfill(Call& call) { return justified(call, '>', "0"); }

Value encode(Call& call) { return Value(Bytes{self(call)}); }
Value decode(Call& call) { return Value(self(call)); }
Value hex(Call& call) { return Value(to_hex(self(call), call.octets(0, ""))); }
Value fromhex(Call& call) {
    const auto octets = from_hex(call.octets(0));
    if (!octets) call.fail(0, "this is not hexadecimal", "for example: \"45 00 00 1c\"");
    return Value(Bytes{*octets});
}

constexpr Builtin common[] = {
    {"startswith", {{{"start"}}}, truth, "Whether it begins so.", startswith},
    {"endswith", {{{"end"}}}, truth, "Whether it ends so.", endswith},
    {"strip", {{optional("characters", text)}}, text, "Without blanks at both ends.", strip},
    {"lstrip", {{optional("characters", text)}}, text, "Without blanks at the start.", lstrip},
    {"rstrip", {{optional("characters", text)}}, text, "Without blanks at the end.", rstrip},
    {"split", {{optional("separator", text), optional("maxsplit", number)}}, list, "Its parts.", split},
    {"splitlines", {}, list, "Its lines.", splitlines},
    {"join", {{{"parts"}}}, text, "The parts with this between them.", join},
    {"replace",
     {{{"old", text}, {"new", text}, optional("count", number)}},
     text,
     "With another text for one.",
     replace},
    {"find", {{{"part", text}}}, number, "Where a part begins, or -1.", find},
    {"rfind", {{{"part", text}}}, number, "Where a part begins last, or -1.", rfind},
    {"index", {{{"part", text}}}, number, "Where a part begins.", index},
    {"count", {{{"part", text}}}, number, "How often a part is in it.", count},
    {"lower", {}, text, "In small letters.", lower},
    {"upper", {}, text, "In capital letters.", upper},
    {"capitalize", {}, text, "With one capital letter.", capitalize},
    {"isdigit", {}, truth, "Whether all are digits.", isdigit},
    {"isalpha", {}, truth, "Whether all are letters.", isalpha},
    {"ljust", {{{"width", number}, optional("fill", text)}}, text, "Filled at the end.", ljust},
    {"rjust", {{{"width", number}, optional("fill", text)}}, text, "Filled at the start.", rjust},
    {"zfill", {{{"width", number}}}, text, "Filled with zeros.", zfill},
    {"encode", {{optional("encoding", text)}}, Kind::bytes, "Its octets, as UTF-8.", encode},
    {"decode", {{optional("encoding", text), optional("errors", text)}}, text, "As text.", decode},
    {"hex", {{optional("separator", text)}}, text, "As hexadecimal digits.", hex},
    {"fromhex", {{{"digits", text}}}, Kind::bytes, "The octets of hexadecimal digits.", fromhex},
};

}  // namespace

std::span<const Builtin> text_methods() { return common; }
std::span<const Builtin> bytes_methods() { return common; }

}  // namespace pkttest::language
