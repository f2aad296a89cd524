// Lab: a network on this machine: network namespaces as hosts, veth pairs as links. Needs root and ip(8).
//
//     Lab::remove_leftovers();
//     Lab lab({{"dut", {{"lan", {"192.0.2.1/24"}}}, {{"sysctl -qw net.ipv4.ip_forward=1"}}}});
//     LiveLink link("lan", lab.interface_of("lan"), lab.tester_namespace());
//
// The tester's ends of all links stand in a namespace of the run's own, without addresses of their own and
// with IPv6 off, so the kernel answers nothing there. A host's end is named as the link. Checksum and
// segmentation offloads are off on all of them, so frames are whole.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace pkttest::net {

struct LabPort {
    std::string link;                    ///< The campaign's name of the link.
    std::vector<std::string> addresses;  ///< "192.0.2.1/24".
};

struct LabCommand {
    std::string text;            ///< For /bin/sh, in the host's namespace; an "&" at its end: keeps running.
    bool keeps_running = false;  ///< Ended by remove().
};

struct LabHost {
    std::string name;
    std::vector<LabPort> ports;
    std::vector<LabCommand> commands;  ///< In order, once the ports are up.
};

class Lab {
 public:
    /// Makes it, up to the last command. Throws std::runtime_error, nothing left behind: no root, a name that
    /// cannot be one, what `ip` says, a command that failed with what it wrote to standard error.
    explicit Lab(std::vector<LabHost> hosts);
    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;
    ~Lab();

    /// Ends the processes inside and deletes the namespaces. Again: nothing.
    void remove() noexcept;

    /// Removes the labs of runs that are dead.
    static void remove_leftovers() noexcept;

    /// A command that should keep running and has failed, in a sentence; empty where none has.
    std::string trouble() const;

    const std::string& tester_namespace() const { return tester_; }
    /// Of a host; std::invalid_argument where there is none of that name.
    std::string namespace_of(std::string_view host) const;
    /// The tester's interface on a link, in tester_namespace(); std::invalid_argument where no host has it.
    std::string interface_of(std::string_view link) const;
    /// Addresses of all hosts on a link, "192.0.2.1/24"; empty where there are none.
    std::vector<std::string> device_addresses(std::string_view link) const;
    /// The links, in the order of their first mention.
    std::vector<std::string> links() const;

 private:
    void check_names() const;
    void run(const LabHost& host, const LabCommand& command);

    std::vector<LabHost> hosts_;
    std::string prefix_;  ///< "pkttest-PID-" or "pkttest-PID-N-" for the further labs of a process.
    std::string tester_;
    struct Background {
        pid_t group;
        std::string host, text;
    };
    std::vector<Background> background_;
    bool made_ = false;
};

}  // namespace pkttest::net
