// ASN.1's values in BER (X.690) for .uts campaigns: written and read as Scapy does it.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/asn1_object.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/hex.h"
#include "framework/language/values/native_type.h"
#include "framework/packet/address.h"
#include "framework/packet/ber.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace {

constexpr int deepest_sequence = 50;

[[noreturn]] void fail(Span where, std::string message) {
    throw EvaluationError(where, std::move(message)).as("BER_Decoding_Error");
}
unsigned octet_at(std::string_view octets, std::size_t at) { return static_cast<unsigned char>(octets[at]); }

/// What has been taken, or the error that says why it was not.
std::uint64_t checked(ber::Taken taken, std::string_view what, Span where) {
    if (taken.fault == ber::Fault::empty) fail(where, fmt::format("there are no octets of a {}", what));
    if (taken.fault == ber::Fault::cut) fail(where, fmt::format("the {} is cut", what));
    if (taken.fault == ber::Fault::too_large)
        throw EvaluationError(where, fmt::format("a {} of more than 64 bits", what)).uncovered();
    return taken.number;
}

}  // namespace

std::uint64_t read_ber_number(std::string_view& octets, std::uint64_t before, Span where) {
    return checked(ber::take_number(octets, before), "number", where);
}

std::uint64_t read_ber_length(std::string_view& octets, Span where) {
    if (octets.empty()) throw EvaluationError(where, "there are no octets of a length").as("IndexError");
    return checked(ber::take_length(octets), "length", where);
}

std::uint64_t read_ber_tag(std::string_view& octets, Span where) {
    return checked(ber::take_tag(octets), "tag", where);
}

namespace {

// ---- content: numbers (8.3), object identifiers (8.19), addresses (RFC 2578, 7.1.5), bits (8.6) --------

std::string even_hex(const Value& number) {
    std::string digits = digits_of(*to_big(number), 16);
    return from_hex(digits.size() % 2 != 0 ? "0" + digits : digits).value_or("");
}

std::string inverted(std::string octets) {
    for (char& octet : octets) octet = static_cast<char>(~octet);
    return octets;
}

std::string number_content(const Value& value, Span where) {
    const auto number = to_big(value);
    if (!number)
        throw EvaluationError(where, fmt::format("a number is needed, not {}", describe(value)))
            .as("TypeError");
    if (number->parts.empty()) return std::string(1, '\0');
    if (!number->negative) {
        std::string out = even_hex(value);
        return octet_at(out, 0) >= 0x80 ? '\0' + out : out;
    }
    const Value before = apply(Operator::subtract, apply(Operator::negative, value, where), Value(1), where);
    std::string out = to_big(before)->parts.empty() ? std::string(1, '\0') : even_hex(before);
    // As Scapy: an octet of signs comes before 0x80 as well.
    return octet_at(out, 0) >= 0x7f ? '\xff' + inverted(out) : inverted(out);
}

Value read_number(std::string_view content, Span where) {
    if (content.size() > most_bits / 8) throw EvaluationError(where, "a number of so many bits").uncovered();
    if (content.empty()) return Value(0);
    const bool negative = octet_at(content, 0) >= 0x80;
    const std::string octets(content);
    const Value number = to_value(*parse_big(hex_digits(negative ? inverted(octets) : octets), 16, false));
    return negative ? apply(Operator::subtract, apply(Operator::negative, number, where), Value(1), where)
                    : number;
}

/// As Scapy: any numbers with points between them.
std::string oid_content(std::string_view text, Span where) {
    std::string_view inner = text;
    while (inner.starts_with('.')) inner.remove_prefix(1);
    while (inner.ends_with('.')) inner.remove_suffix(1);
    auto arcs = ber::arcs_of(inner);
    if (!arcs) throw EvaluationError(where, fmt::format("the object identifier \"{}\"", text)).uncovered();
    return ber::oid_content(std::move(*arcs));
}

Value read_oid(std::string_view content, Span where) {
    auto text = ber::oid_text(content);
    if (!text) fail(where, "the object identifier is cut");
    return Value(std::move(*text));
}

std::string address_content(const Value& value, Span where) {
    const auto address = value.is_text() ? parse_ipv4(*value.octets()) : std::nullopt;
    if (!address) throw EvaluationError(where, fmt::format("the address {}", describe(value))).uncovered();
    return big_endian(*address, 4);
}

Value read_bits(std::string_view content, Span where) {
    if (content.empty()) fail(where, "a bit string needs the number of its unused bits");
    const unsigned unused = octet_at(content, 0);
    std::string bits;
    for (std::size_t i = 1; i < content.size(); ++i) bits += fmt::format("{:08b}", octet_at(content, i));
    if (unused > 7) throw EvaluationError(where, "a bit string with so many unused bits").uncovered();
    bits.resize(bits.size() - std::min<std::size_t>(bits.size(), unused));
    return Value(std::move(bits));
}

std::string bits_content(const std::string& bits) {
    std::string out(1, static_cast<char>((8 - bits.size() % 8) % 8));
    for (std::size_t i = 0; i < bits.size(); ++i) {
        if (i % 8 == 0) out += '\0';
        if (bits[i] == '1') out.back() = static_cast<char>(out.back() | 0x80 >> i % 8);
    }
    return out;
}

std::string content_of(const Asn1Type& type, const Value& value, Span where) {
    switch (type.form) {
        case Asn1Form::null:
            if (Integer number = 0; value.to_integer(number) && number == 0) return {};
            [[fallthrough]];
        case Asn1Form::number:
        case Asn1Form::truth:
            return number_content(value, where);
        case Asn1Form::address:
            return address_content(value, where);
        case Asn1Form::items: {
            if (value.octets() != nullptr) return *value.octets();
            std::string out;
            for (const Value& item : items_of(value, where)) out += encode_ber(item, where);
            return out;
        }
        default:
            break;
    }
    if (value.octets() == nullptr)
        throw EvaluationError(where, fmt::format("ASN1_{} of {}", type.name, describe(value))).uncovered();
    if (type.form == Asn1Form::oid) return oid_content(*value.octets(), where);
    return type.form == Asn1Form::bits ? bits_content(*value.octets()) : *value.octets();
}

Value items_in(std::string_view content, bool safe, Span where, int depth) {
    List items;
    while (!content.empty()) items.push_back(decode_ber(content, nullptr, safe, where, depth + 1));
    return Value(std::move(items));
}

Value value_in(const Asn1Type& type, std::string_view content, bool safe, Span where, int depth) {
    switch (type.form) {
        case Asn1Form::number:
        case Asn1Form::truth:
        case Asn1Form::null:
            return read_number(content, where);
        case Asn1Form::oid:
            return read_oid(content, where);
        case Asn1Form::bits:
            return read_bits(content, where);
        case Asn1Form::items:
            return items_in(content, safe, where, depth);
        case Asn1Form::address:
            if (content.size() != 4) fail(where, "an address has 4 octets");
            return Value(ipv4_text(static_cast<std::uint32_t>(octet_at(content, 0)) << 24 |
                                   octet_at(content, 1) << 16 | octet_at(content, 2) << 8 |
                                   octet_at(content, 3)));
        default:
            return Value(Bytes{std::string(content)});
    }
}

Value decode_strictly(std::string_view& octets, const Asn1Type* type, bool safe, Span where, int depth) {
    if (depth > deepest_sequence) throw EvaluationError(where, "sequences so deep").uncovered();
    std::string_view rest = octets;
    const std::uint64_t tag = read_ber_tag(rest, where);
    const Asn1Type* found = find_asn1_type(static_cast<std::int64_t>(tag));
    if (type == nullptr && (found == nullptr || found->form == Asn1Form::other))
        fail(where, fmt::format("there is no type with the tag {:#x}", tag));
    if (type != nullptr && tag != static_cast<std::uint64_t>(type->tag))
        throw EvaluationError(where, fmt::format("the tag is {:#x}, not {:#x}", tag, type->tag))
            .as("BER_BadTag_Decoding_Error");
    if (rest.empty()) fail(where, "there are no octets of a length");
    const std::uint64_t length = read_ber_length(rest, where);
    if (length > rest.size())
        fail(where, fmt::format("{} octets are needed here, there are {}", length, rest.size()));
    Value value = value_in(*found, rest.substr(0, length), safe, where, depth);
    octets = rest.substr(length);
    return make_asn1(*found, std::move(value), where);
}

}  // namespace

Value decode_ber(std::string_view& octets, const Asn1Type* type, bool safe, Span where, int depth) {
    if (!safe) return decode_strictly(octets, type, safe, where, depth);
    try {
        return decode_strictly(octets, type, safe, where, depth);
    } catch (const EvaluationError& error) {
        if (error.exception() == "BER_BadTag_Decoding_Error")
            return make_asn1(*find_asn1_type("BADTAG"), decode_ber(octets, nullptr, safe, where, depth + 1),
                             where);
        if (error.exception() != "BER_Decoding_Error") throw;
        Value whole(Bytes{std::string(octets)});
        octets = {};
        return make_asn1(*find_asn1_type("DECODING_ERROR"), std::move(whole), where);
    }
}

std::string encode_ber(const Asn1Type& type, const Value& value, Span where) {
    if (type.tag < 0) return value.octets() != nullptr ? *value.octets() : encode_ber(value, where);
    if (type.form == Asn1Form::other)
        throw EvaluationError(where, fmt::format("octets of ASN1_{}", type.name)).uncovered();
    const std::string content = content_of(type, value, where);
    check_octet_count(content.size(), where);
    return ber::tag_octets(static_cast<std::uint64_t>(type.tag)) + ber::length_octets(content.size()) +
           content;
}

std::string encode_ber(const Value& value, Span where) {
    const DepthCounter counter(where);
    if (const auto* object = object_as<Asn1Object>(value))
        return encode_ber(object->type, object->value, where);
    if (value.octets() != nullptr) return encode_ber(*find_asn1_type("STRING"), value, where);
    if (to_big(value)) return encode_ber(*find_asn1_type("INTEGER"), value, where);
    if (const auto* object = object_as<ScriptObject>(value))
        if (auto octets = object->octets()) return std::move(*octets);
    throw EvaluationError(where, fmt::format("{} in BER", describe(value))).uncovered();
}

}  // namespace pkttest::language
