// What a lab makes and must not leave behind: its namespaces and the processes in them.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace pkttest::live {

/// Why no lab can be made here: no root, no namespaces; empty where it can.
std::string why_no_lab();

/// The namespaces of the labs that process `pid` made.
std::vector<std::string> lab_namespaces_of(pid_t pid);

/// The processes in these namespaces.
std::vector<pid_t> processes_in(const std::vector<std::string>& namespaces);

/// Those of them that still run.
std::vector<pid_t> still_running(const std::vector<pid_t>& processes);

}  // namespace pkttest::live
