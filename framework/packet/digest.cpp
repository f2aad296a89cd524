// Digests: Mbed TLS, asked for whole texts.
#include "framework/packet/digest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <mbedtls/md5.h>
#include <mbedtls/sha256.h>

namespace pkttest {

namespace {

const unsigned char* data_of(std::string_view octets) {
    return reinterpret_cast<const unsigned char*>(octets.data());
}

}  // namespace

std::array<std::uint8_t, 16> md5(std::string_view octets) {
    std::array<std::uint8_t, 16> out;
    mbedtls_md5_ret(data_of(octets), octets.size(), out.data());
    return out;
}

std::string sha256_hex(std::string_view octets) {
    std::array<std::uint8_t, 32> out;
    mbedtls_sha256_ret(data_of(octets), octets.size(), out.data(), 0);
    return fmt::format("{:02x}", fmt::join(out, ""));
}

}  // namespace pkttest
