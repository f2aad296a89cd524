// AES in Galois/Counter Mode (FIPS 197, NIST SP 800-38D), by Mbed TLS: what MACsec protects frames with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pkttest::language {

class AesGcm {
 public:
    static constexpr std::size_t tag_octets = 16, iv_octets = 12;
    /// nullopt where the key has neither 16, 24 nor 32 octets.
    static std::optional<AesGcm> with_key(std::string_view key);
    struct Sealed {
        std::string octets, tag;
    };
    /// `iv` has 12 octets. `open` is protected, but not hidden.
    Sealed seal(std::string_view iv, std::string_view open, std::string_view plain) const;
    /// The plain octets, and the tag that they should have had.
    Sealed unseal(std::string_view iv, std::string_view open, std::string_view hidden) const;

 private:
    explicit AesGcm(std::string_view key) : key_(key) {}
    Sealed run(int way, std::string_view iv, std::string_view open, std::string_view octets) const;

    std::string key_;
};

}  // namespace pkttest::language
