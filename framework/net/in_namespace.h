// Work done inside a network namespace, by a thread that enters it and ends.
#pragma once

#include <functional>
#include <string>

namespace pkttest::net {

/// Runs `work` in the namespace, a name (as `ip netns` has it) or a path; "" runs it here. What it throws
/// comes back. Throws std::system_error where there is no such namespace or no permission.
void in_namespace(const std::string& network_namespace, const std::function<void()>& work);

/// The path of a namespace's file: "/run/netns/NAME", or the path as it is.
std::string namespace_path(const std::string& network_namespace);

}  // namespace pkttest::net
