// Functions about octets: bytes, raw, len, hexadecimal digits, the Internet checksum.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/byte_array.h"
#include "framework/language/values/hex.h"
#include "framework/language/values/text_encoding.h"
#include "framework/packet/checksum.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

std::string octets_from(const Call& call, const Value& given) {
    const Value value = drawn(given);
    if (const auto* packet = value.as<LayerReference>()) return octets_of(*packet);
    if (const std::string* octets = value.octets()) return *octets;
    if (const auto* object = object_as<ScriptObject>(value))
        if (auto octets = object->octets()) return std::move(*octets);
    Integer size = 0;
    if (value.as<Integer>() != nullptr && value.to_integer(size)) {
        if (size < 0) call.raise("ValueError", "a length is not below 0");
        check_octet_count(
            size > static_cast<Integer>(most_octets) ? most_octets + 1 : static_cast<std::size_t>(size),
            call.span);
        return std::string(static_cast<std::size_t>(size), '\0');
    }
    std::string out;
    for (const Value& item : items_of(value, call.span)) out += octet_of(item, call.span);
    return out;
}

std::span<const std::uint8_t> as_span(const std::string& octets) {
    return {reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()};
}

Value run_bytes(Call& call) {
    if (!call.has(0)) {
        if (call.stands(0)) call.raise("TypeError", "None has no octets");
        return Value(Bytes{});
    }
    if (call[0].is_text() && call.has(1))
        return Value(Bytes{encoded(call.octets(0), call.octets(1), call.octets(2, "strict"), call.span)});
    if (call[0].is_text() && PythonRules::hold())
        call.raise("TypeError", "a text has no octets without an encoding");
    return Value(Bytes{octets_from(call, call[0])});
}

/// What changes in its place is for Python's rules alone.
Value array_of(const Value& octets) {
    return PythonRules::hold() ? object_value<ByteArray>(*octets.octets()) : octets;
}
Value run_bytearray(Call& call) { return array_of(run_bytes(call)); }

Value run_raw(Call& call) {
    if (call[0].is_text() && PythonRules::hold())
        call.raise("TypeError", "a text has no octets without an encoding");
    return Value(Bytes{octets_from(call, call[0])});
}

Value run_len(Call& call) {
    const Value value = drawn(call[0]);
    if (value.is_text()) return Integer(characters(*value.octets()).size());
    if (const auto* bytes = value.as<Bytes>()) return Integer(bytes->octets.size());
    if (const List* items = value.items()) return Integer(items->size());
    if (const auto* packet = value.as<LayerReference>()) return Integer(octets_of(*packet).size());
    if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>())
        return Integer((*dictionary)->size());
    if (const auto* set = to_unique(value)) return Integer(set->items().size());
    if (const auto* object = object_as<ScriptObject>(value))
        if (const auto length = object->length()) return Integer(*length);
    if (const ValueSet* set = value.set(); set != nullptr && set->count()) return Integer{*set->count()};
    if (object_as<Iterator>(value) != nullptr || kind_of(value) != Kind::function)
        call.raise("TypeError", fmt::format("{} has no length", describe(value)));
    call.fail(0, fmt::format("{} has no length", describe(value)));
}

Value run_bytes_hex(Call& call) { return Value(Bytes{hex_digits(octets_from(call, call[0]))}); }

Value run_hex_bytes(Call& call) {
    const auto octets = from_hex(call.octets(0));
    if (!octets) call.fail(0, "this is not hexadecimal", "for example: \"45 00 00 1c\"");
    return Value(Bytes{*octets});
}

Value run_fromhex(Call& call) {
    const auto octets = from_hex(call.octets(0));
    if (!octets) call.raise("ValueError", "this is not hexadecimal");
    return Value(Bytes{*octets});
}
Value run_bytearray_fromhex(Call& call) { return array_of(run_fromhex(call)); }

Value run_checksum(Call& call) { return Integer{internet_checksum(as_span(octets_from(call, call[0])))}; }

}  // namespace

extern const Builtin builtin_bytes = {"bytes",
                                      {{optional("value"), optional("encoding"), optional("errors")}},
                                      Kind::bytes,
                                      "The octets of a packet, text, list of numbers, or so many zeros.",
                                      run_bytes};
extern const Builtin builtin_bytearray = {"bytearray",
                                          {{optional("value"), optional("encoding"), optional("errors")}},
                                          Kind::bytes,
                                          "Octets that may change, in UTscapy's campaigns.",
                                          run_bytearray};
extern const Builtin builtin_bytes_fromhex = {"bytes.fromhex",
                                              {{{"digits", Kind::text}}},
                                              Kind::bytes,
                                              "The octets of hexadecimal digits.",
                                              run_fromhex};
extern const Builtin builtin_bytearray_fromhex = {
    "bytearray.fromhex", {{{"digits", Kind::text}}}, Kind::bytes, "The same.", run_bytearray_fromhex};
extern const Builtin builtin_raw = {"raw", {{{"value"}}}, Kind::bytes, "The octets of a packet.", run_raw};
extern const Builtin builtin_len = {
    "len", {{{"value"}}}, Kind::number, "How many items, characters or octets.", run_len};
extern const Builtin builtin_bytes_hex = {
    "bytes_hex", {{{"value"}}}, Kind::bytes, "Octets as hexadecimal digits.", run_bytes_hex};
extern const Builtin builtin_hex_bytes = {
    "hex_bytes", {{{"digits", Kind::text}}}, Kind::bytes, "The octets of hexadecimal digits.", run_hex_bytes};
extern const Builtin builtin_checksum = {
    "checksum", {{{"value"}}}, Kind::number, "The Internet checksum (RFC 1071).", run_checksum};

}  // namespace pkttest::language
