// BPF filters (pcap-filter(7)) compiled without a device and run on octets in user space.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pkttest::net {

/// A compiled filter; copies share the program.
class Filter {
 public:
    /// Lets everything through.
    Filter() = default;
    /// "" lets everything through. Throws std::invalid_argument with the filter and libpcap's reason.
    explicit Filter(std::string_view expression, int link_type = 1);

    bool matches(std::span<const std::uint8_t> octets, std::uint32_t wire_length = 0) const;
    bool is_empty() const { return program_ == nullptr; }

 private:
    struct Program;
    std::shared_ptr<const Program> program_;
};

/// What is wrong with a filter, in libpcap's words; empty where it is right.
std::string filter_error(std::string_view expression, int link_type = 1);

}  // namespace pkttest::net
