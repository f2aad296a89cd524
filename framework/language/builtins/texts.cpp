// Functions about texts: str, repr, chr, ord, hex, bin, oct, format.
#include <fmt/format.h>

#include "framework/language/big_integer.h"
#include "framework/language/evaluation.h"

namespace pkttest::language {

namespace {

Value run_str(Call& call) {
    if (!call.has(1)) return Value(call.stands(0) ? to_text(call[0]) : std::string());
    const Builtin* decode = find_method(Kind::bytes, "decode");
    return call_builtin(*decode, &call[0], {{{}, call[1], call.span, {}}}, call.span, call.variables);
}
Value run_repr(Call& call) { return Value(represent_python(call[0])); }

Value run_chr(Call& call) {
    const auto code = static_cast<std::uint32_t>(call.integer_within(0, 0, 0x10ffff));
    std::string out;
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else {
        const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        static constexpr unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};
        out += static_cast<char>(first[more] | code >> (6 * more));
        for (int i = more; i-- > 0;) out += static_cast<char>(0x80 | (code >> (6 * i) & 0x3f));
    }
    return Value(std::move(out));
}

Value run_ord(Call& call) {
    const std::string& octets = call.octets(0);
    const bool one = call[0].is_text() ? characters(octets).size() == 1 : octets.size() == 1;
    if (!one) call.fail(0, fmt::format("ord takes one character, not {}", describe(call[0])));
    const auto first = static_cast<unsigned char>(octets[0]);
    if (octets.size() == 1) return Integer{first};
    std::uint32_t code = first & (0xffU >> (octets.size() + 1));
    for (std::size_t i = 1; i < octets.size() && i < 4; ++i)
        code = code << 6 | (static_cast<unsigned char>(octets[i]) & 0x3f);
    return Integer{code};
}

Value in_base(const Call& call, std::string_view specification) {
    if (is_big(call[0])) return Value(format_value(call[0], specification, call.span));
    return Value(format_value(Value(call.integer(0)), specification, call.span));
}
Value run_hex(Call& call) { return in_base(call, "#x"); }
Value run_bin(Call& call) { return in_base(call, "#b"); }
Value run_oct(Call& call) { return in_base(call, "#o"); }
Value run_format(Call& call) { return Value(format_value(call[0], call.octets(1, ""), call.span)); }

constexpr auto number = Kind::number, text = Kind::text;

}  // namespace

extern const Builtin builtin_str = {
    "str", {{optional("value"), optional("encoding")}}, text, "The value as a text.", run_str};
extern const Builtin builtin_repr = {
    "repr", {{{"value"}}}, text, "The value as an expression writes it.", run_repr};
extern const Builtin builtin_chr = {"chr", {{{"code", number}}}, text, "The character of a code.", run_chr};
extern const Builtin builtin_ord = {
    "ord", {{{"character", text}}}, number, "The code of a character.", run_ord};
extern const Builtin builtin_hex = {"hex", {{{"number", number}}}, text, "\"0x1f\".", run_hex};
extern const Builtin builtin_bin = {"bin", {{{"number", number}}}, text, "\"0b101\".", run_bin};
extern const Builtin builtin_oct = {"oct", {{{"number", number}}}, text, "\"0o17\".", run_oct};
extern const Builtin builtin_format = {"format",
                                       {{{"value"}, optional("specification", text)}},
                                       text,
                                       "The value as a format says.",
                                       run_format};

}  // namespace pkttest::language
