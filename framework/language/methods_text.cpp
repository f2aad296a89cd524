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
    const std::string_view part = window(call, 1, begin);
    if (const List* items = call[0].items())
        return std::any_of(items->begin(), items->end(), [&](const Value& item) {
            return item.octets() != nullptr && test(part, *item.octets());
        });
    return test(part, call.octets(0));
}

Value startswith(Call& call) {
    return any_of(call,
                  [](std::string_view whole, const std::string& start) { return whole.starts_with(start); });
}
Value endswith(Call& call) {
    return any_of(call, [](std::string_view whole, const std::string& end) { return whole.ends_with(end); });
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

Value rsplit(Call& call) {
    const Integer most = call.integer(1, -1);
    List out;
    std::string rest = self(call);
    const bool blank = !call.has(0);
    const std::string separator = call.octets(0, " ");
    if (separator.empty()) call.raise("ValueError", "rsplit takes a separator of at least one character");
    if (blank)
        return most < 0 ? Value(split_blanks(call))
                        : throw EvaluationError(call.span, "rsplit at blanks, so often").uncovered();
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
    const std::string &whole = self(call), &separator = call.octets(0);
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
    if (!call.has(0) && call.has(1))
        throw EvaluationError(call.span, "split at blanks, so often").uncovered();
    if (!call.has(0)) return Value(split_blanks(call));
    const std::string& separator = call.octets(0);
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

Value splitlines(Call& call) {
    List out;
    std::string_view rest = self(call);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out.push_back(alike(call, std::string(call.truth(0) ? rest.substr(0, end + 1) : line)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return Value(std::move(out));
}

Value join(Call& call) {
    std::string out;
    bool first = true;
    for (const Value& item : call.items(0)) {
        if (item.octets() == nullptr)
            throw EvaluationError(call.span, fmt::format("join takes texts, not {}", describe(item)),
                                  "str() makes one")
                .as("TypeError");
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
    return static_cast<Integer>(
        call.self->is_text() ? characters(std::string_view(self(call)).substr(0, found)).size() : found);
}
std::string sought(const Call& call) {
    Integer octet = 0;
    if (call.self->is_text() || call[0].octets() != nullptr) return call.octets(0);
    if (!call[0].to_integer(octet) || octet < 0 || octet > 255)
        call.fail(0, "an octet is a number from 0 to 255");
    return std::string(1, static_cast<char>(octet));
}
Integer found_at(const Call& call, bool last) {
    std::size_t begin = 0;
    const std::string_view part = window(call, 1, begin);
    const std::size_t at = last ? part.rfind(sought(call)) : part.find(sought(call));
    return at == part.npos ? -1 : position(call, begin + at);
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
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char swapped(char c) { return is_lower(c) ? upper_case(c) : lower_case(c); }
Value swapcase(Call& call) { return mapped(call, swapped); }
Value title(Call& call) {
    std::string out = self(call);
    bool inside = false;
    for (char& c : out) {
        c = inside ? lower_case(c) : upper_case(c);
        inside = is_lower(lower_case(c));
    }
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
Value isdigit(Call& call) { return all_are(call, is_digit); }
Value isalpha(Call& call) {
    return all_are(call, [](char c) { return is_lower(lower_case(c)); });
}
Value isalnum(Call& call) {
    return all_are(call, [](char c) { return is_lower(lower_case(c)) || is_digit(c); });
}
Value isspace(Call& call) {
    return all_are(call, [](char c) { return blanks.find(c) != blanks.npos; });
}
/// Letters of the one case and none of the other.
Value is_of_case(const Call& call, bool (*wanted)(char), bool (*other)(char)) {
    const std::string& whole = self(call);
    return std::any_of(whole.begin(), whole.end(), wanted) && std::none_of(whole.begin(), whole.end(), other);
}
Value islower(Call& call) { return is_of_case(call, is_lower, is_upper); }
Value isupper(Call& call) { return is_of_case(call, is_upper, is_lower); }

Value justified(const Call& call, char align, const std::string& fill) {
    const auto width = static_cast<std::size_t>(call.integer_within(0, 0, 10'000));
    const std::size_t size = call.self->is_text() ? characters(self(call)).size() : self(call).size();
    std::string before, after;
    const std::size_t missing = width > size ? width - size : 0;
    const std::size_t left = align == '^' ? missing / 2 + (missing & width & 1) : align == '<' ? 0 : missing;
    for (std::size_t i = 0; i < missing; ++i) (i < left ? before : after) += fill;
    return alike(call, before + self(call) + after);
}
Value center(Call& call) { return justified(call, '^', call.octets(1, " ")); }
Value ljust(Call& call) { return justified(call, '<', call.octets(1, " ")); }
Value rjust(Call& call) { return justified(call, '>', call.octets(1, " ")); }
Value zfill(Call& call) {
    const Value filled = justified(call, '>', "0");
    std::string out = *filled.octets();
    const char sign = self(call).empty() ? '0' : self(call)[0];
    const std::size_t at = out.size() - self(call).size();
    if (at > 0 && (sign == '-' || sign == '+')) std::swap(out[0], out[at]);
    return alike(call, std::move(out));
}

Value expandtabs(Call& call) {
    const auto size = static_cast<std::size_t>(call.has(0) ? call.integer_within(0, 0, 1000) : 8);
    std::string out;
    std::size_t column = 0;
    for (const char c : self(call)) {
        const std::size_t blanks_here = c != '\t' ? 0 : size == 0 ? 0 : size - column % size;
        if (c == '\t') out.append(blanks_here, ' ');
        if (c != '\t') out += c;
        column = c == '\n' || c == '\r' ? 0 : column + (c == '\t' ? blanks_here : 1);
        check_octet_count(out.size(), call.span);
    }
    return alike(call, std::move(out));
}

Value format(Call& call) {
    if (!call.self->is_text()) throw EvaluationError(call.span, "bytes have no format").as("AttributeError");
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

/// "utf8", "latin1" or "ascii"; empty for any other.
std::string_view encoding_of(const Call& call) {
    std::string name = call.octets(0, "utf8");
    std::erase_if(name, [](char c) { return c == '-' || c == '_'; });
    std::transform(name.begin(), name.end(), name.begin(), lower_case);
    if (name == "utf8") return "utf8";
    if (name == "latin1" || name == "iso88591") return "latin1";
    if (name == "ascii" || name == "usascii") return "ascii";
    throw EvaluationError(call.span, fmt::format("the encoding {}", call.octets(0, "utf8"))).uncovered();
}

std::uint32_t code_of(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return first;
    std::uint32_t out = first & (0xffU >> (character.size() + 1));
    for (std::size_t i = 1; i < character.size(); ++i)
        out = out << 6 | (static_cast<unsigned char>(character[i]) & 0x3f);
    return out;
}

Value encode(Call& call) {
    const std::string_view encoding = encoding_of(call);
    if (encoding == "utf8") return Value(Bytes{self(call)});
    std::string out;
    for (const std::string_view character : characters(self(call))) {
        const std::uint32_t code = code_of(character);
        if (code < (encoding == "ascii" ? 0x80U : 0x100U))
            out += static_cast<char>(code);
        else if (const std::string errors = call.octets(1, "strict"); errors == "replace")
            out += '?';
        else if (errors != "ignore")
            call.raise("UnicodeEncodeError", fmt::format("{} cannot be written in {}", character, encoding));
    }
    return Value(Bytes{std::move(out)});
}

/// Whether octets begin with one whole UTF-8 sequence; its length, or 0.
std::size_t sequence_at(std::string_view octets) {
    const auto first = static_cast<unsigned char>(octets[0]);
    const std::size_t size = first < 0x80                    ? 1
                             : first >= 0xc2 && first < 0xe0 ? 2
                             : first >= 0xe0 && first < 0xf0 ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
    if (size == 0 || octets.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((static_cast<unsigned char>(octets[i]) & 0xc0) != 0x80) return 0;
    return size;
}

Value decode(Call& call) {
    const std::string_view encoding = encoding_of(call);
    const std::string errors = call.octets(1, "strict");
    static constexpr std::string_view known[] = {"strict", "ignore", "replace", "backslashreplace"};
    if (std::find(std::begin(known), std::end(known), errors) == std::end(known))
        throw EvaluationError(call.span, fmt::format("decoding with errors={}", errors)).uncovered();
    std::string out;
    for (std::string_view rest = self(call); !rest.empty();) {
        const auto first = static_cast<unsigned char>(rest[0]);
        std::size_t size = encoding == "utf8" ? sequence_at(rest) : first < 0x80 ? 1 : 0;
        if (size > 0) {
            out += rest.substr(0, size);
        } else if (encoding == "latin1") {
            out += {static_cast<char>(0xc0 | first >> 6), static_cast<char>(0x80 | (first & 0x3f))};
        } else if (errors == "strict") {
            call.raise("UnicodeDecodeError", fmt::format("octet 0x{:02x} is no {}", first, encoding));
        } else if (errors != "ignore") {
            out += errors == "replace" ? "\xef\xbf\xbd" : fmt::format("\\x{:02x}", first);
        }
        rest.remove_prefix(std::max<std::size_t>(size, 1));
        check_octet_count(out.size(), call.span);
    }
    return Value(std::move(out));
}
Value hex(Call& call) { return Value(to_hex(self(call), call.octets(0, ""))); }
Value fromhex(Call& call) {
    const auto octets = from_hex(call.octets(0));
    if (!octets)
        throw EvaluationError(call.span, "this is not hexadecimal", "for example: \"45 00 00 1c\"")
            .as("ValueError");
    return Value(Bytes{*octets});
}

constexpr Parameter start = optional("start", number), end_at = optional("end", number);
constexpr Builtin common[] = {
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
    {"format", {{rest_of("values"), pairs_of("named")}}, text, "With its {} filled in.", format},
    {"format_map", {{{"values", Kind::dictionary}}}, text, "With its {} filled in.", format_map},
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
    {"count", {{{"part", text}}}, number, "How often a part is in it.", count},
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
    {"isdigit", {}, truth, "Whether all are digits.", isdigit},
    {"isalpha", {}, truth, "Whether all are letters.", isalpha},
    {"ljust", {{{"width", number}, optional("fill", text)}}, text, "Filled at the end.", ljust},
    {"rjust", {{{"width", number}, optional("fill", text)}}, text, "Filled at the start.", rjust},
    {"zfill", {{{"width", number}}}, text, "Filled with zeros.", zfill},
    {"encode",
     {{optional("encoding", text), optional("errors", text)}},
     Kind::bytes,
     "Its octets, as UTF-8.",
     encode},
    {"decode", {{optional("encoding", text), optional("errors", text)}}, text, "As text.", decode},
    {"hex", {{optional("separator", text)}}, text, "As hexadecimal digits.", hex},
    {"fromhex", {{{"digits", text}}}, Kind::bytes, "The octets of hexadecimal digits.", fromhex},
};

}  // namespace

std::span<const Builtin> text_methods() { return common; }
std::span<const Builtin> bytes_methods() { return common; }

}  // namespace pkttest::language
