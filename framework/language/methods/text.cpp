// Methods of texts and bytes, Python's. Case is ASCII's.
#include "framework/language/methods/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/values/hex.h"
#include "framework/language/values/text_encoding.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace texts {

Value alike(const Call& call, std::string octets) {
    return call.self->is_text() ? Value(std::move(octets)) : Value(Bytes{std::move(octets)});
}

const std::string& part(const Call& call, const Value& value) {
    if (value.octets() != nullptr && !are_apart(*call.self, value)) return *value.octets();
    throw EvaluationError(
        call.span,
        fmt::format("{} of {} takes {}, not {}", call.name, call.self->kind(), call.self->kind(),
                    describe(value)),
        value.octets() == nullptr ? "str() makes one" : "encode() and decode() turn one into the other")
        .as("TypeError");
}

std::string part(const Call& call, std::size_t parameter, std::string_view otherwise) {
    return call.has(parameter) ? part(call, call[parameter]) : std::string(otherwise);
}

}  // namespace texts

namespace {

using namespace texts;

constexpr auto number = Kind::number, text = Kind::text, list = Kind::list, truth = Kind::truth;
constexpr std::string_view blanks = " \t\n\r\f\v";

/// Octets from one character to before another, as two of the call's arguments say.
std::string_view window(const Call& call, std::size_t first, std::size_t& begin) {
    const std::string_view whole = self(call);
    const auto parts = call.self->is_text() && (call.has(first) || call.has(first + 1))
                           ? characters(whole)
                           : std::vector<std::string_view>();
    const auto size = static_cast<Integer>(parts.empty() ? whole.size() : parts.size());
    const auto bound = [&](std::size_t parameter, Integer otherwise) {
        const Integer at = call.integer(parameter, otherwise);
        return static_cast<std::size_t>(std::clamp<Integer>(at < 0 ? at + size : at, 0, size));
    };
    const auto offset = [&](std::size_t at) {
        return parts.empty()        ? at
               : at == parts.size() ? whole.size()
                                    : static_cast<std::size_t>(parts[at].data() - whole.data());
    };
    begin = offset(bound(first, 0));
    const std::size_t end = offset(bound(first + 1, size));
    return whole.substr(begin, end > begin ? end - begin : 0);
}

/// A text, or a tuple of texts of which any will do.
template <class Test>
Value any_of(Call& call, Test test) {
    std::size_t begin = 0;
    const std::string_view whole = window(call, 1, begin);
    if (const List* items = call[0].items())
        return std::any_of(items->begin(), items->end(),
                           [&](const Value& item) { return test(whole, part(call, item)); });
    return test(whole, part(call, call[0]));
}

Value startswith(Call& call) {
    return any_of(call,
                  [](std::string_view whole, const std::string& start) { return whole.starts_with(start); });
}
Value endswith(Call& call) {
    return any_of(call, [](std::string_view whole, const std::string& end) { return whole.ends_with(end); });
}

Value stripped(Call& call, bool left, bool right) {
    const std::string set = part(call, 0, blanks);
    const std::string& whole = self(call);
    const std::size_t begin = left ? std::min(whole.find_first_not_of(set), whole.size()) : 0;
    std::size_t end = whole.size();
    if (right) end = whole.find_last_not_of(set) + 1;
    return alike(call, end > begin ? whole.substr(begin, end - begin) : std::string());
}
Value strip(Call& call) { return stripped(call, true, true); }
Value lstrip(Call& call) { return stripped(call, true, false); }
Value rstrip(Call& call) { return stripped(call, false, true); }

List split_blanks(const Call& call, Integer most) {
    List out;
    const std::string& whole = self(call);
    for (std::size_t at = whole.find_first_not_of(blanks); at != whole.npos;) {
        const bool last = most >= 0 && static_cast<Integer>(out.size()) == most;
        const std::size_t end = last ? whole.size() : std::min(whole.find_first_of(blanks, at), whole.size());
        out.push_back(alike(call, whole.substr(at, end - at)));
        check_item_count(out.size(), call.span);
        at = whole.find_first_not_of(blanks, end);
    }
    return out;
}

List rsplit_blanks(const Call& call, Integer most) {
    List out;
    std::string_view rest = self(call);
    const auto trim = [&] { rest = rest.substr(0, rest.find_last_not_of(blanks) + 1); };
    for (trim(); !rest.empty(); trim()) {
        const bool last = most >= 0 && static_cast<Integer>(out.size()) == most;
        const std::size_t begin = last ? 0 : rest.find_last_of(blanks) + 1;
        out.push_back(alike(call, std::string(rest.substr(begin))));
        check_item_count(out.size(), call.span);
        rest = rest.substr(0, begin);
    }
    std::reverse(out.begin(), out.end());
    return out;
}

Value rsplit(Call& call) {
    const Integer most = call.integer(1, -1);
    List out;
    std::string rest = self(call);
    if (!call.has(0)) return Value(rsplit_blanks(call, most));
    const std::string separator = part(call, call[0]);
    if (separator.empty()) call.raise("ValueError", "rsplit takes a separator of at least one character");
    while (most < 0 || static_cast<Integer>(out.size()) < most) {
        const std::size_t at = rest.rfind(separator);
        if (at == rest.npos) break;
        out.insert(out.begin(), alike(call, rest.substr(at + separator.size())));
        check_item_count(out.size() * 64, call.span);
        rest.resize(at);
    }
    out.insert(out.begin(), alike(call, rest));
    return Value(std::move(out));
}

Value parted(Call& call, bool last) {
    const std::string &whole = self(call), &separator = part(call, call[0]);
    if (separator.empty()) call.raise("ValueError", "an empty separator");
    const std::size_t at = last ? whole.rfind(separator) : whole.find(separator);
    if (at == whole.npos)
        return last ? Value::tuple({alike(call, ""), alike(call, ""), alike(call, whole)})
                    : Value::tuple({alike(call, whole), alike(call, ""), alike(call, "")});
    return Value::tuple({alike(call, whole.substr(0, at)), alike(call, separator),
                         alike(call, whole.substr(at + separator.size()))});
}
Value partition(Call& call) { return parted(call, false); }
Value rpartition(Call& call) { return parted(call, true); }

Value split(Call& call) {
    if (!call.has(0)) return Value(split_blanks(call, call.integer(1, -1)));
    const std::string& separator = part(call, call[0]);
    if (separator.empty()) call.raise("ValueError", "split takes a separator of at least one character");
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

/// Where a line ends and where the next begins; text ends its lines at more characters than bytes do.
std::pair<std::size_t, std::size_t> line_end(std::string_view rest, bool is_text) {
    static constexpr std::string_view ends[] = {
        "\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    static constexpr std::size_t of_bytes = 3;
    const std::span<const std::string_view> known(ends, is_text ? std::size(ends) : of_bytes);
    for (std::size_t at = 0; at < rest.size(); ++at)
        for (const std::string_view end : known)
            if (rest.substr(at).starts_with(end)) return {at, at + end.size()};
    return {rest.size(), rest.size()};
}

Value splitlines(Call& call) {
    List out;
    for (std::string_view rest = self(call); !rest.empty();) {
        const auto [end, next] = line_end(rest, call.self->is_text());
        out.push_back(alike(call, std::string(rest.substr(0, call.truth(0) ? next : end))));
        check_item_count(out.size(), call.span);
        rest.remove_prefix(next);
    }
    return Value(std::move(out));
}

Value removeprefix(Call& call) {
    const std::string& prefix = part(call, call[0]);
    return alike(call, self(call).starts_with(prefix) ? self(call).substr(prefix.size()) : self(call));
}
Value removesuffix(Call& call) {
    const std::string& suffix = part(call, call[0]);
    const std::size_t size = self(call).size();
    return alike(call,
                 self(call).ends_with(suffix) ? self(call).substr(0, size - suffix.size()) : self(call));
}

Value join(Call& call) {
    std::string out;
    bool first = true;
    for (const Value& item : call.items(0)) {
        if (!first) out += self(call);
        first = false;
        out += part(call, item);
        check_octet_count(out.size(), call.span);
    }
    return alike(call, std::move(out));
}

/// Around every character: what Python finds of an empty text.
Value put_between(Call& call, const std::string& inserted) {
    std::string out;
    Integer left = call.integer(2, -1);
    const auto insert = [&] {
        if (left == 0) return;
        --left;
        out += inserted;
        check_octet_count(out.size(), call.span);
    };
    for (const char octet : self(call)) {
        const bool begins = !call.self->is_text() || (static_cast<unsigned char>(octet) & 0xc0) != 0x80;
        if (begins) insert();
        out += octet;
    }
    insert();
    return alike(call, std::move(out));
}

Value replace(Call& call) {
    const std::string &old = part(call, call[0]), &replacement = part(call, call[1]);
    if (old.empty()) return put_between(call, replacement);
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
    return static_cast<Integer>(
        call.self->is_text() ? characters(std::string_view(self(call)).substr(0, found)).size() : found);
}
std::string sought(const Call& call) {
    Integer octet = 0;
    if (call.self->is_text() || call[0].octets() != nullptr) return part(call, call[0]);
    if (!call[0].to_integer(octet) || octet < 0 || octet > 255)
        call.fail(0, "an octet is a number from 0 to 255");
    return std::string(1, static_cast<char>(octet));
}
Integer found_at(const Call& call, bool last) {
    std::size_t begin = 0;
    const std::string_view whole = window(call, 1, begin);
    const std::size_t at = last ? whole.rfind(sought(call)) : whole.find(sought(call));
    return at == whole.npos ? -1 : position(call, begin + at);
}
Value find(Call& call) { return found_at(call, false); }
Value rfind(Call& call) { return found_at(call, true); }
Value index_or_raise(Call& call, bool last) {
    const Integer at = found_at(call, last);
    if (at < 0) call.raise("ValueError", fmt::format("{} is not in it", represent(call[0])));
    return at;
}
Value index(Call& call) { return index_or_raise(call, false); }
Value rindex(Call& call) { return index_or_raise(call, true); }

Value count(Call& call) {
    const std::string wanted = sought(call);
    std::size_t begin = 0;
    const std::string_view whole = window(call, 1, begin);
    if (wanted.empty()) return position(call, begin + whole.size()) - position(call, begin) + 1;
    Integer out = 0;
    for (std::size_t at = whole.find(wanted); at != whole.npos; at = whole.find(wanted, at + wanted.size()))
        ++out;
    return out;
}

Value format(Call& call) {
    List positional;
    for (const Call::Argument& argument : call.rest) positional.push_back(argument.value);
    return Value(format_braces(self(call), positional, call.pairs, call.variables, call.span));
}
Value format_map(Call& call) {
    std::vector<std::pair<std::string, Value>> named;
    for (const auto& [key, item] : **call[0].as<std::shared_ptr<Dictionary>>())
        named.emplace_back(to_text(key), item);
    return Value(format_braces(self(call), {}, named, call.variables, call.span));
}

Value encode(Call& call) {
    return Value(Bytes{encoded(self(call), call.octets(0, "utf8"), call.octets(1, "strict"), call.span)});
}
Value decode(Call& call) {
    return Value(decoded(self(call), call.octets(0, "utf8"), call.octets(1, "strict"), call.span));
}
Value hex(Call& call) {
    const std::string separator = call.octets(0, "");
    const Integer group =
        separator.empty() || !call.has(1) ? 1 : call.integer_within(1, -1'000'000, 1'000'000);
    const std::string& octets = self(call);
    const auto size = static_cast<std::size_t>(group < 0 ? -group : group);
    if (size <= 1) return Value(hex_digits(octets, size == 1 ? separator : ""));
    std::string out;
    std::size_t next = group > 0 && octets.size() % size != 0 ? octets.size() % size : size;
    for (std::size_t at = 0; at < octets.size(); at += next, next = size) {
        next = std::min(next, octets.size() - at);
        if (at == 0 && group > 0 && octets.size() % size != 0) next = octets.size() % size;
        out += (at == 0 ? "" : separator) + hex_digits(octets.substr(at, next));
    }
    return Value(std::move(out));
}
Value fromhex(Call& call) {
    const auto octets = from_hex(call.octets(0));
    if (!octets)
        throw EvaluationError(call.span, "this is not hexadecimal", "for example: \"45 00 00 1c\"")
            .as("ValueError");
    return Value(Bytes{*octets});
}

constexpr Parameter start = optional("start", number), end_at = optional("end", number);
/// Those of text alone first, those of bytes alone last.
constexpr Builtin methods[] = {
    {"casefold", {}, text, "In small letters.", lower},
    {"isdecimal", {}, truth, "Whether all are digits.", isdigit},
    {"isnumeric", {}, truth, "Whether all are digits.", isdigit},
    {"isidentifier", {}, truth, "Whether it can be a name.", isidentifier},
    {"isprintable", {}, truth, "Whether repr() writes all of them as they are.", isprintable},
    {"format", {{rest_of("values"), pairs_of("named")}}, text, "With its {} filled in.", format},
    {"format_map", {{{"values", Kind::dictionary}}}, text, "With its {} filled in.", format_map},
    {"encode",
     {{optional("encoding", text), optional("errors", text)}},
     Kind::bytes,
     "Its octets, as UTF-8.",
     encode},
    {"startswith", {{{"prefix"}, start, end_at}}, truth, "Whether it begins so.", startswith},
    {"endswith", {{{"suffix"}, start, end_at}}, truth, "Whether it ends so.", endswith},
    {"strip", {{optional("characters", text)}}, text, "Without blanks at both ends.", strip},
    {"lstrip", {{optional("characters", text)}}, text, "Without blanks at the start.", lstrip},
    {"rstrip", {{optional("characters", text)}}, text, "Without blanks at the end.", rstrip},
    {"split", {{optional("separator", text), optional("maxsplit", number)}}, list, "Its parts.", split},
    {"rsplit",
     {{optional("separator", text), optional("maxsplit", number)}},
     list,
     "Its parts, from the end.",
     rsplit},
    {"partition", {{{"separator", text}}}, list, "Before, separator and after.", partition},
    {"rpartition", {{{"separator", text}}}, list, "The same at the last separator.", rpartition},
    {"splitlines", {{optional("keepends")}}, list, "Its lines.", splitlines},
    {"join", {{{"parts"}}}, text, "The parts with this between them.", join},
    {"replace",
     {{{"old", text}, {"new", text}, optional("count", number)}},
     text,
     "With another text for one.",
     replace},
    {"find", {{{"part"}, start, end_at}}, number, "Where a part begins, or -1.", find},
    {"rfind", {{{"part"}, start, end_at}}, number, "Where a part begins last, or -1.", rfind},
    {"index", {{{"part"}, start, end_at}}, number, "Where a part begins.", index},
    {"rindex", {{{"part"}, start, end_at}}, number, "Where a part begins last.", rindex},
    {"count", {{{"part"}, start, end_at}}, number, "How often a part is in it.", count},
    {"lower", {}, text, "In small letters.", lower},
    {"upper", {}, text, "In capital letters.", upper},
    {"capitalize", {}, text, "With one capital letter.", capitalize},
    {"swapcase", {}, text, "Small letters for capital ones.", swapcase},
    {"title", {}, text, "Each word with one capital letter.", title},
    {"isalnum", {}, truth, "Whether all are letters or digits.", isalnum},
    {"isspace", {}, truth, "Whether all are blanks.", isspace},
    {"islower", {}, truth, "Whether its letters are small.", islower},
    {"isupper", {}, truth, "Whether its letters are capital.", isupper},
    {"expandtabs", {{optional("tabsize", number)}}, text, "With blanks for tabs.", expandtabs},
    {"center", {{{"width", number}, optional("fill", text)}}, text, "Filled at both ends.", center},
    {"translate",
     {{{"table"}, optional("delete", text)}},
     text,
     "With others for its characters.",
     translate},
    {"removeprefix", {{{"prefix", text}}}, text, "Without what it begins with.", removeprefix},
    {"removesuffix", {{{"suffix", text}}}, text, "Without what it ends with.", removesuffix},
    {"isascii", {}, truth, "Whether all are ASCII's.", isascii},
    {"isdigit", {}, truth, "Whether all are digits.", isdigit},
    {"isalpha", {}, truth, "Whether all are letters.", isalpha},
    {"ljust", {{{"width", number}, optional("fill", text)}}, text, "Filled at the end.", ljust},
    {"rjust", {{{"width", number}, optional("fill", text)}}, text, "Filled at the start.", rjust},
    {"zfill", {{{"width", number}}}, text, "Filled with zeros.", zfill},
    {"decode", {{optional("encoding", text), optional("errors", text)}}, text, "As text.", decode},
    {"hex", {{optional("separator", text), optional("group", number)}}, text, "As hexadecimal digits.", hex},
    {"fromhex", {{{"digits", text}}}, Kind::bytes, "The octets of hexadecimal digits.", fromhex},
};
constexpr std::size_t of_text_alone = 8, of_bytes_alone = 3;

/// All of them where bytes and text are the same thing.
std::span<const Builtin> methods_but(std::size_t first, std::size_t last) {
    const std::span<const Builtin> all = methods;
    return PythonRules::hold() ? all.subspan(first, all.size() - first - last) : all;
}

}  // namespace

std::span<const Builtin> text_methods() { return methods_but(0, of_bytes_alone); }
std::span<const Builtin> bytes_methods() { return methods_but(of_text_alone, 0); }

}  // namespace pkttest::language
