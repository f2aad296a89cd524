// The wiring of a lab: its namespaces, veth pairs, bridges and addresses.
#pragma once

#include <string>
#include <vector>

#include "framework/net/lab.h"

namespace pkttest::net {

/// Makes the namespaces PREFIXtester and PREFIXHOST with all links up, ready to carry frames. Throws
/// std::runtime_error, and leaves what it has made to the caller.
void make_wiring(const std::vector<LabHost>& hosts, const std::string& prefix);

}  // namespace pkttest::net
