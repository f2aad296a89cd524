// Methods of texts and bytes: case, kinds of characters, filling. Case is ASCII's.
#include <algorithm>

#include "framework/language/methods/text.h"
#include "framework/language/values/text_encoding.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language::texts {

namespace {

constexpr std::string_view blanks = " \t\n\r\f\v";

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper_case(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}
/// The owner, unless it holds letters whose case and kind are not known.
const std::string& plain(const Call& call) {
    if (call.self->is_text() && !is_ascii(self(call)))
        throw EvaluationError(call.span, std::string(call.name) + " of more than ASCII").uncovered();
    return self(call);
}
Value mapped(const Call& call, char (*change)(char)) {
    std::string out = plain(call);
    std::transform(out.begin(), out.end(), out.begin(), change);
    return alike(call, std::move(out));
}
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char swapped(char c) { return is_lower(c) ? upper_case(c) : lower_case(c); }
Value all_are(const Call& call, bool (*test)(char)) {
    return !plain(call).empty() && std::all_of(self(call).begin(), self(call).end(), test);
}
/// Letters of the one case and none of the other.
Value is_of_case(const Call& call, bool (*wanted)(char), bool (*other)(char)) {
    const std::string& whole = plain(call);
    return std::any_of(whole.begin(), whole.end(), wanted) && std::none_of(whole.begin(), whole.end(), other);
}
Value justified(const Call& call, char align, const std::string& fill) {
    const auto width = static_cast<std::size_t>(call.integer_within(0, 0, 10'000));
    const std::size_t size = call.self->is_text() ? characters(self(call)).size() : self(call).size();
    std::string before, after;
    const std::size_t missing = width > size ? width - size : 0;
    const std::size_t left = align == '^' ? missing / 2 + (missing & width & 1) : align == '<' ? 0 : missing;
    for (std::size_t i = 0; i < missing; ++i) (i < left ? before : after) += fill;
    return alike(call, before + self(call) + after);
}

}  // namespace

Value swapcase(Call& call) { return mapped(call, swapped); }
Value title(Call& call) {
    std::string out = plain(call);
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
    std::string out = plain(call);
    std::transform(out.begin(), out.end(), out.begin(), lower_case);
    if (!out.empty()) out[0] = upper_case(out[0]);
    return alike(call, std::move(out));
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
Value islower(Call& call) { return is_of_case(call, is_lower, is_upper); }
Value isupper(Call& call) { return is_of_case(call, is_upper, is_lower); }
Value center(Call& call) { return justified(call, '^', part(call, 1, " ")); }
Value ljust(Call& call) { return justified(call, '<', part(call, 1, " ")); }
Value rjust(Call& call) { return justified(call, '>', part(call, 1, " ")); }
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

Value isascii(Call& call) { return is_ascii(self(call)); }

Value isidentifier(Call& call) {
    const std::string& whole = plain(call);
    const auto may_stand = [](char c) { return is_lower(lower_case(c)) || is_digit(c) || c == '_'; };
    return !whole.empty() && !is_digit(whole[0]) && std::all_of(whole.begin(), whole.end(), may_stand);
}

Value isprintable(Call& call) {
    std::string plain = self(call);
    std::erase_if(plain, [](char c) { return c == '\'' || c == '"' || c == '\\'; });
    return represent_plain(plain) == "'" + plain + "'";
}

/// What a table has for a character: itself where it has nothing.
static std::string translated(const Call& call, std::string_view character) {
    char32_t code = 0;
    read_character(character, code);
    const auto* table = call[0].as<std::shared_ptr<Dictionary>>();
    if (table == nullptr) throw EvaluationError(call.span, "translate by what is no dictionary").uncovered();
    for (const auto& [key, item] : **table) {
        Integer wanted = 0;
        if (!key.to_integer(wanted) || wanted != static_cast<Integer>(code)) continue;
        return item.is_none()            ? std::string()
               : item.to_integer(wanted) ? character_of(wanted)
                                         : to_text(item);
    }
    return std::string(character);
}

Value translate(Call& call) {
    std::string out;
    if (call.self->is_text()) {
        for (const std::string_view character : characters(self(call))) out += translated(call, character);
        return Value(std::move(out));
    }
    const std::string removed = call.octets(1, "");
    const std::string table = call.has(0) ? call.octets(0) : std::string();
    if (!table.empty() && table.size() != 256) call.raise("ValueError", "a table for bytes has 256 octets");
    for (const char c : self(call))
        if (removed.find(c) == removed.npos) out += table.empty() ? c : table[static_cast<unsigned char>(c)];
    return alike(call, std::move(out));
}

}  // namespace pkttest::language::texts
