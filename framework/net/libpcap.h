// libpcap, loaded when a filter is first compiled: it brings a dozen libraries along, which would cost every
// start of the program more than the rest of it. Internal to the net library.
#pragma once

#include <pcap/pcap.h>

namespace pkttest::net {

/// The functions that filters need; man 3PCAP.
struct Libpcap {
    decltype(&::pcap_open_dead) open_dead;
    decltype(&::pcap_close) close;
    decltype(&::pcap_compile) compile;
    decltype(&::pcap_freecode) freecode;
    decltype(&::pcap_geterr) geterr;
    decltype(&::pcap_offline_filter) offline_filter;
};

/// Throws std::runtime_error, naming the library, where it is not installed.
const Libpcap& libpcap();

}  // namespace pkttest::net
