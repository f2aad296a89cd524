// gzip files (RFC 1952) with deflate (RFC 1951), for captures that are kept compressed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pkttest::net {

/// Whether these first octets are a gzip file's.
bool is_gzip(std::span<const std::uint8_t> start);

/// The octets that a gzip file holds, all its members one behind the other. Throws std::runtime_error where
/// it is damaged or holds more than `most` octets. A file that ends early gives what it has.
std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> file, std::size_t most = std::size_t{1} << 32);

/// A gzip file of one member.
std::vector<std::uint8_t> gzip(std::span<const std::uint8_t> octets);

}  // namespace pkttest::net
