// Labs' leftovers, from /run/netns and `ip netns pids`.
#include "tests/live/lab_leftovers.h"

#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "tests/cli/run_program.h"

namespace pkttest::live {

using testing_support::run;

std::string why_no_lab() {
    if (::geteuid() != 0) return "labs need root";
    const std::string name = "pkttest-can-" + std::to_string(::getpid());
    const auto made = run({"ip", "netns", "add", name});
    run({"ip", "netns", "delete", name});
    return made.status == 0 ? "" : "namespaces cannot be made here: " + made.err;
}

std::vector<std::string> lab_namespaces_of(pid_t pid) {
    std::vector<std::string> out;
    std::error_code missing;
    const std::string prefix = "pkttest-" + std::to_string(pid) + "-";
    for (const auto& entry : std::filesystem::directory_iterator("/run/netns", missing))
        if (const std::string name = entry.path().filename().string(); name.rfind(prefix, 0) == 0)
            out.push_back(name);
    return out;
}

std::vector<pid_t> processes_in(const std::vector<std::string>& namespaces) {
    std::vector<pid_t> out;
    for (const std::string& name : namespaces) {
        std::istringstream lines(run({"ip", "netns", "pids", name}).out);
        for (pid_t pid = 0; lines >> pid;) out.push_back(pid);
    }
    return out;
}

std::vector<pid_t> still_running(const std::vector<pid_t>& processes) {
    std::vector<pid_t> out;
    for (const pid_t pid : processes) {
        std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
        std::string number, name, state;
        if (file >> number >> name >> state && state != "Z") out.push_back(pid);
    }
    return out;
}

}  // namespace pkttest::live
