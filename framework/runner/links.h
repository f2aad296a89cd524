// Links: opens what a campaign's link names stand for, and an exchange over all of them.
//
// A link is where --link says, else (with --lab) a cable of the lab, else what the campaign says: "memory",
// "pcap:FILE", an interface of the system. With --replay every link is played from the recording. A campaign
// without links has one, "memory". Virtual links begin anew with each test.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "framework/exchange/exchange.h"
#include "framework/net/lab.h"
#include "framework/net/offloads_off.h"
#include "framework/runner/recording.h"
#include "framework/runner/runner.h"

namespace pkttest::runner {

/// A link as a campaign declares it.
struct DeclaredLink {
    std::string name;
    std::string where;
    std::vector<std::string> device_addresses;  ///< Of the lab block, "192.0.2.1/24".
};

/// The system's interfaces that a campaign's links stand for, in the order of their names; with --replay, and
/// for links that `hosts` are at in a lab, there are none.
std::vector<std::string> live_interfaces(const std::vector<DeclaredLink>& declared,
                                         const std::vector<net::LabHost>& hosts, const RunOptions& options);

class Links {
 public:
    /// Opens all; with `hosts` not empty makes the lab. Throws std::system_error and std::runtime_error in
    /// the tester's words, nothing left behind. `recording` and `observer` outlive the links.
    Links(const std::vector<DeclaredLink>& declared, std::vector<net::LabHost> hosts,
          const Recording* recording, const RunOptions& options, exchange::StopFlag& stop,
          exchange::Observer& observer);
    ~Links();

    exchange::Exchange& exchange() { return *exchange_; }
    bool is_virtual() const { return clock_->is_virtual(); }
    /// Virtual links anew, then the exchange's begin_test. Throws std::runtime_error where a replayed test is
    /// not in the recording.
    void begin_test(const std::string& id, exchange::Duration limit);
    std::vector<LinkReady> describe() const;
    /// The links as a recording describes them, drops of this test included.
    std::vector<RecordedPort> ports();
    /// What of the lab does not run as it should; empty where all does, or there is none.
    std::string lab_trouble() const { return lab_ ? lab_->trouble() : std::string(); }
    /// Whether a link has an IPv6 address of ours; virtual links take any.
    bool has_ipv6(std::string_view name) const;
    /// What the recording says was dropped on a link in this test; 0 where nothing is replayed.
    std::uint64_t recorded_drops() const;

 private:
    enum class Kind : std::uint8_t { memory, capture, live, lab, recorded };
    struct Slot {
        DeclaredLink declared;
        Kind kind = Kind::memory;
    };
    Kind kind_of(const DeclaredLink& link) const;
    std::shared_ptr<net::Link> open(const Slot& slot) const;
    exchange::LinkSettings settings_of(const Slot& slot) const;
    void renew_recorded(const std::string& id);
    void switch_offloads_off();

    const Recording* recording_;
    const RecordedTest* replayed_ = nullptr;
    std::vector<Slot> slots_;
    std::unique_ptr<net::Lab> lab_;
    std::map<std::string, net::OffloadsOff> offloads_;  ///< By interface, where that is asked for.
    std::unique_ptr<exchange::Clock> clock_;
    std::unique_ptr<exchange::Exchange> exchange_;
};

}  // namespace pkttest::runner
