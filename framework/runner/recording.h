// Recordings: what a run saw, in a folder: a pcapng for each test, an interface for each link, and an index,
// `recording.jsonl`, one line for the run and one for each test. A replay needs nothing else.
#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "framework/net/replay_link.h"
#include "framework/runner/evidence.h"

namespace pkttest::runner {

/// A link as it was in a recorded test.
struct RecordedPort {
    std::string name;
    int link_type = 1;
    std::vector<std::uint8_t> hardware_address;
    std::uint64_t dropped = 0;
    bool memory = false;  ///< Machines were the device.
    /// "192.0.2.1/24": the system's addresses of the interface, for the choice of sources.
    std::vector<std::string> addresses;
    std::string blind_spot = {};  ///< What the link said of it: see net::Link.
};

struct RecordedTest {
    std::string file;  ///< Of the pcapng, in the folder.
    exchange::Time start{0};
    std::vector<RecordedPort> ports;
};

/// The frames as a pcapng: an interface a link, the steps as comments. Throws std::system_error.
void write_capture(const std::string& path, const std::vector<RecordedPort>& ports,
                   const std::vector<Evidence::Record>& records);

/// "0007-Port_21_is_closed": a file's name for a test.
std::string file_name_of(std::uint64_t number, std::string_view name);

class RecordingWriter {
 public:
    /// Makes the folder where there is none, and its index anew. Throws std::system_error.
    RecordingWriter(std::string folder, std::uint64_t seed);
    void write(const std::string& id, const RecordedTest& test, const std::vector<Evidence::Record>& records);

 private:
    std::string folder_;
    std::ofstream index_;
};

class Recording {
 public:
    /// Throws std::runtime_error where the folder holds no recording.
    explicit Recording(std::string folder);
    std::uint64_t seed() const { return seed_; }
    /// nullptr where the test was not recorded.
    const RecordedTest* find(const std::string& id) const;
    /// The links of a test, times counted from its start. Throws as net::CaptureReader.
    std::vector<std::shared_ptr<net::RecordedLink>> open(const RecordedTest& test) const;

 private:
    std::string folder_;
    std::uint64_t seed_ = 0;
    std::map<std::string, RecordedTest> tests_;
};

}  // namespace pkttest::runner
