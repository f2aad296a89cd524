// Secrets that both ends of a conversation share, by the protocol that hides its octets with them.
#pragma once

#include <string>
#include <string_view>

namespace pkttest {

/// The secret that was set for a protocol ("TacacsHeader"); "test" where none was, as in the reference.
std::string shared_secret(std::string_view protocol);
/// What is read and built from now on goes by this secret.
void set_shared_secret(std::string_view protocol, std::string secret);

}  // namespace pkttest
