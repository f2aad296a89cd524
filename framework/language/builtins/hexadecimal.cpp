// Functions about hexadecimal text: hexdump and its like, hexdiff, import_hexcap.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/byte_array.h"
#include "framework/packet/text.h"

namespace pkttest::language {

namespace {

/// What a dump writes for an octet, about.
constexpr std::size_t shown_size = 5;

std::string octets_given(const Call& call, std::size_t parameter) {
    const auto* packet = call[parameter].as<LayerReference>();
    const Value given = plain_octets(call[parameter]);
    std::string out = packet != nullptr              ? octets_of(*packet)
                      : given.as<Bytes>() != nullptr ? *given.octets()
                                                     : call.octets(parameter);
    check_octet_count(out.size() * shown_size, call.span);
    return out;
}

std::span<const std::uint8_t> as_span(const std::string& octets) {
    return {reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()};
}

Value run_hexdump(Call& call) {
    std::string out = hexdump(as_span(octets_given(call, 0)));
    if (!out.empty()) out.pop_back();
    return call.print(std::move(out), 1);
}

std::string one_line(const Call& call) {
    const HexParts parts = call.truth(1) ? HexParts::text : call.truth(2) ? HexParts::hex : HexParts::both;
    return line_hexdump(as_span(octets_given(call, 0)), parts);
}
Value run_hexstr(Call& call) { return Value(one_line(call)); }
Value run_linehexdump(Call& call) { return call.print(one_line(call), 3); }
Value run_chexdump(Call& call) { return call.print(c_hexdump(as_span(octets_given(call, 0))), 1); }

Value run_hexdiff(Call& call) {
    const std::string a = octets_given(call, 0), b = octets_given(call, 1);
    return call.print(hexdiff(as_span(a), as_span(b)), 4);
}

Value run_import_hexcap(Call& call) {
    const Octets octets = import_hexcap(call.octets(0));
    return Value(Bytes{std::string(octets.begin(), octets.end())});
}

constexpr auto text = Kind::text;
constexpr Parameter value = {"x"}, to_dump = optional("dump"), onlyasc = optional("onlyasc"),
                    onlyhex = optional("onlyhex");

}  // namespace

extern const Builtin builtin_hexdump = {
    "hexdump", {{value, to_dump}}, text, "Octets as hexadecimal lines.", run_hexdump};
extern const Builtin builtin_linehexdump = {
    "linehexdump", {{value, onlyasc, onlyhex, to_dump}}, text, "Octets as one line.", run_linehexdump};
extern const Builtin builtin_hexstr = {
    "hexstr", {{value, onlyasc, onlyhex}}, text, "Octets as one line.", run_hexstr};
extern const Builtin builtin_chexdump = {
    "chexdump", {{value, to_dump}}, text, "Octets as elements of a C array.", run_chexdump};
extern const Builtin builtin_hexdiff = {
    "hexdiff",
    {{{"a"}, {"b"}, optional("algo", text), optional("autojunk"), to_dump}},
    text,
    "Two strings of octets side by side, with what differs.",
    run_hexdiff};
extern const Builtin builtin_import_hexcap = {"import_hexcap",
                                              {{{"input_string", text}}},
                                              Kind::bytes,
                                              "The octets of a hexadecimal dump.",
                                              run_import_hexcap};

}  // namespace pkttest::language
