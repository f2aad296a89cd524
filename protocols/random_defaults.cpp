// Defaults that are drawn anew at every build: nonces, tags and identifiers that nobody should guess or meet
// again.
#include "protocols/random_defaults.h"

#include "framework/packet/random_values.h"

namespace pkttest::protocols {

static constexpr const char* characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const Value any_4_bits(random_number("RandNum(min=0, max=15)", 0, 15));
const Value any_16_bits(random_number("RandShort()", 0, 0xffff));
const Value any_32_bits(random_number("RandInt()", 0, 0xffffffff));
const Value any_8_octets(random_octets("RandBin(size=8)", 8));
const Value any_28_octets(random_octets("RandBin(size=28)", 28));
const Value any_32_octets(random_octets("RandBin(size=32)", 32));
const Value any_16_characters(random_string("RandString(size=16)", 16, characters));
const Value any_ipv4(random_ipv4("RandIP()", "0.0.0.0/0"));

}  // namespace pkttest::protocols
