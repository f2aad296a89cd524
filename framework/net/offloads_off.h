// OffloadsOff: an interface's offloads switched off for as long as the object lives, then back on. What a
// killed process left off, the next one that switches offloads brings back.
#pragma once

#include <string>
#include <vector>

#include "framework/net/ethtool.h"

namespace pkttest::net {

class OffloadsOff {
 public:
    /// Switches off what is on, in the caller's network namespace, and looks whether it is. Throws
    /// std::system_error where it may not: then nothing is changed.
    explicit OffloadsOff(std::string interface);
    OffloadsOff(const OffloadsOff&) = delete;
    OffloadsOff& operator=(const OffloadsOff&) = delete;
    ~OffloadsOff();

    /// A line for the report: what was switched off and comes back.
    std::string note() const;

 private:
    void restore() noexcept;

    std::string interface_;
    std::vector<const Offload*> switched_;
    std::string record_;  ///< A file that tells the next process, should this one be killed.
};

}  // namespace pkttest::net
