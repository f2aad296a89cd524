// Offloads of an interface by the old ethtool requests (linux/ethtool.h), in the caller's network namespace.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pkttest::net {

/// An offload that spoils what a test sees or sends.
struct Offload {
    std::string_view name;  ///< As `ethtool -K` has it.
    std::string_view consequence;
    std::uint32_t get, set;  ///< ETHTOOL_G…, ETHTOOL_S….
    std::uint32_t bit = 0;   ///< Where both concern flags: the one that is meant.
};

std::span<const Offload> offloads();

/// Whether it is on; false where the interface does not know it. `socket` is any socket of the namespace.
bool is_on(int socket, const std::string& interface, const Offload& offload);
/// Whether it could be switched; errno says why not.
bool switch_off(int socket, const std::string& interface, const Offload& offload);
bool switch_on(int socket, const std::string& interface, const Offload& offload);

/// Whether a cable or a peer is there; true where the interface cannot say.
bool has_carrier(int socket, const std::string& interface);

}  // namespace pkttest::net
