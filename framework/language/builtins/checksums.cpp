// Functions about check values beside checksum(): CRCs, Fletcher's, pseudo headers, the incremental update.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/checksum.h"
#include "framework/packet/crc.h"

namespace pkttest::language {

namespace {

std::string octets_given(const Call& call, std::size_t parameter) {
    if (const auto* packet = call[parameter].as<LayerReference>()) return octets_of(*packet);
    return call.octets(parameter);
}

std::span<const std::uint8_t> as_span(const std::string& octets) {
    return {reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()};
}

std::uint32_t begin_with(const Call& call) {
    return call.has(1) ? static_cast<std::uint32_t>(call.integer_within(1, 0, 0xffffffff)) : 0;
}

Value run_crc32(Call& call) { return Integer{crc32(as_span(octets_given(call, 0)), begin_with(call))}; }
Value run_crc32c(Call& call) { return Integer{crc32c(as_span(octets_given(call, 0)), begin_with(call))}; }
Value run_fletcher(Call& call) { return Integer{fletcher16(as_span(octets_given(call, 0)))}; }

Value run_fletcher_octets(Call& call) {
    const std::string octets = octets_given(call, 0);
    const auto offset =
        static_cast<std::size_t>(call.integer_within(1, 0, static_cast<Integer>(octets.size())));
    const auto [upper, lower] = fletcher16_octets(as_span(octets), offset);
    return Value(Bytes{{static_cast<char>(upper), static_cast<char>(lower)}});
}

Value run_update(Call& call) {
    const auto word = [&](std::size_t i) {
        return static_cast<std::uint16_t>(call.integer_within(i, 0, 0xffff));
    };
    return Integer{checksum_update(word(0), word(1), word(2))};
}

/// The addresses, the protocol and the length in front of the octets (RFC 768, RFC 8200 8.1).
Value with_pseudo_header(const Call& call, std::string_view protocol) {
    const auto* given = call[1].as<LayerReference>();
    const bool right = given != nullptr && given->index < given->packet->size() &&
                       (*given->packet)[given->index].is(protocol);
    if (!right) call.fail(1, fmt::format("{} takes {}, not {}", call.name, protocol, describe(call[1])));
    const Octets built = given->packet->tail(given->index).build();
    const bool v4 = protocol == "IP";
    const std::string octets = octets_given(call, 2);
    std::string header(reinterpret_cast<const char*>(built.data()) + (v4 ? 12 : 8), v4 ? 8 : 32);
    const auto number = static_cast<std::uint8_t>(call.integer_within(0, 0, 255));
    const std::size_t size = octets.size();
    const std::array<std::uint8_t, 8> tail = {static_cast<std::uint8_t>(size >> 24),
                                              static_cast<std::uint8_t>(size >> 16),
                                              static_cast<std::uint8_t>(size >> 8),
                                              static_cast<std::uint8_t>(size),
                                              0,
                                              0,
                                              0,
                                              number};
    header.append(tail.begin(), tail.end());
    return Integer{internet_checksum(as_span(header + octets))};
}
Value run_in4(Call& call) { return with_pseudo_header(call, "IP"); }
Value run_in6(Call& call) { return with_pseudo_header(call, "IPv6"); }

constexpr auto number = Kind::number;

}  // namespace

extern const Builtin builtin_crc32 = {"crc32",
                                      {{{"data"}, optional("value", number)}},
                                      number,
                                      "CRC-32, as Ethernet and zlib have it.",
                                      run_crc32};
extern const Builtin builtin_crc32c = {
    "crc32c", {{{"data"}, optional("value", number)}}, number, "CRC-32C, as SCTP has it.", run_crc32c};
extern const Builtin builtin_fletcher16_checksum = {
    "fletcher16_checksum", {{{"data"}}}, number, "Fletcher's checksum of 16 bits.", run_fletcher};
extern const Builtin builtin_fletcher16_checkbytes = {
    "fletcher16_checkbytes",
    {{{"data"}, {"offset", number}}},
    Kind::bytes,
    "The two octets that make Fletcher's checksum 0 when they are put there.",
    run_fletcher_octets};
extern const Builtin builtin_checksum_update = {
    "checksum_update",
    {{{"checksum", number}, {"before", number}, {"after", number}}},
    number,
    "The Internet checksum after a word changed (RFC 1624).",
    run_update};
extern const Builtin builtin_in4_chksum = {"in4_chksum",
                                           {{{"proto", number}, {"u", Kind::packet}, {"p"}}},
                                           number,
                                           "The Internet checksum with the pseudo header of an IP layer.",
                                           run_in4};
extern const Builtin builtin_in6_chksum = {"in6_chksum",
                                           {{{"nh", number}, {"u", Kind::packet}, {"p"}}},
                                           number,
                                           "The Internet checksum with the pseudo header of an IPv6 layer.",
                                           run_in6};

}  // namespace pkttest::language
