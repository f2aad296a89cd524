// Module socket: octet order of numbers. Addresses are in addresses.cpp.
#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

Value run_swap16(Call& call) {
    const auto value = static_cast<std::uint16_t>(call.integer_within(0, 0, 0xffff));
    return Integer{__builtin_bswap16(value)};
}
Value run_swap32(Call& call) {
    const auto value = static_cast<std::uint32_t>(call.integer_within(0, 0, 0xffffffff));
    return Integer{__builtin_bswap32(value)};
}

constexpr auto number = Kind::number;
constexpr std::array<Parameter, Builtin::most_parameters> given = {{{"number", number}}};

}  // namespace

extern const Builtin builtin_socket_htons = {"socket.htons", given, number, "16 bits in network order.",
                                             run_swap16};
extern const Builtin builtin_socket_ntohs = {"socket.ntohs", given, number,
                                             "16 bits in this machine's order.", run_swap16};
extern const Builtin builtin_socket_htonl = {"socket.htonl", given, number, "32 bits in network order.",
                                             run_swap32};
extern const Builtin builtin_socket_ntohl = {"socket.ntohl", given, number,
                                             "32 bits in this machine's order.", run_swap32};

}  // namespace pkttest::language
