// Functions about texts: str, repr, chr, ord, hex, bin, oct, format.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/text_encoding.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace {

Value run_str(Call& call) {
    if (!call.has(1) && !call.has(2)) return Value(call.stands(0) ? to_text(call[0]) : std::string());
    if (call[0].as<Bytes>() == nullptr) call.raise("TypeError", "str decodes bytes alone");
    return Value(decoded(call.octets(0), call.octets(1, "utf8"), call.octets(2, "strict"), call.span));
}
Value run_repr(Call& call) { return Value(represent_python(call[0], call.span)); }

Value run_chr(Call& call) {
    if (const Integer code = call.integer(0); code < 0 || code > 0x10ffff)
        call.raise("ValueError",
                   fmt::format("chr takes a number from 0 to 0x10ffff, not {}", represent(code)));
    return Value(character_of(call.integer(0)));
}

Value run_ord(Call& call) {
    const std::string& octets = call.octets(0);
    const bool one = call[0].is_text() ? characters(octets).size() == 1 : octets.size() == 1;
    if (!one) call.raise("TypeError", fmt::format("ord takes one character, not {}", describe(call[0])));
    char32_t code = static_cast<unsigned char>(octets[0]);
    if (call[0].is_text()) read_character(octets, code);
    return Integer{static_cast<std::uint32_t>(code)};
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

extern const Builtin builtin_str = {"str",
                                    {{optional("value"), optional("encoding"), optional("errors")}},
                                    text,
                                    "The value as a text.",
                                    run_str};
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
