// The network namespaces that ip(8) keeps by name: which there are, who is inside, removal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pkttest::net {

/// The names that begin so.
std::vector<std::string> find_namespaces(std::string_view prefix);

/// Kills every process inside but ourselves, then deletes it. Nothing where there is no such namespace.
void delete_namespace(const std::string& name) noexcept;

}  // namespace pkttest::net
