// The lexer's literals: numbers, durations, texts and their escapes.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "framework/language/syntax/lexer.h"
#include "framework/packet/address.h"

namespace pkttest::language {

namespace {

int digit_value(char c) {
    if (is_digit(c)) return c - '0';
    const char small = static_cast<char>(c | 0x20);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : 99;
}

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};
constexpr Unit units[] = {
    {"ns", 1},
    {"us", 1'000},
    {"ms", 1'000'000},
    {"s", 1'000'000'000},
    {"min", 60'000'000'000},
    {"h", 3'600'000'000'000},
};

std::string without_underscores(std::string_view digits) {
    std::string out;
    for (const char c : digits)
        if (c != '_') out += c;
    return out;
}

double parse_real(std::string_view digits) {
    const std::string plain = without_underscores(digits);
    double value = 0;
    const auto result = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (result.ec == std::errc::result_out_of_range) return plain.find("e-") == plain.npos ? HUGE_VAL : 0.0;
    return value;
}

// Nothing where the number does not fit.
std::optional<Integer> parse_integer(std::string_view digits, int base) {
    constexpr auto largest = std::numeric_limits<UnsignedInteger>::max() >> 1;
    UnsignedInteger value = 0;
    for (const char c : digits) {
        if (c == '_') continue;
        const auto digit = static_cast<unsigned>(digit_value(c));
        if (value > (largest - digit) / static_cast<unsigned>(base)) return std::nullopt;
        value = value * static_cast<unsigned>(base) + digit;
    }
    return static_cast<Integer>(value);
}

constexpr std::uint32_t longest_address = 45;

bool is_hex_digit(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

}  // namespace

/// Complains of an address without quotes; `x[1::2]` and `{1:2}` are none.
void Lexer::refuse_address() {
    std::uint32_t stop = at_;
    while (stop < end_ && (is_hex_digit(text_[stop]) || text_[stop] == '.' || text_[stop] == ':')) ++stop;
    if (stop - at_ > longest_address) return;
    const std::string text(text_.substr(at_, stop - at_));
    const bool v6 = std::count(text.begin(), text.end(), ':') >= 3 && parse_ipv6(text).has_value();
    if (!parse_ipv4(text) && !parse_mac(text) && !v6) return;
    diagnostics_.error(span(at_, stop), "an address is written in quotes")
        .notes.push_back("write \"" + text + "\" instead");
    throw SyntaxError{};
}

Token Lexer::number() {
    refuse_address();
    const char second = static_cast<char>(peek(1) | 0x20);
    if (peek() == '0' && second == 'x') return based_integer(16);
    if (peek() == '0' && second == 'o') return based_integer(8);
    if (peek() == '0' && second == 'b') return based_integer(2);
    std::uint32_t stop = at_;
    const auto skip_digits = [&] {
        while (stop < end_ && (is_digit(text_[stop]) || text_[stop] == '_')) ++stop;
    };
    skip_digits();
    bool whole = true;
    if (stop < end_ && text_[stop] == '.') {
        whole = false;
        ++stop;
        skip_digits();
    }
    if (stop < end_ && (text_[stop] | 0x20) == 'e') {
        std::uint32_t exponent = stop + 1;
        if (exponent < end_ && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
        if (exponent < end_ && is_digit(text_[exponent])) {
            whole = false;
            stop = exponent;
            skip_digits();
        }
    }
    if (stop < end_ && starts_name(text_[stop]) && !python_) return duration(stop);
    return whole ? decimal_integer(stop) : real(stop);
}

Token Lexer::integer(Token token, std::string_view digits, int base) {
    const std::optional<Integer> value = parse_integer(digits, base);
    if (!value && !python_)
        diagnostics_.error(token.span, "this number is too large")
            .notes.push_back("the largest number has 127 bits");
    token.integer = value.value_or(0);
    return token;
}

Token Lexer::based_integer(int base) {
    const std::uint32_t first = at_ + 2;
    at_ = first;
    while (at_ < end_ && continues_name(text_[at_])) ++at_;
    const std::string_view digits = text_.substr(first, at_ - first);
    const Span whole = span(token_start_, at_);
    if (without_underscores(digits).empty())
        fail(whole, "a number needs digits after " + std::string(text_.substr(token_start_, 2)));
    for (std::uint32_t i = first; i < at_; ++i)
        if (text_[i] != '_' && digit_value(text_[i]) >= base)
            fail(span(i, i + 1),
                 std::string(1, text_[i]) + " is not a digit of a number to base " + std::to_string(base));
    return integer(make(TokenKind::integer), digits, base);
}

Token Lexer::decimal_integer(std::uint32_t stop) {
    at_ = stop;
    Token token = make(TokenKind::integer);
    if (token.text.size() > 1 && token.text[0] == '0' &&
        token.text.find_first_not_of("0_") != token.text.npos)
        diagnostics_.error(token.span, "a number does not begin with 0")
            .notes.push_back("octal numbers are written 0o" + std::string(token.text.substr(1)));
    return integer(token, token.text, 10);
}

Token Lexer::real(std::uint32_t stop) {
    at_ = stop;
    Token token = make(TokenKind::real);
    token.real = parse_real(token.text);
    return token;
}

Token Lexer::duration(std::uint32_t unit_begin) {
    static constexpr double most = 9.2e18;
    const double count = parse_real(text_.substr(at_, unit_begin - at_));
    at_ = unit_begin;
    while (at_ < end_ && continues_name(text_[at_])) ++at_;
    const std::string_view written = text_.substr(unit_begin, at_ - unit_begin);
    for (const Unit& unit : units) {
        if (unit.name != written) continue;
        Token token = make(TokenKind::duration);
        const double nanoseconds = count * static_cast<double>(unit.nanoseconds);
        if (nanoseconds > most) fail(token.span, "this duration is too long", "the longest is 292 years");
        token.integer = std::llround(nanoseconds);
        return token;
    }
    fail(span(unit_begin, at_), std::string(written) + " is not a unit of time",
         "durations are written 100us, 500ms, 1s, 2min or 1h");
}

std::uint32_t Lexer::end_of_quoted(std::uint32_t begin, std::string_view quote) {
    const bool several_lines = quote.size() == 3;
    for (std::uint32_t i = begin; i < end_; ++i) {
        if (text_[i] == '\\') {
            ++i;
        } else if (text_[i] == '\n' && !several_lines) {
            break;
        } else if (text_.substr(i, quote.size()) == quote && i + quote.size() <= end_) {
            return i;
        }
    }
    std::uint32_t stop = begin;
    while (stop < end_ && text_[stop] != '\n' && text_[stop] != '\r') ++stop;
    at_ = stop;
    fail(span(token_start_, stop), "this text is never closed",
         "the closing " + std::string(quote) + " is missing");
}

Token Lexer::quoted(std::uint32_t prefix_end) {
    bool raw = false, bytes = false, formatted = false;
    for (const char c : text_.substr(at_, prefix_end - at_)) {
        raw = raw || (c | 0x20) == 'r';
        bytes = bytes || (c | 0x20) == 'b';
        formatted = formatted || (c | 0x20) == 'f';
    }
    std::string_view quote = text_.substr(prefix_end, 1);
    const std::string_view three = text_.substr(prefix_end, 3);
    if (three.size() == 3 && three[1] == three[0] && three[2] == three[0]) quote = three;
    const auto begin = static_cast<std::uint32_t>(prefix_end + quote.size());
    const std::uint32_t stop = end_of_quoted(begin, quote);
    at_ = static_cast<std::uint32_t>(stop + quote.size());
    Token token = make(formatted ? TokenKind::formatted : bytes ? TokenKind::bytes : TokenKind::text);
    token.raw = raw;
    const Span content = span(begin, stop);
    token.text = raw || formatted ? sources_.text(content) : unescape(sources_, content, bytes, diagnostics_);
    return token;
}

}  // namespace pkttest::language
